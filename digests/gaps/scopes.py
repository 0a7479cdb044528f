"""Which of their people a lead asks about, as buttons and messages carry it. Whose they are is read each time."""

from uuid import UUID

from sqlalchemy.orm import Session

from digests.gaps.report import Scope, ScopeKind
from models.people import leads
from models.people.members import Member

WHOLE = (ScopeKind.OWN, ScopeKind.TREE)


def value_of(scope: Scope) -> str:
    """A team's id, or "own" or "tree"."""
    return str(scope.team_id) if scope.kind == ScopeKind.TEAM else str(scope.kind)


def scope_of(session: Session, lead: Member, value: str) -> Scope | None:
    """None: it isn't theirs now, or is nothing."""
    if value in WHOLE:
        return Scope(ScopeKind(value))
    teams = {one.id: one for one in leads.led_teams(session, lead.workspace_id, lead.id)}
    id_ = _id(value)
    team = teams.get(id_) if id_ else None
    return Scope(ScopeKind.TEAM, team.id, team.name) if team else None


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
