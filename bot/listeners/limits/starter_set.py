"""The starter set: five limits to adapt, set at once."""

from typing import Any

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import instead
from bot.listeners.fields import picked, ticked, typed_plain
from bot.listeners.home import publish
from bot.listeners.limits.setting import currency_of, offer_to, show
from bot.listeners.registry import Answer, Button, Form, Who
from bot.parsing import amounts
from bot.parsing.amounts import Refused
from bot.replies import amounts as amount_replies
from bot.replies import limits as replies
from bot.services import Incoming, Services
from bot.surfaces.limits import limit_form
from bot.surfaces.limits.limit_form import STARTERS
from models.limits import starting
from models.limits.starting import Starter
from models.money import Money


async def _open_starter(services: Services, incoming: Incoming, _value: str) -> None:
    offer = await services.database.read(offer_to, incoming.workspace_id, incoming.user_id)
    view = limit_form.starter(offer, str(offer.whose[0].scope)) if offer and offer.whose else None
    show(services, incoming, view)


async def _start(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    currency = await services.database.read(currency_of, incoming.workspace_id)
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
        return instead("The starter set", replies.used(outcome))
    said = replies.NOT_YOURS if outcome["code"] == "not_yours" else replies.problem(outcome)[1]
    return instead("The starter set", said)


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


BUTTONS: dict[str, Button] = {
    ActionId.LIMITS_STARTER: Button(_open_starter, Who.ANY_LEAD, "see the starter set"),
}
FORMS: dict[str, Form] = {
    ViewId.LIMITS_STARTER: Form(_start, Who.ANY_LEAD, "set the limits of the starter set"),
}
