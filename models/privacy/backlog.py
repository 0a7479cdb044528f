"""Work that goes on after its answer, in short writes.

What is left of it is stored with the answer, so that a crash in the middle loses none of it: the next tick goes on.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.storage import requests
from models.storage.requests import Request

KEY = "backlog"
"""One row for each workspace that has any: what is left is found by its key."""


class Work(StrEnum):
    NARROW = "narrow"
    """A person's past pats are to be seen by fewer people; its detail is the circle."""
    REMOVE = "remove"
    """A person's data is being removed; its detail is what they were called, until it is gone everywhere."""


@dataclass(frozen=True, slots=True)
class Task:
    work: Work
    member_id: UUID
    detail: dict[str, Any]


def add(session: Session, *, workspace_id: int, task: Task, now: datetime) -> None:
    """Set it down; another detail replaces that of before."""
    requests.claim(session, workspace_id=workspace_id, key=KEY, now=now)
    row = _locked(session, workspace_id)
    if row is not None:
        row.outcome = {**(row.outcome or {}), _name(task): task.detail}
        row.received_at = now
    session.flush()


def left(session: Session, *, workspace_id: int) -> list[Task]:
    """What is still to be done, in no order."""
    query = select(Request.outcome).where(Request.workspace_id == workspace_id, Request.key == KEY)
    return [_task(name, detail) for name, detail in (session.scalar(query) or {}).items()]


def done(session: Session, *, workspace_id: int, task: Task) -> None:
    """Nothing of it is left. A detail that was replaced meanwhile is another task, and stays."""
    row = _locked(session, workspace_id)
    if row is None or (row.outcome or {}).get(_name(task)) != task.detail:
        return
    rest = {name: detail for name, detail in (row.outcome or {}).items() if name != _name(task)}
    if rest:
        row.outcome = rest
    else:
        session.delete(row)
    session.flush()


def _locked(session: Session, workspace_id: int) -> Request | None:
    return session.scalar(
        select(Request)
        .where(Request.workspace_id == workspace_id, Request.key == KEY)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _name(task: Task) -> str:
    return f"{task.work}:{task.member_id}"


def _task(name: str, detail: dict[str, Any]) -> Task:
    work, _, member_id = name.partition(":")
    return Task(Work(work), UUID(member_id), detail)
