"""Root causes: one cause behind several decisions, with an owner, closed with thanks to everyone who logged one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Id, Model, Name, WorkspaceId, refers

OFTEN = 3
"""Decisions with the same cause within 30 days before it is said."""
WITHIN_DAYS = 30


class Cause(Model):
    """`owner_id` None: nobody has taken it. A closed cause that comes again is a new row."""

    __tablename__ = "causes"
    __table_args__ = (
        refers("owner_id", "members", ondelete=None),
        Index("uq_causes_open", "workspace_id", "open_key", unique=True),
        Index("ix_causes_closed", "workspace_id", "closed_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    name: Mapped[Name]
    open_key: Mapped[str | None] = mapped_column(String(200))
    """Its name, folded, while it is open: the same cause is one row. None once it is closed."""
    created_at: Mapped[datetime]
    said_at: Mapped[datetime | None]
    """When it was said that it keeps coming back."""
    owner_id: Mapped[UUID | None]
    taken_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None]
    """(No foreign key.)"""
    what_changed: Mapped[str | None] = mapped_column(Text)
