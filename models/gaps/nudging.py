"""Nudges are stored and owed: one person and reason once, one lead at most once a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import direct, outbox
from models.delivery.outbox import Priority, Purpose
from models.gaps.nudges import Nudge, Reason
from models.people import members
from models.people.members import Member
from models.storage.ids import uuid7
from models.storage.inserting import add_missing
from models.zones import zone_of

MOST = 100
"""Leads who are nudged in one write."""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody of a lead's people, and why the lead is to hear of them. `subject_id`: what there is to thank for."""

    lead_id: UUID
    member_id: UUID
    reason: Reason
    subject_id: UUID | None


def key(lead: Member, now: datetime) -> str:
    """One a day, by the lead's own calendar."""
    return f"nudge:{lead.id}:{now.astimezone(zone_of(lead.zone)).date().isoformat()}"


def send(session: Session, *, workspace_id: int, found: Iterable[Found], now: datetime) -> int:
    """Store these (at most one a lead) and owe their messages. Returns how many are new, whoever else does the same."""
    wanted = {one.lead_id: one for one in found}
    leads = _locked(session, workspace_id, wanted)
    told = outbox.keys_taken(session, workspace_id, [key(lead, now) for lead in leads])
    rows = {uuid7(): wanted[lead.id] for lead in leads if lead.may_be_nudged and key(lead, now) not in told}
    stored = set(add_missing(session, Nudge.id, [_row(workspace_id, id_, one, now) for id_, one in rows.items()]))
    new = {one.lead_id: (id_, one) for id_, one in rows.items() if id_ in stored}
    for lead in leads:
        if lead.id in new:
            _owe(session, lead, *new[lead.id], now)
    return len(new)


def choose(session: Session, *, workspace_id: int, member: str, wanted: bool, now: datetime) -> bool:
    """Whether `member` (a Slack id) is nudged from now on. Returns whether that changes anything."""
    person = members.resolve(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member]
    changed = person.may_be_nudged != wanted
    person.may_be_nudged = wanted
    return changed


def _locked(session: Session, workspace_id: int, ids: Iterable[UUID]) -> list[Member]:
    """In the order of their ids: two processes that nudge the same leads wait for each other."""
    mine = (Member.workspace_id == workspace_id, Member.id.in_(sorted(ids)))
    return list(session.scalars(select(Member).where(*mine).order_by(Member.id).with_for_update()))


def _row(workspace_id: int, id_: UUID, one: Found, now: datetime) -> dict[str, object]:
    about = {"member_id": one.member_id, "lead_id": one.lead_id, "reason": one.reason, "subject_id": one.subject_id}
    return {"workspace_id": workspace_id, "id": id_, **about, "sent_at": now}


def _owe(session: Session, lead: Member, nudge_id: UUID, one: Found, now: datetime) -> None:
    """Its subject is what it tells of, so that it follows when that is taken back."""
    direct.tell(
        session,
        lead,
        purpose=Purpose.NUDGE,
        key=key(lead, now),
        subject_id=one.subject_id or one.member_id,
        priority=Priority.DIGEST,
        detail={"nudge": str(nudge_id)},
        now=now,
    )
