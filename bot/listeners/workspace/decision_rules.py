"""What an admin sets about decisions: the form opened, read, saved or given back."""

from typing import Any

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import instead, open_view
from bot.listeners.fields import chosen, picked, ticked, typed
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.parsing.amounts import currencies
from bot.replies import decision_rules as replies
from bot.replies.room import CRITERIA
from bot.services import Incoming, Services
from bot.surfaces.workspace import decision_rules_form
from models import words
from models.decisions import governing
from models.decisions.rules import Rules

FIELDS = {"last_resort_unfit": BlockId.LAST_RESORT, "criteria_long": BlockId.CRITERIA}


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    standing = await services.database.read(governing.standing, incoming.workspace_id)
    open_view(services, incoming, decision_rules_form.decision_rules(standing))


async def _save(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    wanted = rules_of(view)
    if wanted.currency not in currencies():
        return _error(BlockId.CURRENCY, replies.ERRORS["currency"])
    outcome = await services.write(
        incoming,
        governing.change,
        wanted=wanted,
        last_resort=chosen(view, BlockId.LAST_RESORT).get("selected_user"),
        seen=view["private_metadata"],
        admin=incoming.user_id,
        key=f"view:{view['id']}",
    )
    if outcome["code"] in FIELDS:
        return _error(FIELDS[outcome["code"]], replies.ERRORS[outcome["code"]])
    if outcome["code"] != "saved":
        return instead("Not saved", replies.CHANGED)
    publish(services, incoming)
    return None


def rules_of(view: dict[str, Any]) -> Rules:
    """What the submitted form holds, but for the last resort."""
    criteria = typed(view, BlockId.CRITERIA)
    return Rules(
        clock=ticked(view, BlockId.CLOCK),
        amounts_in_channels=ticked(view, BlockId.AMOUNTS_IN_CHANNELS),
        currency=picked(view, BlockId.CURRENCY),
        criteria=criteria if criteria != words.from_plain(CRITERIA) else None,
    )


def _error(block: BlockId, said: str) -> Answer:
    return {"response_action": "errors", "errors": {block.value: said}}


BUTTONS: dict[str, Button] = {
    ActionId.OPEN_DECISION_RULES: Button(_open, Who.ADMIN, "see and change what is set about decisions"),
}
FORMS: dict[str, Form] = {
    ViewId.DECISION_RULES: Form(_save, Who.ADMIN, "save what is set about decisions"),
}
