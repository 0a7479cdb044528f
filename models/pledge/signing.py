"""Signing the pledge, which turns decisions on; and taking it back, which turns them off."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import leading, members
from models.pledge import Pledge, cosigning, telling, wanting, writing
from models.storage.requests import Outcome
from models.workspace import workspaces


def sign(session: Session, *, workspace_id: int, pledge_id: UUID, member: str, now: datetime) -> Outcome:
    """The leader it was written for (a Slack id) signs it. From `now` on it holds, and each lead is asked.

    `code`: "signed", "already", "proposed" (an admin has to look at it first), "gone" (taken back, or another took its
    place) or "not_signer".
    """
    leading.lock(session, workspace_id)
    pledge, signer = writing.of_signer(session, workspace_id, pledge_id, member)
    if pledge is None or signer is None:
        return {"code": "not_signer"}
    if pledge.withdrawn_at or pledge.signed_at:
        return {"code": "gone" if pledge.withdrawn_at else "already"}
    if writing.is_proposal(session, pledge, signer):
        return {"code": "proposed"}
    pledge.signed_at = now
    session.flush()
    wanting.settle(session, workspace_id, now)
    _refresh(session, workspace_id, now)
    cosigning.ask(session, workspace_id=workspace_id, now=now)
    return {"code": "signed"}


def withdraw(session: Session, *, workspace_id: int, pledge_id: UUID, member: str, now: datetime) -> Outcome:
    """An admin, or its signer, takes it back. With one that is signed all that were signed before it go, too.

    `code`: "withdrawn" (`held`: whether it was signed), "already" or "not_yours".
    """
    leading.lock(session, workspace_id)
    pledge = withdrawable(session, workspace_id, pledge_id, member)
    if pledge is None:
        return {"code": "not_yours"}
    if pledge.withdrawn_at:
        return {"code": "already"}
    held = pledge.signed_at is not None
    for one in _signed(session, workspace_id) if held else [pledge]:
        one.withdrawn_at = now
    session.flush()
    _refresh(session, workspace_id, now, [pledge.id])
    return {"code": "withdrawn", "held": held}


def withdrawable(session: Session, workspace_id: int, pledge_id: UUID, member: str) -> Pledge | None:
    """The pledge with this id, if it is for `member` (a Slack id) to take back: an admin, or who signs it."""
    pledge = session.get(Pledge, (workspace_id, pledge_id))
    someone = members.by_slack_user(session, workspace_id, member)
    if pledge is None or someone is None or not someone.active:
        return None
    return pledge if someone.id == pledge.signer_id or workspaces.is_admin(session, someone) else None


def _signed(session: Session, workspace_id: int) -> list[Pledge]:
    query = select(Pledge).where(
        Pledge.workspace_id == workspace_id, Pledge.signed_at.is_not(None), Pledge.withdrawn_at.is_(None)
    )
    return list(session.scalars(query.order_by(Pledge.id)))


def _refresh(session: Session, workspace_id: int, now: datetime, also: Iterable[UUID] = ()) -> None:
    """Every message about what is signed, which may hold no longer."""
    signed = [one.id for one in _signed(session, workspace_id)]
    telling.refresh(session, workspace_id, [*signed, *also], now)
