"""Who is told what about an answer: messages that are owed, and kept in step."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Answerer
from models.decisions import Decision
from models.delivery import direct, outbox
from models.delivery.outbox import Priority, Purpose
from models.people.members import Member
from models.schedules import lead_digests

ABOUT_ONE = (
    Purpose.DECISION_LOGGED,
    Purpose.DECISION_ASKED,
    Purpose.DECISION_ANSWERED,
    Purpose.TALK_ANSWERED,
    Purpose.GUIDANCE_ANSWERED,
    Purpose.NUDGE,
)
"""What is said of one decision to its two people, and changes with it."""
OF_THE_CLOCK = (Purpose.DECISION_REMINDER, Purpose.DECISION_COVERED)
"""Several decisions in one message; its subject is whom it is to."""


def locked(session: Session, workspace_id: int, decision_id: UUID) -> Decision | None:
    """The decision, locked: who answers it, and what, is decided one after the other."""
    query = select(Decision).where(Decision.workspace_id == workspace_id, Decision.id == decision_id)
    return session.scalar(query.with_for_update(key_share=True))


def ask(session: Session, row: Answerer, member: Member, now: datetime) -> None:
    """Owe `member` the question, outside of their quiet hours."""
    key, detail = f"decision_asked:{row.id}", {"answerer": str(row.id)}
    _owe(session, member, Purpose.DECISION_ASKED, row.decision_id, key, detail, now, Priority.RECEIPT)


def tell(session: Session, to: Member, purpose: Purpose, decision_id: UUID, part: str, now: datetime) -> None:
    """Owe one of the two a message about `part` of the answer, once."""
    key = f"{purpose}:{decision_id}:{part}:{to.id}"
    _owe(session, to, purpose, decision_id, key, {"part": part}, now, Priority.ANSWER)


def bring_in_step(session: Session, workspace_id: int, decision_id: UUID, now: datetime) -> int:
    """Whatever is said of this decision says what is stored now. Returns how many messages may be out."""
    posts = outbox.posts_about(session, workspace_id, [decision_id], *ABOUT_ONE)
    posts += said_by_the_clock(session, workspace_id, [decision_id])
    posts += said_in_digests(session, workspace_id, [decision_id], now)
    return outbox.refresh(session, posts, now=now)


def said_by_the_clock(session: Session, workspace_id: int, decision_ids: Iterable[UUID]) -> list[outbox.Delivery]:
    """Reminders and "you stand covered" that name any of these decisions, locked. Found as long as those are there."""
    ids = list(decision_ids)
    named = {str(one) for one in ids}
    asked = select(Answerer.member_id).where(Answerer.workspace_id == workspace_id, Answerer.decision_id.in_(ids))
    decided = select(Decision.member_id).where(Decision.workspace_id == workspace_id, Decision.id.in_(ids))
    people = {*session.scalars(asked), *session.scalars(decided)}
    found = outbox.posts_about(session, workspace_id, people, *OF_THE_CLOCK)
    return [post for post in found if named & set(post.detail.get("decisions", ()))]


def said_in_digests(
    session: Session, workspace_id: int, decision_ids: Iterable[UUID], now: datetime
) -> list[outbox.Delivery]:
    """Digests of whoever was asked, which may say that it waits; locked."""
    ids = list(decision_ids)
    asked = select(Answerer.member_id, Answerer.since).where(
        Answerer.workspace_id == workspace_id, Answerer.decision_id.in_(ids)
    )
    found = list(session.execute(asked))
    since = min((row.since for row in found), default=now)
    leads = {row.member_id for row in found}
    return lead_digests.posts(session, workspace_id, leads, since=since, now=now)


def _owe(
    session: Session,
    to: Member,
    purpose: Purpose,
    decision_id: UUID,
    key: str,
    detail: dict[str, Any],
    now: datetime,
    priority: Priority,
) -> None:
    if to.active:
        about: dict[str, Any] = {"subject_id": decision_id, "detail": detail}
        direct.tell(session, to, purpose=purpose, key=key, priority=priority, now=now, **about)
