"""Away until: a date, no reason. Whoever stands in answers decisions meanwhile."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.storage.orm import Id, Model, WorkspaceId, refers


class Absence(Model):
    """Away from `starts_at` until the day `back_on` begins in their zone, or until `ended_at`."""

    __tablename__ = "absences"
    __table_args__ = (
        refers("member_id", "members"),
        refers("stand_in_id", "members", ondelete=None),
        Index("ix_absences_member", "workspace_id", "member_id", "back_on"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    member_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    back_on: Mapped[date]
    stand_in_id: Mapped[UUID | None]
    set_by_id: Mapped[UUID | None]
    """Themselves, or their lead. (No foreign key.)"""
    ended_at: Mapped[datetime | None]
