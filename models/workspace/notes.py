"""What is noted of a workspace under a key, until it is written anew: JSON of ids, codes and figures."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.storage.inserting import add_once
from models.storage.orm import Model, WorkspaceId


class Note(Model):
    __tablename__ = "notes"

    workspace_id: Mapped[WorkspaceId]
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    content: Mapped[dict[str, Any]]
    noted_at: Mapped[datetime]


def write(session: Session, *, workspace_id: int, key: str, content: dict[str, Any], now: datetime) -> None:
    """Note `content` under `key`, in place of what was noted there."""
    locked(session, workspace_id, key, now)
    row = _row(session, workspace_id, key)
    row.content, row.noted_at = content, now
    session.flush()


def read(session: Session, workspace_id: int, key: str) -> dict[str, Any] | None:
    return session.scalar(select(Note.content).where(Note.workspace_id == workspace_id, Note.key == key))


def read_all(session: Session, workspace_id: int, keys: list[str]) -> dict[str, dict[str, Any]]:
    """What is noted under each of these keys."""
    query = select(Note.key, Note.content).where(Note.workspace_id == workspace_id, Note.key.in_(keys))
    return dict(session.execute(query).all())


def locked(session: Session, workspace_id: int, key: str, now: datetime) -> dict[str, Any]:
    """What is noted there, {} at first; nobody else changes it until this transaction ends."""
    add_once(session, Note.key, {"workspace_id": workspace_id, "key": key, "content": {}, "noted_at": now})
    return _row(session, workspace_id, key).content


def _row(session: Session, workspace_id: int, key: str) -> Note:
    return session.get_one(Note, (workspace_id, key), with_for_update=True, populate_existing=True)
