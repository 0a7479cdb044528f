"""After two working days the one who answers is reminded, alone: once for each decision, at most once a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from models.answers import Answerer, clock, waiting
from models.answers.ranking import can_answer
from models.decisions import rules
from models.delivery import outbox
from models.delivery.outbox import Priority, Purpose
from models.people import members
from models.people.members import Member
from models.workdays import Calendar
from models.workspace import calendars
from models.zones import zone_of

MOST = 50
"""People who are reminded in one write."""
SOONEST = timedelta(hours=23)
"""Two working days may be little more than a day (Monday at 23:59, Wednesday at 0:00), less when clocks change."""


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody for whom decisions wait since before `before` (UTC), which was two working days ago."""

    member_id: UUID
    slack_user_id: str
    before: datetime
    day: str
    """Today on their calendar."""


def late(session: Session, workspace_id: int, now: datetime) -> list[Late]:
    """Whoever is to be reminded now, at work as they are; nobody, where the clock is off."""
    if not rules.current(session, workspace_id).clock:
        return []
    query = (
        select(Answerer.member_id, func.min(Answerer.since))
        .where(Answerer.workspace_id == workspace_id, *_waits(workspace_id), Answerer.since < now - SOONEST)
        .group_by(Answerer.member_id)
    )
    oldest: dict[UUID, datetime] = dict(session.execute(query).all())
    if not oldest:
        return []
    people, by = members.by_id(session, workspace_id, oldest), calendars.read(session, workspace_id, now, oldest)
    at_work = [one for one in people.values() if can_answer(one) and clock.is_at_work(one, now, by.of(one.id))]
    found = [(oldest[one.id], _late(one, now, by.of(one.id))) for one in at_work]
    due = [one for since, one in found if since < one.before]
    told = outbox.keys_taken(session, workspace_id, [_key(one) for one in due])
    return [one for one in due if _key(one) not in told]


def remind(session: Session, *, workspace_id: int, found: Iterable[Late], now: datetime) -> int:
    """Owe each of them one message. Returns how many; nobody twice, whoever else does the same at this moment."""
    people = {one.member_id: one for one in found}
    names = _claimed(session, workspace_id, list(people.values()), now)
    to = [(_key(people[one]), _message(people[one], decisions)) for one, decisions in sorted(names.items())]
    return outbox.post_each(
        session,
        workspace_id=workspace_id,
        purpose=Purpose.DECISION_REMINDER,
        priority=Priority.RECEIPT,
        to=to,
        now=now,
    )


def _claimed(session: Session, workspace_id: int, found: Sequence[Late], now: datetime) -> dict[UUID, list[str]]:
    """Decisions that these are reminded of by nobody but this write, of each oldest first."""
    if not found:
        return {}
    mine = [(Answerer.member_id == one.member_id) & (Answerer.since < one.before) for one in found]
    query = (
        select(Answerer.id, Answerer.member_id, Answerer.decision_id)
        .where(Answerer.workspace_id == workspace_id, *_waits(workspace_id), or_(*mine))
        .order_by(Answerer.since, Answerer.id)
        .with_for_update(skip_locked=True, of=Answerer)
    )
    claimed: dict[UUID, list[str]] = defaultdict(list)
    rows = session.execute(query).all()
    for _, member_id, decision_id in rows:
        claimed[member_id].append(str(decision_id))
    ids = [row[0] for row in rows]
    reminded = update(Answerer).where(Answerer.workspace_id == workspace_id, Answerer.id.in_(ids))
    session.execute(reminded.values(reminded_at=now))
    return claimed


def forget(session: Session, workspace_id: int) -> None:
    """Where the clock is off, nothing says who was late."""
    some = update(Answerer).where(Answerer.workspace_id == workspace_id, Answerer.reminded_at.is_not(None))
    session.execute(some.values(reminded_at=None))


def _waits(workspace_id: int) -> tuple[ColumnElement[bool], ...]:
    return Answerer.ends_at.is_(None), Answerer.reminded_at.is_(None), *waiting.waits(workspace_id)


def _late(member: Member, now: datetime, calendar: Calendar) -> Late:
    before = clock.over_before(now, member.zone, clock.REMIND_AFTER, calendar)
    day = now.astimezone(zone_of(member.zone)).date().isoformat()
    return Late(member.id, member.slack_user_id or "", before, day)


def _key(one: Late) -> str:
    return f"decision_reminder:{one.member_id}:{one.day}"


def _message(one: Late, decisions: Sequence[str]) -> dict[str, Any]:
    return {
        "channel_id": one.slack_user_id,
        "member_id": one.member_id,
        "subject_id": one.member_id,
        "detail": {"decisions": list(decisions)},
    }
