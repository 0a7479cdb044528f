"""Which named teams somebody is in, and which of them they lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ordering
from models.people import members
from models.people.teams import Role, Team, TeamMembership, in_force
from models.workspace import workspaces


@dataclass(frozen=True, slots=True)
class InTeam:
    """A team that somebody is in."""

    id: UUID
    name: str
    zone: str | None
    channel_id: str | None
    leads: bool


def of(session: Session, workspace_id: int, member_id: UUID, at: datetime) -> list[InTeam]:
    """The teams that this member is in at `at`, those that are not archived, by name."""
    query = (
        select(Team.id, Team.name, Team.zone, Team.channel_id, TeamMembership.role)
        .join(TeamMembership, (TeamMembership.workspace_id == Team.workspace_id) & (TeamMembership.team_id == Team.id))
        .where(Team.workspace_id == workspace_id, Team.archived_at.is_(None))
        .where(TeamMembership.workspace_id == workspace_id, TeamMembership.member_id == member_id)
        .where(in_force(TeamMembership.starts_at, TeamMembership.ends_at, at))
    )
    return _by_name(InTeam(*row[:4], leads=row.role == Role.LEAD) for row in session.execute(query))


def settable(session: Session, workspace_id: int, actor: str, team_id: UUID, at: datetime) -> Team | None:
    """The team, when `actor` (a Slack id) may set what holds for it: one of its leads, or an admin."""
    team = session.get(Team, (workspace_id, team_id))
    member = members.by_slack_user(session, workspace_id, actor)
    if team is None or team.archived_at or member is None or not member.active:
        return None
    led = {one.id for one in of(session, workspace_id, member.id, at) if one.leads}
    return team if team_id in led or workspaces.is_admin(session, member) else None


def all_teams(session: Session, workspace_id: int) -> list[InTeam]:
    """Every team that is not archived, by name, as an admin sees them."""
    query = select(Team.id, Team.name, Team.zone, Team.channel_id).where(
        Team.workspace_id == workspace_id, Team.archived_at.is_(None)
    )
    return _by_name(InTeam(*row, leads=False) for row in session.execute(query))


def _by_name(found: Iterable[InTeam]) -> list[InTeam]:
    return sorted(found, key=lambda team: (ordering.by_name(team.name), team.id))
