"""Setting limits: the form of one, seen as it will read, saved or given back; the starter set; the categories."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, open_view
from bot.listeners.fields import id_of, picked, ticked, typed_plain
from bot.listeners.home import publish
from bot.listeners.limits.filling import Filling, filled_in, for_person, read
from bot.listeners.limits.limits import person_of
from bot.listeners.registry import Answer, Button, Form, Who
from bot.parsing import amounts
from bot.parsing.amounts import Refused
from bot.replies import amounts as amount_replies
from bot.replies import limits as replies
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.limits import limit_form, limits
from bot.surfaces.limits.limit_form import STARTERS, Filled, Offer
from bot.surfaces.message import Message
from models.decisions import rules
from models.limits import Limit, categories, reading, scopes, setting, starting
from models.limits.reading import LimitCard
from models.limits.scopes import Named, Scope
from models.limits.setting import Terms
from models.limits.starting import Starter
from models.money import Money
from models.people import members
from models.people.members import Member
from models.people.persons import Person
from models.workspace import workspaces

TERMS = (BlockId.LIMIT_AMOUNT, BlockId.LIMIT_TRAINING, BlockId.LIMIT_ASK, BlockId.LIMIT_ASK_AMOUNT)
"""Fields that every form of a limit has."""


async def _open_set(services: Services, incoming: Incoming, _value: str) -> None:
    view = await services.database.read(managed_by, incoming.workspace_id, incoming.user_id, services.clock.now())
    _show(services, incoming, view)


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
    _show(services, incoming, view)


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
    _show(services, incoming, await services.database.read(changing, *where))


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


async def _preview(services: Services, incoming: Incoming, _value: str) -> None:
    shown = incoming.body.get("view", {})
    if shown.get("type") != "modal":  # pressed where there is no form: forged
        return
    whose = (incoming.workspace_id, incoming.user_id)
    view = await services.database.read(previewed, *whose, shown, services.clock.now())
    if view is not None:
        client = services.client(incoming.workspace_id)
        updated = client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
        services.tasks.start(updated, "preview a limit")


def previewed(
    session: Session, workspace_id: int, actor: str, view: dict[str, Any], now: datetime
) -> dict[str, Any] | None:
    """The same form, with the line that people will read above it."""
    offer = offer_to(session, workspace_id, actor)
    if offer is None:
        return None
    seen = view["private_metadata"]
    changed = reading.card(session, workspace_id, id_of(seen)) if seen else None
    found = read(_filled(session, workspace_id, view), offer.currency, changed)
    line = _line(session, workspace_id, found, changed, offer, now)
    return limit_form.limit(offer, filled_in(view, preview=line), changed)


def _filled(session: Session, workspace_id: int, view: dict[str, Any]) -> Filled:
    """What the form holds, with the person it is for."""
    filled = filled_in(view)
    return for_person(filled, members.by_slack_user(session, workspace_id, filled.person) if filled.person else None)


def _line(
    session: Session, workspace_id: int, found: Filling, changed: LimitCard | None, offer: Offer, now: datetime
) -> str:
    if found.errors:
        return " ".join(f":warning: {said}" for said in found.errors.values())
    ask = members.by_slack_user(session, workspace_id, found.wanted.ask) if found.wanted.ask else None
    named = {one.id: one.name for one in offer.categories}
    chosen = named.get(found.wanted.category_id or UUID(int=0), "…")
    name = changed.category if changed else found.wanted.new_category or chosen
    scope = changed.whose.scope if changed else scopes.parse(found.wanted.scope) or Scope(scopes.EVERYONE)
    if problem := setting.objection(found.wanted.terms, ask, scope):
        return f":warning: {replies.problem({'code': problem})[1]}"
    whose = scopes.named(session, workspace_id, [scope])[scope]
    return replies.line(_as_set(found.wanted.terms, name, whose, person_of(ask) if ask else None, offer.reader, now))


def _as_set(terms: Terms, category: str, whose: Named, ask: Person | None, author: Person, now: datetime) -> LimitCard:
    """How it would read, were it saved."""
    nobodys = UUID(int=0)
    said: dict[str, Any] = {
        "conditions": terms.conditions,
        "example": terms.example,
        "training_url": terms.training_url,
    }
    up_to: dict[str, Any] = {"amount": terms.amount, "ask": ask, "ask_amount": terms.ask_amount}
    by: dict[str, Any] = {"author": author, "starts_at": now, "ends_at": None}
    return LimitCard(id=nobodys, category_id=nobodys, category=category, whose=whose, **said, **up_to, **by)


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
    return before, read(_filled(session, workspace_id, view), _currency(session, workspace_id), before)


def _currency(session: Session, workspace_id: int) -> str:
    return rules.current(session, workspace_id).currency


async def _saved(
    services: Services, incoming: Incoming, outcome: dict[str, Any], before: LimitCard | None, found: Filling
) -> Answer:
    code = outcome["code"]
    if code == "not_yours" and before is None and found.wanted.scope:
        block = BlockId.LIMIT_PERSON if found.wanted.scope.startswith(scopes.MEMBER) else BlockId.LIMIT_SCOPE
        return {"response_action": "errors", "errors": {block.value: replies.NOT_YOURS}}
    if code == "not_yours":
        return _instead("Not for you", replies.NOT_YOURS)
    now = await services.database.read(_card, incoming.workspace_id, outcome.get("limit"))
    if code in {"saved", "unchanged"} and now is not None:
        publish(services, incoming)
        same = "Nothing was different, so nothing changed."
        return _instead("Limit", replies.saved(now) if code == "saved" else same)
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
        return _instead("Limit", replies.withdrawn(before))
    if outcome["code"] == "changed":
        now = await services.database.read(_card, incoming.workspace_id, outcome.get("limit"))
        said = replies.changed_meanwhile(now, "To withdraw it.")
        return {"response_action": "update", "view": limit_form.not_saved(said, now)}
    return _instead("Not for you", replies.NOT_YOURS)


async def _open_starter(services: Services, incoming: Incoming, _value: str) -> None:
    offer = await services.database.read(offer_to, incoming.workspace_id, incoming.user_id)
    view = limit_form.starter(offer, str(offer.whose[0].scope)) if offer and offer.whose else None
    _show(services, incoming, view)


async def _start(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    currency = await services.database.read(_currency, incoming.workspace_id)
    chosen, errors = chosen_in(view, currency)
    if errors:
        return {"response_action": "errors", "errors": errors}
    outcome = await services.write(
        incoming,
        starting.use,
        chosen=chosen,
        scope=picked(view, BlockId.LIMIT_SCOPE),
        actor=incoming.user_id,
        key=f"view:{view['id']}",
    )
    if outcome["code"] == "used":
        publish(services, incoming)
        return _instead("The starter set", replies.used(outcome))
    said = replies.NOT_YOURS if outcome["code"] == "not_yours" else replies.problem(outcome)[1]
    return _instead("The starter set", said)


def chosen_in(view: dict[str, Any], currency: str) -> tuple[dict[Starter, Money | None], dict[str, str]]:
    """Those of the starter set that are wanted, and what can't be read."""
    chosen: dict[Starter, Money | None] = {}
    errors: dict[str, str] = {}
    for starter, block in STARTERS.items():
        if starting.suggested(starter, currency) is None:
            if ticked(view, block):
                chosen[starter] = None
        elif text := typed_plain(view, block):
            amount = amounts.read(text, currency)
            if isinstance(amount, Refused):
                errors[block.value] = amount_replies.refused(amount)
            else:
                chosen[starter] = amount
    return chosen, errors


