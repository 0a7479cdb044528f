"""The pictures that a digest carries: a channel's and leadership's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.charts.figures import Chart
from digests.charts.reading import channel, company
from digests.charts.reading.asked import Asked
from digests.charts.reading.lead import of_lead
from digests.collecting import Digest, LeadDigest, LeadershipDigest, TeamDigest
from digests.facts import groups, trend
from digests.facts.trend import Reached
from models.schedules import Audience, Run, Schedule
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
    if audience == Audience.TEAM:
        return of_channel(session, asked, team_id)
    if audience == Audience.LEADERSHIP and member_id and len(snapshot.get("trend", ())) == trend.WEEKS:
        return of_leadership(session, asked, member_id, [_told(one) for one in snapshot["trend"]])
    return ()


def of_digest(
    session: Session, digest: Digest, *, workspace_id: int, team_id: UUID | None, now: datetime
) -> tuple[Chart, ...]:
    """Of a digest that is looked at, and a lead's too; `team_id`: whose it is, when it is a channel's."""
    asked = Asked(workspace_id, digest.period.end, zone_of(digest.zone))
    match digest:
        case TeamDigest():
            return of_channel(session, asked, team_id)
        case LeadDigest(lead=UUID() as lead_id):
            return of_lead(session, asked, lead_id=lead_id, now=now)
        case LeadershipDigest():
            told = [Reached(one.some, one.all) if one else None for one in digest.trend]
            return of_leadership(session, asked, digest.reader, told)
    return ()


def of_channel(session: Session, asked: Asked, team_id: UUID | None) -> tuple[Chart, ...]:
    if team_id is None:
        return company.of_workspace(session, asked)
    return channel.of_team(session, asked, team_id=team_id)


def of_leadership(
    session: Session, asked: Asked, reader: UUID, coverage: Sequence[Reached | None]
) -> tuple[Chart, ...]:
    return company.of_leadership(session, asked, coverage=coverage, known=_known(session, asked, reader))


def _told(week: Mapping[str, Any] | None) -> Reached | None:
    return Reached(week["some"], week["all"]) if week else None


def _known(session: Session, asked: Asked, reader: UUID) -> list[set[UUID]]:
    """Whose figures the reader sees besides: their own, and those of the people they lead, together and by name."""
    at = asked.end
    led = groups.read(session, workspace_id=asked.workspace_id, leads=[reader], teams=[], first=at, last=at).leads
    own = led.at(reader, at)
    return [own, *({one} for one in sorted(own | {reader}))]
