"""What an admin sets about recognition gaps: the form opened, read, saved or given back."""

from typing import Any

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import instead, open_view
from bot.listeners.fields import ticked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import gap_rules as replies
from bot.services import Incoming, Services
from bot.surfaces.gaps import gap_rules_form
from models.gaps import governing
from models.gaps.rules import GapRules


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    standing = await services.database.read(governing.standing, incoming.workspace_id)
    open_view(services, incoming, gap_rules_form.gap_rules(standing))


async def _save(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    said = {"wanted": rules_of(view), "seen": view["private_metadata"], "admin": incoming.user_id}
    outcome = await services.write(incoming, governing.change, **said, key=f"view:{view['id']}")
    if outcome["code"] != "saved":
        return instead("Not saved", replies.CHANGED)
    publish(services, incoming)
    return None


def rules_of(view: dict[str, Any]) -> GapRules:
    """What the submitted form holds."""
    return GapRules(
        names=ticked(view, BlockId.GAP_NAMES),
        nudging=ticked(view, BlockId.GAP_NUDGES),
        guests=ticked(view, BlockId.GAP_GUESTS),
    )


BUTTONS: dict[str, Button] = {
    ActionId.OPEN_GAP_RULES: Button(_open, Who.ADMIN, "see and change what is set about recognition gaps"),
}
FORMS: dict[str, Form] = {
    ViewId.GAP_RULES: Form(_save, Who.ADMIN, "save what is set about recognition gaps"),
}
