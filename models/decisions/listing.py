"""One's own decisions, newest first."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.decisions import Decision, reading
from models.decisions.reading import DecisionCard


@dataclass(frozen=True, slots=True)
class Page:
    cards: tuple[DecisionCard, ...]
    in_all: int


def of(session: Session, *, workspace_id: int, member_id: UUID, most: int, offset: int = 0) -> Page:
    """At most `most` of what this member logged, after the `offset` newest."""
    mine = (Decision.workspace_id == workspace_id, Decision.member_id == member_id)
    newest = select(Decision.id).where(*mine).order_by(Decision.logged_at.desc(), Decision.id.desc())
    ids = list(session.scalars(newest.limit(most).offset(offset)))
    in_all = session.scalar(select(func.count()).select_from(Decision).where(*mine)) or 0
    return Page(tuple(reading.cards(session, workspace_id, ids).values()), in_all)
