"""Training signals: guidance on one subject heard by five people or more; a subject and a count, never a name."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Model, WorkspaceId, refers


class TrainingSignal(Model):
    """Said of a category at `at`, when `people` (a multiple of five, so that nobody is found by subtraction) had
    heard guidance on it."""

    __tablename__ = "training_signals"
    __table_args__ = (refers("category_id", "limit_categories"),)

    workspace_id: Mapped[WorkspaceId]
    category_id: Mapped[UUID] = mapped_column(primary_key=True)
    people: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
