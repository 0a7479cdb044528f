"""What a decision said before it was edited: kept, and shown to those who may read the decision."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.money import Money
from models.storage.orm import Code, Id, Model, Name, WorkspaceId, refers


@dataclass(frozen=True, slots=True)
class Before:
    """What it said until `until`. Words are in their stored form, names plain."""

    until: datetime
    texts: tuple[str, ...]
    """What happened, what was decided, and, where they were written, what came of it and the customer's words."""
    category: str | None
    amount: Money | None
    cause: str | None
    fix: str | None
    decided_on: date | None
    """None: not known, nor are cause and fix."""


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
    cause: Mapped[Name | None]
    """As it was called then."""
    fix: Mapped[Code | None]
    decided_on: Mapped[date | None]
    """None: it was replaced when this was not kept yet, nor cause and fix."""
    replaced_at: Mapped[datetime]
