"""What waits for somebody's answer."""

from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from models.answers import Answer, Answerer


def waiting_for(
    session: Session, *, workspace_id: int, member_id: UUID, most: int, offset: int = 0
) -> tuple[list[UUID], int]:
    """Decisions that this member is to answer, oldest first: a page of them (ids), and how many there are in all."""
    mine = _open(workspace_id, member_id)
    total = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    page = mine.order_by(Answerer.since, Answerer.id).limit(most).offset(offset)
    return list(session.scalars(page)), total


def _open(workspace_id: int, member_id: UUID) -> Select[UUID]:
    answered = exists().where(Answer.workspace_id == workspace_id, Answer.decision_id == Answerer.decision_id)
    return select(Answerer.decision_id).where(
        Answerer.workspace_id == workspace_id,
        Answerer.member_id == member_id,
        Answerer.ends_at.is_(None),
        ~answered,
    )
