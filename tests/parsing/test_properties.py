"""Whatever is written: no crash, nobody invented, nothing lost."""

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.parsing import Typed, command, message

EMOJI = ("clap",)
FRAGMENTS = (
    *("<@U1>", "<@U2|bo>", "<@U3>", "<!subteam^S1|@night>", "<!here>", "@lee-wong", "＠ana", "<@U4", "<@B1>", "@", "<"),
    *("++", " ++", "＋＋", "+", "--", ":clap:", "👏🏽", ":tada:", "🎉", "*", "_", "~", "|", ">", "/", "(", ")", "’s"),
    *("`", "```", "\n", "\r\n", "\n&gt; ", "&gt;", "&amp;", ",", ";", ":", " - ", "–", "•", "1.", "?", "!", ".", "…"),
    *("for", "because", "and", "thanks", "great job", "kudos to", "to", "help", "with", "me", "refund", "#speed", "#1"),
    *("<http://x.example|C++>", "<#C1|general>", "<!date^1^x|y>"),
    *("\u200d", "\u200f", "\u00a0", "\ue000", "\ue001"),
)
SOUP = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(["", " ", " "])), max_size=25).map(
    lambda pairs: "".join(fragment + space for fragment, space in pairs)
)
ANYTHING = SOUP | st.text()
NOT_SAID = regex.compile(r"```.*?```|`[^`\n]+`|^[^\S\n]*(?:&gt;|>)(?:(?:&gt;|>){2}.*|[^\n]*)", regex.S | regex.M)
TARGET = regex.compile(r"(?P<struck>~?)(?:<[@!][^<>]*>|[@＠](?:(?!\u200d)[\w.\-])+)(?P=struck)")
"""A person, also one who is struck through: the signs right before and after are theirs."""
SIGN = regex.compile(r":[\w+-]+:|👏🏽|&(?:amp|gt|lt);|[\u200c-\u200f]")
LINK_WORDS = {"and", "also", "plus", "to", "as", "well", "und", "et", "y", "och", "og", "then", "for", "because"}
COUNTED = regex.compile(r"[^\W_]+|[🎉()?`~|<>]")


def contents(text: str) -> list[str]:
    """The words and signs that are neither people, nor between them, nor what triggers."""
    plain = SIGN.sub(" ", TARGET.sub(" ", text))
    return [word for word in COUNTED.findall(plain) if word.casefold() not in LINK_WORDS and word != "1"]


def nobody_is_invented(text: str, typed: Typed) -> None:
    said = NOT_SAID.sub(" ", text)
    for part in typed.parts:
        assert all(f"<@{person}" in said for person in part.people)
        assert all(f"<!subteam^{group}" in said for group in part.groups)
        assert all(name in said.replace("＠", "@") for name in part.names)


def nothing_is_lost(text: str, typed: Typed) -> None:
    assert contents(" ".join(part.words for part in typed.parts)) == contents(text)


def check(text: str, typed: Typed) -> None:
    nobody_is_invented(text, typed)
    nothing_is_lost(text, typed)
    assert (typed.verb != "doubtful") or len(typed.parts) == 1


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_nobody_is_invented_and_nothing_is_lost_in_a_command(text: str) -> None:
    typed = command(text)
    if typed.verb in {"give", "doubtful"}:
        check(text, typed)


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_nobody_is_invented_and_nothing_is_lost_in_a_message(text: str) -> None:
    if typed := message(text, EMOJI):
        check(text, typed)


@pytest.mark.long
@given(ANYTHING)
@settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_is_invented_and_nothing_is_lost_in_thousands_of_texts(text: str) -> None:
    typed = command(text)
    if typed.verb in {"give", "doubtful"}:
        check(text, typed)
    if found := message(text, EMOJI):
        check(text, found)


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_what_was_understood_is_understood_again(text: str) -> None:
    """Each part typed alone, as people and their words, is that part."""
    for part in command(text).parts if command(text).verb == "give" else ():
        people = " ".join(f"<@{person}>" for person in part.people)
        if people and not part.groups and not part.names and part.words[:1].isalpha():
            again = command(f"{people} for {part.words}")
            assert again.verb == "doubtful" or again.parts[0].people == part.people
