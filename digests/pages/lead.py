"""The page of a lead. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from digests import prose, weeks
from digests.collecting import LeadDigest
from digests.collecting.lead import FEW_QUIET
from digests.facts.waiting import Answered, Waits
from digests.pages.looking_out import GAP_NOTE, LookOutPage, further, heading, look_out, tells
from digests.pages.parts import MOST, LinePage, StoryPage, all_of, line, said, story, uncounted
from digests.telling import Words
from models import words
from models.answers import Kind
from models.zones import zone_of

OWN_OF = {1: "to one of", 2: "both to"}
LONGEST_CHOICE = 140
"""Characters of what somebody decided: a line on a phone, or two."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A decision that waits for its reader. `choice`: what was decided, for the eyes of its reader alone."""

    decision: UUID
    who: str
    since: str
    choice: str


@dataclass(frozen=True, slots=True)
class LeadPage:
    title: str
    headline: str
    quiet: bool
    monthly: str
    line: LinePage | None
    answers: tuple[AnswerPage, ...]
    answers_more: str
    answered: str
    """What they answered since the period ended."""
    room: str
    ideas: str
    giving: str
    look_out: tuple[LookOutPage, ...]
    look_out_left: int
    """How many more."""
    look_out_unnamed: str
    """Instead of them, where names are left out."""
    story: StoryPage | None
    note: str

    @property
    def minutes(self) -> str:
        if not self.answers:
            return ""
        return f"About {'a minute' if len(self.answers) == 1 else 'two minutes'}; one line is plenty."

    @property
    def look_out_title(self) -> str:
        return heading(len(self.look_out))

    @property
    def look_out_more(self) -> str:
        return self.look_out_unnamed or further(self.look_out_left, len(self.look_out))


def lead(digest: LeadDigest, told: Words) -> LeadPage:
    waits = told.waiting.decisions.get(digest.lead, []) if digest.lead else []
    since = told.waiting.answered.get(digest.lead, []) if digest.lead else []
    done = [one for one in since if digest.period.end <= one.at < digest.period.end + WEEK]
    named, left, unnamed = look_out(digest, told)
    quiet = digest.thanked == 0 and tells(digest, told) and not uncounted(digest)
    return LeadPage(
        title=f"Your team, {prose.title(digest.period, digest.zone)}",
        headline=" ".join(
            filter(None, (_heard(digest, told), _waits(digest, waits, told) or _all_answered(waits, done)))
        ),
        quiet=quiet,
        monthly=_monthly(digest) if tells(digest, told) else "",
        line=line(digest, told),
        answers=tuple(_answer(one, digest, told) for one in waits[:MOST]),
        answers_more=_more_waits(waits, told),
        answered=_answered(done),
        room=_room(digest, told),
        ideas=_ideas(digest, told),
        giving=_giving(digest, told) if digest.lead else "",
        look_out=named,
        look_out_left=left,
        look_out_unnamed=unnamed,
        story=_story(digest, told),
        note=(f"{GAP_NOTE} " if named else "") + _since(digest),
    )


def _story(digest: LeadDigest, told: Words) -> StoryPage | None:
    """As long as one of those whom it is about is theirs."""
    chosen = told.stories.get(digest.story) if digest.story else None
    if chosen is None or (digest.lead and not any((digest.lead, one) in told.waiting.led for one in chosen.receivers)):
        return None
    return story(chosen, told)


def _answer(one: Waits, digest: LeadDigest, told: Words) -> AnswerPage:
    who, choice = prose.names([one.who or "them"]), " ".join(said(one.choice, told).split())
    shown = words.cut_plain(choice, LONGEST_CHOICE) if told.to_readers else ""
    return AnswerPage(one.decision, who, _day(one, digest), shown)


def _day(one: Waits, digest: LeadDigest) -> str:
    zone = zone_of(digest.zone)
    return prose.lately(weeks.day_of(one.since, zone), weeks.day_of(digest.period.end, zone))


