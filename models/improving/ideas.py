"""Ideas: everyone's are heard, answered step by step, and a no has a reason."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, ScalarSelect, Text, func, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from models.storage.orm import Code, Id, Model, WorkspaceId, refers


class Step(StrEnum):
    HEARD = "heard"
    CONSIDERING = "considering"
    DOING = "doing"
    DONE = "done"
    NO = "no"


class Idea(Model):
    """Its state is its newest step."""

    __tablename__ = "ideas"
    __table_args__ = (
        refers("author_id", "members"),
        refers("keeper_id", "members", ondelete=None),
        Index("ix_ideas_at", "workspace_id", "at"),
        Index("ix_ideas_author", "workspace_id", "author_id", "at"),
        Index("ix_ideas_keeper", "workspace_id", "keeper_id", "at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    author_id: Mapped[UUID]
    words: Mapped[str] = mapped_column(Text)
    confidential: Mapped[bool]
    """No screen or message of Backpat says whose it is, except to the author."""
    decision_id: Mapped[UUID | None]
    """"This keeps happening because…": the decision that it came from. (No foreign key.)"""
    keeper_id: Mapped[UUID | None]
    """Who answers it."""
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class IdeaStep(Model):
    __tablename__ = "idea_steps"
    __table_args__ = (
        refers("idea_id", "ideas"),
        refers("by_id", "members", ondelete=None),
        Index("ix_idea_steps_at", "workspace_id", "step", "at"),
    )

    workspace_id: Mapped[WorkspaceId]
    idea_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """1, 2, …: two keepers at once can't both take the next."""
    step: Mapped[Code]
    words: Mapped[str | None] = mapped_column(Text)
    """What was done; why not, of a no."""
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]


class IdeaSupport(Model):
    """Me too."""

    __tablename__ = "idea_supports"
    __table_args__ = (refers("idea_id", "ideas"), refers("member_id", "members"))

    workspace_id: Mapped[WorkspaceId]
    idea_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def latest_step() -> ScalarSelect[int]:
    """The number of the newest step, of the idea of the query that this stands in."""
    step = aliased(IdeaStep)
    query = select(func.max(step.number)).where(step.workspace_id == Idea.workspace_id, step.idea_id == Idea.id)
    return query.correlate(Idea).scalar_subquery()