async def _open_categories(services: Services, incoming: Incoming, _value: str) -> None:
    used = await services.database.read(categories.in_use, incoming.workspace_id)
    open_view(services, incoming, limit_form.categories(used))


async def _open_category(services: Services, incoming: Incoming, value: str) -> None:
    one = await services.database.read(categories.get, incoming.workspace_id, id_of(value))
    _show(services, incoming, limit_form.category(one) if one else None)


async def _save_category(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    outcome = await services.write(
        incoming,
        categories.change,
        category_id=id_of(view["private_metadata"]),
        name=typed_plain(view, BlockId.CATEGORY_NAME),
        training_url=typed_plain(view, BlockId.CATEGORY_TRAINING) or None,
        retired=ticked(view, BlockId.CATEGORY_GONE),
        actor=incoming.user_id,
    )
    if outcome["code"] in {"changed", "retired"}:
        publish(services, incoming)
        done = "Saved." if outcome["code"] == "changed" else "Retired. Its limits are no longer shown, and stay stored."
        return _instead("Categories", done)
    block, said = replies.category_problem(outcome)
    return {"response_action": "errors", "errors": {block.value: said}}


def _show(services: Services, incoming: Incoming, view: dict[str, Any] | None) -> None:
    if view is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, view)


def _instead(title: str, said: str) -> Answer:
    return {"response_action": "update", "view": views.message(title, said)}


BUTTONS: dict[str, Button] = {
    ActionId.LIMITS_SET: Button(_open_set, Who.ANY_LEAD, "see the limits that they set"),
    ActionId.LIMIT_ADD: Button(_add, Who.ANY_LEAD, "open the form of a new limit"),
    ActionId.LIMIT_CHANGE: Button(_change, Who.LEAD_OR_ADMIN, "open the form that changes a limit"),
    ActionId.LIMIT_PREVIEW: Button(_preview, Who.ANY_LEAD, "see how a limit will read"),
    ActionId.LIMITS_STARTER: Button(_open_starter, Who.ANY_LEAD, "see the starter set"),
    ActionId.CATEGORIES: Button(_open_categories, Who.ADMIN, "see the categories of limits"),
    ActionId.CATEGORY_CHANGE: Button(_open_category, Who.ADMIN, "open the form that changes a category"),
}
FORMS: dict[str, Form] = {
    ViewId.LIMIT: Form(_save, Who.LEAD_OR_ADMIN, "set, change or withdraw a limit"),
    ViewId.LIMITS_STARTER: Form(_start, Who.ANY_LEAD, "set the limits of the starter set"),
    ViewId.CATEGORY: Form(_save_category, Who.ADMIN, "rename or retire a category"),
}
