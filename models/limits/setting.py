"""Setting a limit: each change is a new version with its date and author; the one before it ends."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import assigning
from models.limits import Category, Limit, announcing, categories, scopes
from models.limits.scopes import Scope
from models.money import Money, money
from models.people import members
from models.people.members import Member
from models.storage.ids import uuid7
from models.storage.requests import Outcome, once

SETTLED = {"saved", "unchanged", "withdrawn"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a limit says. Words are in their stored form; the link is plain."""

    amount: Money | None = None
    """Per case; None: theirs whatever it costs, or it costs nothing."""
    conditions: str | None = None
    example: str | None = None
    training_url: str | None = None
    ask_id: UUID | None = None
    ask_amount: Money | None = None
    """Up to what they can say yes; None: whatever it is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form about a limit. `scope` is what it holds; `ask` a Slack id; `new_category` plain, counts over the id."""

    scope: str
    category_id: UUID | None
    terms: Terms
    ask: str | None = None
    new_category: str | None = None


def set_limit(
    session: Session, *, workspace_id: int, wanted: Wanted, seen: UUID | None, actor: str, key: str, now: datetime
) -> Outcome:
    """From `now` on this holds for the scope, once per `key`. `seen` is the version that the form showed; None: none.

    `code`: "saved" (with `limit`), "unchanged", "not_yours", "changed" (with `limit`, the version that is in force
    instead of `seen`, or none), or what is to be mended: those of `objection`, and of `categories.add`.
    """

    def act() -> Outcome:
        return _set(session, workspace_id, wanted, seen, actor, now)

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda o: o["code"] in SETTLED)


def withdraw(session: Session, *, workspace_id: int, limit_id: UUID, actor: str, now: datetime) -> Outcome:
    """From `now` on it no longer holds, and a wider scope's does. `code`: "withdrawn", "not_yours" or "changed"."""
    member = members.by_slack_user(session, workspace_id, actor)
    seen = session.get(Limit, (workspace_id, limit_id))
    if member is None or seen is None or not scopes.may_set(session, member, scopes.of(seen), now=now):
        return {"code": "not_yours"}
    _lock(session, workspace_id, seen.category_id)
    current = in_force(session, workspace_id, seen.category_id, scopes.of(seen))
    if current is None or current.id != limit_id:
        return {"code": "changed", "limit": str(current.id) if current else None}
    current.ends_at = now
    session.flush()
    announcing.owe(session, workspace_id=workspace_id, limit=current, author=member, now=now)
    return {"code": "withdrawn", "limit": str(limit_id)}


def write(
    session: Session,
    *,
    workspace_id: int,
    category_id: UUID,
    scope: Scope,
    terms: Terms,
    author: Member,
    now: datetime,
    told: UUID | None = None,
) -> Limit:
    """The new version; whoever calls it has locked the category, and checked who may. `told` hears of it otherwise."""
    before = in_force(session, workspace_id, category_id, scope)
    if before is not None:
        before.ends_at = now
        session.flush()
    limit = Limit(
        workspace_id=workspace_id,
        id=uuid7(),
        category_id=category_id,
        scope=str(scope),
        **scopes.columns(scope),
        amount=terms.amount.minor if terms.amount else None,
        currency=terms.amount.currency if terms.amount else None,
        conditions=terms.conditions,
        example=terms.example,
        training_url=terms.training_url,
        ask_id=terms.ask_id,
        ask_amount=terms.ask_amount.minor if terms.ask_amount else None,
        author_id=author.id,
        starts_at=now,
    )
    session.add(limit)
    session.flush()
    announcing.owe(session, workspace_id=workspace_id, limit=limit, author=author, now=now, told=told)
    return limit


def in_force(session: Session, workspace_id: int, category_id: UUID, scope: Scope) -> Limit | None:
    """The version of exactly this scope that has not ended."""
    query = select(Limit).where(
        Limit.workspace_id == workspace_id,
        Limit.category_id == category_id,
        Limit.scope == str(scope),
        Limit.ends_at.is_(None),
    )
    return session.scalar(query.with_for_update())


