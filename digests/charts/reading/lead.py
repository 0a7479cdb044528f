"""For a lead, about those whom they led at the end, or a team of them: coverage over eight weeks, and ages by person.

About everybody below them: where recognition comes from, as their report tells it.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from digests import prose, weeks
from digests.charts.figures import MOST_PEOPLE, AgesChart, Chart, CoverageChart, PersonAge, SourcesChart, Week
from digests.charts.reading.asked import Asked
from digests.facts import groups, people, trend
from digests.facts.people import History, Person
from digests.figures import ages
from digests.figures.coverage import WINDOWS
from digests.gaps import OWN, gaps_for_lead
from digests.gaps.report import Scope, ScopeKind
from digests.weeks import Period
from models.people.members import Member
from models.workspace import workspaces
from models.zones import zone_of

SPAN = f"in the last {WINDOWS[-1]} working days"


def of_lead(
    session: Session, asked: Asked, *, lead_id: UUID, now: datetime, team_id: UUID | None = None
) -> tuple[Chart, ...]:
    """In five statements. None for whoever led nobody. `team_id`: of their people, those in this team alone.

    Those are named whom they lead now as well. None where names are left out: a week is counted anew in each picture,
    and two that differ by somebody who is away or left since would tell of that one.
    """
    workspace_id, end = asked.workspace_id, min(asked.end, now)
    history = people.history(session, workspace_id=workspace_id, reader=lead_id)
    if not history.rules.names:
        return ()
    teams = [team_id] if team_id else []
    belonged = groups.read(
        session, workspace_id=workspace_id, leads=[lead_id], teams=teams, first=asked.start, last=now
    )

    def led(at: datetime) -> set[UUID]:
        mine = belonged.leads.at(lead_id, at)
        return mine & belonged.teams.at(team_id, at) if team_id else mine

    counted = people.counted(
        session, workspace_id=workspace_id, ids=belonged.leads.members, at=end, before=end, history=history
    )
    own = [counted[one] for one in sorted(led(end) & counted.keys())]
    if not own:
        return ()
    then = [_here(led(week.end), counted, week, asked) for week in asked.weeks]
    thanked = trend.thanked(session, workspace_id=workspace_id, members=counted, weeks=asked.weeks)
    coverage = CoverageChart("this team" if team_id else "your people", tuple(_weeks(asked, then, thanked, history)))
    named = led(now)
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


def of_tree(session: Session, *, workspace_id: int, lead_id: UUID, now: datetime) -> tuple[Chart, ...]:
    """What the report of everybody below them tells as figures, and no other: each picture has that report's floor."""
    report = gaps_for_lead(session, workspace_id=workspace_id, lead_id=lead_id, now=now, scope=Scope(ScopeKind.TREE))
    found = report.sources if report.names else None
    if found is None or not found.all:
        return ()
    whose = prose.counted(report.coverage[0].people, "person", "people")
    return (SourcesChart(f"{whose} below you", SPAN, found.lead, found.peers, found.other_teams),)


def asked_by(session: Session, lead: Member, end: int | None, now: datetime, scope: Scope = OWN) -> tuple[Chart, ...]:
    """The same for a lead who asks at `now`; `end`: of a past digest's period, in seconds since 1970. None: today."""
    if scope.kind == ScopeKind.TREE:
        return of_tree(session, workspace_id=lead.workspace_id, lead_id=lead.id, now=now)
    zone = zone_of(lead.zone, workspaces.get(session, lead.workspace_id).zone)
    tomorrow = weeks.midnight(weeks.day_of(now, zone) + timedelta(days=1), zone)
    until = tomorrow if end is None else min(datetime.fromtimestamp(end, UTC), tomorrow)
    asked = Asked(lead.workspace_id, until, zone)
    return of_lead(session, asked, lead_id=lead.id, now=now, team_id=scope.team_id)
