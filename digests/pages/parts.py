"""Parts that several audiences' pages have: stories, the line from leadership. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from digests import prose, weeks
from digests.collecting import LeadDigest, LeadershipDigest, TeamDigest
from digests.telling import Told, Words
from models import words
from models.zones import zone_of

LONGEST_PART = 280
"""Characters of one part of a story: a digest is one phone screen."""
MOST = 3
"""Of a kind, of what there is to do or was done."""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """The person who decided comes first, the customer's words on top, whoever praised it second."""

    who: str
    giver: str
    decision: str
    outcome: str
    message: str
    customer_words: str


@dataclass(frozen=True, slots=True)
class LinePage:
    """From leadership, for the week in which it is read."""

    words: str
    who: str


def story(told_story: Told, told: Words) -> StoryPage:
    return StoryPage(
        who=prose.names([told.name(receiver) for receiver in told_story.receivers]),
        giver=prose.names([told.name(told_story.giver)]),
        decision=said(told_story.decision, told),
        outcome=said(told_story.outcome, told),
        message=said(told_story.message, told),
        customer_words=" ".join(said(told_story.customer_words, told).split()),
    )


def said(text: str | None, told: Words) -> str:
    """Stored words as plain text."""
    return words.plain(words.cut(text, LONGEST_PART), told.mentioned.get).strip() if text else ""


def line(digest: TeamDigest | LeadDigest, told: Words) -> LinePage | None:
    found = told.improving.lines.get(digest.line) if digest.line else None
    if found is None:
        return None
    return LinePage(said(found[0], told), prose.names([told.name(found[1])]) if found[1] else "leadership")


def values_seen(names: Sequence[str]) -> str:
    return f"{'Value' if len(names) == 1 else 'Values'} seen: {prose.names(names, most=len(names))}."


def all_of(n: int) -> str:
    return "both" if n == 2 else f"all {prose.number(n)}"


def uncounted(digest: LeadDigest | LeadershipDigest) -> str:
    """Of a week that was over before anything was counted: it was not quiet, nobody knows."""
    last = weeks.day_of(digest.period.end, zone_of(digest.zone))
    if digest.counting_since < last:
        return ""
    return f"Nothing was counted in that week: counting began on {prose.since(digest.counting_since, last)}."
