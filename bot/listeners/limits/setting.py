"""Setting limits: those that somebody set, and the form of one, saved or given back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import id_of, ticked
from bot.listeners.home import publish
from bot.listeners.limits.filling import Filling, filled_in, for_person, read
from bot.listeners.limits.limits import person_of
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import limits as replies
from bot.services import Incoming, Services
from bot.surfaces.limits import limit_form, limits
from bot.surfaces.limits.limit_form import Filled, Offer
from bot.surfaces.message import Message
from models.decisions import rules
from models.limits import Limit, categories, reading, scopes, setting
from models.limits.reading import LimitCard
from models.people import members
from models.people.members import Member
from models.workspace import workspaces

TERMS = (BlockId.LIMIT_AMOUNT, BlockId.LIMIT_TRAINING, BlockId.LIMIT_ASK, BlockId.LIMIT_ASK_AMOUNT)
"""Fields that every form of a limit has."""


async def _open_set(services: Services, incoming: Incoming, _value: str) -> None:
    view = await services.database.read(managed_by, incoming.workspace_id, incoming.user_id, services.clock.now())
    show(services, incoming, view)


def managed_by(session: Session, workspace_id: int, actor: str, now: datetime) -> dict[str, Any] | None:
    """The limits that `actor` may change; None: there are none that they could."""
    member = setter(session, workspace_id, actor)
    if member is None:
        return None
    cards = reading.set_by(session, actor=member, now=now)
    used = categories.in_use(session, workspace_id)
    return limits.managed(cards, used, admin=workspaces.is_admin(session, member))


def setter(session: Session, workspace_id: int, actor: str) -> Member | None:
    """The member, if they may set limits for anybody."""
    member = members.by_slack_user(session, workspace_id, actor)
    return member if member is not None and scopes.may_set_any(session, member) else None


async def _add(services: Services, incoming: Incoming, value: str) -> None:
    view = await services.database.read(adding, incoming.workspace_id, incoming.user_id, value)
    show(services, incoming, view)


def adding(session: Session, workspace_id: int, actor: str, category: str) -> dict[str, Any] | None:
    """The empty form; `category` is what it is about, if that is known."""
    offer = offer_to(session, workspace_id, actor)
    if offer is None:
        return None
    scope = str(offer.whose[0].scope) if offer.whose else ""
    return limit_form.limit(offer, Filled(category=category, scope=scope), None)


def offer_to(session: Session, workspace_id: int, actor: str) -> Offer | None:
    """What there is to choose from; None: they may set none."""
    member = setter(session, workspace_id, actor)
    if member is None:
        return None
    used = categories.in_use(session, workspace_id)
    currency = rules.current(session, workspace_id).currency
    return Offer(used, scopes.offered(session, member), person_of(member), currency)


async def _change(services: Services, incoming: Incoming, value: str) -> None:
    where = (incoming.workspace_id, incoming.user_id, id_of(value), services.clock.now())
    show(services, incoming, await services.database.read(changing, *where))


def changing(session: Session, workspace_id: int, actor: str, limit_id: UUID, now: datetime) -> dict[str, Any] | None:
    """The form with the version that is in force now instead of that one; None: it is not theirs to set."""
    card = settable(session, workspace_id, actor, limit_id, now)
    offer = offer_to(session, workspace_id, actor)
    return limit_form.limit(offer, limit_form.of(card), card) if card and offer else None


def settable(session: Session, workspace_id: int, actor: str, limit_id: UUID, now: datetime) -> LimitCard | None:
    """The version in force of this limit's scope and category, when `actor` may set it."""
    limit, member = session.get(Limit, (workspace_id, limit_id)), setter(session, workspace_id, actor)
    if limit is None or member is None or not scopes.may_set(session, member, scopes.of(limit), now=now):
        return None
    if limit.ends_at is None:
        return reading.card(session, workspace_id, limit_id)
    scope = scopes.of(limit)
    return next(
        (
            card
            for card in reading.set_by(session, actor=member, now=now, most=10_000)
            if (card.category_id, card.whose.scope) == (limit.category_id, scope)
        ),
        None,
    )


def filled_for(session: Session, workspace_id: int, view: dict[str, Any]) -> Filled:
    """What the form holds, with the person it is for."""
    filled = filled_in(view)
    return for_person(filled, members.by_slack_user(session, workspace_id, filled.person) if filled.person else None)


