"""Answers to decisions: who answers each, and what they said, once: a pat, a pat and a thought, or let's talk."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.people.teams import OPEN
from models.storage.orm import Code, Id, Model, WorkspaceId, refers


class Kind(StrEnum):
    PAT = "pat"
    THOUGHT = "thought"
    """A pat, and guidance (`models/answers/guidance.py`)."""
    TALK = "talk"
    """Let's talk; a pat may follow it."""


class Because(StrEnum):
    """Why somebody answers a decision."""

    LEAD = "lead"
    PEER = "peer"
    """A peer lead whom the team chose, and the person picked."""
    STANDS_IN = "stands_in"
    """The lead is away and named them."""
    LEAD_ABOVE = "lead_above"
    """The lead can't (they left, or are away without anyone standing in): their own lead."""
    LAST_RESORT = "last_resort"
    ASKED = "asked"
    """The person asked another lead, after five working days without an answer."""
    HANDED_OVER = "handed_over"


class Answerer(Model):
    """`member_id` answers the decision from `since` until before `ends_at` (None: still). One at a time."""

    __tablename__ = "answerers"
    __table_args__ = (
        refers("decision_id", "decisions"),
        refers("member_id", "members"),
        Index(
            "uq_answerers_open", "workspace_id", "decision_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        ),
        Index("ix_answerers_decision", "workspace_id", "decision_id", "since"),
        Index("ix_answerers_member", "workspace_id", "member_id", "ends_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    decision_id: Mapped[UUID]
    member_id: Mapped[UUID]
    because: Mapped[Code]
    since: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    """When the clock reminded them, at two working days."""


class Answer(Model):
    """The answer to a decision. Guidance is elsewhere, encrypted."""

    __tablename__ = "answers"
    __table_args__ = (
        refers("decision_id", "decisions"),
        refers("by_id", "members"),
        Index("ix_answers_by", "workspace_id", "by_id", "at"),
    )

    workspace_id: Mapped[WorkspaceId]
    decision_id: Mapped[UUID] = mapped_column(primary_key=True)
    by_id: Mapped[UUID]
    kind: Mapped[Code]
    """The first answer; `patted_at` tells a pat that followed a talk."""
    at: Mapped[datetime]
    words: Mapped[str | None] = mapped_column(Text)
    """Of a pat: a line with it, which is shared with it."""
    patted_at: Mapped[datetime | None]
    kudos_id: Mapped[UUID | None]
    """The pat as a kudos: without words, and for the two alone, until it is shared. (No foreign key.)"""
    talk_at: Mapped[datetime | None]
    """When they would like to talk."""
    talk_answer: Mapped[Code | None]
    """ "yes", or "other": another time would be better; None: not said yet."""
    edited_since: Mapped[datetime | None]
    """The decision was edited after the answer, first then."""


class Cover(Model):
    """After five working days without an answer the person was told that they stand covered."""

    __tablename__ = "covers"
    __table_args__ = (refers("decision_id", "decisions"),)

    workspace_id: Mapped[WorkspaceId]
    decision_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
