"""The pictures that a digest carries: a channel's and leadership's."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.charts.figures import Chart
from digests.charts.reading import channel, company
from digests.charts.reading.asked import Asked
from digests.facts import groups, trend
from digests.facts.trend import Reached
from models.workspace.schedules import Audience, Run, Schedule
from models.zones import zone_of


def of_run(session: Session, *, workspace_id: int, run_id: UUID) -> tuple[Chart, ...]:
    """None for other audiences: who reads a direct message asks for them."""
    query = (
        select(Schedule.audience, Schedule.team_id, Schedule.member_id, Run.period_end, Run.snapshot)
        .join(Run, (Run.workspace_id == Schedule.workspace_id) & (Run.schedule_id == Schedule.id))
        .where(Run.workspace_id == workspace_id, Run.id == run_id)
    )
    audience, team_id, member_id, end, snapshot = session.execute(query).one()
    asked = Asked(workspace_id, end, zone_of(snapshot.get("zone")))
    if audience == Audience.TEAM and team_id:
        return channel.of_team(session, asked, team_id=team_id)
    if audience == Audience.TEAM:
        return company.of_workspace(session, asked)
    if audience == Audience.LEADERSHIP and len(snapshot.get("trend", ())) == trend.WEEKS:
        known = _known(session, asked, member_id)
        return company.of_leadership(session, asked, coverage=[_told(one) for one in snapshot["trend"]], known=known)
    return ()


def _told(week: Mapping[str, Any] | None) -> Reached | None:
    return Reached(week["some"], week["all"]) if week else None


def _known(session: Session, asked: Asked, reader: UUID) -> list[set[UUID]]:
    """Whose figures the reader sees besides: their own, and those of the people they lead, together and by name."""
    at = asked.end
    led = groups.read(session, workspace_id=asked.workspace_id, leads=[reader], teams=[], first=at, last=at).leads
    own = led.at(reader, at)
    return [own, *({one} for one in sorted(own | {reader}))]
