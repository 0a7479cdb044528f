"""A digest in sentences: every string is plain text, not escaped for anything. Pure.

The one place that says what a digest says; text, blocks and HTML only lay it out.
"""

from dataclasses import dataclass
from uuid import UUID

from digests import prose, weeks
from digests.collecting import Digest, LeadDigest, TeamDigest
from digests.improving import DidTold, Waits
from digests.telling import Told, Words
from models import words
from models.zones import zone_of

LONGEST_PART = 280
"""Characters of one part of a story: a digest is one phone screen."""
MOST = 3
"""Of a kind, of what there is to do or was done."""
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
class LinePage:
    """From leadership, for the week in which it is read."""

    words: str
    who: str


@dataclass(frozen=True, slots=True)
class DidPage:
    """What was wanted, or what kept happening, and what was done about it."""

    label: str
    what: str
    done: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    title: str
    headline: str
    people: str
    line: LinePage | None
    stories: tuple[StoryPage, ...]
    did: tuple[DidPage, ...]
    did_more: str
    more: str
    values: str


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


Page = TeamPage | LeadPage


def team(digest: TeamDigest, told: Words) -> TeamPage | None:
    """None when nothing is left to tell. Counts that a vanished story makes wrong are left out."""
    stories = tuple(_story(told.stories[id_], told) for id_ in digest.stories if id_ in told.stories)
    vanished = len(digest.stories) - len(stories)
    pats = max(0, digest.pats - vanished)
    did = _did(digest, told)
    line = _line(digest, told)
    if not (pats or did or line):
        return None
    more = pats - len(stories)
    values = [name for id_, name in told.values.items() if id_ in digest.values]
    return TeamPage(
        title=f"Pats on the back, {prose.title(digest.period, digest.zone)}",
        headline=_headline(digest, pats, vanished, did),
        people="" if vanished or not pats else _people(digest),
        line=line,
        stories=stories,
        did=did[:MOST],
        did_more=f"And {prose.counted(len(did) - MOST, 'more', 'more')}." if len(did) > MOST else "",
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
    waits = told.improving.decisions.get(digest.lead, []) if digest.lead else []
    return LeadPage(
        title=f"Your team, {prose.title(digest.period, digest.zone)}",
        headline=" ".join(filter(None, (_heard(digest), _waits(digest, waits, told)))),
        quiet=digest.thanked == 0,
        line=_line(digest, told),
        answers=tuple(AnswerPage(one.decision, prose.names([one.who or "them"])) for one in waits[:MOST]),
        answers_more=_more_waits(waits, told),
        ideas=_ideas(digest, told),
        giving=_giving(digest, told) if digest.lead else "",
        look_out_title=f"{prose.in_words(len(look_out), 'person', 'people')} to look out for",
        look_out=look_out,
        look_out_more=f"{more} in /pat gaps." if digest.look_out_more else "",
        story=_story(story, told) if story else None,
        note=(f"{GAP_NOTE} " if look_out else "") + _since(digest),
    )


def _story(story: Told, told: Words) -> StoryPage:
    return StoryPage(
        who=prose.names([told.name(receiver) for receiver in story.receivers]),
        giver=prose.names([told.name(story.giver)]),
        decision=_said(story.decision, told),
        outcome=_said(story.outcome, told),
        message=_said(story.message, told),
        customer_words=" ".join(_said(story.customer_words, told).split()),
    )


def _said(text: str | None, told: Words) -> str:
    """Stored words as plain text."""
    return words.plain(words.cut(text, LONGEST_PART), told.mentioned.get).strip() if text else ""


def _line(digest: Digest, told: Words) -> LinePage | None:
    found = told.improving.lines.get(digest.line) if digest.line else None
    if found is None:
        return None
    return LinePage(_said(found[0], told), prose.names([told.name(found[1])]) if found[1] else "leadership")


def _did(digest: TeamDigest, told: Words) -> tuple[DidPage, ...]:
    """You said, we did. Whose an idea was is not told: it may be confidential."""
    ideas = [told.improving.ideas[id_] for id_ in digest.ideas if id_ in told.improving.ideas]
    causes = [told.improving.causes[id_] for id_ in digest.causes if id_ in told.improving.causes]
    wanted = [DidPage("You said", _said(one.what, told), _said(one.done, told)) for one in ideas]
    return (*wanted, *(DidPage("You kept running into", _plain(one), _said(one.done, told)) for one in causes))


def _plain(cause: DidTold) -> str:
    return words.cut_plain(cause.what, LONGEST_PART)


def _headline(digest: TeamDigest, pats: int, vanished: int, did: tuple[DidPage, ...]) -> str:
    if pats:
        return prose.counted(pats, "pat on the back", "pats on the back") + _decided(digest, vanished) + "."
    return "You said, we did." if did else "A line from leadership."


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
