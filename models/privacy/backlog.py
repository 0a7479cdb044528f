"""Work that goes on after its answer, in short writes.

What is left of it is stored with the answer, so that a crash in the middle loses none of it: the next tick goes on.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.storage.inserting import add_once
from models.storage.orm import Code, Model, WorkspaceId


class Work(StrEnum):
    NARROW = "narrow"
    """A person's past pats are to be seen by fewer people; its detail is the circle."""
    REMOVE = "remove"
    """A person's data is being removed; its detail is what they were called, until it is gone everywhere."""
    TELL_LIMIT = "tell_limit"
    """Those whom a limit concerns are being told of the changes that a person made (`models/limits/announcing.py`)."""
    THANK = "thank"
    """Everyone who met a cause that was closed is being thanked (`models/improving/thanking.py`)."""


class Chore(Model):
    __tablename__ = "chores"

    workspace_id: Mapped[WorkspaceId]
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    """Whose it is; of `Work.THANK` the cause."""
    work: Mapped[Code] = mapped_column(primary_key=True)
    detail: Mapped[dict[str, Any]]
    since: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Task:
    work: Work
    member_id: UUID
    detail: dict[str, Any]


def add(session: Session, *, workspace_id: int, task: Task, now: datetime) -> None:
    """Set it down; another detail replaces that of before."""
    mine = {"workspace_id": workspace_id, "member_id": task.member_id, "work": task.work}
    add_once(session, Chore.work, {**mine, "detail": task.detail, "since": now})
    row = _locked(session, workspace_id, task)
    if row is not None:
        row.detail, row.since = task.detail, now
    session.flush()


def left(session: Session, *, workspace_id: int) -> list[Task]:
    """What is still to be done, the oldest first."""
    rows = session.scalars(select(Chore).where(Chore.workspace_id == workspace_id).order_by(Chore.since))
    return [Task(Work(row.work), row.member_id, row.detail) for row in rows]


def locked(session: Session, *, workspace_id: int, task: Task) -> Task | None:
    """What is left of it by now, until the transaction ends; None: nothing."""
    row = _locked(session, workspace_id, task)
    return Task(Work(row.work), row.member_id, row.detail) if row is not None else None


def done(session: Session, *, workspace_id: int, task: Task) -> None:
    """Nothing of it is left. A detail that was replaced meanwhile is another task, and stays."""
    row = _locked(session, workspace_id, task)
    if row is not None and row.detail == task.detail:
        session.delete(row)
        session.flush()


def _locked(session: Session, workspace_id: int, task: Task) -> Chore | None:
    key = workspace_id, task.member_id, task.work
    return session.get(Chore, key, with_for_update=True, populate_existing=True)
