"""Guidance, written, read and replied to by its two people. Its words come and go sealed: nothing here reads them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models.answers import telling
from models.answers.guidance import Guidance
from models.decisions import Decision
from models.delivery.outbox import Purpose
from models.limits import Category
from models.people import members
from models.people.members import Member
from models.people.persons import Person
from models.storage.inserting import add_once
from models.storage.requests import Outcome


@dataclass(frozen=True, slots=True)
class Thought:
    """Guidance as one of its two people opens it."""

    decision_id: UUID
    by: Person
    to: Person
    mine: bool
    """Whether the reader gave it."""
    sealed: bytes
    category: str | None
    reply: bytes | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Mention:
    """That there is guidance, and nothing of it."""

    decision_id: UUID
    other: Person
    mine: bool
    at: datetime
    unread: bool
    """By the reader: the guidance they were given, or the reply to theirs."""
    replied: bool


def keep(
    session: Session, decision: Decision, by_id: UUID, sealed: bytes, category_id: UUID | None, now: datetime
) -> bool:
    """Store it, once. Returns whether it is new."""
    row = {
        "workspace_id": decision.workspace_id,
        "decision_id": decision.id,
        "by_id": by_id,
        "to_id": decision.member_id,
        "sealed": sealed,
        "category_id": _known(session, decision.workspace_id, category_id),
        "at": now,
    }
    return add_once(session, Guidance.decision_id, row) is not None


def thought_of(session: Session, *, workspace_id: int, decision_id: UUID, member: str) -> Thought | None:
    """The guidance on this decision for one of its two people (a Slack id); None: not theirs."""
    found = _of_the_two(session, workspace_id, decision_id, member, lock=False)
    if found is None:
        return None
    row, reader = found
    people = members.by_id(session, workspace_id, [row.by_id, row.to_id])
    category = session.get(Category, (workspace_id, row.category_id)) if row.category_id else None
    return Thought(
        decision_id=row.decision_id,
        by=_person(people[row.by_id]),
        to=_person(people[row.to_id]),
        mine=reader.id == row.by_id,
        sealed=row.sealed,
        category=category.name if category else None,
        reply=row.reply,
        at=row.at,
    )


def mark_read(session: Session, *, workspace_id: int, decision_id: UUID, member: str, now: datetime) -> None:
    """One of its two people (a Slack id) has it before them."""
    found = _of_the_two(session, workspace_id, decision_id, member)
    if found is None:
        return
    row, reader = found
    if reader.id == row.to_id:
        row.read_at = row.read_at or now
    elif row.reply is not None:
        row.reply_read_at = row.reply_read_at or now


def reply(
    session: Session, *, workspace_id: int, decision_id: UUID, member: str, sealed: bytes, now: datetime
) -> Outcome:
    """Whom it was given to says what they need, once.

    `code`: "replied" (and `to`, a Slack id), "already" or "not_yours".
    """
    found = _of_the_two(session, workspace_id, decision_id, member)
    if found is None or found[1].id != found[0].to_id:
        return {"code": "not_yours"}
    row = found[0]
    if row.reply is not None:
        return {"code": "already"}
    row.reply, row.replied_at = sealed, now
    giver = members.by_id(session, workspace_id, [row.by_id])[row.by_id]
    telling.tell(session, giver, Purpose.GUIDANCE_ANSWERED, decision_id, "reply", now)
    return {"code": "replied", "to": giver.slack_user_id}


def mentions(session: Session, *, workspace_id: int, member_id: UUID, most: int, offset: int = 0) -> list[Mention]:
    """Guidance that this member was given or gave, newest first."""
    query = _theirs(workspace_id, member_id).order_by(Guidance.at.desc(), Guidance.decision_id.desc())
    rows = session.scalars(query.limit(most).offset(offset)).all()
    people = members.by_id(session, workspace_id, {one for row in rows for one in (row.by_id, row.to_id)})
    return [_mention(row, member_id, people) for row in rows]


def number(session: Session, *, workspace_id: int, member_id: UUID) -> int:
    """How many `mentions` there are."""
    return session.scalar(select(func.count()).select_from(_theirs(workspace_id, member_id).subquery())) or 0


def _mention(row: Guidance, reader_id: UUID, people: dict[UUID, Member]) -> Mention:
    mine = row.by_id == reader_id
    unread = row.reply is not None and row.reply_read_at is None if mine else row.read_at is None
    other = people[row.to_id if mine else row.by_id]
    return Mention(row.decision_id, _person(other), mine, row.at, unread, row.reply is not None)


def _theirs(workspace_id: int, member_id: UUID) -> Select[Guidance]:
    mine = or_(Guidance.by_id == member_id, Guidance.to_id == member_id)
    return select(Guidance).where(Guidance.workspace_id == workspace_id, mine)


def _of_the_two(
    session: Session, workspace_id: int, decision_id: UUID, slack_user_id: str, *, lock: bool = True
) -> tuple[Guidance, Member] | None:
    """The row, and the reader; None to everybody else."""
    query = select(Guidance).where(Guidance.workspace_id == workspace_id, Guidance.decision_id == decision_id)
    row = session.scalar(query.with_for_update() if lock else query)
    reader = members.by_slack_user(session, workspace_id, slack_user_id)
    if row is None or reader is None or not reader.active or reader.id not in (row.by_id, row.to_id):
        return None
    return row, reader


def _known(session: Session, workspace_id: int, category_id: UUID | None) -> UUID | None:
    return category_id if category_id and session.get(Category, (workspace_id, category_id)) else None


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label, gone=member.removed_at is not None)
