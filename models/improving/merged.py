"""Causes that were made one with another: what was chosen in a form before is logged with the one that it became."""

from uuid import UUID

from sqlalchemy import Index, select, update
from sqlalchemy.orm import Mapped, Session

from models.storage.orm import Id, Model, WorkspaceId, refers


class MergedCause(Model):
    """`id` is that of the cause which went. The one it became is never one that went itself."""

    __tablename__ = "merged_causes"
    __table_args__ = (
        refers("into_id", "causes"),
        Index("ix_merged_causes_into", "workspace_id", "into_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    into_id: Mapped[UUID]


def became(session: Session, workspace_id: int, cause_id: UUID) -> UUID | None:
    """The cause that this one was made one with; None: it was not."""
    query = select(MergedCause.into_id)
    return session.scalar(query.where(MergedCause.workspace_id == workspace_id, MergedCause.id == cause_id))


def keep(session: Session, *, workspace_id: int, cause_id: UUID, into: UUID) -> None:
    """From now on `cause_id`, and whatever had become it, is `into`."""
    earlier = (MergedCause.workspace_id == workspace_id, MergedCause.into_id == cause_id)
    session.execute(update(MergedCause).where(*earlier).values(into_id=into))
    session.add(MergedCause(workspace_id=workspace_id, id=cause_id, into_id=into))
    session.flush()
