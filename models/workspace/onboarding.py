"""The first hour: the installer's one message, the channel for pats and its introduction, and what is still to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.delivery import direct, outbox
from models.delivery.outbox import Delivery, Priority, Purpose
from models.kudos import Kudos, Source
from models.people import leading, leads
from models.people.members import Kind, Member
from models.people.reporting import ReportingLine
from models.pledge import reading as pledge
from models.schedules import keeping
from models.storage.requests import Outcome
from models.workspace import notes, workspaces
from models.workspace.values import CompanyValue
from models.workspace.workspaces import Workspace

FIRST_DAYS = timedelta(days=7)
"""An older installation is not welcomed any more: whoever upgrades has found their way."""
SCOPES = "scopes"
"""The note of what Slack has granted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is set up. `scopes`: what Slack has granted, None when it has not been looked at yet."""

    channel_id: str | None
    leads: int
    """Whom admins have named."""
    led: int
    """Who has a lead."""
    people: int
    weekday: int
    hour: int
    zone: str | None
    values: int
    scopes: frozenset[str] | None
    pledged: bool
    """A leader has signed the pledge: decisions are on."""

    @property
    def done(self) -> bool:
        """What everybody needs: a channel, somebody who has a lead, values. The rest is as one likes."""
        return bool(self.channel_id and self.led and self.values)


def welcome(session: Session, *, workspace_id: int, now: datetime) -> UUID | None:
    """Owe the installer their message, once. None: there is nobody to tell, it is late for that, or pats are given."""
    workspace = workspaces.get(session, workspace_id)
    to = _installer(session, workspace)
    if to is None or workspace.installed_at < now - FIRST_DAYS or _has_begun(session, workspace_id):
        return None
    return direct.tell(session, to, purpose=Purpose.WELCOME, key="welcome", now=now)


def progress(session: Session, workspace_id: int) -> Progress:
    """What is set up now."""
    workspace = workspaces.get(session, workspace_id)
    at = keeping.usual_time(session, workspace_id)
    granted = notes.read(session, workspace_id, SCOPES)
    return Progress(
        channel_id=workspace.kudos_channel_id,
        leads=len(leads.named_leads(session, workspace_id)),
        led=_count(session, _led(workspace_id)),
        people=_count(session, _people(workspace_id)),
        weekday=at.weekday,
        hour=at.hour,
        zone=workspace.zone,
        values=_count(session, _values(workspace_id)),
        scopes=frozenset(granted["scopes"]) if granted else None,
        pledged=pledge.in_force(session, workspace_id) is not None,
    )


def choose_channel(session: Session, *, workspace_id: int, channel_id: str, actor: str, now: datetime) -> Outcome:
    """An admin chooses where pats go. One introduction stands at a time, in the channel chosen last.

    `code`: "chosen", "already" or "not_admin".
    """
    leading.lock(session, workspace_id)
    workspace = workspaces.get(session, workspace_id)
    if workspaces.admin_of(session, workspace_id, actor) is None:
        return {"code": "not_admin"}
    if workspace.kudos_channel_id == channel_id:
        return {"code": "already"}
    set_channel(session, workspace_id=workspace_id, channel_id=channel_id, now=now)
    return {"code": "chosen"}


def set_channel(session: Session, *, workspace_id: int, channel_id: str | None, now: datetime) -> None:
    """From now on pats go there, too; None: nowhere else. The row has to be locked."""
    workspace = workspaces.get(session, workspace_id)
    if workspace.kudos_channel_id == channel_id:
        return
    workspace.kudos_channel_id = channel_id
    before = _posts(session, workspace_id, Purpose.INTRODUCTION)
    outbox.refresh(session, before, now=now)
    if channel_id is not None:
        outbox.post(
            session,
            workspace_id=workspace_id,
            purpose=Purpose.INTRODUCTION,
            key=f"introduction:{len(before)}",
            channel_id=channel_id,
            priority=Priority.ANNOUNCEMENT,
            now=now,
        )
    refresh_welcome(session, workspace_id, now)


def refresh_welcome(session: Session, workspace_id: int, now: datetime) -> None:
    """The installer's message shows what is set up now."""
    outbox.refresh(session, _posts(session, workspace_id, Purpose.WELCOME), now=now)


def is_introduced(session: Session, row: Delivery) -> bool:
    """Whether this introduction, of all there were, is the one that stands: the newest, in the channel for pats."""
    if workspaces.get(session, row.workspace_id).kudos_channel_id != row.channel_id:
        return False
    newer = select(Delivery.id).where(
        Delivery.workspace_id == row.workspace_id,
        Delivery.purpose == Purpose.INTRODUCTION,
        Delivery.kind == outbox.Kind.POST,
        Delivery.id > row.id,
    )
    return session.scalar(newer.limit(1)) is None


def hide(session: Session, *, workspace_id: int, actor: str, now: datetime) -> None:
    """This person has seen the checklist; after three months what is missing by then is shown again."""
    notes.write(session, workspace_id=workspace_id, key=_hidden(actor), content={}, now=now)


def is_hidden(session: Session, workspace_id: int, slack_user_id: str) -> bool:
    return notes.read(session, workspace_id, _hidden(slack_user_id)) is not None


def _installer(session: Session, workspace: Workspace) -> Member | None:
    """Whoever installed it, or else owns the workspace, once the directory knows them."""
    named = workspace.installer_slack_id
    who = Member.slack_user_id == named if named else Member.is_primary_owner
    query = select(Member).where(Member.workspace_id == workspace.id, Member.active, Member.verified, who)
    return session.scalar(query.where(Member.kind == Kind.PERSON).order_by(Member.id).limit(1))


def _has_begun(session: Session, workspace_id: int) -> bool:
    given = select(Kudos.id).where(Kudos.workspace_id == workspace_id, Kudos.source != Source.IMPORT)
    return session.scalar(given.limit(1)) is not None


def _posts(session: Session, workspace_id: int, purpose: Purpose) -> list[Delivery]:
    query = select(Delivery).where(
        Delivery.workspace_id == workspace_id, Delivery.purpose == purpose, Delivery.kind == outbox.Kind.POST
    )
    return list(session.scalars(query.order_by(Delivery.id).with_for_update()))


def _count(session: Session, query: Any) -> int:
    return session.scalar(query) or 0


def _people(workspace_id: int) -> Any:
    """People, with and without Slack; guests come and go."""
    return (
        select(func.count())
        .select_from(Member)
        .where(Member.workspace_id == workspace_id, Member.active, Member.kind.in_((Kind.PERSON, Kind.OFFLINE)))
    )


def _led(workspace_id: int) -> Any:
    line = (ReportingLine.workspace_id == Member.workspace_id) & (ReportingLine.member_id == Member.id)
    return (
        _people(workspace_id)
        .join(ReportingLine, line)
        .where(ReportingLine.workspace_id == workspace_id, ReportingLine.ends_at.is_(None))
    )


def _values(workspace_id: int) -> Any:
    return (
        select(func.count())
        .select_from(CompanyValue)
        .where(CompanyValue.workspace_id == workspace_id, CompanyValue.archived_at.is_(None))
    )


def _hidden(slack_user_id: str) -> str:
    return f"checklist_hidden:{slack_user_id}"
