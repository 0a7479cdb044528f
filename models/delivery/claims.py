"""Claiming rows of the outbox: a claim is a lease, and nobody else sends the row until it is over.

`now` is domain time (what is due), `real` is real time (leases and rate limits).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from models.delivery.outbox import Delivery, Kind, Priority, Status
from models.delivery.rate_buckets import Buckets, Limit, RateBucket

DOUBT_MARGIN = timedelta(seconds=15)
"""How long after its lease a post is left alone before anybody looks for it in Slack."""
STALE_BUCKET = timedelta(minutes=2)

LimitsOf = Callable[[Delivery], Sequence[Limit]]
"""The limits that sending a row takes from; the first is shared by all rows of its kind in the workspace."""


@dataclass(frozen=True, slots=True)
class Lease:
    owner: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Shared:
    """A limit that all posts for these purposes take from, wherever they go."""

    limit: Limit
    purposes: Collection[str]


@dataclass(frozen=True, slots=True)
class Claimed:
    """The rows to send now, and when a rate limit lets the next one through (real time; None: nothing waits).

    `shut`: posts are left, and nothing more can go before then, whatever is owed meanwhile.
    """

    rows: list[Delivery]
    opens_at: datetime | None
    shut: bool = False


def claim(
    session: Session,
    *,
    workspace_id: int,
    lease: Lease,
    limits_of: LimitsOf,
    now: datetime,
    real: datetime,
    most: int,
    shared: Sequence[Shared] = (),
) -> Claimed:
    """Lease up to `most` due rows that the rate limits allow now, answers to people first.

    `shared`: limits that only some take from; while one is closed, its posts crowd out nobody.
    """
    due = _due(workspace_id, now, real)
    open_ = (_is_open(workspace_id, one, real) for one in shared)
    posts = session.scalars(due.where(Delivery.kind == Kind.POST, *open_).limit(2 * most)).all()
    states = session.scalars(due.where(Delivery.kind == Kind.STATE).limit(most)).all()
    candidates = sorted([*posts, *states], key=lambda row: (row.priority, row.due_at, row.id))
    buckets = Buckets(session, workspace_id, [limit for row in candidates for limit in limits_of(row)], real)
    taken: list[Delivery] = []
    opens = [_next_opening(session, workspace_id, real)]
    for row in candidates:
        limits = limits_of(row)
        opens_at = buckets.opens_at(limits)
        if opens_at > real or len(taken) == most:
            opens.append(opens_at)
            continue
        buckets.take(limits)
        _lease(row, lease, now)
        taken.append(row)
    session.flush()
    left = [row for row in candidates if row not in taken]
    first_at = min((buckets.opens_at(limits_of(row)[:1]) for row in left), default=real)
    if first_at > real and any(row.kind == Kind.POST for row in left):
        return Claimed(taken, first_at, shut=True)
    return Claimed(taken, min((at for at in opens if at), default=None))


def give_back(session: Session, *, workspace_id: int, limit: Limit, calls: int, real: datetime) -> None:
    """So many claimed rows turned out not to need what they took from `limit`."""
    Buckets(session, workspace_id, [limit], real).give_back(limit, calls)


def claim_expired(
    session: Session, *, workspace_id: int, lease: Lease, now: datetime, real: datetime, most: int
) -> list[Delivery]:
    """Lease posts whose sender vanished: each may be in Slack or not. States among them are simply due again."""
    query = (
        select(Delivery)
        .where(*_expired(workspace_id, real))
        .order_by(Delivery.lease_until)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = list(session.scalars(query))
    for row in rows:
        if row.kind == Kind.STATE:
            row.status, row.due_at = Status.DUE, min(row.due_at, now)
        else:
            row.lease_owner, row.lease_until = lease.owner, lease.until
    session.flush()
    return [row for row in rows if row.kind == Kind.POST]


def nothing_due(session: Session, *, workspace_id: int, now: datetime) -> bool:
    """Whether a claim would find nothing: a look that takes no lock. With the priorities named, it has an index."""
    due = (Delivery.workspace_id == workspace_id, Delivery.status == Status.DUE, Delivery.due_at <= now)
    return not session.scalar(select(exists().where(*due, Delivery.priority.in_(list(Priority)))))


def any_expired(session: Session, *, workspace_id: int, real: datetime) -> bool:
    """Whether `claim_expired` would find something: a look that takes no lock."""
    return bool(session.scalar(select(exists().where(*_expired(workspace_id, real)))))


def forget_stale_buckets(session: Session, *, workspace_id: int, real: datetime) -> None:
    """Buckets that have been full for two minutes say nothing: one a direct message would pile up."""
    session.execute(
        delete(RateBucket).where(RateBucket.workspace_id == workspace_id, RateBucket.arrival < real - STALE_BUCKET)
    )


def _expired(workspace_id: int, real: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Delivery.workspace_id == workspace_id,
        Delivery.status == Status.SENDING,
        Delivery.lease_until < real - DOUBT_MARGIN,
    )


def _due(workspace_id: int, now: datetime, real: datetime) -> Select[Delivery]:
    """Due rows, but for posts to a channel whose bucket is closed: those would crowd out everyone else's."""
    bucket = and_(
        RateBucket.workspace_id == Delivery.workspace_id,
        RateBucket.key == literal("channel:") + Delivery.channel_id,
    )
    return (
        select(Delivery)
        .outerjoin(RateBucket, bucket)
        .where(Delivery.workspace_id == workspace_id, Delivery.status == Status.DUE, Delivery.due_at <= now)
        .where(or_(Delivery.kind == Kind.STATE, RateBucket.arrival.is_(None), RateBucket.arrival <= real))
        .order_by(Delivery.priority, Delivery.due_at, Delivery.id)
        .with_for_update(skip_locked=True, of=Delivery)
    )


def _is_open(workspace_id: int, shared: Shared, real: datetime) -> ColumnElement[bool]:
    """Of a post: it is for none of the purposes, or the bucket that they share is open."""
    key, latest = shared.limit.key, real + shared.limit.burst * shared.limit.interval
    bucket = (RateBucket.workspace_id == workspace_id, RateBucket.key == key, RateBucket.arrival > latest)
    return or_(Delivery.purpose.not_in(shared.purposes), ~exists().where(*bucket))


def _next_opening(session: Session, workspace_id: int, real: datetime) -> datetime | None:
    return session.scalar(
        select(func.min(RateBucket.arrival)).where(RateBucket.workspace_id == workspace_id, RateBucket.arrival > real)
    )


def _lease(row: Delivery, lease: Lease, now: datetime) -> None:
    row.status, row.attempts, row.attempted_at = Status.SENDING, row.attempts + 1, now
    row.lease_owner, row.lease_until = lease.owner, lease.until
