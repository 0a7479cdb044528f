"""Kudos: the tables, and the two facts about them that are written here: given, and taken back."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.people.members import Circle, strictest
from models.storage.orm import Code, Id, Model, SlackId, WorkspaceId, refers

NO_LONGER_NAMED = "no_longer_named"
"""Of a receiver, and of a kudos as a whole: an edit took them out of the message that it was given in."""


class Source(StrEnum):
    """How a kudos came in."""

    COMMAND = "command"
    MODAL = "modal"
    MESSAGE = "message"
    """`++` or an emoji in a message of a channel."""
    REACTION = "reaction"
    IMPORT = "import"
    DECISION = "decision"
    """The answer to a decision: without words, and for the two alone, until it is shared."""


BESIDE_THE_WORDS = (Source.MESSAGE, Source.REACTION)
"""Announced in the thread of the message that holds their words: whoever edits that edits them."""


class ChannelKind(StrEnum):
    """What kind of conversation the words were said in; it bounds where they may be repeated."""

    PUBLIC = "public"
    PRIVATE = "private"
    DIRECT = "direct"


REMOVED = "removed"
"""Why a receiver is no receiver any more: their data was removed (`models/privacy/removing.py`)."""


class Kudos(Model):
    """A pat on the back. Words are stored as Slack sends them (see `models/words.py`)."""

    __tablename__ = "kudos"
    __table_args__ = (
        refers("giver_id", "members"),
        refers("import_id", "imports"),
        Index("ix_kudos_given", "workspace_id", "given_at"),
        Index("ix_kudos_giver", "workspace_id", "giver_id", "given_at"),
        Index("ix_kudos_import", "workspace_id", "import_id"),
        Index("ix_kudos_message", "workspace_id", "channel_id", "message_ts"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    giver_id: Mapped[UUID]
    given_at: Mapped[datetime]
    source: Mapped[Code]
    message: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    """What did they decide?"""
    outcome: Mapped[str | None] = mapped_column(Text)
    """What came of it?"""
    customer_words: Mapped[str | None] = mapped_column(Text)
    channel_id: Mapped[SlackId | None]
    channel_kind: Mapped[Code]
    message_ts: Mapped[SlackId | None]
    """The message it was said in, or is about."""
    thread_ts: Mapped[SlackId | None]
    """The thread it is announced in."""
    entered_by_id: Mapped[UUID | None]
    """Who wrote it down, when the giver is not in Slack. (No foreign key: SQLite would have to copy the table.)"""
    edited_at: Mapped[datetime | None]
    import_id: Mapped[UUID | None]
    fingerprint: Mapped[str] = mapped_column(Text, default="")
    """Digest of giver, receivers and words: the same within two minutes asks "again?"."""

    receivers: Mapped[list["KudosReceiver"]] = relationship(
        order_by="KudosReceiver.position", lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    values: Mapped[list["KudosValue"]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)

    @property
    def author_id(self) -> UUID:
        """Who wrote it: the giver, unless somebody wrote it down for them."""
        return self.entered_by_id or self.giver_id

    def is_by(self, member_id: UUID) -> bool:
        """Whether they gave it, or wrote it down for somebody who is not in Slack."""
        return member_id in (self.giver_id, self.entered_by_id)

    def is_for(self, member_id: UUID) -> bool:
        """Whether they did receive it."""
        return any(one.receiver_id == member_id and one.void_reason is None for one in self.receivers)

    @property
    def circle(self) -> Circle:
        """Its strictest receiver's circle."""
        return strictest(receiver.circle for receiver in self.receivers)


class KudosReceiver(Model):
    __tablename__ = "kudos_receivers"
    __table_args__ = (
        refers("kudos_id", "kudos"),
        refers("receiver_id", "members"),
        refers("receipt_id", "outbox", ondelete=None),
        Index("ix_kudos_receivers_receiver", "workspace_id", "receiver_id", "given_at"),
        Index("ix_kudos_receivers_given", "workspace_id", "given_at"),
        Index("ix_kudos_receivers_receipt", "workspace_id", "receipt_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    kudos_id: Mapped[UUID] = mapped_column(primary_key=True)
    receiver_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int]
    given_at: Mapped[datetime]
    """The same as the kudos': windows and ages are read from this table's indexes alone."""
    circle: Mapped[Code]
    receipt_id: Mapped[UUID | None]
    """The message of the outbox that tells them; cleared before delivery records are purged."""
    kept_at: Mapped[datetime | None]
    """When they chose to keep it."""
    void_reason: Mapped[str | None] = mapped_column(Text)
    """Why they turned out not to be able to receive it, once the directory knew them, `NO_LONGER_NAMED` or `REMOVED`;
    None: they did receive it."""


class KudosValue(Model):
    __tablename__ = "kudos_values"
    __table_args__ = (refers("kudos_id", "kudos"), refers("value_id", "company_values"))

    workspace_id: Mapped[WorkspaceId]
    kudos_id: Mapped[UUID] = mapped_column(primary_key=True)
    value_id: Mapped[UUID] = mapped_column(primary_key=True)


class Retraction(Model):
    """A kudos taken back: by its giver, by an admin, or because nobody named in it can receive one."""

    __tablename__ = "kudos_retractions"
    __table_args__ = (refers("kudos_id", "kudos"),)

    workspace_id: Mapped[WorkspaceId]
    kudos_id: Mapped[UUID] = mapped_column(primary_key=True)
    by_id: Mapped[UUID | None]
    reason: Mapped[Code]
    note: Mapped[str | None] = mapped_column(Text)
    """Why, in an admin's words, when an admin removed it."""
    at: Mapped[datetime]


class Boost(Model):
    """Someone else joining in on a kudos."""

    __tablename__ = "boosts"
    __table_args__ = (refers("kudos_id", "kudos"), refers("member_id", "members"))

    workspace_id: Mapped[WorkspaceId]
    kudos_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    pressed: Mapped[bool] = mapped_column(default=True, server_default=true())
    """By the button: it stays when a reaction of theirs goes."""
