"""What a kudos said before it was edited."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.orm import Id, Model, WorkspaceId, refers


class KudosVersion(Model):
    """Words that were replaced at `replaced_at`."""

    __tablename__ = "kudos_versions"
    __table_args__ = (
        refers("kudos_id", "kudos"),
        refers("by_id", "members", ondelete=None),
        Index("ix_kudos_versions_kudos", "workspace_id", "kudos_id", "replaced_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    kudos_id: Mapped[UUID]
    message: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    customer_words: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[UUID | None]
    replaced_at: Mapped[datetime]
