"""Settling a claimed row of the outbox: what became of it in Slack.

Every settlement is guarded by the lease's owner: whoever lost the lease changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import notices
from models.delivery.outbox import FILES, Delivery, Status
from models.delivery.rate_buckets import Buckets, Limit
from models.giving import reacting

MAX_ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it: a post's conversation and ts; a state has neither. `files`: those of its pictures, by hash."""

    channel_id: str | None = None
    ts: str | None = None
    files: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Slack certainly does not have it: send it in `seconds`."""

    seconds: float
    failure: str


@dataclass(frozen=True, slots=True)
class Limited:
    """Slack said 429: this limit is closed for `seconds`, and it was no attempt."""

    seconds: float
    limit: Limit


@dataclass(frozen=True, slots=True)
class Failed:
    """It will never arrive, for this reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Slack may have it, and the conversation can't be read."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """There was nothing left to say."""


Result = Sent | Again | Limited | Failed | Doubtful | Dropped


@dataclass(frozen=True, slots=True)
class Settlement:
    row_id: UUID
    owner: str
    version: int
    result: Result


def settle(
    session: Session, *, workspace_id: int, settlements: Sequence[Settlement], now: datetime, real: datetime
) -> None:
    """Store what became of these rows."""
    by_id = {settlement.row_id: settlement for settlement in settlements}
    rows = session.scalars(
        select(Delivery)
        .where(Delivery.workspace_id == workspace_id, Delivery.id.in_(list(by_id)), Delivery.status == Status.SENDING)
        .order_by(Delivery.id)
        .with_for_update()
    ).all()
    waiting = _waiting(session, workspace_id, list(by_id))  # after the posts are locked: nobody adds one now
    for row in rows:
        settlement = by_id[row.id]
        if row.lease_owner == settlement.owner:
            _keep_files(session, row, settlement.result)
            _apply(session, row, settlement, now, real)
            if row.id in waiting:
                _release(session, row, waiting[row.id])
    session.flush()
    posted = [row for row in rows if row.status == Status.SENT and row.post_id is None]
    reacting.catch_up(session, workspace_id=workspace_id, posted=posted, now=now)


def _apply(session: Session, row: Delivery, settlement: Settlement, now: datetime, real: datetime) -> None:
    match settlement.result:
        case Sent() | Failed() | Dropped() if row.version != settlement.version:
            row.status = Status.DUE  # the message changed while an older state of it was on its way
            session.info["outbox"] = True
        case Sent(channel_id, ts, _):
            row.message_channel_id, row.message_ts = channel_id, ts
            _end(row, Status.SENT, now, None)
        case Again(seconds, failure) if row.attempts < MAX_ATTEMPTS:
            row.status, row.due_at, row.failure = Status.DUE, now + timedelta(seconds=seconds), failure
        case Again(_, failure):
            _end(row, Status.FAILED, now, f"gave up after {row.attempts} attempts: {failure}")
            notices.failed(session, row, failure, now)
        case Limited(seconds, limit):
            Buckets(session, row.workspace_id, [limit], real).block(limit, seconds)
            row.status, row.attempts = Status.DUE, max(0, row.attempts - 1)
        case Failed(reason):
            _end(row, Status.FAILED, now, reason)
            notices.failed(session, row, reason, now)
        case Doubtful(reason):
            _end(row, Status.IN_DOUBT, now, reason)
        case Dropped():
            _end(row, Status.DROPPED, now, None)


def _keep_files(session: Session, row: Delivery, result: Result) -> None:
    """With the post, whether it or a change of it was sent."""
    if isinstance(result, Sent) and result.files is not None:
        post = session.get_one(Delivery, (row.workspace_id, row.post_id)) if row.post_id else row
        post.detail = post.detail | {FILES: result.files}


def _end(row: Delivery, status: Status, now: datetime, failure: str | None) -> None:
    row.status, row.finished_at, row.failure = status, now, failure


def _waiting(session: Session, workspace_id: int, post_ids: list[UUID]) -> dict[UUID, Delivery]:
    """The changes that wait for these posts, by post, locked."""
    query = (
        select(Delivery)
        .where(Delivery.workspace_id == workspace_id, Delivery.post_id.in_(post_ids))
        .where(Delivery.status == Status.WAITING)
        .order_by(Delivery.id)
        .with_for_update()
    )
    return {state.post_id: state for state in session.scalars(query) if state.post_id}


def _release(session: Session, post: Delivery, state: Delivery) -> None:
    """A change that waited for its message can go now; without a message there is nothing to change."""
    becomes = {Status.SENT: Status.DUE, Status.FAILED: Status.DROPPED, Status.DROPPED: Status.DROPPED}
    if post.status in becomes:
        state.status = becomes[Status(post.status)]
        session.info["outbox"] = True
