"""Sharing a kudos with one's lead: a direct message to them, once, which goes when the kudos does."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.delivery import direct, outbox
from models.delivery.outbox import Delivery, Purpose
from models.kudos import Kudos, circles
from models.kudos.retracting import is_retracted, load
from models.people import leads, members
from models.people.members import Member
from models.storage.requests import Outcome


def share(session: Session, *, workspace_id: int, kudos_id: UUID, member: str, now: datetime) -> Outcome:
    """A receiver (a Slack id) shows it to their leads, once each, outside of their quiet hours.

    `code`: "shared", "already" (with `leads`, Slack ids), "no_lead", "knows" (it is from or for them), "private" (said
    where not everyone could read it, or somebody else in it keeps it from them), or "not_yours".
    """
    kudos, sharer = load(session, workspace_id, kudos_id), members.by_slack_user(session, workspace_id, member)
    if kudos is None or sharer is None or is_retracted(session, kudos) or not _received(kudos, sharer.id):
        return {"code": "not_yours"}
    mine = [lead for lead in leads.leads_of(session, workspace_id, sharer.id) if lead.slack_user_id]
    if not mine:
        return {"code": "no_lead"}
    telling = [lead for lead in mine if not kudos.is_by(lead.id) and not _received(kudos, lead.id)]
    if not telling:
        return {"code": "knows", "leads": _slack_ids(mine)}
    where: dict[str, Any] = {"workspace_id": workspace_id, "kudos_id": kudos_id}
    allowed = [lead for lead in telling if circles.may_be_shown(session, **where, member_id=lead.id, at=now)]
    if not allowed:
        return {"code": "private"}
    told = {row.channel_id for row in outbox.posts_about(session, workspace_id, [kudos_id], Purpose.SHARED)}
    for lead in allowed:
        _tell(session, kudos, sharer, lead, now)
    return {"code": "already" if told.issuperset(_slack_ids(allowed)) else "shared", "leads": _slack_ids(allowed)}


def still_shared(session: Session, row: Delivery) -> Member | None:
    """Who shares what this message shows; None when its reader may not see it any more."""
    if row.subject_id is None or row.member_id is None:
        return None
    where: dict[str, Any] = {"workspace_id": row.workspace_id, "kudos_id": row.subject_id}
    if not circles.may_be_shown(session, **where, member_id=row.member_id, at=row.due_at):
        return None
    kudos, sharer = load(session, **where, lock=False), UUID(row.detail["by"])
    if kudos is None or not _received(kudos, sharer):
        return None
    return members.by_id(session, row.workspace_id, [sharer]).get(sharer)


def _tell(session: Session, kudos: Kudos, sharer: Member, lead: Member, now: datetime) -> None:
    key, detail = f"shared:{kudos.id}:{lead.id}", {"by": str(sharer.id)}
    direct.tell(session, lead, purpose=Purpose.SHARED, key=key, subject_id=kudos.id, detail=detail, now=now)


def _received(kudos: Kudos, member_id: UUID) -> bool:
    return any(one.receiver_id == member_id and one.void_reason is None for one in kudos.receivers)


def _slack_ids(some: Sequence[Member]) -> list[str]:
    return [str(lead.slack_user_id) for lead in some]
