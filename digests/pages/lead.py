"""The page of a lead. Pure."""

from dataclasses import dataclass
from uuid import UUID

from digests import prose, weeks
from digests.collecting import LeadDigest
from digests.facts.improving import Waits
from digests.pages.parts import MOST, LinePage, StoryPage, all_of, line, story
from digests.telling import Words
from models.zones import zone_of

GAP_NOTE = "A gap tells us where we looked, not how someone works."


@dataclass(frozen=True, slots=True)
class LookOutPage:
    member: UUID
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A decision that waits for its reader."""

    decision: UUID
    who: str


@dataclass(frozen=True, slots=True)
class LeadPage:
    title: str
    headline: str
    quiet: bool
    line: LinePage | None
    answers: tuple[AnswerPage, ...]
    answers_more: str
    ideas: str
    giving: str
    look_out_title: str
    look_out: tuple[LookOutPage, ...]
    look_out_more: str
    story: StoryPage | None
    note: str


def lead(digest: LeadDigest, told: Words) -> LeadPage:
    look_out = tuple(
        LookOutPage(out.member, prose.names([told.name(out.member)]), _note(out.days, newcomer=out.newcomer))
        for out in digest.look_out
        if out.member not in told.gone
    )
    chosen = told.stories.get(digest.story) if digest.story else None
    more = prose.counted(digest.look_out_more, "more is", "more are")
    waits = told.improving.decisions.get(digest.lead, []) if digest.lead else []
    return LeadPage(
        title=f"Your team, {prose.title(digest.period, digest.zone)}",
        headline=" ".join(filter(None, (_heard(digest), _waits(digest, waits, told)))),
        quiet=digest.thanked == 0,
        line=line(digest, told),
        answers=tuple(AnswerPage(one.decision, prose.names([one.who or "them"])) for one in waits[:MOST]),
        answers_more=_more_waits(waits, told),
        ideas=_ideas(digest, told),
        giving=_giving(digest, told) if digest.lead else "",
        look_out_title=f"{prose.in_words(len(look_out), 'person', 'people')} to look out for",
        look_out=look_out,
        look_out_more=f"{more} in /pat gaps." if digest.look_out_more else "",
        story=story(chosen, told) if chosen else None,
        note=(f"{GAP_NOTE} " if look_out else "") + _since(digest),
    )


def _waits(digest: LeadDigest, waits: list[Waits], told: Words) -> str:
    """How many decisions wait for the reader, unless figures about leads may not be kept."""
    if not waits or not told.improving.figures:
        return ""
    zone = zone_of(digest.zone)
    since = prose.lately(weeks.day_of(waits[0].since, zone), weeks.day_of(digest.period.end, zone))
    if len(waits) == 1:
        return f"One decision waits for you, since {since}."
    return f"{prose.in_words(len(waits), '', 'decisions')} wait for you, the oldest since {since}."


def _more_waits(waits: list[Waits], told: Words) -> str:
    if len(waits) <= MOST:
        return ""
    return f"{prose.number(len(waits) - MOST)} more on your Home tab." if told.improving.figures else "More on Home."


def _ideas(digest: LeadDigest, told: Words) -> str:
    waiting = told.improving.waiting.get(digest.lead, 0) if digest.lead else 0
    if not waiting:
        return ""
    if not told.improving.figures:
        return "There are ideas to answer."
    return f"{prose.in_words(waiting, 'idea waits', 'ideas wait')} for your answer."


def _heard(digest: LeadDigest) -> str:
    if digest.thanked == 0:
        return "A quiet week: no pats reached your team."
    if digest.people == 1:
        return "The one person you lead heard a thank-you."
    people = prose.number(digest.people)
    if digest.thanked == digest.people:
        return f"{all_of(digest.people).capitalize()} of your people heard a thank-you."
    return f"{prose.number(digest.thanked)} of your {people} people heard a thank-you."


def _giving(digest: LeadDigest, told: Words) -> str:
    if digest.given is None or not told.improving.figures:
        return ""
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
