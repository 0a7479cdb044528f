"""A limit as people will read it, above the form in which it is set."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId
from bot.listeners.fields import id_of
from bot.listeners.limits.filling import Filling, filled_in, read
from bot.listeners.limits.limits import person_of
from bot.listeners.limits.setting import filled_for, offer_to
from bot.listeners.registry import Button, Who
from bot.replies import limits as replies
from bot.services import Incoming, Services
from bot.surfaces.limits import limit_form
from bot.surfaces.limits.limit_form import Offer
from models.limits import reading, scopes, setting
from models.limits.reading import LimitCard
from models.limits.scopes import Named, Scope
from models.limits.setting import Terms
from models.people import members
from models.people.persons import Person


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
    found = read(filled_for(session, workspace_id, view), offer.currency, changed)
    line = _line(session, workspace_id, found, changed, offer, now)
    return limit_form.limit(offer, filled_in(view, preview=line), changed)


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


BUTTONS: dict[str, Button] = {
    ActionId.LIMIT_PREVIEW: Button(_preview, Who.ANY_LEAD, "see how a limit will read"),
}
