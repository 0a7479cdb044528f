"""What is kept how long: what is older is found by a read, and deleted in short writes.

A pat goes with all that hangs on it, and with the records of its messages; what Slack shows of it stays in Slack. Where
a message was posted is kept as long as a pat, so that it can be changed or removed when somebody wants that; other
records of messages 90 days. Figures of digests are snapshots and stay. What else there is: `models/privacy/lapsing.py`.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from models.delivery.dead_letters import DeadLetter
from models.delivery.outbox import Delivery, Kind, Status
from models.giving.imports import Import
from models.giving.messages import Reaction
from models.kudos import Kudos, KudosReceiver
from models.privacy import lapsing
from models.privacy.lapsing import Rows

RECORDS = timedelta(days=90)
"""Records of messages that no longer matter, and of events that failed."""
PATS_AT_ONCE = 100
ROWS_AT_ONCE = 500
MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Old:
    """Ids of what may be deleted now: no more than one write may hold."""

    kudos: tuple[UUID, ...] = ()
    deliveries: tuple[UUID, ...] = ()
    reactions: tuple[str, ...] = ()
    """Timestamps of messages."""
    rows: Rows = field(default_factory=dict)
    """What was decided, proposed and asked for, by table."""

    def __bool__(self) -> bool:
        return bool(self.kudos or self.deliveries or self.reactions or self.rows)


@dataclass(frozen=True, slots=True)
class Months:
    """How long what is kept; 0: for ever."""

    pats: int = 24
    """And ideas, and causes."""
    decisions: int = 12


def find(session: Session, *, workspace_id: int, months: Months, now: datetime) -> Old:
    """Some of what is too old."""
    before = months_before(now, months.pats) if months.pats else None
    rows = lapsing.of_ideas(session, workspace_id, before) if before else {}
    if months.decisions:
        rows |= lapsing.of_decisions(session, workspace_id, months_before(now, months.decisions))
    return Old(
        rows=rows,
        kudos=_kudos(session, workspace_id, before) if before else (),
        deliveries=_deliveries(session, workspace_id, before, now - RECORDS),
        reactions=_reactions(session, workspace_id, before) if before else (),
    )


def forget(session: Session, *, workspace_id: int, old: Old, now: datetime) -> None:
    """Delete it, and dead letters of more than 90 days."""
    about = Reaction.workspace_id == workspace_id, Reaction.kudos_id.in_(old.kudos)
    session.execute(delete(Reaction).where(*about))
    stale = Reaction.workspace_id == workspace_id, Reaction.message_ts.in_(old.reactions)
    session.execute(delete(Reaction).where(*stale, Reaction.kudos_id.is_(None)))
    told = KudosReceiver.workspace_id == workspace_id, KudosReceiver.receipt_id.in_(old.deliveries)
    session.execute(update(KudosReceiver).where(*told).values(receipt_id=None))
    subjects = [one for some in (old.kudos, *old.rows.values()) for one in some if isinstance(one, UUID)]
    posts = or_(Delivery.id.in_(old.deliveries), Delivery.subject_id.in_(subjects))
    session.execute(delete(Delivery).where(Delivery.workspace_id == workspace_id, posts))
    session.execute(delete(Kudos).where(Kudos.workspace_id == workspace_id, Kudos.id.in_(old.kudos)))
    for table, keys in old.rows.items():
        mapped: Any = table
        session.execute(delete(table).where(mapped.workspace_id == workspace_id, lapsing.key_of(table).in_(keys)))
    letters = DeadLetter.workspace_id == workspace_id, DeadLetter.received_at < now - RECORDS
    session.execute(delete(DeadLetter).where(*letters))


def months_before(now: datetime, months: int) -> datetime:
    """The same day and hour so many months before; of a shorter month, its last day."""
    whole = now.year * 12 + now.month - 1 - months
    first = now.replace(year=whole // 12, month=whole % 12 + 1, day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return first.replace(day=min(now.day, (after - timedelta(days=1)).day))


def _kudos(session: Session, workspace_id: int, before: datetime) -> tuple[UUID, ...]:
    """An imported pat is kept as long from its import on: whoever imports history wants to look at it."""
    query = (
        select(Kudos.id)
        .outerjoin(Import, and_(Import.workspace_id == Kudos.workspace_id, Import.id == Kudos.import_id))
        .where(Kudos.workspace_id == workspace_id, Kudos.given_at < before)
        .where(or_(Kudos.import_id.is_(None), Import.started_at < before))
        .order_by(Kudos.given_at)
    )
    return tuple(session.scalars(query.limit(PATS_AT_ONCE)))


def _deliveries(
    session: Session, workspace_id: int, before: datetime | None, records_before: datetime
) -> tuple[UUID, ...]:
    """Posts that did not arrive and changes that did; and, with `before`, posts of before that did."""
    over = and_(Delivery.kind == Kind.POST, Delivery.status.in_([Status.FAILED, Status.DROPPED, Status.IN_DOUBT]))
    settled = [Status.SENT, Status.FAILED, Status.DROPPED]
    changed = and_(Delivery.kind == Kind.STATE, Delivery.status.in_(settled))
    which: list[Any] = [and_(Delivery.created_at < records_before, or_(over, changed))]
    if before:
        which.append(and_(Delivery.created_at < before, Delivery.status == Status.SENT))
    query = select(Delivery.id).where(Delivery.workspace_id == workspace_id, or_(*which))
    return tuple(session.scalars(query.limit(ROWS_AT_ONCE)))


def _reactions(session: Session, workspace_id: int, before: datetime) -> tuple[str, ...]:
    old = int(before.timestamp() * MICROSECONDS)
    query = select(Reaction.message_ts).where(
        Reaction.workspace_id == workspace_id, Reaction.event_at < old, Reaction.kudos_id.is_(None)
    )
    return tuple(session.scalars(query.distinct().limit(ROWS_AT_ONCE)))
