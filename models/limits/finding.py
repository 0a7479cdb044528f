"""What somebody looks for while a customer waits: by the name of a category, else by what its limits say. Pure."""

from collections.abc import Iterable

import regex

from models import words
from models.limits.reading import LimitCard, Theirs

WORD = regex.compile(r"[\p{L}\p{N}]{2,}")
SMALL = frozenset(
    (
        "a",
        "about",
        "an",
        "and",
        "any",
        "are",
        "can",
        "can’t",
        "do",
        "does",
        "for",
        "give",
        "given",
        "how",
        "is",
        "it",
        "its",
        "let",
        "limit",
        "limits",
        "may",
        "me",
        "much",
        "my",
        "of",
        "on",
        "or",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "up",
        "we",
        "what",
        "when",
        "who",
        "will",
        "with",
        "you",
        "your",
    )
)
"""Words that say nothing of a subject."""
BEGINNING = 3
"""Letters that are enough of a word."""


def find(theirs: Theirs, typed: str) -> Theirs:
    """What fits `typed` (in its stored form) best; nothing typed: all of it."""
    wanted = _words(typed)
    if not wanted:
        return theirs
    by_name = _best(theirs, {one.id: _fits(wanted, one.category) for one in theirs.limits})
    unwritten = tuple(one for one in theirs.unwritten if _fits(wanted, one.name))
    if by_name or unwritten:
        return Theirs(by_name, unwritten)
    return Theirs(_best(theirs, {one.id: _fits(wanted, _said(one)) for one in theirs.limits}), ())


def _best(theirs: Theirs, score: dict[object, int]) -> tuple[LimitCard, ...]:
    most = max(score.values(), default=0)
    return tuple(one for one in theirs.limits if most and score[one.id] == most)


def _fits(wanted: Iterable[str], text: str) -> int:
    """How many of the words wanted stand in the text, whole or begun."""
    there = _words(text)
    return sum(any(_alike(one, other) for other in there) for one in wanted)


def _alike(typed: str, other: str) -> bool:
    short, long = sorted((typed, other), key=len)
    return typed == other or (len(short) >= BEGINNING and long.startswith(short))


def _said(card: LimitCard) -> str:
    return " ".join(filter(None, (card.conditions, card.example)))


def _words(text: str) -> list[str]:
    """Folded, without small words, in the singular as far as an s goes."""
    found = (word.casefold() for word in WORD.findall(words.plain(text)))
    return [word.removesuffix("s") if len(word) > BEGINNING else word for word in found if word not in SMALL]
