"""From people and what leads to them to parts: who gets which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from bot.parsing.leading import Lead
from bot.parsing.runs import Run
from bot.parsing.typed import Part, Typed
from bot.parsing.view import CHEER

SKIPPED = regex.compile(rf"(?:[\s,;{CHEER}]|:(?![\w+'-]++:)|[.!…]++(?=\s|$)|[–—]|--?+(?=\s|$)|\+\++)*+")
"""After people and before the words. A colon that begins an emoji stays."""
NO_REASON = regex.compile(r"(?:(?:for|because|cause|coz)\b)?[\s,;:]*+", regex.IGNORECASE)
OF_SOMEBODY = regex.compile(r"'s?\b", regex.IGNORECASE)
TAG = regex.compile(r"(?<![\w&#/])#(?=[\w-]*?[^\W\d_])(\w++(?:-++\w++)*+)")


@dataclass(frozen=True, slots=True)
class Head:
    """A run that receives, and what leads to it."""

    run: Run
    lead: Lead


def given(text: str, view: str, heads: Sequence[Head]) -> Typed | None:
    """One part for each head. None when one of several would be without words."""
    ends = [*(head.lead.cut for head in heads[1:]), len(text)]
    parts = tuple(_part(text, view, head, end) for head, end in zip(heads, ends, strict=True))
    if len(parts) > 1 and not all(part.words for part in parts):
        return None
    return Typed("give", parts, _each_once(call for head in heads for call in head.run.calls))


def doubtful(text: str, view: str, runs: Sequence[Run]) -> Typed:
    """Everybody who is mentioned, and the whole text."""
    people = _each_once(person for run in runs for person in run.people)
    groups = _each_once(group for run in runs for group in run.groups)
    names = _each_once(name for run in runs for name in run.names)
    return Typed("doubtful", (Part(people, groups, names, text.strip(), tags(view)),))


def tags(view: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """`#customer-first` as "customer-first", each once."""
    if "#" not in view:
        return ()
    found = TAG.finditer(view, start, len(view) if end is None else end)
    return _each_once(match[1].casefold() for match in found)


def unless_empty(words: str) -> str:
    """ "" for a "for" that nothing follows."""
    return "" if NO_REASON.fullmatch(words) else words


def _part(text: str, view: str, head: Head, end: int) -> Part:
    run, start = head.run, head.lead.start
    if start < run.start or OF_SOMEBODY.match(view, run.end, run.end + 3):
        words = text[start:end].strip()
    else:
        words = unless_empty(text[SKIPPED.match(view, run.end, end).end() : end].strip())
    return Part(run.people, run.groups, run.names, words, tags(view, start, end))


def _each_once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
