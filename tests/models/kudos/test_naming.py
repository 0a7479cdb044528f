"""What a form shows of stored words, and what becomes of it when it comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import words
from models.kudos import naming
from tests.models.test_words import stored

NAMES = {"U1": "Ana", "U2": "Ana Lima", "U3": "Bo", "U4": "Bo"}
STORED = "<@U1> and <@U2> &amp; <#C1|support>: see <https://x.example/a?b=1&amp;c=2> or <https://y.example|the page>"


def name_of(slack_id: str) -> str | None:
    return NAMES.get(slack_id)


def test_mentions_and_links_are_shown_as_a_person_reads_them() -> None:
    shown = "@Ana and @Ana Lima & #support: see https://x.example/a?b=1&c=2 or the page (https://y.example)"
    assert naming.shown(STORED, name_of) == shown


@given(stored, st.text("ab <>&\n", max_size=5))
def test_what_was_not_changed_comes_back_as_it_was_stored(text: str, space: str) -> None:
    assert naming.restored(naming.shown(text, name_of), text, name_of) == text
    assert naming.restored(naming.shown(text, name_of).replace("\n", "\r\n") + " ", text, name_of) == text


@given(stored)
def test_what_is_written_around_them_leaves_mentions_as_they_are(text: str) -> None:
    edited = naming.restored(f"Well: {naming.shown(text, name_of)} Yes.", text, name_of)
    assert words.mentions(edited) == words.mentions(text)


@given(stored, st.text(max_size=60))
def test_nobody_is_mentioned_whom_the_words_did_not_mention(text: str, typed: str) -> None:
    assert set(words.mentions(naming.restored(typed, text, name_of))) <= set(words.mentions(text))


@pytest.mark.parametrize(
    ("was", "typed", "becomes"),
    [
        ("<@U1> and <@U3>", "@Bo and @Ana", "<@U3> and <@U1>"),
        ("<@U1>", "@Ana, yes @Ana", "<@U1>, yes <@U1>"),
        ("<@U1> ok", "@Anabel ok @Ana", "@Anabel ok <@U1>"),
        ("<@U1>s idea", "@Anas good idea", "<@U1>s good idea"),
        ("<@U2> ok", "@Ana ok", "@Ana ok"),
        ("<@U3> and <@U4>", "@Bo, then @Bo", "<@U3>, then <@U4>"),
        ("<@U3> and <@U4>", "only @Bo", "only @Bo"),
        ("<@U1> ok", "Ana ok <@U3>", "Ana ok &lt;@U3&gt;"),
        ("<https://x.example>", "at https://x.example.", "at <https://x.example>."),
        (
            "<https://x.example> !",
            "https://x.example/other https://x.example",
            "https://x.example/other <https://x.example>",
        ),
        ("no names", "5 < 6 & @Ana", "5 &lt; 6 &amp; @Ana"),
    ],
)
def test_names_are_found_again(was: str, typed: str, becomes: str) -> None:
    assert naming.restored(typed, was, name_of) == becomes
