"""Slack's rate limits as rows, taken in the claiming transaction, so that replicas share them.

Each bucket is the generic cell rate algorithm (GCRA, ITU-T I.371): one instant, the theoretical arrival time. A call
is allowed at `now` when `arrival` − `burst` × `interval` ≤ `now`; taking it moves `arrival` one interval on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.storage.inserting import add_missing
from models.storage.orm import Model, WorkspaceId


class RateBucket(Model):
    __tablename__ = "rate_buckets"
    __table_args__ = (Index("ix_rate_buckets_arrival", "workspace_id", "arrival"),)

    workspace_id: Mapped[WorkspaceId]
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    arrival: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Limit:
    """`per_minute` calls a minute, of which `burst` + 1 may come at once."""

    key: str
    per_minute: float
    burst: int

    @property
    def interval(self) -> timedelta:
        return timedelta(minutes=1) / self.per_minute

    def opens_at(self, arrival: datetime) -> datetime:
        """When the next call is allowed."""
        return arrival - self.burst * self.interval


class Buckets:
    """The buckets that one claiming transaction needs, locked in the order of their keys."""

    def __init__(self, session: Session, workspace_id: int, limits: Iterable[Limit], real: datetime) -> None:
        self.real = real
        self._session = session
        self._workspace_id = workspace_id
        keys = sorted({limit.key for limit in limits})
        self._rows = self._lock(keys)
        if missing := [key for key in keys if key not in self._rows]:
            self._make(missing)
            self._rows |= self._lock(missing)

    def opens_at(self, limits: Iterable[Limit]) -> datetime:
        """When all of `limits` allow one more call; not after `real` when they do now."""
        return max((limit.opens_at(self._arrival(limit)) for limit in limits), default=self.real)

    def take(self, limits: Iterable[Limit]) -> None:
        for limit in limits:
            self._set(limit, max(self._arrival(limit), self.real) + limit.interval)

    def give_back(self, limit: Limit, calls: int) -> None:
        """So many calls were taken, and then not made."""
        self._set(limit, self._arrival(limit) - calls * limit.interval)

    def block(self, limit: Limit, seconds: float) -> None:
        """Slack said 429: nothing more for `seconds`."""
        until = self.real + timedelta(seconds=seconds) + limit.burst * limit.interval
        self._set(limit, max(self._arrival(limit), until))

    def _arrival(self, limit: Limit) -> datetime:
        return self._rows[limit.key].arrival

    def _set(self, limit: Limit, arrival: datetime) -> None:
        self._rows[limit.key].arrival = arrival

    def _lock(self, keys: Sequence[str]) -> dict[str, RateBucket]:
        query = select(RateBucket).where(RateBucket.workspace_id == self._workspace_id, RateBucket.key.in_(keys))
        rows = self._session.scalars(query.order_by(RateBucket.key).with_for_update())
        return {row.key: row for row in rows}

    def _make(self, keys: Sequence[str]) -> None:
        """Full buckets, unless another sender makes them at the same time: then this waits for it."""
        rows = [{"workspace_id": self._workspace_id, "key": key, "arrival": self.real} for key in keys]
        add_missing(self._session, RateBucket.key, rows)
