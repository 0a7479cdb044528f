"""Receipts: telling someone that they were given a kudos.

The first at once, more of them hourly in one message; none in the quiet hours of the person.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from models.delivery import direct, outbox
from models.delivery.outbox import Delivery, Priority, Purpose, Status
from models.kudos import KudosReceiver
from models.people.members import Member, Party
from models.storage.listing import among, filling, padded
from models.storage.orm import table_of

APART = timedelta(hours=1)


class Receipt(NamedTuple):
    """The newest message that tells somebody what they were given."""

    id: UUID
    status: str
    attempts: int
    due_at: datetime

    @property
    def waits(self) -> bool:
        """Whether it will tell of one more, too."""
        return self.status == Status.DUE and self.attempts == 0


def newest(session: Session, *, workspace_id: int, member_ids: Iterable[UUID]) -> dict[UUID, Receipt]:
    """By member, for those who have had one: locked, so that none is sent meanwhile."""
    if not (wanted := padded(sorted(set(member_ids)))):
        return {}
    values = {"of_workspace": workspace_id, **filling("member", wanted)}
    rows = session.connection().execute(_newest(len(wanted)), values)
    return {row[0]: Receipt(*row[1:]) for row in rows}


def new(before: Receipt | None, *, kudos_id: UUID, member: Party, now: datetime) -> dict[str, Any]:
    """The row of the message that tells `member` of this kudos, an hour after the one before."""
    key, not_before = f"receipt:{kudos_id}:{member.id}", max(now, before.due_at + APART) if before else now
    to = direct.to(member, not_before)
    return outbox.new(purpose=Purpose.RECEIPT, key=key, priority=Priority.RECEIPT, now=now, **to)


def told_by(session: Session, *, workspace_id: int, receipt_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """The kudos that each of these messages tells of, oldest first."""
    query = (
        select(KudosReceiver.receipt_id, KudosReceiver.kudos_id)
        .where(KudosReceiver.workspace_id == workspace_id, KudosReceiver.receipt_id.in_(receipt_ids))
        .where(KudosReceiver.void_reason.is_(None))
        .order_by(KudosReceiver.given_at, KudosReceiver.kudos_id)
    )
    told: dict[UUID, list[UUID]] = {}
    for receipt_id, kudos_id in session.execute(query) if receipt_ids else ():
        if receipt_id:
            told.setdefault(receipt_id, []).append(kudos_id)
    return told


@cache
def _newest(people: int) -> Select[UUID, UUID, str, int, datetime]:
    member, row, other = table_of(Member).c, table_of(Delivery), table_of(Delivery).alias("other")
    latest = (
        select(other.c.id)
        .where(
            other.c.workspace_id == member.workspace_id,
            other.c.member_id == member.id,
            other.c.purpose == Purpose.RECEIPT,
            other.c.kind == outbox.Kind.POST,
        )
        .order_by(other.c.created_at.desc(), other.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    of_these = select(latest).where(
        member.workspace_id == bindparam("of_workspace"), among(member.id, "member", people)
    )
    return (
        select(row.c.member_id, row.c.id, row.c.status, row.c.attempts, row.c.due_at)
        .where(row.c.workspace_id == bindparam("of_workspace"), row.c.id.in_(of_these))
        .order_by(row.c.id)
        .with_for_update()
    )
