"""Receipts: telling someone that they were given a kudos.

The first at once, more of them hourly in one message; none in the quiet hours of the person.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from models.delivery import direct, outbox
from models.delivery.outbox import Delivery, Purpose, Status
from models.kudos import KudosReceiver
from models.people.members import Party
from models.storage.orm import table_of

APART = timedelta(hours=1)


def owe(session: Session, *, workspace_id: int, kudos_id: UUID, member: Party, now: datetime) -> UUID | None:
    """The message that will tell `member` of this kudos: one that still waits, or a new one at most an hour away.

    None when they have no Slack or want no receipts.
    """
    if member.slack_user_id is None or not member.receipts:
        return None
    latest = session.connection().execute(_LATEST, {"of_workspace": workspace_id, "of_member": member.id}).first()
    if latest is not None and latest.status == Status.DUE and latest.attempts == 0:
        waiting: UUID = latest.id
        return waiting
    key, not_before = f"receipt:{kudos_id}:{member.id}", max(now, latest.due_at + APART) if latest else now
    return direct.tell(session, member, purpose=Purpose.RECEIPT, key=key, not_before=not_before, now=now)


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


def _latest() -> Select[UUID, str, int, datetime]:
    row = table_of(Delivery).c
    return (
        select(row.id, row.status, row.attempts, row.due_at)
        .where(
            row.workspace_id == bindparam("of_workspace"),
            row.member_id == bindparam("of_member"),
            row.purpose == Purpose.RECEIPT,
            row.kind == outbox.Kind.POST,
        )
        .order_by(row.created_at.desc(), row.id.desc())
        .limit(1)
        .with_for_update()
    )


_LATEST = _latest()
