"""For a lead, about those whom they led at the end: coverage over eight weeks, and ages by person."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from digests import weeks
from digests.charts.figures import MOST_PEOPLE, AgesChart, Chart, CoverageChart, PersonAge, Week
from digests.charts.reading.asked import Asked
from digests.facts import groups, people, trend
from digests.facts.people import History, Person
from digests.figures import ages
from digests.weeks import Period
from models.people.members import Member
from models.workspace import workspaces
from models.zones import zone_of


def of_lead(session: Session, asked: Asked, *, lead_id: UUID, now: datetime) -> tuple[Chart, ...]:
    """In five statements. None for whoever led nobody.

    Those are named whom they lead now as well. None where names are left out: a week is counted anew in each picture,
    and two that differ by somebody who is away or left since would tell of that one.
    """
    workspace_id, end = asked.workspace_id, min(asked.end, now)
    history = people.history(session, workspace_id=workspace_id, reader=lead_id)
    if not history.rules.names:
        return ()
    belonged = groups.read(
        session, workspace_id=workspace_id, leads=[lead_id], teams=[], first=asked.start, last=now
    ).leads
    counted = people.counted(
        session, workspace_id=workspace_id, ids=belonged.members, at=end, before=end, history=history
    )
    own = [counted[one] for one in sorted(belonged.at(lead_id, end) & counted.keys())]
    if not own:
        return ()
    then = [_here(belonged.at(lead_id, week.end), counted, week, asked) for week in asked.weeks]
    thanked = trend.thanked(session, workspace_id=workspace_id, members=counted, weeks=asked.weeks)
    coverage = CoverageChart("your people", tuple(_weeks(asked, then, thanked, history)))
    named = belonged.at(lead_id, now)
    return coverage, _ages([one for one in own if one.id in named], history, end)


def _here(led: Collection[UUID], counted: Mapping[UUID, Person], week: Period, asked: Asked) -> set[UUID]:
    """Of those led then, who is counted and had begun."""
    day = weeks.day_of(week.end, asked.zone)
    persons = (counted[one] for one in led if one in counted)
    return {one.id for one in persons if one.joined is None or one.joined < day}


def _weeks(
    asked: Asked, then: Collection[set[UUID]], thanked: Collection[frozenset[UUID]], history: History
) -> list[Week]:
    """A week before counting began, or before they led anybody, is a gap."""
    any_ = trend.counted_weeks(asked.weeks, history.counts_from)
    rows = zip(asked.weeks, then, thanked, any_, strict=True)
    return [
        asked.week(period, trend.reached(members, found) if counts and members else None)
        for period, members, found, counts in rows
    ]


def _ages(own: Collection[Person], history: History, at: datetime) -> AgesChart:
    names = {person.id: person.name for person in own}
    found = ages.by_urgency([ages.age(person, person.last_before, history, at) for person in own])
    shown = [PersonAge(names[one.member], one.days, one.band) for one in found[:MOST_PEOPLE]]
    return AgesChart(tuple(shown), len(found[MOST_PEOPLE:]))


def asked_by(session: Session, lead: Member, end: int | None, now: datetime) -> tuple[Chart, ...]:
    """The same for a lead who asks at `now`; `end`: of a past digest's period, in seconds since 1970. None: today."""
    zone = zone_of(lead.zone, workspaces.get(session, lead.workspace_id).zone)
    tomorrow = weeks.midnight(weeks.day_of(now, zone) + timedelta(days=1), zone)
    until = tomorrow if end is None else min(datetime.fromtimestamp(end, UTC), tomorrow)
    return of_lead(session, Asked(lead.workspace_id, until, zone), lead_id=lead.id, now=now)
