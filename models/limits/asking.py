"""Asking for more room: a person asks their lead for a wider limit, with the record of their decisions behind it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Code, Id, Model, WorkspaceId, refers

WAITING = text("resolution IS NULL")
YES, NO, WITHDRAWN = "yes", "no", "withdrawn"


class RoomRequest(Model):
    """`resolution` None: it waits for `lead_id`; one of a person about a category waits at a time."""

    __tablename__ = "room_requests"
    __table_args__ = (
        refers("member_id", "members"),
        refers("category_id", "limit_categories"),
        refers("lead_id", "members"),
        refers("resolved_by_id", "members", ondelete=None),
        Index(
            "uq_room_requests_waiting",
            "workspace_id",
            "member_id",
            "category_id",
            unique=True,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index("ix_room_requests_lead", "workspace_id", "lead_id", "asked_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    member_id: Mapped[UUID]
    category_id: Mapped[UUID]
    lead_id: Mapped[UUID]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    words: Mapped[str | None] = mapped_column(Text)
    may_announce: Mapped[bool]
    """They agree that a yes is announced to their team."""
    asked_at: Mapped[datetime]
    resolution: Mapped[Code | None]
    reason: Mapped[str | None] = mapped_column(Text)
    """Why not; a no has one."""
    limit_id: Mapped[UUID | None]
    """The version that a yes became. (No foreign key.)"""
    resolved_by_id: Mapped[UUID | None]
    resolved_at: Mapped[datetime | None]
