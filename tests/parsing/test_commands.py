"""Reading what was typed: nobody invented, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing import Part, Typed, command

PEOPLE = st.lists(st.from_regex(r"\A[UW][A-Z0-9]{3,9}\Z"), min_size=1, max_size=5, unique=True)
SEPARATORS = st.sampled_from([" ", ", ", " and ", " &amp; ", " + ", "\n", ",", " , and "])
WORDS = st.text(min_size=1).filter(lambda text: text.strip(" ,;:\n\t\r"))


@pytest.mark.parametrize(
    ("text", "people", "message"),
    [
        ("<@U1|ana> for refunding it", ("U1",), "for refunding it"),
        ("<@U1> <@U1> twice", ("U1",), "twice"),
        ("to <@U1|ana>, <@U2> and <@U3>: you saved Friday", ("U1", "U2", "U3"), "you saved Friday"),
        ("thanks <@U1|ana>!", ("U1",), "thanks <@U1|ana>!"),
        ("<@U1> and then some", ("U1",), "and then some"),
        ("<@U1> for", ("U1",), ""),
        ("<@W1ORG> for the C++ fix a &lt; b", ("W1ORG",), "for the C++ fix a &lt; b"),
    ],
)
def test_people_and_words_are_told_apart(text: str, people: tuple[str, ...], message: str) -> None:
    assert command(text) == Typed("give", (Part(people, words=message),))


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("help", "help"),
        (" HELP ", "help"),
        ("Help?", "help"),
        ("“undo.”", "undo"),
        ("fairness!", "fairness"),
        ("history", "history"),
        ("", "form"),
        (" \u00a0\n", "form"),
    ],
)
def test_a_word_alone_is_a_verb(text: str, verb: str) -> None:
    assert command(text) == Typed(verb)


@pytest.mark.parametrize("text", ["helping <@U1>", "help <@U1>", "undo it", "the gaps", "board of <@U1>"])
def test_a_word_among_others_is_no_verb(text: str) -> None:
    assert command(text).verb in {"give", "doubtful"}


@pytest.mark.parametrize("name", ["undo", "history", "gaps", "limits", "decision", "help"])
def test_whoever_is_called_like_a_verb_is_thanked(name: str) -> None:
    assert command(f"@{name} for the night shift") == Typed(
        "give", (Part(names=(f"@{name}",), words="for the night shift"),)
    )
    assert command(f"<@U0ANA|{name}> for the night shift").verb == "give"


def test_several_people_in_the_middle_are_doubtful() -> None:
    assert command("for helping <@U1> with <@U2>").verb == "doubtful"


def test_a_name_that_slack_did_not_escape_is_nobody() -> None:
    (part,) = command("@ana for it, mail a@b.example").parts
    assert part.people == ()
    assert part.names == ("@ana",)


@given(PEOPLE, SEPARATORS, WORDS)
def test_every_person_in_front_is_found(people: list[str], separator: str, words: str) -> None:
    said = words.replace("<", "").replace("&", "").replace("@", "")
    (part,) = command(separator.join(f"<@{person}>" for person in people) + " for " + said).parts
    assert part.people == tuple(people)
    assert part.words == ("for " + said).strip() or not said.strip()
