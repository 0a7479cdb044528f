"""When each reader's digest comes, as it is set: by its reader, or at the usual time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_, update
from sqlalchemy.orm import Session

from models.schedules import WHOLE_WORKSPACE, Audience, Schedule, keeping

Whose = tuple[Audience, UUID | None]
"""An audience and the team or member it is for; None: the whole workspace."""
SET = ("weekday", "hour", "minute", "zone", "channel_id", "enabled")
"""Columns that people set."""


@dataclass(frozen=True, slots=True)
class Times:
    """`weekday` 0 is Monday; `zone` None: the reader's own; `channel_id` None: the team's, or where most was said."""

    weekday: int
    hour: int
    minute: int = 0
    zone: str | None = None
    channel_id: str | None = None
    enabled: bool = True
    next_due_at: datetime | None = None
    """When the next one is due (UTC), once it is planned."""


def read(session: Session, workspace_id: int, readers: Iterable[Whose]) -> dict[Whose, Times]:
    """The times of these readers, in two statements; whoever has no schedule yet follows the usual time."""
    usual = keeping.usual_time(session, workspace_id)
    wanted = {(audience, reader_of(whose)): (audience, whose) for audience, whose in readers}
    query = select(Schedule).where(
        Schedule.workspace_id == workspace_id, tuple_(Schedule.audience, Schedule.reader).in_(list(wanted))
    )
    found = {(row.audience, row.reader): times_of(row) for row in session.scalars(query)}
    unset = Times(usual.weekday, usual.hour, usual.minute)
    return {whose: found.get(key, unset) for key, whose in wanted.items()}


def times_of(schedule: Schedule) -> Times:
    at = (schedule.weekday, schedule.hour, schedule.minute)
    return Times(*at, schedule.zone, schedule.channel_id, schedule.enabled, schedule.next_due_at)


def reader_of(whose: UUID | None) -> str:
    """As a schedule's `reader` says it."""
    return str(whose) if whose else WHOLE_WORKSPACE


def write(session: Session, workspace_id: int, whose: Whose, times: Times) -> None:
    """Set the times of this reader's schedule, which there has to be."""
    audience, of = whose
    mine = (Schedule.workspace_id == workspace_id, Schedule.audience == audience, Schedule.reader == reader_of(of))
    session.execute(update(Schedule).where(*mine).values({name: getattr(times, name) for name in SET}))
