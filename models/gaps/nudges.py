"""Nudges to leads: each carries something real to thank for, and comes once per person and reason."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.storage.orm import Code, Id, Model, WorkspaceId, refers


class Reason(StrEnum):
    UNSEEN = "unseen"
    """Fifteen working days without a thank-you, and there is something to thank for."""
    NEWCOMER = "newcomer"
    """New here, and nobody has thanked them by day 21."""


class Nudge(Model):
    """That `lead_id` was told about `member_id`, for this reason: never again."""

    __tablename__ = "nudges"
    __table_args__ = (
        refers("member_id", "members"),
        refers("lead_id", "members"),
        Index("uq_nudges_person_reason", "workspace_id", "member_id", "reason", unique=True),
        Index("ix_nudges_lead", "workspace_id", "lead_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    member_id: Mapped[UUID]
    lead_id: Mapped[UUID]
    reason: Mapped[Code]
    subject_id: Mapped[UUID | None]
    """What there is to thank for: a decision or a kudos, as it was then."""
    sent_at: Mapped[datetime]
