"""What is noted of a workspace under a key, until it is forgotten after 90 days: JSON of ids, codes and figures.

Notes live among the requests, whose keys they never share: what is noted could be read or asked for again.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.storage.inserting import add_once
from models.storage.requests import Request


def write(session: Session, *, workspace_id: int, key: str, content: dict[str, Any], now: datetime) -> None:
    """Note `content` under `key`, in place of what was noted there."""
    row = _row(session, workspace_id, key)
    row.outcome, row.received_at = content, now
    session.flush()


def read(session: Session, workspace_id: int, key: str) -> dict[str, Any] | None:
    query = select(Request.outcome).where(Request.workspace_id == workspace_id, Request.key == _key(key))
    return session.scalar(query)


def read_all(session: Session, workspace_id: int, keys: list[str]) -> dict[str, dict[str, Any]]:
    """What is noted under each of these keys."""
    wanted = {_key(key): key for key in keys}
    query = select(Request.key, Request.outcome).where(Request.workspace_id == workspace_id, Request.key.in_(wanted))
    return {wanted[key]: outcome for key, outcome in session.execute(query) if outcome is not None}


def locked(session: Session, workspace_id: int, key: str, now: datetime) -> dict[str, Any]:
    """What is noted there, {} at first; nobody else changes it until this transaction ends."""
    add_once(session, Request.key, {"workspace_id": workspace_id, "key": _key(key), "received_at": now})
    return _row(session, workspace_id, key).outcome or {}


def _row(session: Session, workspace_id: int, key: str) -> Request:
    row = session.get(Request, (workspace_id, _key(key)), with_for_update=True, populate_existing=True)
    if row is None:
        row = Request(workspace_id=workspace_id, key=_key(key))
        session.add(row)
    return row


def _key(key: str) -> str:
    return f"note:{key}"
