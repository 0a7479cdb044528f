"""Limits as they are shown: whose, what, whom to ask beyond it, by whom and since when; and how they came to be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import assigning
from models.limits import Category, Limit, categories, resolving, scopes
from models.limits.scopes import Named, Scope
from models.money import Money, money
from models.people import leads, members
from models.people.members import Member
from models.people.persons import Person
from models.workspace import workspaces


@dataclass(frozen=True, slots=True)
class LimitCard:
    """One version. Conditions and example are in their stored form, the category and links plain."""

    id: UUID
    category_id: UUID
    category: str
    whose: Named
    amount: Money | None
    conditions: str | None
    example: str | None
    training_url: str | None
    """Its own, else the category's."""
    ask: Person | None
    """Whom to ask beyond it; None: nobody is named, or who was can't be asked any more."""
    ask_amount: Money | None
    author: Person | None
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A category in which nothing is written down for somebody."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody may decide, in the order of the categories, and the categories without a limit for them."""

    limits: tuple[LimitCard, ...]
    unwritten: tuple[Unwritten, ...]


def theirs(session: Session, *, workspace_id: int, member: Member, now: datetime) -> Theirs:
    """What is this member's to decide now. Seven statements at most."""
    used = categories.in_use(session, workspace_id)
    found = resolving.limits_of(session, workspace_id=workspace_id, member=member, since=now, until=now)
    by_category = {limit.category_id: limit for limit in found}
    shown = cards(session, workspace_id, [by_category[one.id] for one in used if one.id in by_category])
    unwritten = tuple(Unwritten(one.id, one.name) for one in used if one.id not in by_category)
    return Theirs(tuple(shown), unwritten)


def cards(session: Session, workspace_id: int, limits: Sequence[Limit]) -> list[LimitCard]:
    """These versions, in their order. Whoever shows one asks `may_read`."""
    if not limits:
        return []
    query = select(Category).where(
        Category.workspace_id == workspace_id, Category.id.in_({one.category_id for one in limits})
    )
    known = {one.id: one for one in session.scalars(query)}
    involved = {id_ for one in limits for id_ in (one.ask_id, one.author_id) if id_}
    people = members.by_id(session, workspace_id, involved) if involved else {}
    whose = scopes.named(session, workspace_id, list({scopes.of(one) for one in limits}))
    return [_card(one, known[one.category_id], whose[scopes.of(one)], people) for one in limits]


def card(session: Session, workspace_id: int, limit_id: UUID) -> LimitCard | None:
    """One of `cards`."""
    limit = session.get(Limit, (workspace_id, limit_id))
    return next(iter(cards(session, workspace_id, [limit] if limit else [])), None)


def may_read(session: Session, limit: Limit, reader: Member, *, now: datetime) -> bool:
    """Those whom it holds for, and whoever may set it: a person's own limit is nobody else's business."""
    if reader.workspace_id != limit.workspace_id or not reader.active:
        return False
    spans = resolving.placed(session, reader.workspace_id, [reader.id], now, now)
    in_scope = any(scope == limit.scope for scope, _, _ in spans[reader.id])
    return in_scope or scopes.may_set(session, reader, scopes.of(limit), now=now)


def history(
    session: Session, *, workspace_id: int, limit_id: UUID, reader: str, now: datetime, most: int = 50
) -> list[LimitCard]:
    """The versions of the same scope and category as this one, the newest first; empty: not for this reader."""
    member = members.by_slack_user(session, workspace_id, reader)
    limit = session.get(Limit, (workspace_id, limit_id))
    if member is None or limit is None or not may_read(session, limit, member, now=now):
        return []
    query = (
        select(Limit)
        .where(Limit.workspace_id == workspace_id, Limit.scope == limit.scope, Limit.category_id == limit.category_id)
        .order_by(Limit.starts_at.desc(), Limit.id.desc())
        .limit(most)
    )
    return cards(session, workspace_id, list(session.scalars(query)))


def before(session: Session, workspace_id: int, some: Iterable[LimitCard]) -> dict[UUID, LimitCard]:
    """For each of these versions the one of the same scope that it replaced, if any."""
    shown = list(some)
    query = select(Limit).where(
        Limit.workspace_id == workspace_id,
        Limit.category_id.in_({one.category_id for one in shown}),
        Limit.ends_at.in_({one.starts_at for one in shown}),
    )
    ended = cards(session, workspace_id, list(session.scalars(query))) if shown else []
    keyed = {(one.category_id, one.whose.scope, one.ends_at): one for one in ended}
    return {one.id: keyed[key] for one in shown if (key := (one.category_id, one.whose.scope, one.starts_at)) in keyed}


def of_team(session: Session, workspace_id: int, team_id: UUID) -> list[LimitCard]:
    """The limits in force that a named team has."""
    scope = str(Scope(scopes.TEAM, team_id))
    query = select(Limit).where(Limit.workspace_id == workspace_id, Limit.scope == scope, Limit.ends_at.is_(None))
    return cards(session, workspace_id, list(session.scalars(query)))


def set_by(session: Session, *, actor: Member, now: datetime, most: int = 40) -> list[LimitCard]:
    """The limits in force that `actor` may change, by category; an admin's are all of them."""
    query = (
        select(Limit)
        .join(Category, (Category.workspace_id == Limit.workspace_id) & (Category.id == Limit.category_id))
        .where(Limit.workspace_id == actor.workspace_id, Limit.ends_at.is_(None), Category.archived_at.is_(None))
        .order_by(Category.position, Category.name, Limit.scope)
    )
    if not workspaces.is_admin(session, actor):
        query = query.where(Limit.scope.in_(_settable(session, actor, now)))
    return cards(session, actor.workspace_id, list(session.scalars(query.limit(most))))


def _settable(session: Session, actor: Member, now: datetime) -> list[str]:
    people = [Scope(scopes.MEMBER, one.id) for one in scopes.led(session, actor, now)]
    return [*(str(one.scope) for one in scopes.offered(session, actor)), *map(str, people)]


def lead_of(session: Session, workspace_id: int, member: Member) -> Person | None:
    """Who can say more: their lead, or whoever answers their decisions; None: nobody is named."""
    own = next((one for one in leads.leads_of(session, workspace_id, member.id) if assigning.can_answer(one)), None)
    found = own or next((one for one, _ in assigning.candidates(session, workspace_id, member.id)), None)
    return Person(found.id, found.slack_user_id, found.label) if found else None


def _card(limit: Limit, category: Category, whose: Named, people: dict[UUID, Member]) -> LimitCard:
    ask = people.get(limit.ask_id) if limit.ask_id else None
    author = people.get(limit.author_id) if limit.author_id else None
    return LimitCard(
        id=limit.id,
        category_id=category.id,
        category=category.name,
        whose=whose,
        amount=money(limit.amount, limit.currency),
        conditions=limit.conditions,
        example=limit.example,
        training_url=limit.training_url or category.training_url,
        ask=_person(ask) if ask and assigning.can_answer(ask) else None,
        ask_amount=money(limit.ask_amount, limit.currency),
        author=_person(author) if author else None,
        starts_at=limit.starts_at,
        ends_at=limit.ends_at,
    )


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label)
