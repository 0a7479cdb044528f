"""Each lead stands by the pledge, or does not: asked alone, told alone, and never listed to anybody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.decisions import rules
from models.delivery import direct, outbox
from models.delivery.outbox import Delivery, Purpose
from models.people import leads, members
from models.people.members import Kind, Member
from models.pledge import CoSignature
from models.pledge.reading import InForce, in_force
from models.storage.inserting import add_once
from models.storage.requests import Outcome

FEWEST_COUNTED = 5
"""Of fewer leads a count would tell who has not."""
MOST_ASKED = 500
"""Leads who are asked in one write."""


def unasked(session: Session, *, workspace_id: int) -> list[UUID]:
    """Leads who have neither co-signed the pledge that holds nor been asked, in a constant number of statements."""
    pledge = in_force(session, workspace_id)
    if pledge is None:
        return []
    asked = select(Delivery.member_id).where(
        Delivery.workspace_id == workspace_id,
        Delivery.subject_id == pledge.id,
        Delivery.purpose == Purpose.PLEDGE_TO_COSIGN,
        Delivery.kind == outbox.Kind.POST,
    )
    known = pledge.co_signers | set(session.scalars(asked))
    return [lead.id for lead in _who_can(session, workspace_id, pledge) if lead.id not in known][:MOST_ASKED]


def ask(session: Session, *, workspace_id: int, now: datetime) -> int:
    """Owe the question to each lead who was not asked yet, in their hours. Returns how many."""
    pledge, ids = in_force(session, workspace_id), unasked(session, workspace_id=workspace_id)
    if pledge is None or not ids:
        return 0
    for lead in members.by_id(session, workspace_id, ids).values():
        key = f"pledge_to_cosign:{pledge.id}:{lead.id}"
        direct.tell(session, lead, purpose=Purpose.PLEDGE_TO_COSIGN, key=key, subject_id=pledge.id, now=now)
    return len(ids)


def co_sign(session: Session, *, workspace_id: int, pledge_id: UUID, member: str, now: datetime) -> Outcome:
    """A lead (a Slack id) stands by the pledge.

    `code`: "co_signed", "already", "signer" (they signed it), "gone" (it does not hold) or "not_lead".
    """
    pledge, lead = in_force(session, workspace_id), members.by_slack_user(session, workspace_id, member)
    if lead is None or not can_stand_by(session, lead):
        return {"code": "not_lead"}
    if pledge is None or pledge.id != pledge_id:
        return {"code": "gone"}
    if pledge.signer.id == lead.id:
        return {"code": "signer"}
    row: dict[str, Any] = {"workspace_id": workspace_id, "pledge_id": pledge.id, "lead_id": lead.id, "at": now}
    added = add_once(session, CoSignature.lead_id, row)
    asked = outbox.posts_about(session, workspace_id, [pledge.id], Purpose.PLEDGE_TO_COSIGN)
    outbox.refresh(session, [one for one in asked if one.member_id == lead.id], now=now)
    return {"code": "co_signed" if added else "already"}


def can_stand_by(session: Session, member: Member) -> bool:
    """Whether they lead somebody here, as one of the company."""
    return member.kind == Kind.PERSON and leads.is_lead(session, member)


def counted(session: Session, workspace_id: int, pledge: InForce) -> tuple[int, int] | None:
    """How many leads stand by it, of how many.

    None where figures about leads are off, or would tell who it is: that nobody does names them all.
    """
    if not rules.current(session, workspace_id).clock:
        return None
    asked = _who_can(session, workspace_id, pledge)
    if len(asked) < FEWEST_COUNTED:
        return None
    behind = sum(lead.id in pledge.co_signers for lead in asked)
    return (behind, len(asked)) if behind else None


def _who_can(session: Session, workspace_id: int, pledge: InForce) -> list[Member]:
    """Whom it is for to co-sign: every lead but the one who signed."""
    everyone = leads.all_leads(session, workspace_id)
    return [one for one in everyone if one.kind == Kind.PERSON and one.slack_user_id and one.id != pledge.signer.id]
