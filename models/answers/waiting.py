"""What waits for somebody's answer."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from models.answers import Answer, Answerer
from models.decisions import Decision
from models.people.members import Member


def waiting_for(
    session: Session, *, workspace_id: int, member_id: UUID, most: int, offset: int = 0
) -> tuple[list[UUID], int]:
    """Decisions that this member is to answer, oldest first: a page of them (ids), and how many there are in all."""
    mine = _open(workspace_id, member_id)
    total = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    page = mine.order_by(Answerer.since, Answerer.id).limit(most).offset(offset)
    return list(session.scalars(page)), total


def waits(workspace_id: int) -> tuple[ColumnElement[bool], ...]:
    """Of a query of answerers: nobody has answered yet, and whoever decided is still here to read it."""
    answered = exists().where(Answer.workspace_id == workspace_id, Answer.decision_id == Answerer.decision_id)
    decided = (Decision.workspace_id == workspace_id) & (Decision.id == Answerer.decision_id)
    here = exists().where(decided, Member.workspace_id == workspace_id, Member.id == Decision.member_id, Member.active)
    return ~answered, here


def _open(workspace_id: int, member_id: UUID) -> Select[UUID]:
    return select(Answerer.decision_id).where(
        Answerer.workspace_id == workspace_id,
        Answerer.member_id == member_id,
        Answerer.ends_at.is_(None),
        *waits(workspace_id),
    )
