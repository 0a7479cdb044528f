"""Whom a message thanks: our own sentences, and rules that hold for any text."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.imports.naming import ids
from bot.imports.recognition import EMOJI, thanked
from bot.imports.words import spoken
from tests.imports import examples


@pytest.mark.parametrize(("people", "text"), examples.recognised())
def test_the_people_thanked_are_found(people: tuple[str, ...], text: str) -> None:
    assert set(thanked(text, giver="UEVE")) == set(people)


@pytest.mark.parametrize("text", examples.not_recognised())
def test_what_thanks_nobody_is_no_recognition(text: str) -> None:
    assert thanked(text, giver="UEVE") == ()


def test_people_come_in_the_order_in_which_they_are_thanked() -> None:
    assert thanked("thanks <@UCAROL>, <@UANA> and <@UBO>!") == ("UCAROL", "UANA", "UBO")


def test_emoji_are_configurable() -> None:
    assert thanked("<@UANA> :taco:", emoji=("taco",)) == ("UANA",)
    assert thanked("<@UANA> :taco:") == ()
    assert thanked("<@UANA> :clap:", emoji=()) == ()


@pytest.mark.parametrize("emoji", EMOJI)
def test_each_standard_emoji_recognises(emoji: str) -> None:
    assert thanked(f"<@UANA> :{emoji}:") == ("UANA",)


def test_ids_of_an_enterprise_grid_are_people_too() -> None:
    assert thanked("thanks <@W012A3CDE>") == ("W012A3CDE",)


PIECES = st.sampled_from(
    [
        *(
            "<@UANA>",
            "<@UBO|bo>",
            "<@UCAROL>",
            "<@UEVE>",
            "<!here>",
            "<!subteam^S1|@desk>",
            "<#C1|floor>",
            "<https://a.test>",
        ),
        *(
            "thanks",
            "Thank you",
            "kudos to",
            "well done",
            "great job",
            "++",
            ":clap:",
            ":pray:",
            "much appreciated",
            "cheers",
        ),
        *(
            " ",
            "\n",
            ", ",
            " and ",
            ". ",
            "! ",
            "? ",
            ": ",
            "`",
            "```",
            '"',
            "“",
            "”",
            "&gt; ",
            "&amp;",
            "(",
            ")",
            "/cc ",
        ),
        *("can you", "please", "for the parcel", "in advance", "no ", "never ", "did you", "C++", "a ++ b", "don't "),
    ]
)
MESSAGES = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=25).map("".join))


@given(text=MESSAGES)
def test_nobody_is_thanked_who_is_not_mentioned_and_never_the_author(text: str) -> None:
    people = thanked(text, giver="UEVE")
    assert set(people) <= set(re.findall(r"<@([UW]\w+)", text)) - {"UEVE"}
    assert len(set(people)) == len(people)


@given(text=MESSAGES, code=st.text(alphabet=st.characters(exclude_characters="`")))
def test_code_never_counts(text: str, code: str) -> None:
    text = text.replace("`", "")
    inside = "UZED" if "UZED" not in text else "UNOBODY"
    assert inside not in thanked(f"{text}\n```thanks <@{inside}> {code}```\n")
    assert inside not in thanked(f"{text}\n`thanks <@{inside}>`\n")


@given(
    text=MESSAGES, quoted=st.text(alphabet=st.characters(exclude_categories=["Cc", "Zl", "Zp"], exclude_characters="`"))
)
def test_quotes_never_count(text: str, quoted: str) -> None:
    assert "UZED" not in thanked(f"{text.replace('`', '')}\n&gt; thanks <@UZED> {quoted}\n")


@given(text=MESSAGES)
def test_the_same_text_gives_the_same_people(text: str) -> None:
    assert thanked(text) == thanked(text) == thanked(text.replace("<@UBO|bo>", "<@UBO>"))


@given(text=st.text())
def test_speech_invents_no_mention(text: str) -> None:
    assert set(ids(spoken(text))) <= set(re.findall(r"<@([UW]\w+)", text))


@pytest.mark.parametrize(
    "part",
    [
        "<@UANA> ",
        ", ",
        "so ",
        "(",
        "<@UANA> (",
        "kudos ",
        "`",
        '"',
        "<@UANA> and to our ",
        "congrats ",
        ":clap:",
        "<@U",
    ],
)
def test_a_text_made_to_be_slow_is_not(part: str) -> None:
    begun = time.perf_counter()
    thanked("thanks " + part * (40_000 // len(part)) + "<@UANA>")
    assert time.perf_counter() - begun < 60  # seconds are enough; without a longest sentence it would be hours
