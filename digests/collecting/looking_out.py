"""Whom a lead may want to look out for: whom nobody thanked lately, and whom peers thanked and their lead did not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
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

Found = dict[LeadReader, tuple[LookOut, ...]]
BACK = timedelta(days=91)
"""How far back a lead's own thanks are looked for: about 13 weeks."""


def find(session: Session, workspace_id: int, facts: Facts, readers: Sequence[LeadReader], at: datetime) -> Found:
    """For each of these leads, the longest first; those who are named first with what there is to act on.

    In two statements for any number of leads.
    """
    if not readers:
        return {}
    known = {reader: _ages(facts, reader) for reader in readers}
    found = {reader: _unseen(some) for reader, some in known.items()}
    if facts.improved.figures:
        last = acts.last_from_leads(session, workspace_id, _thanked_by_others(known), at - BACK, at)
        found = {one: (*out, *_by_peers_alone(facts, one, known[one], last)) for one, out in found.items()}
    named = {(one.member_id, out.member) for one, some in found.items() for out in some[:NAMED] if one.member_id}
    said = acts.thanked(session, workspace_id, named, at) if facts.history.rules.names else {}
    return {one: tuple(_with_act(one, out, said) for out in some) for one, some in found.items()}


def _ages(facts: Facts, reader: LeadReader) -> list[Age]:
    """Of everyone whom the reader leads, the longest first."""
    end = reader.period.end
    people = [facts.people[member] for member in facts.of(facts.reports, reader.member_id, reader.people_at)]
    last = {one.id: facts.pats.last_received(one.id, end) or one.last_before for one in people}
    return ages.by_urgency([ages.age(one, last[one.id], facts.history, end) for one in people])


def _unseen(known: Iterable[Age]) -> tuple[LookOut, ...]:
    return tuple(LookOut(age.member, age.days, age.newcomer) for age in known if age.worth_a_look)


def _thanked_by_others(known: dict[LeadReader, list[Age]]) -> set[tuple[UUID, UUID]]:
    """Pairs of a lead and somebody of theirs whom somebody thanked lately."""
    return {(one.member_id, age.member) for one, some in known.items() if one.member_id for age in some if _seen(age)}


def _seen(age: Age) -> bool:
    return age.band == Band.FRESH and not age.worth_a_look and age.last_received is not None


def _by_peers_alone(
    facts: Facts, reader: LeadReader, known: Iterable[Age], last: dict[tuple[UUID, UUID], datetime]
) -> list[LookOut]:
    """Those whom their lead has not thanked for `RED_FROM` working days of leading them."""
    if reader.member_id is None:
        return []
    days = {age.member: _lead_days(facts, reader, reader.member_id, age, last) for age in known if _seen(age)}
    long = sorted((-n, member) for member, n in days.items() if n >= RED_FROM)
    return [LookOut(member, -n, newcomer=False, by_lead=True) for n, member in long]


def _lead_days(facts: Facts, reader: LeadReader, lead: UUID, age: Age, last: dict[tuple[UUID, UUID], datetime]) -> int:
    """Working days since the lead's own thanks, at most those of `BACK`; they count while they lead them."""
    person, end = facts.people[age.member], reader.period.end
    zone = zone_of(*person.zones)
    led_since = facts.reports.since(lead, person.id, reader.people_at)
    counted = max(facts.history.counts_from, led_since, last.get((lead, person.id), end - BACK))
    since = max(weeks.day_of(counted, zone), person.joined or weeks.day_of(counted, zone))
    return person.calendar.between(since, weeks.day_of(end, zone))


def _with_act(reader: LeadReader, out: LookOut, said: dict[acts.Pair, Act]) -> LookOut:
    return replace(out, act=said.get((reader.member_id, out.member))) if reader.member_id else out
