"""What people wrote: escaped, shown, counted and cut."""

import re
from unicodedata import normalize

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from models import words

MENTION = re.compile(r"<[^<>]+>|&(?:amp|lt|gt);")

names = st.text(st.characters(exclude_characters="<>|&", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
ids = st.from_regex(r"[UW][A-Z0-9]{3,10}", fullmatch=True)
tokens = st.one_of(
    ids.map(lambda id_: f"<@{id_}>"),
    st.builds(lambda id_, name: f"<@{id_}|{name}>", ids, names),
    st.builds(lambda id_, name: f"<#{id_}|{name}>", ids, names),
    st.sampled_from(["<!channel>", "<!here>", "<!everyone|everyone>", "<!subteam^S1|@desk>", "<!subteam^S1>"]),
    st.just("<!date^1392734382^{date}|18 February>"),
    st.sampled_from(["<https://example.com/a?b=1&amp;c=2>", "<mailto:ana@northwind.example|ana>"]),
)
typed = st.text(max_size=30).map(words.from_plain)
emoji = st.sampled_from(["👏", "👩‍👩‍👧‍👦", "🇬🇧", "e\u0301", "👍🏽", " ", "\n", "&amp;&lt;b&gt;"])
prose = st.text("ab ", min_size=1, max_size=12)
stored = st.lists(st.one_of(tokens, typed, emoji, prose), max_size=20).map("".join)
"""Text as Slack sends it, with anything in it that people write."""
marks = st.sampled_from(["<", ">", "!", "|", "@", "here", "<!here>", "<!", "&lt;", "\n", "^"])
hostile = st.lists(marks).map("".join)
"""What Slack never sends."""


@st.composite
def to_be_cut(draw: st.DrawFn) -> tuple[str, int]:
    """Text, and a length that its longest token fits into."""
    text = draw(stored)
    longest = max(map(len, words.ATOM.findall(text)), default=1)
    return text, draw(st.integers(longest + 1, longest + 20))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(st.text())
def test_text_from_a_form_comes_back_as_it_was_typed(text: str) -> None:
    assert words.plain(words.from_plain(text)) == text.replace("\x00", "")


@given(st.text())
def test_text_from_a_form_mentions_nobody(text: str) -> None:
    assert words.mentions(words.from_plain(text)) == []
    assert "<" not in words.from_plain(text)


@given(to_be_cut())
def test_pieces_join_back_to_the_whole(case: tuple[str, int]) -> None:
    text, most = case
    assert squeezed("".join(words.pieces(text, most))) == squeezed(text)


@given(to_be_cut())
def test_no_piece_is_longer_than_asked_or_empty(case: tuple[str, int]) -> None:
    text, most = case
    pieces = words.pieces(text, most)
    assert all(0 < len(piece) <= most for piece in pieces)


@given(to_be_cut())
def test_pieces_never_cut_inside_a_token(case: tuple[str, int]) -> None:
    text, most = case
    assert [t for piece in words.pieces(text, most) for t in MENTION.findall(piece)] == MENTION.findall(text)


@given(to_be_cut())
def test_pieces_never_cut_inside_a_grapheme(case: tuple[str, int]) -> None:
    text, most = case
    whole = [c for c in regex.findall(r"\X", text) if not c.isspace()]
    assert [c for p in words.pieces(text, most) for c in regex.findall(r"\X", p) if not c.isspace()] == whole


@given(to_be_cut())
def test_a_cut_is_no_longer_than_asked_and_begins_as_the_whole(case: tuple[str, int]) -> None:
    text, most = case
    short = words.cut(text, most)
    assert len(short) <= most
    if short != text:
        assert short.endswith(words.ELLIPSIS)
        assert text.lstrip().startswith(short.removesuffix(words.ELLIPSIS).lstrip())
    else:
        assert len(text) <= most


@given(stored | hostile)
def test_nothing_calls_a_whole_channel(text: str) -> None:
    assert "<!" not in words.mrkdwn(text)
    assert "<!" not in words.quote(text)


@given(stored | hostile)
def test_making_it_safe_twice_changes_nothing(text: str) -> None:
    assert words.mrkdwn(words.mrkdwn(text)) == words.mrkdwn(text)


@given(stored)
def test_people_stay_mentioned(text: str) -> None:
    assert words.mentions(words.mrkdwn(text)) == words.mentions(text)


@given(stored)
def test_plain_text_holds_no_ids(text: str) -> None:
    spoken = words.plain(text, lambda _: "Ana")
    for id_ in words.mentions(text):
        assert f"<@{id_}" not in spoken


@given(typed)
def test_length_is_what_a_person_counts(text: str) -> None:
    assert words.length(text) <= len(words.plain(text))
    assert words.length(text + "👩‍👩‍👧‍👦") <= words.length(text) + 1


@given(stored)
def test_every_line_of_a_quote_is_quoted(text: str) -> None:
    assert all(line.startswith("> ") for line in words.quote(text).split("\n") if text.strip("\r\n"))


@pytest.mark.parametrize(
    ("text", "plain", "mrkdwn"),
    [
        ("<@U1> &amp; <@U2>", "@Ana & @someone", "<@U1> &amp; <@U2>"),
        ("<@U2|bo>", "@bo", "<@U2|bo>"),
        ("in <#C1|support>", "in #support", "in <#C1|support>"),
        ("in <#C1>", "in #a channel", "in <#C1>"),
        ("<!channel> look", "@channel look", "@channel look"),
        ("<!here|here> look", "@here look", "@here look"),
        ("<!subteam^S1|@desk>", "@desk", "@desk"),
        ("<!subteam^S1>", "@subteam", "@subteam"),
        ("<!date^1392734382^{date}|18 February>", "18 February", "18 February"),
        ("<https://example.com|here>", "here", "<https://example.com|here>"),
        ("<https://example.com>", "https://example.com", "<https://example.com>"),
        ("&lt;!channel&gt;", "<!channel>", "&lt;!channel&gt;"),
        ("&amp;lt;", "&lt;", "&amp;lt;"),
    ],
)
def test_how_each_token_is_shown(text: str, plain: str, mrkdwn: str) -> None:
    assert words.plain(text, {"U1": "Ana"}.get) == plain
    assert words.mrkdwn(text) == mrkdwn


def test_a_person_mentioned_twice_counts_once_in_order() -> None:
    assert words.mentions("<@U2> and <@U1|ana> and <@U2>, not <#C1|x> or &lt;@U3&gt;") == ["U2", "U1"]


def test_pieces_split_at_a_line_or_word_where_there_is_one() -> None:
    assert words.pieces("one two three four", 9) == ["one two", "three", "four"]
    assert words.pieces("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


@pytest.mark.parametrize(("text", "length"), [("", 0), ("👩‍👩‍👧‍👦", 1), ("&amp;&lt;", 2), ("e\u0301", 1), ("ab\n", 3)])
def test_what_counts_as_a_character(text: str, length: int) -> None:
    assert words.length(text) == length


def test_the_cut_says_that_something_went() -> None:
    assert words.cut("Refunded the late parcel", 24) == "Refunded the late parcel"
    assert words.cut("Refunded the late parcel", 19) == "Refunded the late…"
    assert normalize("NFC", words.cut("x <@U0123456789>", 10)) == "x…"
