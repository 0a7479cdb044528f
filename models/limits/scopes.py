"""Whom a limit holds for, and who may set it: an admin for anybody; a lead for their reports, teams and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ordering
from models.limits import Limit
from models.people import leads, members, reporting
from models.people.members import Kind, Member
from models.people.teams import Role, Team, TeamMembership
from models.workspace import workspaces

EVERYONE, TEAM, LEAD, MEMBER = "all", "team", "lead", "member"
FITTING = frozenset({Kind.PERSON, Kind.GUEST, Kind.OFFLINE})
"""Who can have a limit of their own."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`kind` is "all", "team", "lead" or "member"; `id` is of the team or member, None for everyone."""

    kind: str
    id: UUID | None = None

    def __str__(self) -> str:
        """As the column holds it."""
        return f"{self.kind}:{self.id}" if self.id else self.kind


@dataclass(frozen=True, slots=True)
class Named:
    """A scope, and what it is about: a member's or team's name (plain text); empty: everyone."""

    scope: Scope
    name: str = ""
    slack_user_id: str | None = None
    """Of the lead or person."""


def parse(text: str) -> Scope | None:
    """The scope that a form or row holds; None: it is none."""
    kind, _, id_ = text.partition(":")
    if kind == EVERYONE and not id_:
        return Scope(EVERYONE)
    try:
        return Scope(kind, UUID(id_)) if kind in {TEAM, LEAD, MEMBER} else None
    except ValueError:
        return None


def columns(scope: Scope) -> dict[str, UUID | None]:
    """The columns of a limit that say whose it is."""
    kinds = {"member_id": MEMBER, "lead_id": LEAD, "team_id": TEAM}
    return {column: scope.id if scope.kind == kind else None for column, kind in kinds.items()}


def of(limit: Limit) -> Scope:
    """Whose this limit is."""
    return parse(limit.scope) or Scope(EVERYONE)


def may_set(session: Session, actor: Member, scope: Scope, *, now: datetime) -> bool:
    """Whether `actor` may set limits of this scope, which has to exist."""
    if not actor.active or actor.kind not in {Kind.PERSON, Kind.GUEST}:
        return False
    admin = workspaces.is_admin(session, actor)
    if scope.kind == EVERYONE:
        return admin
    if scope.kind == TEAM:
        return _team(session, actor, scope.id, admin=admin)
    someone = members.by_id(session, actor.workspace_id, [scope.id] if scope.id else []).get(scope.id or actor.id)
    if someone is None or not someone.active or someone.kind not in FITTING:
        return False
    if scope.kind == LEAD:
        return (admin or someone.id == actor.id) and leads.is_lead(session, someone)
    return admin or any(one.id == someone.id for one in led(session, actor, now))


def may_set_any(session: Session, actor: Member) -> bool:
    """Whether there is anything that they may set limits for: an admin, or a lead."""
    return workspaces.is_admin(session, actor) or leads.is_lead(session, actor)


def offered(session: Session, actor: Member) -> list[Named]:
    """What `actor` may set limits for, single people apart: their own reports, teams, for an admin other leads' too."""
    admin = workspaces.is_admin(session, actor)
    mine = [Named(Scope(LEAD, actor.id), actor.label, actor.slack_user_id)] if leads.is_lead(session, actor) else []
    everyone = [Named(Scope(EVERYONE))] if admin else []
    teams = [Named(Scope(TEAM, team.id), team.name) for team in _teams(session, actor, admin=admin)]
    others = _other_leads(session, actor) if admin else []
    return [*mine, *everyone, *teams, *others]


def named(session: Session, workspace_id: int, some: Sequence[Scope]) -> dict[Scope, Named]:
    """What each of these scopes is called."""
    people = members.by_id(session, workspace_id, [one.id for one in some if one.id and one.kind in {LEAD, MEMBER}])
    wanted = [one.id for one in some if one.kind == TEAM]
    query = select(Team).where(Team.workspace_id == workspace_id, Team.id.in_(wanted))
    teams = {team.id: team.name for team in session.scalars(query)} if wanted else {}
    found = {}
    for one in some:
        person = people.get(one.id) if one.id else None
        name = person.label if person else teams.get(one.id, "") if one.id else ""
        found[one] = Named(one, name, person.slack_user_id if person else None)
    return found


def _team(session: Session, actor: Member, team_id: UUID | None, *, admin: bool) -> bool:
    return any(team.id == team_id for team in _teams(session, actor, admin=admin))


def _teams(session: Session, actor: Member, *, admin: bool) -> list[Team]:
    """The teams in use that they lead; for an admin all of them."""
    query = select(Team).where(Team.workspace_id == actor.workspace_id, Team.archived_at.is_(None))
    led = select(TeamMembership.team_id).where(
        TeamMembership.workspace_id == actor.workspace_id,
        TeamMembership.member_id == actor.id,
        TeamMembership.role == Role.LEAD,
        TeamMembership.ends_at.is_(None),
    )
    found = session.scalars(query if admin else query.where(Team.id.in_(led)))
    return sorted(found, key=lambda team: ordering.by_name(team.name))


def led(session: Session, actor: Member, now: datetime) -> list[Member]:
    """Each person whose own limit `actor` may set as their lead: their reports, and the members of teams they lead."""
    found = reporting.reports_of(session, workspace_id=actor.workspace_id, lead_id=actor.id, at=now)
    return [one for one in found if one.id != actor.id]


def _other_leads(session: Session, actor: Member) -> list[Named]:
    ids = {lead for lead in leads.upwards(session, actor.workspace_id).values() if lead != actor.id}
    found = sorted(members.by_id(session, actor.workspace_id, ids).values(), key=lambda one: one.label.casefold())
    return [Named(Scope(LEAD, one.id), one.label, one.slack_user_id) for one in found if one.active]
