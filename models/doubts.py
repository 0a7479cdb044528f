"""What did not arrive, or may not have: for the admin's Home and `backpat doctor`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import NotFound
from models.outbox import Delivery, Status


def troubled(session: Session, *, workspace_id: int, most: int = 20) -> list[Delivery]:
    """The newest rows that failed or are in doubt."""
    return list(
        session.scalars(
            select(Delivery)
            .where(Delivery.workspace_id == workspace_id, Delivery.status.in_((Status.FAILED, Status.IN_DOUBT)))
            .order_by(Delivery.created_at.desc(), Delivery.id.desc())
            .limit(most)
        )
    )


def send_again(session: Session, *, workspace_id: int, delivery_id: UUID, now: datetime) -> Delivery:
    """An admin has looked: the message is not in Slack. Raises `NotFound` when the row is not in trouble."""
    row = session.scalar(
        select(Delivery)
        .where(Delivery.workspace_id == workspace_id, Delivery.id == delivery_id)
        .where(Delivery.status.in_((Status.FAILED, Status.IN_DOUBT)))
        .with_for_update()
    )
    if row is None:
        raise NotFound(f"delivery {delivery_id}")
    row.status, row.due_at, row.attempts, row.failure, row.finished_at = Status.DUE, now, 0, None, None
    session.info["outbox"] = True
    return row
