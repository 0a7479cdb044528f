"""Doing a thing once: each request from Slack claims a key, and its outcome is stored with it.

The claim is the first statement of a write. A second copy of the request waits for the first to commit, finds the
key taken, and is given the stored outcome, refusals included.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.storage.inserting import add_missing, add_once
from models.storage.orm import Model, WorkspaceId, table_of

KEPT = timedelta(days=90)

Outcome = dict[str, Any]
"""JSON of ids, codes and figures: never anyone's words."""


class Request(Model):
    __tablename__ = "requests"
    __table_args__ = (Index("ix_requests_received", "workspace_id", "received_at"),)

    workspace_id: Mapped[WorkspaceId]
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    outcome: Mapped[dict[str, Any] | None]
    received_at: Mapped[datetime]


def once(
    session: Session,
    *,
    workspace_id: int,
    key: str,
    now: datetime,
    act: Callable[[], Outcome],
    keep: Callable[[Outcome], bool] = lambda _: True,
) -> Outcome:
    """Run `act` unless `key` was claimed before, in which case its stored outcome is returned.

    `keep` says which outcomes settle the key: a form that was refused is mended and sent again under the same key.
    """
    if not claim(session, workspace_id=workspace_id, key=key, now=now):
        return outcome(session, workspace_id=workspace_id, key=key)
    found = act()
    if keep(found):
        settle(session, workspace_id=workspace_id, outcomes={key: found})
    else:
        free(session, workspace_id=workspace_id, keys=[key])
    return found


def claim(session: Session, *, workspace_id: int, key: str, now: datetime) -> bool:
    """Whether this transaction is the first with `key`."""
    row = {"workspace_id": workspace_id, "key": key, "received_at": now}
    return add_once(session, Request.key, row) is not None


def claim_each(session: Session, *, workspace_id: int, keys: Mapping[str, datetime]) -> set[str]:
    """`claim` for each of these keys, with when it came: those of which this transaction is the first.

    In their order, so that of two who claim the same, one waits for the other and not each for both.
    """
    rows = [{"workspace_id": workspace_id, "key": key, "received_at": keys[key]} for key in sorted(keys)]
    return set(add_missing(session, Request.key, rows))


def settle(session: Session, *, workspace_id: int, outcomes: Mapping[str, Outcome]) -> None:
    """What became of these requests, by the key that each has claimed."""
    rows = [{"of_workspace": workspace_id, "of_key": key, "settled": found} for key, found in outcomes.items()]
    if rows:
        session.connection().execute(_SETTLE, rows)


def free(session: Session, *, workspace_id: int, keys: Iterable[str]) -> None:
    """These can be claimed again."""
    for key in keys:
        session.connection().execute(_FREE, {"of_workspace": workspace_id, "of_key": key})


def outcome(session: Session, *, workspace_id: int, key: str) -> Outcome:
    """What became of the request that has claimed this key."""
    return session.scalar(_STORED, {"of_workspace": workspace_id, "of_key": key}) or {}


def advance(session: Session, *, workspace_id: int, key: str, version: int, now: datetime) -> bool:
    """Whether `version` is newer than any that was told of `key`, which is now at it.

    For a thing whose states arrive in any order, and more than once: an older state, or the same again, is no news. The
    row stays locked, so that the states of one thing are taken one by one.
    """
    if not claim(session, workspace_id=workspace_id, key=key, now=now):
        known = session.scalar(_STORED_LOCKED, {"of_workspace": workspace_id, "of_key": key}) or {}
        if known.get("version", -1) >= version:
            return False
    settle(session, workspace_id=workspace_id, outcomes={key: {"version": version}})
    return True


def forget(session: Session, *, workspace_id: int, now: datetime) -> None:
    """Remove what is older than 90 days."""
    session.execute(delete(Request).where(Request.workspace_id == workspace_id, Request.received_at < now - KEPT))


_TABLE = table_of(Request)
_MINE = (_TABLE.c.workspace_id == bindparam("of_workspace"), _TABLE.c.key == bindparam("of_key"))
_STORED = select(_TABLE.c.outcome).where(*_MINE)
_STORED_LOCKED = _STORED.with_for_update()
_SETTLE = update(_TABLE).where(*_MINE).values(outcome=bindparam("settled"))
_FREE = delete(_TABLE).where(*_MINE)
