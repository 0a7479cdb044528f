"""What a lead is told, alone, about their own people."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from digests import weeks
from digests.collecting.facts import Facts, line
from digests.figures import stories
from digests.figures.disclosure import FLOOR
from digests.gaps.report import Act
from digests.weeks import Period

FEW_QUIET, EVERY = 3, 4
"""After so many quiet weeks in a row it comes every so many weeks."""
NAMED = 3
"""People to look out for that a lead's digest names."""


@dataclass(frozen=True, slots=True)
class LeadReader:
    """A lead; `member_id` None: nobody leads, so the whole workspace is one team."""

    period: Period
    zone: ZoneInfo
    people_at: datetime
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LookOut:
    """Someone whom recognition has not reached for `days` working days; `by_lead`: that of this lead.

    `ever`: somebody thanked them before.
    """

    member: UUID
    days: int
    newcomer: bool
    by_lead: bool = False
    ever: bool = True
    act: Act | None = None
    """A colleague's thanks to join in on. A decision that waits is read when it is rendered."""


@dataclass(frozen=True, slots=True)
class LeadDigest:
    """Counts are of every kudos that reached someone, wherever it was said: a lead reads how many, never words.

    What waits for the lead is not part of it: that is read whenever it is rendered.
    """

    period: Period
    zone: str
    lead: UUID | None
    people: int
    thanked: int | None
    """None: names may not be told, and a figure would be about fewer than five people."""
    look_out: tuple[LookOut, ...]
    look_out_more: int
    given: int | None
    """Pats that the lead gave; None: figures about leads may not be kept here."""
    given_to_own: int
    story: UUID | None
    counting_since: date
    line: date | None = None
    """As of a team's."""
    names: bool = True
    """Whether people to look out for may be named; without, there are only `look_out_more`."""
    waits: bool = False
    """Whether anything waited for the lead."""
    quiet_weeks: int = 0
    """In a row, once they are `FEW_QUIET` or more."""

    @property
    def quiet(self) -> bool:
        """Nobody was thanked, and nothing waits."""
        return self.people > 0 and self.thanked == 0 and not self.waits

    @property
    def has_something(self) -> bool:
        """A lead hears every week, as long as there is someone to lead, and once a month when all is quiet."""
        return self.people > 0 and (self.quiet_weeks < FEW_QUIET or (self.quiet_weeks - FEW_QUIET) % EVERY == 0)


def lead(facts: Facts, reader: LeadReader, first: tuple[LookOut, ...], look_out: int) -> LeadDigest:
    """`first`: of the `look_out` people to look out for those who may be named, with what there is to act on."""
    own = facts.of(facts.reports, reader.member_id, reader.people_at)
    received = facts.pats.received_by(own, reader.period)
    given = facts.pats.given_by(reader.member_id, reader.period) if reader.member_id else []
    others = [pat for pat in received if pat.open and pat.giver != reader.member_id]
    names = facts.history.rules.names
    named, told = first if names else (), names or len(own) >= FLOOR
    thanked = len({receiver for pat in received for receiver in pat.receivers} & own)
    return LeadDigest(
        period=reader.period,
        zone=reader.zone.key,
        lead=reader.member_id,
        people=len(own),
        thanked=thanked if told else None,
        look_out=named,
        look_out_more=look_out - len(named) if told else 0,
        given=len(given) if facts.improved.figures else None,
        given_to_own=sum(not own.isdisjoint(pat.receivers) for pat in given) if facts.improved.figures else 0,
        story=next((pat.id for pat in stories.choose(others, 1)), None),
        counting_since=weeks.day_of(facts.history.counts_from, reader.zone),
        line=line(facts.improved, reader),
        names=names,
        waits=reader.member_id in facts.waited_for,
    )
