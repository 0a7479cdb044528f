"""Which schedules there are, and when they come: the usual time, unless a reader has one of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from models.schedules import WHOLE_WORKSPACE, Audience, Schedule
from models.storage.ids import uuid7
from models.storage.inserting import add_missing


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """A schedule that is missing: Mondays at nine, or months at nine, from `counts_from` on."""

    audience: Audience
    reader: str
    team_id: UUID | None
    member_id: UUID | None
    counts_from: datetime
    next_due_at: datetime
    weekday: int = 0
    hour: int = 9
    minute: int = 0


@dataclass(frozen=True, slots=True)
class UsualTime:
    """When digests come, unless a reader has a time of their own: of the reader's zone; `weekday` 0 is Monday."""

    weekday: int = 0
    hour: int = 9
    minute: int = 0


def known(session: Session, *, workspace_id: int) -> set[tuple[str, str]]:
    """(audience, reader) of every schedule there is, switched off ones too."""
    query = select(Schedule.audience, Schedule.reader).where(Schedule.workspace_id == workspace_id)
    return {(audience, reader) for audience, reader in session.execute(query)}


def ensure(session: Session, *, workspace_id: int, wanted: Sequence[NewSchedule]) -> int:
    """Add those of `wanted` (at most 1,000) whose reader has no schedule yet. Returns how many were added."""
    rows = [asdict(new) | {"workspace_id": workspace_id, "id": uuid7(), "enabled": True} for new in wanted]
    return len(add_missing(session, Schedule.id, rows))


def usual_time(session: Session, workspace_id: int) -> UsualTime:
    """The time of the digest about everyone, which new schedules follow."""
    query = select(Schedule.weekday, Schedule.hour, Schedule.minute).where(*_of_everyone(workspace_id))
    row = session.execute(query).first()
    return UsualTime(*row) if row else UsualTime()


def set_usual_time(session: Session, *, workspace_id: int, weekday: int | None = None, hour: int | None = None) -> None:
    """Every schedule that came at the usual time comes at the new one; None leaves as it is. Ticking moves the dues."""
    mine = select(Schedule).where(*_of_everyone(workspace_id)).with_for_update()
    if (everyone := session.scalar(mine)) is None:
        return
    same = {name: getattr(everyone, name) for name in ("weekday", "hour", "minute")}
    new = {
        "weekday": everyone.weekday if weekday is None else weekday,
        "hour": everyone.hour,
        "minute": everyone.minute,
    }
    if hour is not None:
        new |= {"hour": hour, "minute": 0}
    usual = (getattr(Schedule, name) == value for name, value in same.items())
    session.execute(update(Schedule).where(Schedule.workspace_id == workspace_id, *usual).values(new))


def move(session: Session, *, workspace_id: int, due_at: Mapping[UUID, datetime]) -> None:
    """Set when the next digest of each of these schedules (at most 1,000) is due."""
    rows = [{"workspace_id": workspace_id, "id": id_, "next_due_at": at} for id_, at in sorted(due_at.items())]
    if rows:
        session.execute(update(Schedule), rows)


def _of_everyone(workspace_id: int) -> tuple[ColumnElement[bool], ...]:
    mine = (Schedule.workspace_id == workspace_id, Schedule.audience == Audience.TEAM)
    return *mine, Schedule.reader == WHOLE_WORKSPACE