def _waits(digest: LeadDigest, waits: list[Waits], told: Words) -> str:
    """How many decisions wait for the reader, unless figures about leads may not be kept."""
    if not waits or not told.improving.figures:
        return ""
    since = _day(waits[0], digest)
    if len(waits) == 1:
        return f"One decision waits for you, since {since}."
    return f"{prose.in_words(len(waits), '', 'decisions')} wait for you, the oldest since {since}."


def _all_answered(waits: list[Waits], done: list[Answered]) -> str:
    return "All answered. Thank you." if done and not waits else ""


def _answered(done: list[Answered]) -> str:
    """Each by its name as long as they are few."""
    if len(done) > MOST:
        return f"You answered {prose.names([one.who or 'someone' for one in done])}."
    said_to = {Kind.PAT: "You gave {} a pat.", Kind.THOUGHT: "You gave {} a pat and a thought."}
    told = (said_to.get(Kind(one.kind), "You asked {} to talk.") for one in done)
    return " ".join(one.format(prose.names([by.who or "someone"])) for one, by in zip(told, done, strict=True))


def _more_waits(waits: list[Waits], told: Words) -> str:
    if len(waits) <= MOST:
        return ""
    return f"{prose.number(len(waits) - MOST)} more on your Home tab." if told.improving.figures else "More on Home."


def _room(digest: LeadDigest, told: Words) -> str:
    asked = told.waiting.room[digest.lead] if digest.lead else 0
    if not asked:
        return ""
    if not told.improving.figures:
        return "Somebody asks for more room to decide."
    return f"{prose.in_words(asked, 'person asks', 'people ask')} for more room to decide."


def _ideas(digest: LeadDigest, told: Words) -> str:
    waiting = told.waiting.ideas[digest.lead] if digest.lead else 0
    if not waiting:
        return ""
    if not told.improving.figures:
        return "There are ideas to answer."
    return f"{prose.in_words(waiting, 'idea waits', 'ideas wait')} for your answer."


def _heard(digest: LeadDigest, told: Words) -> str:
    if digest.thanked is None or not tells(digest, told):
        return "Fewer than five people: too few for a figure where names are left out."
    if before := uncounted(digest):
        return before
    if digest.thanked == 0:
        return "A quiet week: no pats reached your team."
    if digest.people == 1:
        return "The one person you lead heard a thank-you."
    people = prose.number(digest.people)
    if digest.thanked == digest.people:
        return f"{all_of(digest.people).capitalize()} of your people heard a thank-you."
    return f"{prose.number(digest.thanked)} of your {people} people heard a thank-you."


def _monthly(digest: LeadDigest) -> str:
    """Why it will not come next week."""
    if not digest.quiet_weeks:
        return ""
    weeks_ = prose.in_words(digest.quiet_weeks, "", "quiet weeks").replace("  ", " ")
    if digest.quiet_weeks == FEW_QUIET:
        return f"{weeks_}: I’ll write once a month until something happens."
    return f"{weeks_}: I write once a month until something happens."


def _giving(digest: LeadDigest, told: Words) -> str:
    if digest.given is None or not told.improving.figures or uncounted(digest):
        return ""
    if not digest.given:
        return "No pat came from you that week. One line is plenty."
    pats = f"You gave {prose.counted(digest.given, 'pat', 'pats')} that week"
    if digest.given_to_own == digest.given:
        return f"{pats}, {OWN_OF.get(digest.given, 'all to')} your own people."
    own = prose.number(digest.given_to_own) if digest.given_to_own else "none"
    return f"{pats}, {own} of them to your own people." if digest.given > 1 else f"{pats}, outside your own team."


def _since(digest: LeadDigest) -> str:
    """In the year of the digest, a day of that year needs none."""
    since = prose.since(digest.counting_since, prose.read_on(digest.period, digest.zone))
    return f"Counting since {since}. Only you see this."
