"""What a decision said before it was edited: kept, and shown to those who may read the decision."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Id, Model, WorkspaceId, refers


class DecisionVersion(Model):
    """What was replaced at `replaced_at`."""

    __tablename__ = "decision_versions"
    __table_args__ = (
        refers("decision_id", "decisions"),
        Index("ix_decision_versions_decision", "workspace_id", "decision_id", "replaced_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    decision_id: Mapped[UUID]
    situation: Mapped[str] = mapped_column(Text)
    choice: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    customer_words: Mapped[str | None] = mapped_column(Text)
    category_id: Mapped[UUID | None]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    replaced_at: Mapped[datetime]
