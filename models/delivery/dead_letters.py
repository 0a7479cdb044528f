"""Events that failed for the last time Slack sent them: which, when and why, never what they said."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.storage.ids import uuid7
from models.storage.orm import Code, Id, Model, WorkspaceId


class DeadLetter(Model):
    __tablename__ = "dead_letters"
    __table_args__ = (Index("ix_dead_letters_received", "workspace_id", "received_at"),)

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    event_id: Mapped[str] = mapped_column(String(80))
    event_type: Mapped[Code]
    error: Mapped[str] = mapped_column(String(120))
    received_at: Mapped[datetime]


def keep(session: Session, *, workspace_id: int, event_id: str, event_type: str, error: str, now: datetime) -> UUID:
    """Record the event. `error` is the exception's type."""
    letter = DeadLetter(
        workspace_id=workspace_id,
        id=uuid7(),
        event_id=event_id[:80],
        event_type=event_type[:40],
        error=error[:120],
        received_at=now,
    )
    session.add(letter)
    session.flush()
    return letter.id


def recent(session: Session, *, workspace_id: int, most: int = 20) -> list[DeadLetter]:
    """The newest."""
    mine = select(DeadLetter).where(DeadLetter.workspace_id == workspace_id)
    return list(session.scalars(mine.order_by(DeadLetter.received_at.desc(), DeadLetter.id.desc()).limit(most)))
