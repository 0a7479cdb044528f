"""Empowered decisions: what someone decided on the spot, for a customer. They are theirs to log, edit and delete."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Code, Id, Model, SlackId, WorkspaceId, refers


class Fix(StrEnum):
    """What became of the cause."""

    ONE_OFF = "one_off"
    SYMPTOM = "symptom"
    """It will happen again."""
    ROOT_CAUSE = "root_cause"
    """It won't: the cause is fixed."""


class Decision(Model):
    """Words are stored as Slack sends them. Who may read it: `models/decisions/reading.py`."""

    __tablename__ = "decisions"
    __table_args__ = (
        refers("member_id", "members"),
        refers("category_id", "limit_categories", ondelete=None),
        refers("limit_id", "limits", ondelete=None),
        refers("cause_id", "causes", ondelete=None),
        Index("ix_decisions_member", "workspace_id", "member_id", "logged_at"),
        Index("ix_decisions_logged", "workspace_id", "logged_at"),
        Index("ix_decisions_cause", "workspace_id", "cause_id", "logged_at"),
        Index("ix_decisions_kudos", "workspace_id", "kudos_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    member_id: Mapped[UUID]
    """Who decided, and logged it."""
    logged_at: Mapped[datetime]
    decided_on: Mapped[date]
    """On the calendar of who decided."""
    situation: Mapped[str] = mapped_column(Text)
    """What happened?"""
    choice: Mapped[str] = mapped_column(Text)
    """What did they decide?"""
    outcome: Mapped[str | None] = mapped_column(Text)
    customer_words: Mapped[str | None] = mapped_column(Text)
    category_id: Mapped[UUID | None]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    """In minor units of `currency`."""
    currency: Mapped[str | None] = mapped_column(String(3))
    limit_id: Mapped[UUID | None]
    """The version of the limit that was in force when it was made; the widest, where that changed on the day."""
    cause_id: Mapped[UUID | None]
    fix: Mapped[Code | None]
    pledge_id: Mapped[UUID]
    """The pledge that covers it. (No foreign key.)"""
    kudos_id: Mapped[UUID | None]
    """The kudos of a colleague that it was kept from. (No foreign key: that may go.)"""
    channel_id: Mapped[SlackId | None]
    message_ts: Mapped[SlackId | None]
    """The message that it was logged from."""
    edited_at: Mapped[datetime | None]
    shared_kudos_id: Mapped[UUID | None]
    """The pat on it that was shared in the open: from then on whoever sees that pat sees what was decided."""
