"""Thanking everyone who met a cause that is closed: some at once, the others in short writes that follow."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.decisions import Decision
from models.delivery import outbox, quiet
from models.delivery.outbox import Priority, Purpose
from models.improving.causes import Cause
from models.people.members import Member
from models.privacy import backlog
from models.privacy.backlog import Task, Work

AT_A_TIME = 200
"""People who are thanked in one write."""
NOBODY = UUID(int=0)


def thank(session: Session, cause: Cause, closer: UUID, now: datetime) -> int:
    """Whoever logged a decision with it is thanked in their hours, but for `closer` (a member's id).

    Returns how many were at once; the others follow.
    """
    some = _next(session, cause.workspace_id, cause.id, closer, after=NOBODY)
    _tell(session, cause.workspace_id, cause.id, some, now)
    if len(some) == AT_A_TIME:
        _set_down(session, cause.workspace_id, cause.id, closer, some[-1].id, now)
    return len(some)


def go_on(session: Session, *, workspace_id: int, task: Task, now: datetime) -> bool:
    """Thank some of those who are left. False: that was all. The task's `member_id` is the cause's id."""
    left = backlog.locked(session, workspace_id=workspace_id, task=task)
    if left is None:
        return False
    closer, after = UUID(left.detail["closer"]), UUID(left.detail["after"])
    some = _next(session, workspace_id, left.member_id, closer, after=after)
    _tell(session, workspace_id, left.member_id, some, now)
    if len(some) == AT_A_TIME:
        _set_down(session, workspace_id, left.member_id, closer, some[-1].id, now)
    else:
        backlog.done(session, workspace_id=workspace_id, task=left)
    return len(some) == AT_A_TIME


def _set_down(session: Session, workspace_id: int, cause_id: UUID, closer: UUID, after: UUID, now: datetime) -> None:
    task = Task(Work.THANK, cause_id, {"closer": str(closer), "after": str(after)})
    backlog.add(session, workspace_id=workspace_id, task=task, now=now)


def _next(session: Session, workspace_id: int, cause_id: UUID, closer: UUID, *, after: UUID) -> Sequence[Member]:
    met = select(Decision.member_id).where(Decision.workspace_id == workspace_id, Decision.cause_id == cause_id)
    query = select(Member).where(Member.workspace_id == workspace_id, Member.id.in_(met), Member.id > after)
    here = (Member.active, Member.slack_user_id.is_not(None), Member.id != closer)
    return session.scalars(query.where(*here).order_by(Member.id).limit(AT_A_TIME)).all()


def _tell(session: Session, workspace_id: int, cause_id: UUID, some: Sequence[Member], now: datetime) -> None:
    to = [
        (
            f"cause_closed:{cause_id}:{one.id}",
            {
                "channel_id": one.slack_user_id,
                "member_id": one.id,
                "subject_id": cause_id,
                "due_at": quiet.over_for(one, now),
            },
        )
        for one in some
    ]
    purpose, priority = Purpose.CAUSE_CLOSED, Priority.RECEIPT
    outbox.post_each(session, workspace_id=workspace_id, purpose=purpose, priority=priority, to=to, now=now)
