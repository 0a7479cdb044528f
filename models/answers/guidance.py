"""Guidance: what was good, what to consider, and what they need. For its two people alone.

Words are sealed before they come here (`bot/sealing.py`), so that neither a query nor a dump of this database shows
them; whoever holds the database and the key could read them, and the docs say so.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Model, WorkspaceId, refers


class Guidance(Model):
    __tablename__ = "guidance"
    __table_args__ = (
        refers("decision_id", "decisions"),
        refers("by_id", "members"),
        refers("to_id", "members"),
        refers("category_id", "limit_categories", ondelete=None),
        Index("ix_guidance_category", "workspace_id", "category_id", "at"),
        Index("ix_guidance_to", "workspace_id", "to_id", "at"),
    )

    workspace_id: Mapped[WorkspaceId]
    decision_id: Mapped[UUID] = mapped_column(primary_key=True)
    by_id: Mapped[UUID]
    to_id: Mapped[UUID]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """What was good, and what to consider: JSON, encrypted."""
    category_id: Mapped[UUID | None]
    """What it is about; counted, for training, once five people heard some on it."""
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    reply: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What do you need from me? The person's words, encrypted."""
    replied_at: Mapped[datetime | None]
    reply_read_at: Mapped[datetime | None]
