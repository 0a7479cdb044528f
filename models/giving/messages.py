"""Kudos given in a message or by a reaction: which message gave what to whom, for ever."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, select, tuple_, union_all
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.delivery.outbox import Delivery, Kind, Purpose, Status
from models.people.members import Member
from models.storage.orm import Counter, Model, SlackId, WorkspaceId, refers

ANNOUNCING = (Purpose.ANNOUNCEMENT, Purpose.COPY)


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


def gifts_of(session: Session, workspace_id: int, channel_id: str, message_ts: str) -> dict[UUID, UUID | None]:
    """What a message has given so far, taken back or not: the kudos of each receiver."""
    query = select(MessageGift.receiver_id, MessageGift.kudos_id).where(
        MessageGift.workspace_id == workspace_id,
        MessageGift.channel_id == channel_id,
        MessageGift.message_ts == message_ts,
    )
    return {row.receiver_id: row.kudos_id for row in session.execute(query)}


def announced_in(session: Session, workspace_id: int, channel_id: str, message_ts: str) -> list[UUID]:
    """The kudos that this message of ours announces."""
    query = select(Delivery.subject_id).where(
        Delivery.workspace_id == workspace_id,
        Delivery.message_channel_id == channel_id,
        Delivery.message_ts == message_ts,
        Delivery.kind == Kind.POST,
        Delivery.purpose.in_(ANNOUNCING),
    )
    return [kudos_id for kudos_id in session.scalars(query) if kudos_id]


def wait_for_posts(session: Session, workspace_id: int, channel_id: str) -> None:
    """Waits until what is being posted in this channel is stored.

    A reaction may be told of before Slack's answer to the post that it stands on is stored. Either this waits for that,
    or that waits for this, and finds the reaction (`reacting.catch_up`).
    """
    query = select(Delivery.id).where(
        Delivery.workspace_id == workspace_id, Delivery.status == Status.SENDING, Delivery.channel_id == channel_id
    )
    session.execute(query.order_by(Delivery.id).with_for_update(read=True)).all()


def standing_on(
    session: Session, workspace_id: int, messages: Sequence[tuple[str | None, str | None]]
) -> list[tuple[str, str, str]]:
    """(Slack id, channel, ts) of whoever has a reaction on these messages (channel, ts)."""
    query = (
        select(Member.slack_user_id, Reaction.channel_id, Reaction.message_ts)
        .join(Member, (Member.workspace_id == Reaction.workspace_id) & (Member.id == Reaction.member_id))
        .where(
            Reaction.workspace_id == workspace_id,
            tuple_(Reaction.channel_id, Reaction.message_ts).in_(messages),
            Reaction.added,
        )
        .distinct()
    )
    return [(who, channel, ts) for who, channel, ts in session.execute(query) if who] if messages else []


def stands(session: Session, workspace_id: int, member_id: UUID, kudos_id: UUID) -> bool:
    """Whether a reaction of this member stands on a message of this kudos: an announcement, or where it was said."""
    announced = select(Delivery.message_channel_id, Delivery.message_ts).where(
        Delivery.workspace_id == workspace_id,
        Delivery.subject_id == kudos_id,
        Delivery.purpose.in_(ANNOUNCING),
    )
    said = select(MessageGift.channel_id, MessageGift.message_ts).where(
        MessageGift.workspace_id == workspace_id, MessageGift.kudos_id == kudos_id
    )
    query = select(Reaction.emoji).where(
        Reaction.workspace_id == workspace_id,
        Reaction.member_id == member_id,
        Reaction.added,
        tuple_(Reaction.channel_id, Reaction.message_ts).in_(union_all(announced, said)),
    )
    return session.scalars(query).first() is not None
