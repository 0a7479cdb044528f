"""Root causes as they are shown: how often, what it cost, who has taken it. Of who logged it there is nothing here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.decisions import Decision, Fix
from models.improving.causes import OFTEN, WITHIN, Cause, fold
from models.money import Money
from models.people import members
from models.people.members import Member
from models.people.persons import Person

MOST_CLOSED = 500
"""Closed causes that are looked through for one of the same name."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the decisions with one cause that are stored now: deleted ones are in no figure."""

    times: int = 0
    cost: tuple[Money, ...] = ()
    """A sum for each currency that three decisions or more have an amount in, the largest first; nothing is converted.
    Of fewer it would be what one person gave, and so is what is left of a sum when a later one is taken from it."""


@dataclass(frozen=True, slots=True)
class CauseCard:
    """One cause. `name` is plain, `what_changed` in its stored form."""

    id: UUID
    name: str
    recent: Tally
    """In the 30 days up to the time that was asked for."""
    ever: Tally
    since: datetime | None
    """When the first of them was logged."""
    fixed_at: datetime | None
    """When the newest decision was logged that says that it is fixed."""
    owner: Person | None
    """Who has taken it; None: nobody, or they have left."""
    taken_at: datetime | None
    said_at: datetime | None
    closed_at: datetime | None
    closed_by: Person | None
    what_changed: str | None
    closed_before: datetime | None
    """When a cause with the same name was closed, before this one came up: it is back."""


def listed(session: Session, workspace_id: int, now: datetime, most: int = 20) -> list[CauseCard]:
    """The open ones that were seen, or that somebody has taken: what comes most often now first."""
    recent = func.count(Decision.id).filter(Decision.logged_at > now - WITHIN)
    times = func.count(Decision.id)
    query = (
        select(Cause.id)
        .outerjoin(Decision, _decisions())
        .where(Cause.workspace_id == workspace_id, Cause.open_key.is_not(None))
        .group_by(Cause.workspace_id, Cause.id, Cause.owner_id)
        .having(or_(times > 0, Cause.owner_id.is_not(None)))
        .order_by(recent.desc(), times.desc(), Cause.id)
        .limit(most)
    )
    found = cards(session, workspace_id, session.scalars(query).all(), now)
    return list(found.values())


def closed(session: Session, workspace_id: int, now: datetime, most: int = 5) -> list[CauseCard]:
    """Those that were closed last, the newest first."""
    query = select(Cause.id).where(Cause.workspace_id == workspace_id, Cause.closed_at.is_not(None))
    ids = session.scalars(query.order_by(Cause.closed_at.desc(), Cause.id).limit(most)).all()
    return list(cards(session, workspace_id, ids, now).values())


def card(session: Session, workspace_id: int, cause_id: UUID, at: datetime) -> CauseCard | None:
    """One of `cards`."""
    return cards(session, workspace_id, [cause_id], at).get(cause_id)


def cards(session: Session, workspace_id: int, cause_ids: Iterable[UUID], at: datetime) -> dict[UUID, CauseCard]:
    """The causes with these ids that there are, in the order of the ids, with the figures as of `at`."""
    ids = list(dict.fromkeys(cause_ids))
    found = {one.id: one for one in session.scalars(_causes(workspace_id, ids))} if ids else {}
    if not found:
        return {}
    counts = _counts(session, workspace_id, ids, at)
    named = {one for cause in found.values() for one in (cause.owner_id, cause.closed_by_id) if one}
    people, before = members.by_id(session, workspace_id, named), _closed(session, workspace_id)
    return {one: _card(found[one], counts.get(one, _Counts()), people, before) for one in ids if one in found}


@dataclass
class _Counts:
    """What the rows of one cause (one for each currency) come to."""

    recent: int = 0
    ever: int = 0
    recent_cost: list[Money] = field(default_factory=list)
    cost: list[Money] = field(default_factory=list)
    since: datetime | None = None
    fixed_at: datetime | None = None

    def add(self, row: Any) -> None:
        self.recent, self.ever = self.recent + row.recent, self.ever + row.ever
        self.since = min(filter(None, (self.since, row.since)))
        self.fixed_at = max(filter(None, (self.fixed_at, row.fixed_at)), default=None)
        if row.currency is not None:
            self.cost += _sum(row.cost, row.currency, row.ever, row.ever - row.recent)
            self.recent_cost += _sum(row.recent_cost, row.currency, row.recent)


def _sum(cost: int | None, currency: str, *decisions: int) -> list[Money]:
    """What these cost, unless it, or what can be found by subtraction, is of one decision or two."""
    told = all(number == 0 or number >= OFTEN for number in decisions)
    return [Money(int(cost), currency)] if cost and told else []


def _counts(session: Session, workspace_id: int, ids: list[UUID], at: datetime) -> dict[UUID, _Counts]:
    recently = Decision.logged_at > at - WITHIN
    query = (
        select(
            Decision.cause_id,
            Decision.currency,
            func.count().label("ever"),
            func.count().filter(recently).label("recent"),
            func.sum(Decision.amount).label("cost"),
            func.sum(Decision.amount).filter(recently).label("recent_cost"),
            func.min(Decision.logged_at).label("since"),
            func.max(Decision.logged_at).filter(Decision.fix == Fix.ROOT_CAUSE).label("fixed_at"),
        )
        .where(Decision.workspace_id == workspace_id, Decision.cause_id.in_(ids), Decision.logged_at <= at)
        .group_by(Decision.cause_id, Decision.currency)
        .order_by(func.sum(Decision.amount).desc(), Decision.currency)
    )
    found: dict[UUID, _Counts] = {}
    for row in session.execute(query):
        found.setdefault(row.cause_id, _Counts()).add(row)
    return found


def _closed(session: Session, workspace_id: int) -> list[tuple[str, datetime]]:
    """Names, folded, and when they were closed, the newest first."""
    query = select(Cause.name, Cause.closed_at).where(Cause.workspace_id == workspace_id, Cause.closed_at.is_not(None))
    rows = session.execute(query.order_by(Cause.closed_at.desc()).limit(MOST_CLOSED))
    return [(fold(name), closed_at) for name, closed_at in rows if closed_at]


def _card(cause: Cause, counts: _Counts, people: dict[UUID, Member], closed: list[tuple[str, datetime]]) -> CauseCard:
    owner, closer = people.get(cause.owner_id or cause.id), people.get(cause.closed_by_id or cause.id)
    before = (at for name, at in closed if name == fold(cause.name) and at <= cause.created_at)
    return CauseCard(
        id=cause.id,
        name=cause.name,
        recent=Tally(counts.recent, tuple(counts.recent_cost)),
        ever=Tally(counts.ever, tuple(counts.cost)),
        since=counts.since,
        fixed_at=counts.fixed_at,
        owner=_person(owner) if owner and owner.active else None,
        taken_at=cause.taken_at,
        said_at=cause.said_at,
        closed_at=cause.closed_at,
        closed_by=_person(closer) if closer else None,
        what_changed=cause.what_changed,
        closed_before=next(before, None),
    )


def _causes(workspace_id: int, ids: list[UUID]) -> Any:
    return select(Cause).where(Cause.workspace_id == workspace_id, Cause.id.in_(ids))


def _decisions() -> Any:
    return and_(Decision.workspace_id == Cause.workspace_id, Decision.cause_id == Cause.id)


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label, member.removed_at is not None)
