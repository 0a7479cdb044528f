"""The digests that a lead has: they say what waits, so they are brought in step whenever that changes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Delivery, Kind, Purpose

APART = timedelta(days=35)
"""At least one comes in so many days: after quiet weeks it is monthly."""


def refresh(session: Session, workspace_id: int, lead_ids: Iterable[UUID], *, since: datetime, now: datetime) -> int:
    """Those of these leads that may tell of something that waits since `since` say what is so now.

    Returns how many messages were, or may have been, posted.
    """
    return outbox.refresh(session, posts(session, workspace_id, lead_ids, since=since, now=now), now=now)


def posts(
    session: Session, workspace_id: int, lead_ids: Iterable[UUID], *, since: datetime, now: datetime
) -> list[Delivery]:
    """Of each lead, the newest and every one that was made since; locked."""
    wanted = set(lead_ids)
    if not wanted:
        return []
    query = (
        select(Delivery)
        .where(Delivery.workspace_id == workspace_id, Delivery.member_id.in_(wanted))
        .where(Delivery.created_at >= min(since, now - APART))
        .where(Delivery.purpose == Purpose.LEAD_DIGEST, Delivery.kind == Kind.POST)
        .order_by(Delivery.created_at, Delivery.id)
        .with_for_update()
    )
    found = list(session.scalars(query))
    newest = {row.member_id: row.id for row in found}
    return [row for row in found if row.created_at >= since or newest[row.member_id] == row.id]
