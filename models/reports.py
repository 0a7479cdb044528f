"""Someone reports a kudos to the admins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.orm import Code, Id, Model, WorkspaceId, refers


class KudosReport(Model):
    """One person's report of one kudos; `resolution` None: it waits for an admin."""

    __tablename__ = "kudos_reports"
    __table_args__ = (
        refers("kudos_id", "kudos"),
        refers("by_id", "members"),
        refers("resolved_by_id", "members", ondelete=None),
        Index("uq_kudos_reports_by", "workspace_id", "kudos_id", "by_id", unique=True),
        Index("ix_kudos_reports_at", "workspace_id", "at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    kudos_id: Mapped[UUID]
    by_id: Mapped[UUID]
    words: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
    resolution: Mapped[Code | None]
    """"removed" or "left"."""
    resolved_by_id: Mapped[UUID | None]
    resolved_at: Mapped[datetime | None]
