"""What an admin sets about recognition gaps, in one go. None overwrites another unseen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Delivery, Purpose
from models.gaps import rules
from models.gaps.rules import GapRules, GapRulesRow
from models.storage.requests import Outcome, once
from models.workspace import workspaces
from models.workspace.workspaces import Workspace

NAMING = (Purpose.LEAD_DIGEST, Purpose.NUDGE, Purpose.CHART)
"""Messages that name people whom recognition does not reach."""
MOST = 1000
"""Messages that are brought in step at once: the newest."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is set now, and which version of it that is."""

    rules: GapRules
    version: str


def standing(session: Session, workspace_id: int) -> Standing:
    now_set, row = rules.current(session, workspace_id), session.get(GapRulesRow, workspace_id)
    version = sha256(repr((now_set, row.changed_at if row else None)).encode()).hexdigest()[:20]
    return Standing(now_set, version)


def change(
    session: Session, *, workspace_id: int, wanted: GapRules, seen: str, admin: str, key: str, now: datetime
) -> Outcome:
    """Set all of it, once per `key`, unless it is no longer what the admin (a Slack id) has `seen`, by its version.

    `code`: "saved", "changed" or "not_admin". Messages that name people say what may be said now.
    """

    def act() -> Outcome:
        session.get(Workspace, workspace_id, with_for_update={"key_share": True})
        by = workspaces.admin_of(session, workspace_id, admin)
        if by is None:
            return {"code": "not_admin"}
        before = standing(session, workspace_id)
        if before.version != seen:
            return {"code": "changed"}
        rules.save(session, workspace_id=workspace_id, rules=wanted, by_id=by.id, now=now)
        if before.rules.names != wanted.names:
            _refresh(session, workspace_id, now)
        return {"code": "saved"}

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda one: one["code"] == "saved")


def unname(session: Session, workspace_id: int, lead_ids: Collection[UUID], now: datetime) -> None:
    """Somebody whom these lead, or led, was removed: what named them to these leads says what may be said now."""
    if lead_ids:
        _refresh(session, workspace_id, now, Delivery.member_id.in_(lead_ids))


def _refresh(session: Session, workspace_id: int, now: datetime, *of: ColumnElement[bool]) -> None:
    query = (
        select(Delivery)
        .where(Delivery.workspace_id == workspace_id, Delivery.kind == outbox.Kind.POST)
        .where(Delivery.purpose.in_(NAMING), *of)
        .order_by(Delivery.created_at.desc())
        .limit(MOST)
    )
    outbox.refresh(session, session.scalars(query.with_for_update()).all(), now=now)
