"""Workspaces: one row per Slack workspace that Backpat is installed in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, LargeBinary, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.people import members
from models.people.members import Kind, Member
from models.storage.errors import NotFound
from models.storage.orm import Model, Name, SlackId


class Workspace(Model):
    __tablename__ = "workspaces"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    slack_team_id: Mapped[SlackId] = mapped_column(unique=True)
    name: Mapped[Name]
    zone: Mapped[str | None] = mapped_column(Text)
    """IANA name; None until the installer's zone is known (then `UTC` is spoken)."""
    bot_user_id: Mapped[SlackId]
    bot_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Encrypted; None for the workspace whose token comes from the environment."""
    token_digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the environment's token, when that is this workspace's: another token never speaks here."""
    url: Mapped[str | None] = mapped_column(Text)
    """The workspace's address in Slack, for links to messages; None until Slack has said it."""
    kudos_channel_id: Mapped[SlackId | None]
    installer_slack_id: Mapped[SlackId | None]
    installed_at: Mapped[datetime]
    uninstalled_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Installation:
    """What the edges need to know of a workspace to speak to its Slack. `bot_token` is still encrypted."""

    workspace_id: int
    slack_team_id: str
    name: str
    bot_user_id: str
    bot_token: bytes | None
    token_digest: str | None


def install(
    session: Session,
    *,
    slack_team_id: str,
    name: str,
    bot_user_id: str,
    now: datetime,
    bot_token: bytes | None = None,
    token_digest: str | None = None,
    installer_slack_id: str | None = None,
    url: str | None = None,
) -> Workspace:
    """Add the workspace, or bring its row up to date when it is known. `bot_token` is encrypted already."""
    workspace = session.scalar(select(Workspace).where(Workspace.slack_team_id == slack_team_id))
    if workspace is None:
        workspace = Workspace(slack_team_id=slack_team_id, installed_at=now)
        session.add(workspace)
    workspace.name, workspace.bot_user_id, workspace.bot_token = name, bot_user_id, bot_token
    workspace.token_digest = token_digest
    workspace.url = url or workspace.url
    workspace.installer_slack_id = installer_slack_id or workspace.installer_slack_id
    workspace.uninstalled_at = None
    session.flush()
    return workspace


def uninstall(session: Session, *, workspace_id: int, now: datetime) -> None:
    """The app was removed or its token revoked: keep the data, stop speaking."""
    workspace = get(session, workspace_id)
    workspace.uninstalled_at = workspace.uninstalled_at or now
    workspace.bot_token = None


def get(session: Session, workspace_id: int) -> Workspace:
    """Raises `NotFound`."""
    workspace = session.get(Workspace, workspace_id)
    if workspace is None:
        raise NotFound(f"workspace {workspace_id}")
    return workspace


def is_admin(session: Session, member: Member) -> bool:
    """Whether they are an admin of their workspace now."""
    return members.is_admin(member, get(session, member.workspace_id).installer_slack_id)


def admin_of(session: Session, workspace_id: int, slack_user_id: str) -> Member | None:
    """The member with this Slack id, if they are an admin now."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    return member if member is not None and is_admin(session, member) else None


def configure(
    session: Session, *, workspace_id: int, zone: str | None = None, kudos_channel_id: str | None = None
) -> None:
    """Set what is given; None leaves a setting as it is."""
    workspace = get(session, workspace_id)
    workspace.zone = zone or workspace.zone
    workspace.kudos_channel_id = kudos_channel_id or workspace.kudos_channel_id


def adopt_zone(session: Session, *, workspace_id: int) -> None:
    """Until somebody sets the workspace's zone, it is the one most of its people live in."""
    workspace = get(session, workspace_id)
    if workspace.zone is None:
        workspace.zone = session.scalar(
            select(Member.zone)
            .where(Member.workspace_id == workspace_id, Member.active, Member.kind == Kind.PERSON)
            .where(Member.zone.is_not(None))
            .group_by(Member.zone)
            .order_by(func.count().desc(), Member.zone)
            .limit(1)
        )


def installations(session: Session) -> list[Installation]:
    """All workspaces that have not removed the app. The one query without a workspace: it lists them."""
    rows = session.execute(
        select(
            Workspace.id,
            Workspace.slack_team_id,
            Workspace.name,
            Workspace.bot_user_id,
            Workspace.bot_token,
            Workspace.token_digest,
        )
        .where(Workspace.uninstalled_at.is_(None))
        .order_by(Workspace.id)
    )
    return [Installation(*row) for row in rows]
