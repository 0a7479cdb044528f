"""Sharing a kudos with one's lead: a direct message to them, once, which goes when the kudos does."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session, aliased

from models import circles, members, outbox, quiet
from models.kudos import Kudos
from models.members import Kind, Member
from models.outbox import Delivery, Priority, Purpose
from models.reporting import ReportingLine
from models.requests import Outcome
from models.retracting import is_retracted, load
from models.teams import Role, TeamMembership


def leads_of(session: Session, *, workspace_id: int, member_id: UUID) -> list[Member]:
    """Whom this member reports to, and who leads the teams they are in, now: those who are here and have Slack."""
    query = (
        select(Member)
        .where(Member.workspace_id == workspace_id, Member.id.in_(_leading(workspace_id, member_id)))
        .where(Member.active, Member.slack_user_id.is_not(None), Member.id != member_id, Member.kind != Kind.BOT)
        .order_by(Member.id)
    )
    return list(session.scalars(query))


def share(session: Session, *, workspace_id: int, kudos_id: UUID, member: str, now: datetime) -> Outcome:
    """A receiver (a Slack id) shows it to their leads, once each, outside of their quiet hours.

    `code`: "shared", "already" (with `leads`, Slack ids), "no_lead", "knows" (it is from or for them), "private" (said
    where not everyone could read it, or somebody else in it keeps it from them), or "not_yours".
    """
    kudos, sharer = load(session, workspace_id, kudos_id), members.by_slack_user(session, workspace_id, member)
    if kudos is None or sharer is None or is_retracted(session, kudos) or not _received(kudos, sharer.id):
        return {"code": "not_yours"}
    leads = leads_of(session, workspace_id=workspace_id, member_id=sharer.id)
    if not leads:
        return {"code": "no_lead"}
    telling = [lead for lead in leads if not kudos.is_by(lead.id) and not _received(kudos, lead.id)]
    if not telling:
        return {"code": "knows", "leads": _slack_ids(leads)}
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
    hours: dict[str, Any] = {"zone": lead.zone, "quiet_from": lead.quiet_from, "quiet_until": lead.quiet_until}
    outbox.post(
        session,
        workspace_id=kudos.workspace_id,
        purpose=Purpose.SHARED,
        key=f"shared:{kudos.id}:{lead.id}",
        channel_id=str(lead.slack_user_id),
        priority=Priority.RECEIPT,
        subject_id=kudos.id,
        member_id=lead.id,
        detail={"by": str(sharer.id)},
        due_at=quiet.not_before(now, **hours),
        now=now,
    )


def _received(kudos: Kudos, member_id: UUID) -> bool:
    return any(one.receiver_id == member_id and one.void_reason is None for one in kudos.receivers)


def _slack_ids(leads: Sequence[Member]) -> list[str]:
    return [str(lead.slack_user_id) for lead in leads]


def _leading(workspace_id: int, member_id: UUID) -> CompoundSelect[UUID]:
    mine, lead = aliased(TeamMembership), aliased(TeamMembership)
    lines = select(ReportingLine.lead_id).where(
        ReportingLine.workspace_id == workspace_id,
        ReportingLine.member_id == member_id,
        ReportingLine.ends_at.is_(None),
    )
    teams = select(mine.team_id).where(
        mine.workspace_id == workspace_id,
        mine.member_id == member_id,
        mine.role == Role.MEMBER,
        mine.ends_at.is_(None),
    )
    leading = select(lead.member_id).where(
        lead.workspace_id == workspace_id,
        lead.team_id.in_(teams),
        lead.role == Role.LEAD,
        lead.ends_at.is_(None),
    )
    return union(lines, leading)
