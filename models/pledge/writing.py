"""The pledge before it is signed: an admin writes it down for a leader, who may say how they would sign it instead."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import direct
from models.delivery.outbox import Purpose
from models.people import leading, members
from models.people.members import Kind, Member
from models.pledge import Pledge, reading, telling
from models.storage.ids import uuid7
from models.storage.requests import Outcome, once
from models.workspace import workspaces

MOST_TOLD = 5
"""Admins who are told of what concerns them all."""


def set_up(
    session: Session, *, workspace_id: int, text: str, signer: str, title: str, admin: str, now: datetime
) -> Outcome:
    """An admin asks a leader (both Slack ids) to sign `text`; what holds goes on until they have.

    `code`: "asked" (`holds`: another one does, until they sign), "already" (the same waits for them, or holds),
    "not_admin", or "refused" with `why`: "unknown",
    "guest", "external", "bot" or "deactivated".
    """
    leading.lock(session, workspace_id)
    by = workspaces.admin_of(session, workspace_id, admin)
    leader = members.by_slack_user(session, workspace_id, signer)
    if by is None:
        return {"code": "not_admin"}
    if leader is None or (why := unfit(leader)):
        return {"code": "refused", "why": why if leader else "unknown"}
    last = _last(session, workspace_id)
    told = leader.id == by.id or (last is not None and last.set_by_id != leader.id)
    if last and told and (last.text, last.signer_id, last.signer_title) == (text, leader.id, title):
        return {"code": "already"}
    made = _write(session, leader, text, title, by.id, now)
    _ask(session, made, leader, now)
    holds = reading.in_force(session, workspace_id) is not None
    return {"code": "asked", "pledge": str(made.id), "holds": holds}


def propose(
    session: Session, *, workspace_id: int, pledge_id: UUID, member: str, text: str, key: str, now: datetime
) -> Outcome:
    """Its signer (a Slack id) says how they would sign it; whoever wrote it down is told, and writes it anew, or not.

    `code`: "proposed", "same" (nothing was changed in the text), "gone" (another took its place) or "not_signer".
    """

    def act() -> Outcome:
        leading.lock(session, workspace_id)
        pledge, leader = of_signer(session, workspace_id, pledge_id, member)
        if pledge is None or leader is None:
            return {"code": "not_signer"}
        if pledge.signed_at or pledge.withdrawn_at:
            return {"code": "gone"}
        if pledge.text == text:
            return {"code": "same"}
        made = _write(session, leader, text, pledge.signer_title, leader.id, now)
        _tell(session, made, pledge.set_by_id, now)
        return {"code": "proposed"}

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda it: it["code"] != "same")


def of_signer(
    session: Session, workspace_id: int, pledge_id: UUID, member: str
) -> tuple[Pledge, Member] | tuple[None, None]:
    """The pledge with this id, locked, and its signer, if that is `member` (a Slack id) and they can sign."""
    query = select(Pledge).where(Pledge.workspace_id == workspace_id, Pledge.id == pledge_id).with_for_update()
    pledge, someone = session.scalar(query), members.by_slack_user(session, workspace_id, member)
    if pledge is None or someone is None or pledge.signer_id != someone.id or unfit(someone):
        return None, None
    return pledge, someone


def unfit(leader: Member) -> str:
    """Why they can't sign; empty: they can."""
    if leader.kind != Kind.PERSON or leader.slack_user_id is None:
        return str(leader.kind)
    return "" if leader.active else "deactivated"


def is_proposal(session: Session, pledge: Pledge, signer: Member) -> bool:
    """Whether it waits for an admin: its signer wrote it, and is none."""
    return pledge.set_by_id == pledge.signer_id and not workspaces.is_admin(session, signer)


def waiting(session: Session, workspace_id: int) -> Pledge | None:
    """The one that was written down and not signed yet."""
    query = select(Pledge).where(
        Pledge.workspace_id == workspace_id, Pledge.signed_at.is_(None), Pledge.withdrawn_at.is_(None)
    )
    return session.scalar(query.order_by(Pledge.set_at.desc(), Pledge.id.desc()).limit(1))


def _last(session: Session, workspace_id: int) -> Pledge | None:
    """The newest that was not taken back: the one that waits, or else the one that holds."""
    query = select(Pledge).where(Pledge.workspace_id == workspace_id, Pledge.withdrawn_at.is_(None))
    return session.scalar(query.order_by(Pledge.set_at.desc(), Pledge.id.desc()).limit(1))


def _write(session: Session, leader: Member, text: str, title: str, by_id: UUID, now: datetime) -> Pledge:
    """A new one, in place of whatever waits."""
    before = waiting(session, leader.workspace_id)
    made = Pledge(workspace_id=leader.workspace_id, id=uuid7(), text=text, signer_id=leader.id, signer_title=title)
    made.set_by_id, made.set_at = by_id, now
    session.add(made)
    if before is not None:
        before.withdrawn_at = now
        session.flush()
        telling.refresh(session, leader.workspace_id, [before.id], now)
    session.flush()
    return made


def _ask(session: Session, pledge: Pledge, leader: Member, now: datetime) -> None:
    key = f"pledge_to_sign:{pledge.id}"
    direct.tell(session, leader, purpose=Purpose.PLEDGE_TO_SIGN, key=key, subject_id=pledge.id, now=now)


def _tell(session: Session, proposal: Pledge, set_by_id: UUID | None, now: datetime) -> None:
    """Whoever set it up, while they are an admin; otherwise all admins, the first few."""
    admins = telling.admins(session, proposal.workspace_id)
    for admin in [one for one in admins if one.id == set_by_id] or admins[:MOST_TOLD]:
        telling.tell_admin(session, admin, f"pledge_proposed:{proposal.id}:{admin.id}", now, proposal_id=proposal.id)
