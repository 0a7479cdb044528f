"""What a lead is told, alone, about their own people."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from digests import weeks
from digests.collecting.facts import Facts, line
from digests.figures import ages, stories
from digests.figures.ages import Age
from digests.weeks import Period

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
    """Someone whom recognition has not reached for `days` working days."""

    member: UUID
    days: int
    newcomer: bool


@dataclass(frozen=True, slots=True)
class LeadDigest:
    """Counts are of every kudos that reached someone, wherever it was said: a lead reads how many, never words."""

    period: Period
    zone: str
    lead: UUID | None
    people: int
    thanked: int
    look_out: tuple[LookOut, ...]
    look_out_more: int
    given: int | None
    """Pats that the lead gave; None: figures about leads may not be kept here."""
    given_to_own: int
    story: UUID | None
    counting_since: date
    line: date | None = None
    """As of a team's."""

    @property
    def has_something(self) -> bool:
        """A lead hears every week, as long as there is someone to lead."""
        return self.people > 0


def lead(facts: Facts, reader: LeadReader) -> LeadDigest:
    own = facts.of(facts.reports, reader.member_id, reader.people_at)
    received = facts.pats.received_by(own, reader.period)
    given = facts.pats.given_by(reader.member_id, reader.period) if reader.member_id else []
    others = [pat for pat in received if pat.open and pat.giver != reader.member_id]
    gaps = [age for age in ages.by_urgency(_ages(facts, own, reader)) if age.worth_a_look]
    return LeadDigest(
        period=reader.period,
        zone=reader.zone.key,
        lead=reader.member_id,
        people=len(own),
        thanked=len({receiver for pat in received for receiver in pat.receivers} & own),
        look_out=tuple(LookOut(age.member, age.days, age.newcomer) for age in gaps[:NAMED]),
        look_out_more=len(gaps[NAMED:]),
        given=len(given) if facts.improved.figures else None,
        given_to_own=sum(not own.isdisjoint(pat.receivers) for pat in given) if facts.improved.figures else 0,
        story=next((pat.id for pat in stories.choose(others, 1)), None),
        counting_since=weeks.day_of(facts.history.counts_from, reader.zone),
        line=line(facts.improved, reader),
    )


def _ages(facts: Facts, own: set[UUID], reader: LeadReader) -> list[Age]:
    end = reader.period.end
    return [
        ages.age(person, facts.pats.last_received(member, end) or person.last_before, facts.history, end)
        for member in own
        if (person := facts.people[member])
    ]
