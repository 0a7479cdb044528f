"""A colleague says "they decided this on their own": the person is asked first, a decision or just a thank-you."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Code, Model, WorkspaceId, refers

KEPT, DECLINED = "kept", "thanks"


class DecisionOffer(Model):
    """`answer` None: not answered yet; `KEPT`: it became `decision_id`; `DECLINED`: just a thank-you."""

    __tablename__ = "decision_offers"
    __table_args__ = (refers("kudos_id", "kudos"), refers("member_id", "members"))

    workspace_id: Mapped[WorkspaceId]
    kudos_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The receiver who is asked."""
    offered_at: Mapped[datetime]
    answer: Mapped[Code | None]
    answered_at: Mapped[datetime | None]
    decision_id: Mapped[UUID | None]
