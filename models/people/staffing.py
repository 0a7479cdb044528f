"""Who leads whom, who is in which team, where, and since when: read for a whole workspace, and of its people."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models.people.members import Kind, Member
from models.people.reporting import ReportingLine
from models.people.teams import Role, Team, TeamMembership


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the workspace, and how they are placed now. `name` is what they are called."""

    id: UUID
    slack_id: str | None
    email: str | None
    name: str
    handle: str
    kind: Kind
    active: bool
    lead_id: UUID | None = None
    started_on: date | None = None
    site: str | None = None
    shift: str | None = None
    teams: tuple[tuple[str, Role], ...] = ()
    """By name, with the role in each."""


@dataclass(frozen=True, slots=True)
class Staff:
    """A workspace's people, and the names of its teams, with their ids."""

    people: tuple[Person, ...]
    teams: dict[str, UUID]


def staff(session: Session, *, workspace_id: int) -> Staff:
    """Everyone, in three statements."""
    line = (
        (ReportingLine.workspace_id == Member.workspace_id)
        & (ReportingLine.member_id == Member.id)
        & ReportingLine.ends_at.is_(None)
    )
    query = (
        select(*_ABOUT, ReportingLine.lead_id)
        .outerjoin(ReportingLine, line)
        .where(Member.workspace_id == workspace_id, Member.removed_at.is_(None))
        .order_by(Member.id)
    )
    named = select(Team.name, Team.id).where(Team.workspace_id == workspace_id).order_by(Team.name)
    teams: dict[str, UUID] = dict(session.execute(named).all())
    within = _places(session, workspace_id, {team_id: name for name, team_id in teams.items()})
    return Staff(tuple(_person(row, within) for row in session.execute(query)), teams)


def without_slack(session: Session, workspace_id: int) -> list[Member]:
    """People who were added by name, by name."""
    query = select(Member).where(Member.workspace_id == workspace_id, Member.kind == Kind.OFFLINE, Member.active)
    return list(session.scalars(query.order_by(func.lower(Member.name), Member.id)))


def colleague(session: Session, workspace_id: int, slack_user_id: str) -> str | None:
    """The name of someone who works with this person, to take as an example: of one lead with them, if any."""
    me, mate = aliased(ReportingLine), aliased(ReportingLine)
    beside = (
        select(mate.member_id)
        .join(me, (me.workspace_id == mate.workspace_id) & (me.lead_id == mate.lead_id) & me.ends_at.is_(None))
        .join(Member, (Member.workspace_id == me.workspace_id) & (Member.id == me.member_id))
        .where(mate.workspace_id == workspace_id, mate.ends_at.is_(None), Member.slack_user_id == slack_user_id)
    )
    query = (
        select(Member.name)
        .where(Member.workspace_id == workspace_id, Member.active, Member.name != "")
        .where(Member.kind == Kind.PERSON, Member.slack_user_id != slack_user_id)
        .order_by(Member.id.not_in(beside), Member.id)
        .limit(1)
    )
    return session.scalar(query)


_ABOUT = (
    Member.id, Member.slack_user_id, Member.email, Member.name, Member.handle, Member.kind, Member.active,
    Member.started_on, Member.site, Member.shift,
)  # fmt: skip


def _person(row: Any, within: dict[UUID, list[tuple[str, Role]]]) -> Person:
    return Person(
        id=row.id,
        slack_id=row.slack_user_id,
        email=row.email,
        name=row.name or row.handle or "someone",
        handle=row.handle,
        kind=Kind(row.kind),
        active=row.active,
        lead_id=row.lead_id,
        started_on=row.started_on,
        site=row.site,
        shift=row.shift,
        teams=tuple(sorted(within.get(row.id, ()))),
    )


def _places(session: Session, workspace_id: int, names: dict[UUID, str]) -> dict[UUID, list[tuple[str, Role]]]:
    """The teams that each member is in now, with their role."""
    query = select(TeamMembership.member_id, TeamMembership.team_id, TeamMembership.role).where(
        TeamMembership.workspace_id == workspace_id, TeamMembership.ends_at.is_(None)
    )
    found: dict[UUID, list[tuple[str, Role]]] = {}
    for member_id, team_id, role in session.execute(query):
        found.setdefault(member_id, []).append((names[team_id], Role(role)))
    return found
