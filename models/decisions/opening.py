"""What the form of a decision offers this person: categories with their limit, causes, peer leads, who answers."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import assigning, peers
from models.decisions import checking, rules
from models.decisions.reading import DecisionCard
from models.improving import causes
from models.limits import Category, Limit, resolving
from models.money import Money, money
from models.people import members
from models.people.members import Member
from models.people.persons import Person
from models.pledge import reading as pledges
from models.pledge.reading import person_of


@dataclass(frozen=True, slots=True)
class Offered:
    """A category with the limit that is this person's in it now, if any."""

    id: UUID
    name: str
    limit_id: UUID | None = None
    limit: Money | None = None
    """Per case; None with a `limit_id`: theirs whatever it costs."""


@dataclass(frozen=True, slots=True)
class Opening:
    categories: tuple[Offered, ...]
    causes: tuple[tuple[str, str], ...]
    """(id, name) of those that are open."""
    peers: tuple[tuple[str, str], ...]
    """(id, name) of the peer leads whom their team chose."""
    answerer: Person | None
    """Who will answer, unless a peer lead is chosen; None: nobody can."""
    today: date


def opened(session: Session, *, workspace_id: int, member: str, now: datetime) -> Opening | str:
    """For `member` (a Slack id); else why they can't log: "none_yet", or a code as of `checking.why_not`."""
    person = members.by_slack_user(session, workspace_id, member)
    if person is not None and (why := checking.why_not(person)):
        return str(why["code"])
    if person is None or pledges.in_force(session, workspace_id) is None:
        return "none_yet"
    return for_person(session, person, now)


def keeping(found: Opening, card: DecisionCard) -> Opening:
    """With what this decision has already, though nobody is offered it any more: a retired category, a closed cause."""
    own = Offered(card.category_id, card.category or "", card.limit_id, card.limit) if card.category_id else None
    cause = (str(card.cause_id), card.cause or "")
    retired = own is not None and own.id not in {one.id for one in found.categories}
    closed = card.cause_id is not None and cause[0] not in {one for one, _ in found.causes}
    categories = (own, *found.categories) if own and retired else found.categories
    return replace(found, categories=categories, causes=(cause, *found.causes) if closed else found.causes)


def for_person(session: Session, person: Member, now: datetime) -> Opening:
    """What the form offers, whether or not decisions are on."""
    workspace_id = person.workspace_id
    answerer = next(assigning.candidates(session, workspace_id, person.id, now), None)
    chosen = peers.chosen(session, workspace_id, person.id, now)
    return Opening(
        categories=_categories(session, person, now),
        causes=tuple((str(one.id), one.name) for one in causes.open_causes(session, workspace_id)),
        peers=tuple((str(one.id), one.label) for one in chosen),
        answerer=person_of(answerer[0]) if answerer else None,
        today=checking.today(person, now),
    )


def currency_of(
    session: Session, *, workspace_id: int, member: str, category_id: UUID | None, on: date | None, now: datetime
) -> str:
    """What an amount without a currency is in: that of the limit which was theirs in that category on the day `on`
    (None: today), else the workspace's."""
    person = members.by_slack_user(session, workspace_id, member)
    if person is not None and category_id is not None:
        what: dict[str, Any] = {"workspace_id": workspace_id, "member": person, "category_id": category_id}
        limit = resolving.limit_of(session, **what, on=on or checking.today(person, now), until=now)
        if limit is not None and limit.currency:
            return limit.currency
    return rules.current(session, workspace_id).currency


def _categories(session: Session, person: Member, now: datetime) -> tuple[Offered, ...]:
    where: dict[str, Any] = {"workspace_id": person.workspace_id, "member": person}
    theirs = {limit.category_id: limit for limit in resolving.limits_of(session, **where, since=now, until=now)}
    query = (
        select(Category)
        .where(Category.workspace_id == person.workspace_id, Category.archived_at.is_(None))
        .order_by(Category.position, Category.name)
    )
    return tuple(_offered(one, theirs.get(one.id)) for one in session.scalars(query))


def _offered(category: Category, limit: Limit | None) -> Offered:
    if limit is None:
        return Offered(category.id, category.name)
    return Offered(category.id, category.name, limit.id, money(limit.amount, limit.currency))
