"""One line from leadership, in the digests of its week."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Model, WorkspaceId, refers


class LeadershipLine(Model):
    """For the digests that are posted in the week beginning on `week` (a Monday)."""

    __tablename__ = "leadership_lines"
    __table_args__ = (refers("by_id", "members", ondelete=None),)

    workspace_id: Mapped[WorkspaceId]
    week: Mapped[date] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
