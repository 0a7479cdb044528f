"""The outbox as tests use it: owing posts, claiming them as a sender, settling what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import select

from models.delivery import claims, outbox, settling
from models.delivery.claims import Claimed, Lease, Shared
from models.delivery.outbox import Delivery, Kind, Priority, Purpose
from models.delivery.rate_buckets import Limit
from models.delivery.settling import Result, Settlement
from models.storage.database import Database
from tests.models import rows

LEASED = timedelta(seconds=30)
_keys = count(1)


def channel_and_workspace(row: Delivery) -> list[Limit]:
    """One message a second a channel, 300 a minute in all."""
    each = [] if row.kind == Kind.STATE else [Limit(f"channel:{row.channel_id}", 60, 0)]
    return [*each, Limit("workspace", 300, 20)]


def post(database: Database, workspace_id: int, *, now: datetime, **changes: Any) -> UUID:
    """Owe an announcement in #support, under a key of its own; `changes` are arguments of `outbox.post`."""
    fields: dict[str, Any] = {
        "purpose": Purpose.ANNOUNCEMENT,
        "channel_id": "C0SUPPORT0",
        "priority": Priority.ANNOUNCEMENT,
    }
    fields["key"] = f"test:{next(_keys)}"
    return database.write(outbox.post, workspace_id=workspace_id, now=now, **fields | changes)


def refresh(database: Database, workspace_id: int, *ids: UUID, now: datetime) -> int:
    """Bring these messages in step."""
    return database.write(
        lambda session: outbox.refresh(session, outbox.posts_with_ids(session, workspace_id, ids), now=now)
    )


def state_of(database: Database, post_id: UUID) -> Delivery:
    return rows.one(database, Delivery, Delivery.post_id == post_id)


def delivery(database: Database, id_: UUID) -> Delivery:
    return rows.by_id(database, Delivery, id_)


@dataclass
class Sender:
    """One of the processes that send. Domain time is `ahead` of real time, which its methods are given."""

    database: Database
    workspace_id: int
    owner: str = "sender"
    limits_of: claims.LimitsOf = field(default=lambda _: [])
    ahead: timedelta = timedelta()
    shared: Sequence[Shared] = ()

    def claim(self, now: datetime, most: int = 100) -> Claimed:
        return self.database.write(
            claims.claim,
            workspace_id=self.workspace_id,
            lease=Lease(self.owner, now + LEASED),
            limits_of=self.limits_of,
            shared=self.shared,
            now=now + self.ahead,
            real=now,
            most=most,
        )

    def claim_ids(self, now: datetime, most: int = 100) -> list[UUID]:
        return [row.id for row in self.claim(now, most).rows]

    def claim_expired(self, now: datetime, most: int = 100) -> list[UUID]:
        lease = Lease(self.owner, now + LEASED)
        found = self.database.write(
            claims.claim_expired, workspace_id=self.workspace_id, lease=lease, now=now + self.ahead, real=now, most=most
        )
        return [row.id for row in found]

    def settle(self, row: Delivery, result: Result, now: datetime) -> None:
        self.settle_all([row], result, now)

    def settle_all(self, sent: Sequence[Delivery], result: Result, now: datetime) -> None:
        settlements = [Settlement(row.id, self.owner, row.version, result) for row in sent]
        self.database.write(
            settling.settle, workspace_id=self.workspace_id, settlements=settlements, now=now + self.ahead, real=now
        )

    def send(self, id_: UUID, now: datetime, ts: str = "1772618400.000100") -> None:
        """Claim this row and settle it as sent."""
        (row,) = [row for row in self.claim(now).rows if row.id == id_]
        self.settle(row, settling.Sent(row.channel_id, ts), now)


def statuses(database: Database) -> list[str]:
    """Of all rows, in the order in which they were owed."""
    return database.query(
        lambda session: list(session.scalars(select(Delivery.status).order_by(Delivery.created_at, Delivery.id)))
    )
