"""Slack's user groups, kept from their events: whom a group stands for when it is given a pat, or is a team."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.storage.inserting import add_once
from models.storage.orm import Counter, Model, Name, SlackId, WorkspaceId, refers


class UserGroup(Model):
    __tablename__ = "user_groups"
    __table_args__ = (
        refers("team_id", "teams", ondelete=None),
        Index("ix_user_groups_team", "workspace_id", "team_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    slack_id: Mapped[SlackId] = mapped_column(primary_key=True)
    handle: Mapped[Name]
    name: Mapped[Name]
    slack_users: Mapped[list[str]]
    """Slack ids of its members."""
    active: Mapped[bool]
    updated: Mapped[Counter]
    """When it changed in Slack (Unix microseconds): an older state never replaces a newer one."""
    team_id: Mapped[UUID | None]
    """The team that follows this group; None: the group is no team."""


@dataclass(frozen=True, slots=True)
class GroupState:
    """A user group as Slack describes it; `updated` in Unix microseconds."""

    slack_id: str
    handle: str
    name: str
    slack_users: tuple[str, ...]
    active: bool
    updated: int


@dataclass(frozen=True, slots=True)
class Change:
    """People who came to a group and left it; it was changed before at `since`. Times in Unix microseconds."""

    slack_id: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    since: int
    updated: int


def keep(session: Session, *, workspace_id: int, groups: Sequence[GroupState]) -> list[UserGroup]:
    """Bring these groups in step with Slack. Returns those that changed."""
    return [row for group in groups if (row := _keep(session, workspace_id, group))]


def change_members(session: Session, *, workspace_id: int, change: Change) -> tuple[UserGroup | None, bool]:
    """Apply a change. Returns the group, when this changed it; and whether it is known now as it is in Slack.

    If not, it is new here or a change before this one is missing: it has to be read from Slack.
    """
    row = _locked(session, workspace_id, change.slack_id)
    if row is None or change.updated <= row.updated:
        return None, row is not None
    complete = row.updated >= change.since
    row.slack_users = [one for one in dict.fromkeys((*row.slack_users, *change.added)) if one not in change.removed]
    row.updated = change.updated if complete else row.updated
    session.flush()
    return row, complete


def _keep(session: Session, workspace_id: int, group: GroupState) -> UserGroup | None:
    fresh = {"workspace_id": workspace_id, "slack_id": group.slack_id, "handle": "", "name": "", "updated": -1}
    add_once(session, UserGroup.slack_id, fresh | {"slack_users": [], "active": False})
    row = _locked(session, workspace_id, group.slack_id)
    if row is None or group.updated < row.updated:
        return None
    row.handle, row.name, row.active = group.handle[:200], group.name[:200], group.active
    row.slack_users, row.updated = list(group.slack_users), group.updated
    session.flush()
    return row


def _locked(session: Session, workspace_id: int, slack_id: str) -> UserGroup | None:
    query = select(UserGroup).where(UserGroup.workspace_id == workspace_id, UserGroup.slack_id == slack_id)
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def people_of(session: Session, workspace_id: int, slack_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Slack ids of the people in each of these user groups that is known and in use."""
    wanted = sorted(set(slack_ids))
    if not wanted:
        return {}
    query = select(UserGroup.slack_id, UserGroup.slack_users).where(
        UserGroup.workspace_id == workspace_id, UserGroup.slack_id.in_(wanted), UserGroup.active
    )
    return {slack_id: tuple(people) for slack_id, people in session.execute(query)}


def switched_off(session: Session, workspace_id: int, slack_ids: Iterable[str]) -> set[str]:
    """Those of these user groups that are known, and not in use."""
    query = select(UserGroup.slack_id).where(
        UserGroup.workspace_id == workspace_id, UserGroup.slack_id.in_(sorted(set(slack_ids))), ~UserGroup.active
    )
    return set(session.scalars(query))
