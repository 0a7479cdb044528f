"""Root causes: one cause behind several decisions, with an owner, closed with thanks to everyone who logged one.

Leads see its name, how often it was seen and what that cost; who logged it stays between them and who answers.
"""

import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import regex
from sqlalchemy import ColumnElement, Index, Select, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import words
from models.answers import Answer, Answerer
from models.decisions import Decision, Fix, rules
from models.delivery import direct
from models.delivery.outbox import Purpose
from models.improving import merged
from models.people import members
from models.people.members import Member
from models.storage.ids import uuid7
from models.storage.inserting import add_once
from models.storage.orm import Id, Model, Name, WorkspaceId, refers
from models.workspace import workspaces

OFTEN = 3
"""Decisions with the same cause within 30 days before it is said."""
WITHIN_DAYS = 30
WITHIN = timedelta(days=WITHIN_DAYS)
LONGEST_NAME = 200


class Cause(Model):
    """`owner_id` None: nobody has taken it. A closed cause that comes again is a new row."""

    __tablename__ = "causes"
    __table_args__ = (
        refers("owner_id", "members", ondelete=None),
        Index("uq_causes_open", "workspace_id", "open_key", unique=True),
        Index("ix_causes_closed", "workspace_id", "closed_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    name: Mapped[Name]
    open_key: Mapped[str | None] = mapped_column(String(200))
    """Its name, folded, while it is open: the same cause is one row. None once it is closed."""
    created_at: Mapped[datetime]
    said_at: Mapped[datetime | None]
    """When it was said that it keeps coming back."""
    owner_id: Mapped[UUID | None]
    taken_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None]
    """(No foreign key.)"""
    what_changed: Mapped[str | None] = mapped_column(Text)


def named(session: Session, *, workspace_id: int, name: str, now: datetime) -> Cause:
    """The open cause with this name, however it is written ("Late courier!"); else a new one.

    `name` is what was typed, not empty; it is kept in one line, as names are stored: plain.
    """
    plain = words.cut_plain(" ".join(words.unescape(name).split()), LONGEST_NAME)
    row = {"workspace_id": workspace_id, "id": uuid7(), "name": plain, "open_key": fold(plain), "created_at": now}
    add_once(session, Cause.id, row)
    same = select(Cause).where(Cause.workspace_id == workspace_id, Cause.open_key == fold(plain))
    found = session.scalar(same.with_for_update(read=True, key_share=True))
    return found or named(session, workspace_id=workspace_id, name=name, now=now)  # it was closed in between


def chosen(session: Session, workspace_id: int, cause_id: UUID) -> Cause | None:
    """The cause with this id, or the one that it was made one with; neither closed nor merged until the transaction
    ends."""
    lock = {"read": True, "key_share": True}
    found = session.get(Cause, (workspace_id, cause_id), with_for_update=lock, populate_existing=True)
    if found is not None:
        return found
    into = merged.became(session, workspace_id, cause_id)
    return chosen(session, workspace_id, into) if into else None


def fold(name: str) -> str:
    """What the ways of writing one name have in common: no case, no spaces, no punctuation."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return (" ".join(regex.findall(r"[\p{L}\p{M}\p{N}]+", folded)) or folded)[:LONGEST_NAME]


def open_causes(session: Session, workspace_id: int, most: int = 100) -> list[Cause]:
    """Those that a decision can have, for menus: the ones that were logged last, by name."""
    last = (
        select(func.max(Decision.logged_at))
        .where(Decision.workspace_id == Cause.workspace_id, Decision.cause_id == Cause.id)
        .correlate(Cause)
        .scalar_subquery()
    )
    query = select(Cause).where(Cause.workspace_id == workspace_id, Cause.open_key.is_not(None), last.is_not(None))
    return sorted(session.scalars(query.order_by(last.desc(), Cause.id).limit(most)), key=lambda one: fold(one.name))


def seen(
    session: Session,
    *,
    workspace_id: int,
    cause_id: UUID,
    now: datetime,
    added: int = 1,
    heard: Collection[UUID] = (),
) -> None:
    """`added` decisions of the last 30 days have this cause now, which did not; or one says anew that it is fixed.

    Where it keeps coming back, or seems to be fixed, that is said: to its owner; as long as it has none, to those who
    answer these decisions and to the last resort; but not to the members `heard`. Once in 30 days, when it comes to
    three times in them, or past three at once.
    """
    cause = load(session, workspace_id, cause_id)
    if cause is None or cause.closed_at is not None:
        return
    recent, times = Decision.logged_at > now - WITHIN, often(session, cause, now)
    if _is_news(cause, times - added, times, now):
        crossing = f"{cause.said_at:%Y%m%d%H%M%S}" if cause.said_at else "first"
        cause.said_at = now
        for member in _told(session, cause, recent):
            if member.id not in heard:
                tell(session, cause, member, key=crossing, now=now)
    for fixed in _fixes(session, cause, recent):
        for member in _told(session, cause, Decision.id == fixed):
            tell(session, cause, member, key=f"fixed:{fixed}", now=now, why="fixed")
    session.flush()


def load(session: Session, workspace_id: int, cause_id: UUID, *, whole: bool = False) -> Cause | None:
    """The cause, locked against other changes of it; `whole`: against decisions that would have it, too."""
    lock = True if whole else {"key_share": True}
    return session.get(Cause, (workspace_id, cause_id), with_for_update=lock, populate_existing=True)


def tell(session: Session, cause: Cause, member: Member, *, key: str, now: datetime, **detail: str) -> None:
    """Owe a message about it, in their hours."""
    direct.tell(
        session,
        member,
        purpose=Purpose.CAUSE_SEEN,
        key=f"cause_seen:{cause.id}:{key}:{member.id}",
        subject_id=cause.id,
        detail=dict(detail),
        now=now,
    )


def often(session: Session, cause: Cause, now: datetime) -> int:
    """How many decisions of the last 30 days have it."""
    return session.scalar(_decisions(cause, func.count()).where(Decision.logged_at > now - WITHIN)) or 0


def _is_news(cause: Cause, before: int, times: int, now: datetime) -> bool:
    if cause.said_at is None:
        return times >= OFTEN
    return before < OFTEN <= times and cause.said_at <= now - WITHIN


def is_recent(decision: Decision, now: datetime) -> bool:
    """Whether it counts among those of the last 30 days."""
    return decision.logged_at > now - WITHIN


def _fixes(session: Session, cause: Cause, *which: ColumnElement[bool]) -> Sequence[UUID]:
    """The decisions that say that the cause is fixed now."""
    return session.scalars(_decisions(cause, Decision.id).where(Decision.fix == Fix.ROOT_CAUSE, *which)).all()


def _told(session: Session, cause: Cause, *which: ColumnElement[bool]) -> list[Member]:
    """Its owner; without one who is still here, whoever answers or answered these decisions, and the last resort."""
    if cause.owner_id and (owner := _active(session, cause, {cause.owner_id})):
        return owner
    return _active(session, cause, _answering(session, cause, *which) | _last_resort(session, cause))


def _active(session: Session, cause: Cause, ids: set[UUID]) -> list[Member]:
    found = members.by_id(session, cause.workspace_id, ids)
    return [found[one] for one in sorted(found) if found[one].active]


def _answering(session: Session, cause: Cause, *which: ColumnElement[bool]) -> set[UUID]:
    of = Decision.workspace_id
    asked = (Answerer.workspace_id == of) & (Answerer.decision_id == Decision.id) & Answerer.ends_at.is_(None)
    answered = (Answer.workspace_id == of) & (Answer.decision_id == Decision.id)
    asking = _decisions(cause, Answerer.member_id).join(Answerer, asked).where(*which)
    answering = _decisions(cause, Answer.by_id).join(Answer, answered).where(*which)
    return {*session.scalars(asking.distinct()), *session.scalars(answering.distinct())}


def _last_resort(session: Session, cause: Cause) -> set[UUID]:
    """Whom an admin named; else the first admin."""
    if named_one := rules.current(session, cause.workspace_id).last_resort:
        return {named_one}
    installer = workspaces.get(session, cause.workspace_id).installer_slack_id
    return {one.id for one in members.admins(session, cause.workspace_id, installer)[:1]}


def _decisions(cause: Cause, what: Any) -> Select[Any]:
    of = (Decision.workspace_id == cause.workspace_id, Decision.cause_id == cause.id)
    return select(what).select_from(Decision).where(*of)
