"""A lead's digest names whom nobody thanked. When somebody does, whichever way they give, the message follows.

Giving itself knows nothing of digests: it is the write that has to be the fastest. What was given is looked for a
moment later, in statements that read nothing while nobody gives.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from digests.facts.sets import among
from models.delivery.outbox import Delivery, Kind, Purpose
from models.kudos import KudosReceiver
from models.people.reporting import ReportingLine
from models.people.teams import Role, TeamMembership
from models.schedules import Run, lead_digests
from models.schedules.lead_digests import APART

AGAIN = timedelta(seconds=10)
"""What was given so long ago may have been stored just now."""
BEFORE = timedelta(days=1)
"""How far a process that starts looks back: the one before may have stopped between a pat and this."""


def behind(session: Session, *, workspace_id: int, now: datetime, looked_at: datetime | None) -> list[UUID]:
    """The leads whose newest digest names somebody who was thanked after it last said what is so.

    `looked_at`: when this was last asked, None: never. While nobody gives, it is one statement.
    """
    since = looked_at - AGAIN if looked_at else now - BEFORE
    thanked = _thanked(session, workspace_id, since, now)
    leads = _leads(session, workspace_id, thanked) if thanked else set()
    newest = _newest(session, workspace_id, leads, now) if leads else {}
    named = _named(session, workspace_id, [run for run, _ in newest.values()]) if newest else {}
    return sorted(
        lead
        for lead, (run, said_at) in newest.items()
        if any(one in thanked and thanked[one] > said_at for one in named.get(run, ()))
    )


def follow(session: Session, *, workspace_id: int, leads: Iterable[UUID], now: datetime) -> int:
    """The newest digest of each of these leads says what is so now. Returns how many messages may be out."""
    return lead_digests.refresh(session, workspace_id, leads, since=now, now=now)


def _thanked(session: Session, workspace_id: int, since: datetime, now: datetime) -> dict[UUID, datetime]:
    row = KudosReceiver
    query = (
        select(row.receiver_id, func.max(row.given_at))
        .where(row.workspace_id == workspace_id, row.given_at >= since, row.given_at <= now)
        .group_by(row.receiver_id)
    )
    return dict(session.execute(query).all())


def _leads(session: Session, workspace_id: int, members: Iterable[UUID]) -> set[UUID]:
    """Whoever leads any of these now, by line or by team."""
    line, lead, row = ReportingLine, aliased(TeamMembership), TeamMembership
    by_line = select(line.lead_id).where(
        line.workspace_id == workspace_id, line.ends_at.is_(None), among(session, line.member_id, members)
    )
    same = (lead.workspace_id == row.workspace_id) & (lead.team_id == row.team_id) & (lead.role == Role.LEAD)
    by_team = (
        select(lead.member_id)
        .select_from(row)
        .join(lead, same)
        .where(row.workspace_id == workspace_id, lead.workspace_id == workspace_id, row.role == Role.MEMBER)
        .where(row.ends_at.is_(None), lead.ends_at.is_(None), among(session, row.member_id, members))
    )
    return set(session.scalars(by_line.union(by_team)))


def _newest(
    session: Session, workspace_id: int, leads: Iterable[UUID], now: datetime
) -> dict[UUID, tuple[UUID | None, datetime]]:
    """Of each lead, the run that their newest digest tells, and when its message last said what was so."""
    state = aliased(Delivery)
    query = (
        select(Delivery.member_id, Delivery.subject_id, Delivery.created_at, state.due_at)
        .outerjoin(state, (state.workspace_id == Delivery.workspace_id) & (state.post_id == Delivery.id))
        .where(Delivery.workspace_id == workspace_id, among(session, Delivery.member_id, leads))
        .where(Delivery.created_at >= now - APART)
        .where(Delivery.purpose == Purpose.LEAD_DIGEST, Delivery.kind == Kind.POST)
        .order_by(Delivery.created_at, Delivery.id)
    )
    found = session.execute(query)
    return {lead: (run, max(posted, changed or posted)) for lead, run, posted, changed in found if lead}


def _named(session: Session, workspace_id: int, runs: Iterable[UUID | None]) -> dict[UUID | None, set[UUID]]:
    """Whom each of these digests names as somebody to look out for."""
    query = select(Run.id, Run.snapshot).where(
        Run.workspace_id == workspace_id, among(session, Run.id, [run for run in runs if run])
    )
    return {run: _look_out(snapshot) for run, snapshot in session.execute(query)}


def _look_out(snapshot: Mapping[str, Any]) -> set[UUID]:
    return {UUID(one["member"]) for one in snapshot.get("look_out", ())}
