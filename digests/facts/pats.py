"""The kudos of a stretch of time, as ids and facts: what digests are collected from. No one's words are read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from digests.facts import sets
from digests.facts.rows import AT_ONCE, Found, Part, Same, part
from digests.weeks import Period
from models.kudos import ChannelKind, Kudos, KudosReceiver, KudosValue, Retraction
from models.people.members import Circle

TAG = "tag"


@dataclass(frozen=True, slots=True)
class Pat:
    """One kudos that was not taken back, with those who did receive it."""

    id: UUID
    giver: UUID
    receivers: tuple[UUID, ...]
    given_at: datetime
    channel_id: str | None
    open: bool
    """May be told in a channel: said in a public one, and each receiver's circle is *everyone*."""
    has_decision: bool
    has_outcome: bool
    has_customer: bool


class Pats:
    """The kudos between two instants, oldest first, found by giver and by receiver."""

    def __init__(self, pats: Iterable[Pat]) -> None:
        self.all = tuple(pats)
        self._given: dict[UUID, list[Pat]] = defaultdict(list)
        self._received: dict[UUID, list[Pat]] = defaultdict(list)
        for pat in self.all:
            self._given[pat.giver].append(pat)
            for receiver in pat.receivers:
                self._received[receiver].append(pat)

    def within(self, period: Period) -> list[Pat]:
        return [pat for pat in self.all if pat.given_at in period]

    def given_by(self, member: UUID, period: Period) -> list[Pat]:
        return [pat for pat in self._given.get(member, ()) if pat.given_at in period]

    def received_by(self, members: Iterable[UUID], period: Period) -> list[Pat]:
        """What at least one of `members` received, each kudos once, oldest first."""
        found = {pat.id: pat for member in members for pat in self._received.get(member, ()) if pat.given_at in period}
        return sorted(found.values(), key=lambda pat: (pat.given_at, pat.id))

    def last_received(self, member: UUID, before: datetime) -> datetime | None:
        return max((pat.given_at for pat in self._received.get(member, ()) if pat.given_at < before), default=None)


def read(
    session: Session,
    *,
    workspace_id: int,
    span: Period,
    members: Iterable[UUID] | None = None,
    same: Same | None = None,
) -> Pats:
    """The kudos of `span`, in one statement. `members`: those that at least one of them received.

    `same`: values to be kept once.
    """
    query = (
        select(
            KudosReceiver.kudos_id,
            KudosReceiver.receiver_id,
            KudosReceiver.position,
            KudosReceiver.circle,
            KudosReceiver.void_reason.is_(None).label("received"),
            Kudos.giver_id,
            Kudos.given_at,
            Kudos.channel_id,
            Kudos.channel_kind,
            _said(Kudos.decision).label("has_decision"),
            _said(Kudos.outcome).label("has_outcome"),
            _said(Kudos.customer_words).label("has_customer"),
        )
        .join(Kudos, (Kudos.workspace_id == KudosReceiver.workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .outerjoin(Retraction, retraction_of(KudosReceiver))
        .where(KudosReceiver.workspace_id == workspace_id, Retraction.kudos_id.is_(None))
    )
    one = Same() if same is None else same
    if members is None:
        order = (KudosReceiver.given_at, KudosReceiver.kudos_id, KudosReceiver.position)
        all_ = query.where(*_within(KudosReceiver, span)).order_by(*order)
        return Pats(_pats(session.execute(all_.execution_options(**AT_ONCE)), one))
    found = session.execute(query.where(KudosReceiver.kudos_id.in_(_of(session, workspace_id, span, members))))
    return Pats(_pats(sorted(found, key=attrgetter("given_at", "kudos_id", "position")), one))


def _of(session: Session, workspace_id: int, span: Period, members: Iterable[UUID]) -> Select[UUID]:
    """Only here is the span asked for: elsewhere as well, and SQLite reads what everybody received in that time."""
    theirs = aliased(KudosReceiver)
    among = sets.among(session, theirs.receiver_id, members)
    return select(theirs.kudos_id).where(theirs.workspace_id == workspace_id, among, *_within(theirs, span))


def _within(row: type[KudosReceiver], span: Period) -> tuple[ColumnElement[bool], ...]:
    return row.given_at >= span.start, row.given_at < span.end


def tags(workspace_id: int, span: Period) -> Part:
    """The values that each kudos of `span` is tagged with; for `shown`."""
    return (
        part(TAG, id_=KudosValue.kudos_id, member=KudosValue.value_id)
        .join(Kudos, (Kudos.workspace_id == KudosValue.workspace_id) & (Kudos.id == KudosValue.kudos_id))
        .where(Kudos.workspace_id == workspace_id, Kudos.given_at >= span.start, Kudos.given_at < span.end)
    )


def shown(found: Found) -> dict[UUID, set[UUID]]:
    """By kudos, the values' ids."""
    values: dict[UUID, set[UUID]] = defaultdict(set)
    for row in found[TAG]:
        values[row.id].add(row.member)
    return values


def retraction_of(row: type[KudosReceiver] | type[Kudos]) -> ColumnElement[bool]:
    """The join to what took a kudos back; where there is none, it stands."""
    kudos_id = row.id if row is Kudos else KudosReceiver.kudos_id
    return (Retraction.workspace_id == row.workspace_id) & (Retraction.kudos_id == kudos_id)


def is_open(channel_kind: str, circles: Iterable[str]) -> bool:
    """Whether a kudos may be told in a channel: said in a public one, with no receiver below *everyone*."""
    return channel_kind == ChannelKind.PUBLIC and all(circle == Circle.EVERYONE for circle in circles)


def _pats(rows: Iterable[Any], one: Same) -> Iterator[Pat]:
    """Rows of one kudos stand together. A kudos that nobody did receive is none."""
    for _, group in groupby(rows, key=lambda row: row.kudos_id):
        received = list(group)
        first = received[0]
        if receivers := tuple(one[row.receiver_id] for row in received if row.received):
            yield Pat(
                id=first.kudos_id,
                giver=one[first.giver_id],
                receivers=receivers,
                given_at=first.given_at,
                channel_id=one[first.channel_id],
                open=is_open(first.channel_kind, [row.circle for row in received]),
                has_decision=bool(first.has_decision),
                has_outcome=bool(first.has_outcome),
                has_customer=bool(first.has_customer),
            )


def _said(words: Any) -> ColumnElement[bool]:
    return func.coalesce(words, "") != ""
