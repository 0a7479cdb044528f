"""Recognition without words: `<@U…> ++`, and emoji beside a name."""

import re
from collections.abc import Collection

from bot.imports import calling, naming
from bot.imports.asking import asks
from bot.imports.words import either

NO_PLUS = either("is isn't are means? operator works? does doesn't or as in on and vs syntax")
PLUS_PLUS = re.compile(rf"({naming.ROW})[\s:,)]*\+\+(?![+\w/(\[{{])(?!\s*{NO_PLUS}\b)", re.I)
BEGGING = frozenset({"pray", "bow"})
OCCASION = either(
    """birthday b-?day welcome anniversary married wedding baby new_year christmas holidays? weekend farewell goodbye
    bye good_luck get_well join(?:ed|ing|s) vacation friday morning sorry apolog\\w+ congrat\\w* hope wish miss"""
)
IS_OCCASION = re.compile(rf"\b{OCCASION}\b", re.I)
DEED = either(
    "\\w{3,}ed won built made did wrote got found caught ran led took kept went gave brought beat hit shipped"
)
DID = re.compile(rf"^\W*({naming.ROW})\s+(?:(?:just|has|have|really|totally|already|finally)\s+)*{DEED}\b", re.I)
OWN_CLAUSE = re.compile(r"\s*(?:i|we|it|this|that|my|our|the|there|now|so)\b", re.I)
NAME = re.compile(r":([\w+\-']+):")
MARKS = rf"(?:[^\w<]|{naming.EMOJI})"
ONLY_MARKS = re.compile(rf"{MARKS}+")
NAMES_BEFORE = re.compile(rf"({naming.ROW}){MARKS}*$")
NAMES_AFTER = re.compile(rf"(?:{MARKS}|(?:to|for)\b)*({naming.ROW})")


def plus_plus(text: str) -> tuple[str, ...]:
    """Whom `++` follows."""
    return tuple(person for match in PLUS_PLUS.finditer(text) for person in naming.of(match))


def is_occasion(text: str) -> bool:
    """Whether it is about an occasion that emoji celebrate, and not about a deed."""
    return IS_OCCASION.search(text) is not None


def by_emoji(text: str, emoji: Collection[str], addressed: tuple[str, ...], *, asked: bool) -> tuple[str, ...]:
    """Whom the sentence's emoji recognise; `addressed`: who was spoken to before it, for a sentence of emoji alone."""
    found = [match for match in NAME.finditer(text) if match[1] in emoji]
    if not found or asks(text) or (asked and BEGGING & {match[1] for match in found}):
        return ()
    if ONLY_MARKS.fullmatch(text):
        return addressed
    done = DID.match(text) if calling.leading(text) else None
    beside = (person for match in found for person in _beside(text[: match.start()], text[match.end() :]))
    return naming.of(done) or tuple(dict.fromkeys(beside))


def _beside(before: str, after: str) -> tuple[str, ...]:
    last = NAMES_BEFORE.search(before)
    if last and calling.calls(before[: last.start()]) and not OWN_CLAUSE.match(after):
        return naming.of(last)
    first = NAMES_AFTER.match(after)
    return naming.of(first) if first and not OWN_CLAUSE.match(after[first.end() :]) else ()
