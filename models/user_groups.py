"""Slack's user groups, kept from their events: whom a group stands for when it is given a pat, or is a team."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.orm import Counter, Model, Name, SlackId, WorkspaceId, refers


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


def people_of(session: Session, workspace_id: int, slack_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Slack ids of the people in each of these user groups that is known and in use."""
    wanted = sorted(set(slack_ids))
    if not wanted:
        return {}
    query = select(UserGroup.slack_id, UserGroup.slack_users).where(
        UserGroup.workspace_id == workspace_id, UserGroup.slack_id.in_(wanted), UserGroup.active
    )
    return {slack_id: tuple(people) for slack_id, people in session.execute(query)}
