"""Who leads whom, who is in which team and since when people are here, set down for many people at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models import members, reporting, teams
from models.members import Kind, Member
from models.reporting import ReportingLine
from models.teams import Role, Team, TeamMembership


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the workspace, and whom they report to now."""

    id: UUID
    slack_id: str | None
    email: str | None
    name: str
    kind: Kind
    active: bool
    lead_id: UUID | None


@dataclass(frozen=True, slots=True)
class Staff:
    """A workspace's people, and the names of its teams."""

    people: tuple[Person, ...]
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """What is known of one member's place. None leaves that as it is; so does a role without a team."""

    member_id: UUID
    lead_id: UUID | None = None
    team: str | None = None
    role: Role | None = None
    """None: the role they have in the team, or a plain member's."""
    started_on: date | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows came to be, or changed."""

    leads: int = 0
    teams: int = 0
    memberships: int = 0
    start_dates: int = 0

    def __bool__(self) -> bool:
        return bool(self.leads or self.teams or self.memberships or self.start_dates)


def staff(session: Session, *, workspace_id: int) -> Staff:
    """Everyone, in two statements."""
    line = (
        (ReportingLine.workspace_id == Member.workspace_id)
        & (ReportingLine.member_id == Member.id)
        & ReportingLine.ends_at.is_(None)
    )
    query = (
        select(Member, ReportingLine.lead_id)
        .outerjoin(ReportingLine, line)
        .where(Member.workspace_id == workspace_id)
        .order_by(Member.id)
    )
    people = tuple(_person(member, lead_id) for member, lead_id in session.execute(query))
    names = select(Team.name).where(Team.workspace_id == workspace_id).order_by(Team.name)
    return Staff(people, tuple(session.scalars(names)))


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


def place(session: Session, *, workspace_id: int, placements: Sequence[Placement], now: datetime) -> Changes:
    """From `now` on these people have these leads and teams. Doing it again changes nothing."""
    leads = teams_made = memberships = start_dates = 0
    known = members.by_id(session, workspace_id, [placement.member_id for placement in placements])
    before = _rows(session, workspace_id)
    for placement in placements:
        start_dates += _start(known[placement.member_id], placement.started_on)
        if placement.lead_id is not None:
            who, lead = placement.member_id, placement.lead_id
            reporting.set_lead(session, workspace_id=workspace_id, member_id=who, lead_id=lead, now=now)
    for name in dict.fromkeys(placement.team for placement in placements if placement.team):
        _join(session, workspace_id, name, [one for one in placements if one.team == name], now)
    session.flush()
    after = _rows(session, workspace_id)
    leads, teams_made, memberships = (new - old for new, old in zip(after, before, strict=True))
    return Changes(leads, teams_made, memberships, start_dates)


def _person(member: Member, lead_id: UUID | None) -> Person:
    return Person(
        member.id, member.slack_user_id, member.email, member.label, Kind(member.kind), member.active, lead_id
    )


def _start(member: Member, started_on: date | None) -> bool:
    changed = started_on is not None and member.started_on != started_on
    if changed:
        member.started_on = started_on
    return changed


def _join(session: Session, workspace_id: int, name: str, placements: Iterable[Placement], now: datetime) -> None:
    team = teams.create(session, workspace_id=workspace_id, name=name, now=now)
    query = select(TeamMembership.member_id, TeamMembership.role).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.team_id == team.id,
        TeamMembership.ends_at.is_(None),
    )
    has = dict(session.execute(query).all())
    roles = {one.member_id: Role(one.role or has.get(one.member_id, Role.MEMBER)) for one in placements}
    teams.add_members(session, workspace_id=workspace_id, team_id=team.id, roles=roles, now=now)


def _rows(session: Session, workspace_id: int) -> tuple[int, int, int]:
    """How many reporting lines, teams and memberships there ever were: each change adds a row."""
    counts = [
        session.scalar(select(func.count()).select_from(table).where(table.workspace_id == workspace_id)) or 0
        for table in (ReportingLine, Team, TeamMembership)
    ]
    return counts[0], counts[1], counts[2]
