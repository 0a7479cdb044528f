"""Which named teams somebody is in, and which of them they lead."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people.teams import Role, Team, TeamMembership, in_force


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
        .order_by(Team.name, Team.id)
    )
    return [InTeam(*row[:4], leads=row.role == Role.LEAD) for row in session.execute(query)]
