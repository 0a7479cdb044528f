"""Who should get a digest: channels, leads, who was named a reader of the leadership's, who wants their own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.people import reporting
from models.people.members import Member
from models.people.teams import Team
from models.schedules import WHOLE_WORKSPACE, Audience
from models.workspace.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone, or some channel, who gets digests. `zones`: IANA names, the nearest first, None where unknown.

    `since`: when they began to be one, which may be a moment before anybody looked.
    """

    audience: Audience
    reader: str
    team_id: UUID | None
    member_id: UUID | None
    zones: tuple[str | None, ...]
    since: datetime


def readers(session: Session, *, workspace_id: int, at: datetime) -> list[Reader]:
    """Who should have a schedule: the workspace, each team with a channel of its own, everyone with reports or a team,
    and whoever reads the leadership's or their own month.

    Whoever leads a team without members counts: they get an empty run until someone joins.
    """
    company = select(Workspace.zone, Workspace.installed_at).where(Workspace.id == workspace_id)
    zone, installed_at = session.execute(company).one()
    return [
        Reader(Audience.TEAM, WHOLE_WORKSPACE, None, None, (zone,), installed_at),
        *_teams(session, workspace_id, zone),
        *_leads(session, workspace_id, zone, at),
        *_willing(session, workspace_id, zone, installed_at),
    ]


def _teams(session: Session, workspace_id: int, zone: str | None) -> list[Reader]:
    query = select(Team.id, Team.zone, Team.created_at).where(
        Team.workspace_id == workspace_id, Team.channel_id.is_not(None), Team.archived_at.is_(None)
    )
    found = session.execute(query)
    return [Reader(Audience.TEAM, str(id_), id_, None, (own, zone), since) for id_, own, since in found]


def _leads(session: Session, workspace_id: int, zone: str | None, at: datetime) -> list[Reader]:
    leads = reporting.leading(workspace_id, at).subquery()
    query = (
        select(Member.id, Member.zone, func.min(leads.c.starts_at))
        .join(leads, leads.c.lead_id == Member.id)
        .where(Member.workspace_id == workspace_id, Member.active)
        .group_by(Member.id, Member.zone)
    )
    found = session.execute(query)
    return [Reader(Audience.LEAD, str(id_), None, id_, (own, zone), since) for id_, own, since in found]


def _willing(session: Session, workspace_id: int, zone: str | None, installed_at: datetime) -> list[Reader]:
    """Since when they read it is stored nowhere: `installed_at` leaves it to when anybody last looked."""
    query = select(Member.id, Member.zone, Member.reads_leadership, Member.monthly_digest).where(
        Member.workspace_id == workspace_id, Member.active, or_(Member.reads_leadership, Member.monthly_digest)
    )
    return [
        Reader(audience, str(id_), None, id_, (own, zone), installed_at)
        for id_, own, *wants in session.execute(query)
        for audience, wanted in zip((Audience.LEADERSHIP, Audience.PERSONAL), wants, strict=True)
        if wanted
    ]
