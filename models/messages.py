"""Kudos given in a message or by a reaction: which message gave what to whom, for ever."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.orm import Counter, Model, SlackId, WorkspaceId, refers


class MessageGift(Model):
    """What a message gave to one person. Its key stays taken after an undo: an edit never gives again."""

    __tablename__ = "message_gifts"
    __table_args__ = (
        refers("receiver_id", "members"),
        refers("kudos_id", "kudos"),
        Index("ix_message_gifts_kudos", "workspace_id", "kudos_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    channel_id: Mapped[SlackId] = mapped_column(primary_key=True)
    message_ts: Mapped[SlackId] = mapped_column(primary_key=True)
    receiver_id: Mapped[UUID] = mapped_column(primary_key=True)
    kudos_id: Mapped[UUID | None]
    at: Mapped[datetime]


class Reaction(Model):
    """Whether someone's emoji stands on a message now; of its events the one with the highest `event_ts` wins."""

    __tablename__ = "reactions"
    __table_args__ = (
        refers("member_id", "members"),
        refers("kudos_id", "kudos", ondelete=None),
        Index("ix_reactions_kudos", "workspace_id", "kudos_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    channel_id: Mapped[SlackId] = mapped_column(primary_key=True)
    message_ts: Mapped[SlackId] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    emoji: Mapped[str] = mapped_column(String(100), primary_key=True)
    added: Mapped[bool]
    event_at: Mapped[Counter]
    """Unix microseconds."""
    kudos_id: Mapped[UUID | None]
    """What it gave; None when it joined in on a kudos, or gave nothing."""
