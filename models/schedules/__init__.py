"""Digest schedules, and the run rows that make each period happen exactly once.

When a period ends is not decided here (`digests/weeks.py` is): instants come in as arguments.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Code, Id, Model, SlackId, WorkspaceId, refers

WHOLE_WORKSPACE = "workspace"
"""The reader of the digest about everyone."""
MOST_ROWS = 1000
"""Rows of one write."""


class Audience(StrEnum):
    TEAM = "team"
    LEAD = "lead"
    LEADERSHIP = "leadership"
    PERSONAL = "personal"


class RunStatus(StrEnum):
    OWED = "owed"
    """Its message is in the outbox."""
    NOTHING = "nothing"
    """There was nothing to tell."""
    MISSED = "missed"
    """The server was down for longer than a period: not posted late."""


class Schedule(Model):
    """When one reader gets a digest: a team's channel (`team_id` None: the whole workspace), or somebody."""

    __tablename__ = "digest_schedules"
    __table_args__ = (
        refers("team_id", "teams"),
        refers("member_id", "members"),
        Index("uq_digest_schedules_reader", "workspace_id", "audience", "reader", unique=True),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    audience: Mapped[Code]
    reader: Mapped[str] = mapped_column(String(40))
    """The id of the team or member it is for, or "workspace"."""
    team_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    channel_id: Mapped[SlackId | None]
    """Where to post, when it is not the reader's own place."""
    weekday: Mapped[int]
    """0 is Monday."""
    hour: Mapped[int]
    minute: Mapped[int]
    zone: Mapped[str | None]
    """IANA name; None: the reader's."""
    enabled: Mapped[bool]
    counts_from: Mapped[datetime]
    """Start of its first period (UTC); every later period starts at the end of the one before."""
    next_due_at: Mapped[datetime]
    """When the next period's digest is due (UTC): what the ticking looks for."""


class Run(Model):
    """One period [period_start, period_end) of one schedule."""

    __tablename__ = "digest_runs"
    __table_args__ = (
        refers("schedule_id", "digest_schedules"),
        Index("uq_digest_runs_period", "workspace_id", "schedule_id", "period_start", unique=True),
        Index("ix_digest_runs_period_end", "workspace_id", "period_end"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    schedule_id: Mapped[UUID]
    period_start: Mapped[datetime]
    period_end: Mapped[datetime]
    due_at: Mapped[datetime]
    status: Mapped[Code]
    snapshot: Mapped[dict[str, Any]]
    """Ids and figures; words and permissions are read when it is rendered."""
    created_at: Mapped[datetime]
    quiet: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A lead's week in which nothing reached their people and nothing waited."""
