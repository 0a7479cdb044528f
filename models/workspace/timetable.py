"""When each reader's digest comes, as it is set: by its reader, or at the usual time."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from models.workspace import schedules
from models.workspace.schedules import WHOLE_WORKSPACE, Audience, Schedule

Whose = tuple[Audience, UUID | None]
"""An audience and the team or member it is for; None: the whole workspace."""


@dataclass(frozen=True, slots=True)
class Times:
    """`weekday` 0 is Monday; `zone` None: the reader's own; `channel_id` None: the team's, or where most was said."""

    weekday: int
    hour: int
    minute: int = 0
    zone: str | None = None
    channel_id: str | None = None
    enabled: bool = True


def read(session: Session, workspace_id: int, readers: Iterable[Whose]) -> dict[Whose, Times]:
    """The times of these readers, in two statements; whoever has no schedule yet follows the usual time."""
    usual = schedules.usual_time(session, workspace_id)
    wanted = {(audience, reader_of(whose)): (audience, whose) for audience, whose in readers}
    query = select(Schedule).where(
        Schedule.workspace_id == workspace_id, tuple_(Schedule.audience, Schedule.reader).in_(list(wanted))
    )
    found = {(row.audience, row.reader): times_of(row) for row in session.scalars(query)}
    unset = Times(usual.weekday, usual.hour, usual.minute)
    return {whose: found.get(key, unset) for key, whose in wanted.items()}


def times_of(schedule: Schedule) -> Times:
    at = (schedule.weekday, schedule.hour, schedule.minute)
    return Times(*at, schedule.zone, schedule.channel_id, schedule.enabled)


def reader_of(whose: UUID | None) -> str:
    """As a schedule's `reader` says it."""
    return str(whose) if whose else WHOLE_WORKSPACE