async def _save(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    where = (incoming.workspace_id, incoming.user_id)
    seen = id_of(view["private_metadata"]) if view["private_metadata"] else None
    before, found = await services.database.read(_wanted, *where, view, seen, services.clock.now())
    if seen is not None and ticked(view, BlockId.LIMIT_GONE):
        return await _withdraw(services, incoming, seen, before)
    if found.errors:
        return {"response_action": "errors", "errors": found.errors}
    outcome = await services.write(
        incoming, setting.set_limit, wanted=found.wanted, seen=seen, actor=incoming.user_id, key=f"view:{view['id']}"
    )
    return await _saved(services, incoming, outcome, before, found)


def _wanted(
    session: Session, workspace_id: int, actor: str, view: dict[str, Any], seen: UUID | None, now: datetime
) -> tuple[LimitCard | None, Filling]:
    """The version that the form shows, as far as it is theirs; and what is wanted instead."""
    limit = session.get(Limit, (workspace_id, seen)) if seen else None
    member = setter(session, workspace_id, actor)
    theirs = limit and member and scopes.may_set(session, member, scopes.of(limit), now=now)
    before = reading.card(session, workspace_id, limit.id) if limit and theirs else None
    return before, read(filled_for(session, workspace_id, view), currency_of(session, workspace_id), before)


def currency_of(session: Session, workspace_id: int) -> str:
    return rules.current(session, workspace_id).currency


async def _saved(
    services: Services, incoming: Incoming, outcome: dict[str, Any], before: LimitCard | None, found: Filling
) -> Answer:
    code = outcome["code"]
    if code == "not_yours" and before is None and found.wanted.scope:
        block = BlockId.LIMIT_PERSON if found.wanted.scope.startswith(scopes.MEMBER) else BlockId.LIMIT_SCOPE
        return {"response_action": "errors", "errors": {block.value: replies.NOT_YOURS}}
    if code == "not_yours":
        return instead("Not for you", replies.NOT_YOURS)
    now = await services.database.read(_card, incoming.workspace_id, outcome.get("limit"))
    if code in {"saved", "unchanged"} and now is not None:
        publish(services, incoming)
        same = "Nothing was different, so nothing changed."
        return instead("Limit", replies.saved(now) if code == "saved" else same)
    if code == "changed" and before is None and now is not None:
        return {"response_action": "errors", "errors": {_category_field(found): replies.exists(now)}}
    if code == "changed":
        said = replies.changed_meanwhile(now, replies.wished(found.wanted))
        return {"response_action": "update", "view": limit_form.not_saved(said, now)}
    block, said = replies.problem(outcome)
    block = block if before is None or block in TERMS else BlockId.LIMIT_AMOUNT
    return {"response_action": "errors", "errors": {block.value: said}}


def _category_field(found: Filling) -> str:
    """Where what it is about was said."""
    return (BlockId.LIMIT_NEW_CATEGORY if found.wanted.new_category else BlockId.LIMIT_CATEGORY).value


def _card(session: Session, workspace_id: int, limit_id: str | None) -> LimitCard | None:
    return reading.card(session, workspace_id, UUID(limit_id)) if limit_id else None


async def _withdraw(services: Services, incoming: Incoming, seen: UUID, before: LimitCard | None) -> Answer:
    outcome = await services.write(incoming, setting.withdraw, limit_id=seen, actor=incoming.user_id)
    if outcome["code"] == "withdrawn" and before is not None:
        publish(services, incoming)
        return instead("Limit", replies.withdrawn(before))
    if outcome["code"] == "changed":
        now = await services.database.read(_card, incoming.workspace_id, outcome.get("limit"))
        said = replies.changed_meanwhile(now, "To withdraw it.")
        return {"response_action": "update", "view": limit_form.not_saved(said, now)}
    return instead("Not for you", replies.NOT_YOURS)


def show(services: Services, incoming: Incoming, view: dict[str, Any] | None) -> None:
    if view is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, view)


BUTTONS: dict[str, Button] = {
    ActionId.LIMITS_SET: Button(_open_set, Who.ANY_LEAD, "see the limits that they set"),
    ActionId.LIMIT_ADD: Button(_add, Who.ANY_LEAD, "open the form of a new limit"),
    ActionId.LIMIT_CHANGE: Button(_change, Who.LEAD_OR_ADMIN, "open the form that changes a limit"),
}
FORMS: dict[str, Form] = {
    ViewId.LIMIT: Form(_save, Who.LEAD_OR_ADMIN, "set, change or withdraw a limit"),
}
