"""Whom a lead may want to look out for: whom nobody thanked lately, and whom peers thanked and their lead did not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from digests import weeks
from digests.collecting.facts import Facts
from digests.collecting.lead import NAMED, LeadReader, LookOut
from digests.facts import acts
from digests.figures import ages
from digests.figures.ages import RED_FROM, Age, Band
from digests.gaps.report import Act
from models.zones import zone_of

BACK = timedelta(days=91)
"""How far back a lead's own thanks are looked for: about 13 weeks."""


@dataclass(frozen=True, slots=True)
class Whom:
    """The first `NAMED` of those to look out for, and how many they are in all."""

    first: tuple[LookOut, ...] = ()
    all: int = 0

    def then(self, more: Sequence[LookOut]) -> "Whom":
        return Whom((*self.first, *more[: NAMED - len(self.first)]), self.all + len(more))


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of a lead's people: those to look out for, and those whom somebody thanked lately."""

    whom: Whom
    seen: tuple[UUID, ...]


Found = dict[LeadReader, Whom]


def find(session: Session, workspace_id: int, facts: Facts, readers: Sequence[LeadReader], at: datetime) -> Found:
    """For each of these leads, the longest first; those who are named with what there is to act on.

    In two statements for any number of leads.
    """
    if not readers:
        return {}
    known = {reader: _known(_ages(facts, reader)) for reader in readers}
    found = {reader: some.whom for reader, some in known.items()}
    if facts.improved.figures:
        seen = ((one.member_id, member) for one, some in known.items() if one.member_id for member in some.seen)
        last = acts.last_from_leads(session, workspace_id, seen, at - BACK, at)
        found = {one: whom.then(_by_peers_alone(facts, one, known[one].seen, last)) for one, whom in found.items()}
    named = {(one.member_id, out.member) for one, whom in found.items() for out in whom.first if one.member_id}
    said = acts.thanked(session, workspace_id, named, at) if facts.history.rules.names else {}
    return {one: _with_acts(one, whom, said) for one, whom in found.items()}


def _ages(facts: Facts, reader: LeadReader) -> list[Age]:
    """Of everyone whom the reader leads, the longest first."""
    end = reader.period.end
    people = [facts.people[member] for member in facts.of(facts.reports, reader.member_id, reader.people_at)]
    last = {one.id: facts.pats.last_received(one.id, end) or one.last_before for one in people}
    return ages.by_urgency([ages.age(one, last[one.id], facts.history, end) for one in people])


def _known(known: Sequence[Age]) -> Known:
    unseen = [_unseen(age) for age in known if age.worth_a_look]
    return Known(Whom().then(unseen), tuple(age.member for age in known if _seen(age)))


def _unseen(age: Age) -> LookOut:
    return LookOut(age.member, age.days, age.newcomer, ever=age.last_received is not None)


def _seen(age: Age) -> bool:
    return age.band == Band.FRESH and not age.worth_a_look and age.last_received is not None


def _by_peers_alone(
    facts: Facts, reader: LeadReader, seen: Sequence[UUID], last: dict[tuple[UUID, UUID], datetime]
) -> list[LookOut]:
    """Those whom their lead has not thanked for `RED_FROM` working days of leading them."""
    if reader.member_id is None:
        return []
    days = {member: _lead_days(facts, reader, reader.member_id, member, last) for member in seen}
    long = sorted((-n, member) for member, n in days.items() if n >= RED_FROM)
    return [LookOut(member, -n, newcomer=False, by_lead=True) for n, member in long]


def _lead_days(
    facts: Facts, reader: LeadReader, lead: UUID, member: UUID, last: dict[tuple[UUID, UUID], datetime]
) -> int:
    """Working days since the lead's own thanks, at most those of `BACK`; they count while they lead them."""
    person, end = facts.people[member], reader.period.end
    zone = zone_of(*person.zones)
    led_since = facts.reports.since(lead, member, reader.people_at)
    counted = max(facts.history.counts_from, led_since, last.get((lead, member), end - BACK))
    since = max(weeks.day_of(counted, zone), person.joined or weeks.day_of(counted, zone))
    return person.calendar.between(since, weeks.day_of(end, zone))


def _with_acts(reader: LeadReader, whom: Whom, said: dict[acts.Pair, Act]) -> Whom:
    if reader.member_id is None:
        return whom
    return replace(whom, first=tuple(replace(out, act=said.get((reader.member_id, out.member))) for out in whom.first))
