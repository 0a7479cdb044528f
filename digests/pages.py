"""A digest in sentences: every string is plain text, not escaped for anything. Pure.

The one place that says what a digest says; text, blocks and HTML only lay it out.
"""

from dataclasses import dataclass
from uuid import UUID

from digests import prose
from digests.collecting import LeadDigest, TeamDigest
from digests.telling import Told, Words
from models import words

LONGEST_PART = 280
"""Characters of one part of a story: a digest is one phone screen."""
GAP_NOTE = "A gap tells us where we looked, not how someone works."


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
class TeamPage:
    title: str
    headline: str
    people: str
    stories: tuple[StoryPage, ...]
    more: str
    values: str


@dataclass(frozen=True, slots=True)
class LookOutPage:
    member: UUID
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class LeadPage:
    title: str
    headline: str
    quiet: bool
    giving: str
    look_out_title: str
    look_out: tuple[LookOutPage, ...]
    look_out_more: str
    story: StoryPage | None
    note: str


Page = TeamPage | LeadPage


def team(digest: TeamDigest, told: Words) -> TeamPage | None:
    """None when nothing is left to tell. Counts that a vanished story makes wrong are left out."""
    stories = tuple(_story(told.stories[id_], told) for id_ in digest.stories if id_ in told.stories)
    vanished = len(digest.stories) - len(stories)
    pats = digest.pats - vanished
    if pats <= 0:
        return None
    more = pats - len(stories)
    values = [name for id_, name in told.values.items() if id_ in digest.values]
    return TeamPage(
        title=f"Pats on the back, {prose.title(digest.period, digest.zone)}",
        headline=prose.counted(pats, "pat on the back", "pats on the back") + _decided(digest, vanished) + ".",
        people="" if vanished else _people(digest),
        stories=stories,
        more=f"And {prose.counted(more, 'more pat', 'more pats')}." if more else "",
        values="" if vanished or not values else f"Values seen: {prose.names(values, most=len(values))}.",
    )


def lead(digest: LeadDigest, told: Words) -> LeadPage:
    look_out = tuple(
        LookOutPage(out.member, prose.names([told.name(out.member)]), _note(out.days, newcomer=out.newcomer))
        for out in digest.look_out
        if out.member not in told.gone
    )
    story = told.stories.get(digest.story) if digest.story else None
    more = prose.counted(digest.look_out_more, "more is", "more are")
    return LeadPage(
        title=f"Your team, {prose.title(digest.period, digest.zone)}",
        headline=_heard(digest),
        quiet=digest.thanked == 0,
        giving=_giving(digest) if digest.lead else "",
        look_out_title=f"{prose.in_words(len(look_out), 'person', 'people')} to look out for",
        look_out=look_out,
        look_out_more=f"{more} in /pat gaps." if digest.look_out_more else "",
        story=_story(story, told) if story else None,
        note=(f"{GAP_NOTE} " if look_out else "") + _since(digest),
    )


def _story(story: Told, told: Words) -> StoryPage:
    def said(text: str | None) -> str:
        return words.plain(words.cut(text, LONGEST_PART), told.mentioned.get).strip() if text else ""

    return StoryPage(
        who=prose.names([told.name(receiver) for receiver in story.receivers]),
        giver=prose.names([told.name(story.giver)]),
        decision=said(story.decision),
        outcome=said(story.outcome),
        message=said(story.message),
        customer_words=" ".join(said(story.customer_words).split()),
    )


def _decided(digest: TeamDigest, vanished: int) -> str:
    if vanished or not digest.decisions:
        return ""
    if digest.decisions == digest.pats:
        return ", for a decision made on the spot" if digest.pats == 1 else ", all for decisions made on the spot"
    return f", {prose.number(digest.decisions)} of them for a decision made on the spot"


def _people(digest: TeamDigest) -> str:
    colleagues = prose.counted(digest.thankers, "colleague", "colleagues")
    if digest.everyone:
        return f"Everyone in the team was thanked, {_all(digest.thanked)} of you, by {colleagues}."
    were = "person was" if digest.thanked == 1 else "people were"
    return f"{prose.number(digest.thanked)} {were} thanked by {colleagues}."


def _heard(digest: LeadDigest) -> str:
    if digest.thanked == 0:
        return "A quiet week: no pats reached your team."
    if digest.people == 1:
        return "The one person you lead heard a thank-you."
    people = prose.number(digest.people)
    if digest.thanked == digest.people:
        return f"{_all(digest.people).capitalize()} of your people heard a thank-you."
    return f"{prose.number(digest.thanked)} of your {people} people heard a thank-you."


def _all(n: int) -> str:
    return "both" if n == 2 else f"all {prose.number(n)}"


def _giving(digest: LeadDigest) -> str:
    if not digest.given:
        return "No pat came from you that week. One line is plenty."
    pats = f"You gave {prose.counted(digest.given, 'pat', 'pats')} that week"
    if digest.given_to_own == digest.given:
        return f"{pats}, {'to one of' if digest.given == 1 else 'all to'} your own people."
    own = prose.number(digest.given_to_own) if digest.given_to_own else "none"
    return f"{pats}, {own} of them to your own people." if digest.given > 1 else f"{pats}, outside your own team."


def _note(days: int, *, newcomer: bool) -> str:
    return f"new, and no pat yet after {prose.age(days)}" if newcomer else prose.age(days)


def _since(digest: LeadDigest) -> str:
    """In the year of the digest, a day of that year needs none."""
    return f"Counting since {prose.since(digest.counting_since, digest.period.end.date())}. Only you see this."
