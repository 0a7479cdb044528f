"""After five working days without an answer who decided is told that they stand covered, and may ask another lead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.answers import Answer, Cover, assigning, clock
from models.decisions import Decision
from models.delivery import outbox
from models.delivery.outbox import Priority, Purpose
from models.people.members import Member
from models.storage.inserting import add_missing
from models.workspace import calendars
from models.zones import zone_of

MOST = 200
"""People who are told in one write."""
SOONEST = timedelta(days=4, hours=-1)
"""Five working days may be little more than four days (Sunday night to Friday), less when clocks change."""


@dataclass(frozen=True, slots=True)
class Due:
    """Decisions of one person that they are to be told of today, by their calendar: oldest first."""

    member_id: UUID
    slack_user_id: str
    key: str
    decisions: tuple[UUID, ...]


def due(session: Session, workspace_id: int, now: datetime) -> list[Due]:
    """Whoever is to be told now, at work as they are; each at most once a day."""
    covered = exists().where(Cover.workspace_id == workspace_id, Cover.decision_id == Decision.id)
    answered = exists().where(Answer.workspace_id == workspace_id, Answer.decision_id == Decision.id)
    query = (
        select(Decision.id, Decision.logged_at, Member)
        .join(Member, (Member.workspace_id == Decision.workspace_id) & (Member.id == Decision.member_id))
        .where(Decision.workspace_id == workspace_id, Decision.logged_at < now - SOONEST, ~covered, ~answered)
        .where(Member.active, Member.slack_user_id.is_not(None))
        .order_by(Decision.logged_at, Decision.id)
    )
    waiting: dict[Member, list[UUID]] = defaultdict(list)
    rows = session.execute(query).all()
    by = calendars.read(session, workspace_id, now, {row[2].id for row in rows}) if rows else calendars.NONE_SET
    for decision_id, logged_at, member in rows:
        days = clock.days(logged_at, now, member.zone, by.of(member.id))
        if days >= clock.COVERED_AFTER and clock.is_at_work(member, now, by.of(member.id)):
            waiting[member].append(decision_id)
    found = [_due(member, ids, now) for member, ids in waiting.items()]
    told = outbox.keys_taken(session, workspace_id, [one.key for one in found])
    return [one for one in found if one.key not in told]


def cover(session: Session, *, workspace_id: int, found: Iterable[Due], now: datetime) -> int:
    """Store that these are covered, and owe each person one message. Returns how many; nobody is told twice."""
    people = list(found)
    ids = sorted(one for person in people for one in person.decisions)
    assigning.lock(session, workspace_id, ids)
    rows = [{"workspace_id": workspace_id, "decision_id": one, "at": now} for one in ids]
    new = set(add_missing(session, Cover.decision_id, rows))
    to = [
        (one.key, {**_to(one), "detail": {"decisions": [str(of) for of in one.decisions if of in new]}})
        for one in people
        if new & set(one.decisions)
    ]
    purpose, priority = Purpose.DECISION_COVERED, Priority.RECEIPT
    return outbox.post_each(session, workspace_id=workspace_id, purpose=purpose, priority=priority, to=to, now=now)


def _due(member: Member, decisions: list[UUID], now: datetime) -> Due:
    day = now.astimezone(zone_of(member.zone)).date().isoformat()
    return Due(member.id, member.slack_user_id or "", f"decision_covered:{member.id}:{day}", tuple(decisions))


def _to(one: Due) -> dict[str, object]:
    return {"channel_id": one.slack_user_id, "member_id": one.member_id, "subject_id": one.member_id}
