"""The pledge: a decision made in good faith costs nobody their job or money. Signed by a leader, co-signed by leads.

A changed text, or another signer, is a new pledge: the one before holds until that is signed. A pledge holds only
as long as whoever signed it is here.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Id, Model, Name, WorkspaceId, refers


class Pledge(Model):
    """`signed_at` None: it waits for its signer. Of those that are signed, the newest holds."""

    __tablename__ = "pledges"
    __table_args__ = (
        refers("signer_id", "members"),
        refers("set_by_id", "members", ondelete=None),
        Index("ix_pledges_signed", "workspace_id", "signed_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    text: Mapped[str] = mapped_column(Text)
    signer_id: Mapped[UUID]
    signer_title: Mapped[Name]
    """What they are here: "COO"; may be empty."""
    set_by_id: Mapped[UUID | None]
    """The admin who wrote it down."""
    set_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    """Another was written down before it was signed, or an admin or its signer took it back."""


class CoSignature(Model):
    """A lead stands by the pledge."""

    __tablename__ = "pledge_cosignatures"
    __table_args__ = (refers("pledge_id", "pledges"), refers("lead_id", "members"))

    workspace_id: Mapped[WorkspaceId]
    pledge_id: Mapped[UUID] = mapped_column(primary_key=True)
    lead_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class BrokenPromise(Model):
    """ "This promise wasn't kept": from one person to whoever signed, and to nobody else."""

    __tablename__ = "broken_promises"
    __table_args__ = (
        refers("pledge_id", "pledges"),
        refers("by_id", "members"),
        Index("ix_broken_promises_pledge", "workspace_id", "pledge_id", "at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    pledge_id: Mapped[UUID]
    by_id: Mapped[UUID]
    decision_id: Mapped[UUID | None]
    """The decision it is about, if they say so. (No foreign key: what was said stays when that is deleted.)"""
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    """When the signer said that they have read it."""
