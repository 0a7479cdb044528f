"""A run of a lead's digest, to forge payloads about."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.collecting import LeadDigest
from digests.scheduling import snapshots
from digests.weeks import Period
from models.schedules import Audience, Run, RunStatus, Schedule
from models.storage.ids import uuid7


def run_of(session: Session, workspace_id: int, lead: UUID, n: int, now: datetime) -> UUID:
    """The nth back, of this lead."""
    query = select(Schedule).where(Schedule.workspace_id == workspace_id, Schedule.reader == str(lead))
    schedule = session.scalar(query) or _schedule(session, workspace_id, lead, now)
    period = Period(now - timedelta(weeks=n + 1), now - timedelta(weeks=n))
    told = LeadDigest(
        period=period,
        zone="Europe/London",
        lead=lead,
        people=2,
        thanked=1,
        look_out=(),
        look_out_more=0,
        given=0,
        given_to_own=0,
        story=None,
        counting_since=now.date(),
    )
    run = Run(
        workspace_id=workspace_id,
        id=uuid7(),
        schedule_id=schedule.id,
        period_start=period.start,
        period_end=period.end,
        due_at=period.end,
        status=RunStatus.OWED,
        snapshot=snapshots.dump(told),
        created_at=now,
    )
    session.add(run)
    session.flush()
    return run.id


def _schedule(session: Session, workspace_id: int, lead: UUID, now: datetime) -> Schedule:
    made = Schedule(
        workspace_id=workspace_id,
        id=uuid7(),
        audience=Audience.LEAD,
        reader=str(lead),
        team_id=None,
        member_id=lead,
        channel_id=None,
        weekday=0,
        hour=9,
        minute=0,
        zone=None,
        enabled=True,
        counts_from=now,
        next_due_at=now + timedelta(days=7),
    )
    session.add(made)
    session.flush()
    return made
