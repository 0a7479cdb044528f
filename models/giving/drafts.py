"""Drafts: a kudos that waits for its giver's word, kept a day."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Mapped, Session

from models.storage.ids import uuid7
from models.storage.orm import Id, Model, WorkspaceId, refers

KEPT = timedelta(days=1)


class Draft(Model):
    __tablename__ = "kudos_drafts"
    __table_args__ = (refers("giver_id", "members"),)

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    giver_id: Mapped[UUID]
    fields: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


def keep(session: Session, *, workspace_id: int, giver_id: UUID, fields: dict[str, Any], now: datetime) -> UUID:
    """Keep what was written."""
    draft = Draft(workspace_id=workspace_id, id=uuid7(), giver_id=giver_id, fields=fields, created_at=now)
    session.add(draft)
    session.flush()
    return draft.id


def look(session: Session, *, workspace_id: int, draft_id: UUID, giver_id: UUID) -> dict[str, Any] | None:
    """What the draft holds; None when it is gone, or somebody else's."""
    return session.scalar(select(Draft.fields).where(*_mine(workspace_id, draft_id, giver_id)))


def drop(session: Session, *, workspace_id: int, draft_id: UUID, giver_id: UUID) -> None:
    session.execute(delete(Draft).where(*_mine(workspace_id, draft_id, giver_id)))


def forget(session: Session, *, workspace_id: int, now: datetime) -> None:
    """Remove what is older than a day."""
    session.execute(delete(Draft).where(Draft.workspace_id == workspace_id, Draft.created_at < now - KEPT))


def _mine(workspace_id: int, draft_id: UUID, giver_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Draft.workspace_id == workspace_id, Draft.id == draft_id, Draft.giver_id == giver_id
