"""Named teams and who is in them, effective-dated."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Index, Select, and_, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session

from models.storage.orm import Code, Id, Model, Name, SlackId, WorkspaceId, refers

OPEN = text("ends_at IS NULL")


class Role(StrEnum):
    MEMBER = "member"
    LEAD = "lead"


class Team(Model):
    __tablename__ = "teams"
    __table_args__ = (Index("uq_teams_name", "workspace_id", "name", unique=True),)

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    name: Mapped[Name]
    channel_id: Mapped[SlackId | None]
    zone: Mapped[str | None]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class TeamMembership(Model):
    """`member_id` is in `team_id` from `starts_at` until before `ends_at` (None: still)."""

    __tablename__ = "team_memberships"
    __table_args__ = (
        refers("team_id", "teams"),
        refers("member_id", "members"),
        Index(
            "uq_team_memberships_open",
            "workspace_id",
            "team_id",
            "member_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_team_memberships_team", "workspace_id", "team_id"),
        Index("ix_team_memberships_member", "workspace_id", "member_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    team_id: Mapped[UUID]
    member_id: Mapped[UUID]
    role: Mapped[Code]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


def in_force(
    starts_at: InstrumentedAttribute[datetime],
    ends_at: InstrumentedAttribute[datetime | None],
    at: datetime | ColumnElement[datetime] | InstrumentedAttribute[datetime],
) -> ColumnElement[bool]:
    """Whether an effective-dated row holds at the instant `at`: starts_at ≤ at < ends_at."""
    return and_(starts_at <= at, or_(ends_at.is_(None), ends_at > at))


def create(
    session: Session,
    *,
    workspace_id: int,
    name: str,
    now: datetime,
    channel_id: str | None = None,
    zone: str | None = None,
) -> Team:
    """The team of that name, made if there is none."""
    team = session.scalar(select(Team).where(Team.workspace_id == workspace_id, Team.name == name))
    if team is None:
        team = Team(workspace_id=workspace_id, name=name, created_at=now)
        session.add(team)
    team.channel_id = channel_id or team.channel_id
    team.zone = zone or team.zone
    session.flush()
    return team


def set_members(session: Session, *, workspace_id: int, team_id: UUID, roles: dict[UUID, Role], now: datetime) -> None:
    """From `now` on the team is exactly `roles`; who left or changed role gets a row that ends."""
    for row in session.scalars(_open_rows(workspace_id, team_id)).all():
        if roles.get(row.member_id) == row.role:
            roles = {member: role for member, role in roles.items() if member != row.member_id}
        else:
            row.ends_at = now
    session.flush()
    _add(session, workspace_id, team_id, roles, now)


def add_members(session: Session, *, workspace_id: int, team_id: UUID, roles: dict[UUID, Role], now: datetime) -> None:
    """Add people to the team; those already in it with that role stay as they are."""
    current = {row.member_id: row for row in session.scalars(_open_rows(workspace_id, team_id))}
    changed = {m: role for m, role in roles.items() if m not in current or current[m].role != role}
    for member_id in changed.keys() & current.keys():
        current[member_id].ends_at = now
    session.flush()
    _add(session, workspace_id, team_id, changed, now)


def _open_rows(workspace_id: int, team_id: UUID) -> Select[TeamMembership]:
    return select(TeamMembership).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.team_id == team_id,
        TeamMembership.ends_at.is_(None),
    )


def _add(session: Session, workspace_id: int, team_id: UUID, roles: dict[UUID, Role], now: datetime) -> None:
    session.add_all(
        TeamMembership(workspace_id=workspace_id, team_id=team_id, member_id=member_id, role=role, starts_at=now)
        for member_id, role in roles.items()
    )
    session.flush()
