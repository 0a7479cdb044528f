"""Teams that follow a user group of Slack: its members are the team's, whoever led the team goes on leading it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.people import leading, members, teams, user_groups
from models.people.members import Kind
from models.people.teams import Role, Team, TeamMembership
from models.people.user_groups import Change, GroupState, UserGroup


def groups(session: Session, workspace_id: int) -> list[UserGroup]:
    """The user groups in use, and those that are teams, by name."""
    query = select(UserGroup).where(
        UserGroup.workspace_id == workspace_id, UserGroup.active | UserGroup.team_id.is_not(None)
    )
    return list(session.scalars(query.order_by(func.lower(UserGroup.name), UserGroup.slack_id)))


def choose(session: Session, *, workspace_id: int, slack_ids: Sequence[str], now: datetime) -> None:
    """Exactly these user groups are teams from `now` on. The team of a group that is none any more is archived."""
    leading.lock(session, workspace_id)
    for group in _locked(session, workspace_id):
        if group.slack_id in slack_ids and group.team_id is None:
            group.team_id = teams.create(session, workspace_id=workspace_id, name=group.name, now=now).id
            follow(session, workspace_id=workspace_id, group=group, now=now)
        elif group.slack_id not in slack_ids and group.team_id is not None:
            _archive(session, workspace_id, group.team_id, now)
            group.team_id = None
    session.flush()


def keep(session: Session, *, workspace_id: int, groups: Sequence[GroupState], now: datetime) -> None:
    """Bring these groups in step with Slack, and their teams with them."""
    for group in user_groups.keep(session, workspace_id=workspace_id, groups=groups):
        follow(session, workspace_id=workspace_id, group=group, now=now)


def change_members(session: Session, *, workspace_id: int, change: Change, now: datetime) -> bool:
    """People came to a group and left it, and so its team. Returns whether it is known now, as it is in Slack."""
    group, complete = user_groups.change_members(session, workspace_id=workspace_id, change=change)
    if group is not None:
        follow(session, workspace_id=workspace_id, group=group, now=now)
    return complete


def follow(session: Session, *, workspace_id: int, group: UserGroup, now: datetime) -> None:
    """Bring the group's team in step with its members; a group switched off has an archived team."""
    if group.team_id is None:
        return
    if not group.active:
        _archive(session, workspace_id, group.team_id, now)
        return
    _team(session, workspace_id, group.team_id).archived_at = None
    people = members.resolve(session, workspace_id=workspace_id, slack_ids=group.slack_users, now=now)
    fit = [one for one in people.values() if one.active and one.kind in (Kind.PERSON, Kind.GUEST)]
    led_by = _leads(session, workspace_id, group.team_id)
    roles = {one.id: Role.MEMBER for one in fit} | dict.fromkeys(led_by, Role.LEAD)
    teams.set_members(session, workspace_id=workspace_id, team_id=group.team_id, roles=roles, now=now)


def _archive(session: Session, workspace_id: int, team_id: UUID, now: datetime) -> None:
    team = _team(session, workspace_id, team_id)
    team.archived_at = team.archived_at or now
    teams.set_members(session, workspace_id=workspace_id, team_id=team_id, roles={}, now=now)


def _team(session: Session, workspace_id: int, team_id: UUID) -> Team:
    return session.get_one(Team, (workspace_id, team_id))


def _leads(session: Session, workspace_id: int, team_id: UUID) -> list[UUID]:
    query = select(TeamMembership.member_id).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.team_id == team_id,
        TeamMembership.role == Role.LEAD,
        TeamMembership.ends_at.is_(None),
    )
    return list(session.scalars(query))


def _locked(session: Session, workspace_id: int) -> list[UserGroup]:
    """All of them, so that an event that changes one is before this or after it."""
    query = select(UserGroup).where(UserGroup.workspace_id == workspace_id).order_by(UserGroup.slack_id)
    return list(session.scalars(query.with_for_update().execution_options(populate_existing=True)))