def terms_of(limit: Limit) -> Terms:
    """What this version says."""
    return Terms(
        amount=money(limit.amount, limit.currency),
        conditions=limit.conditions,
        example=limit.example,
        training_url=limit.training_url,
        ask_id=limit.ask_id,
        ask_amount=money(limit.ask_amount, limit.currency),
    )


def objection(terms: Terms, ask: Member | None, scope: Scope) -> str | None:
    """What has to be mended. Pure.

    "amount" (less than nothing), "link", "ask_self", "ask_unfit" (nobody of this company who is here), "ask_whom" (an
    amount and nobody), "ask_unbounded" (nothing is beyond it), "ask_currency" or "ask_less" (than the amount itself).
    """
    if terms.amount is not None and terms.amount.minor < 0:
        return "amount"
    if terms.training_url is not None and not categories.is_link(terms.training_url):
        return "link"
    if ask is not None and ask.id == scope.id and scope.kind == scopes.MEMBER:
        return "ask_self"
    if ask is not None and not assigning.can_answer(ask):
        return "ask_unfit"
    return _beyond(terms, ask)


def _beyond(terms: Terms, ask: Member | None) -> str | None:
    if terms.ask_amount is None:
        return None
    if ask is None:
        return "ask_whom"
    if terms.amount is None:
        return "ask_unbounded"
    if terms.ask_amount.currency != terms.amount.currency:
        return "ask_currency"
    return "ask_less" if terms.ask_amount.minor <= terms.amount.minor else None


def _set(session: Session, workspace_id: int, wanted: Wanted, seen: UUID | None, actor: str, now: datetime) -> Outcome:
    member = members.by_slack_user(session, workspace_id, actor)
    scope = scopes.parse(wanted.scope)
    if member is None or scope is None or not scopes.may_set(session, member, scope, now=now):
        return {"code": "not_yours"}
    ask = members.by_slack_user(session, workspace_id, wanted.ask) if wanted.ask else None
    terms = replace(wanted.terms, ask_id=ask.id if ask else None)
    if wanted.ask and ask is None:
        return {"code": "ask_unfit"}
    if problem := objection(terms, ask, scope):
        return {"code": problem}
    category = _category(session, workspace_id, wanted, actor, now)
    if not isinstance(category, Category):
        return category
    return _replace(session, category, scope, terms, seen, member, now)


def _category(session: Session, workspace_id: int, wanted: Wanted, actor: str, now: datetime) -> Category | Outcome:
    """The one it is about, locked."""
    category_id = wanted.category_id
    if wanted.new_category:
        added = categories.add(session, workspace_id=workspace_id, name=wanted.new_category, actor=actor, now=now)
        if added["code"] != "added":
            return added
        category_id = UUID(added["category"])
    if category_id is None:
        return {"code": "no_name"}
    return categories.get(session, workspace_id, category_id, lock=True) or {"code": "gone"}


def _replace(
    session: Session,
    category: Category,
    scope: Scope,
    terms: Terms,
    seen: UUID | None,
    author: Member,
    now: datetime,
) -> Outcome:
    workspace_id = category.workspace_id
    current = in_force(session, workspace_id, category.id, scope)
    if (current.id if current else None) != seen:
        return {"code": "changed", "limit": str(current.id) if current else None}
    if current is not None and terms_of(current) == terms:
        return {"code": "unchanged", "limit": str(current.id)}
    new = write(
        session, workspace_id=workspace_id, category_id=category.id, scope=scope, terms=terms, author=author, now=now
    )
    return {"code": "saved", "limit": str(new.id)}


def _lock(session: Session, workspace_id: int, category_id: UUID) -> None:
    session.get(Category, (workspace_id, category_id), with_for_update=True, populate_existing=True)
