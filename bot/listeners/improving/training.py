"""Training: an admin attaches what there is to learn about a subject."""

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import id_of, typed
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.services import Incoming, Services
from bot.surfaces.improving import training as surface
from bot.surfaces.message import Message
from models import words
from models.improving import training
from models.limits import categories

GONE = "That subject is not in use any more. Nothing was changed."
NO_LINK = "That is no address of the web: it begins with https:// or http://"
SAVED = {
    "attached": "Saved. It stands beside the limits on it, and beside what leads read about it.",
    "taken_away": "There is no link any more.",
}


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    category = await services.database.read(categories.get, incoming.workspace_id, id_of(value))
    if category is None:
        answer(services, incoming, Message(GONE))
    else:
        open_view(services, incoming, surface.link_form(category))


async def _attach(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    link = words.unescape(typed(view, BlockId.TRAINING_LINK) or "") or None
    what = {"category_id": id_of(view["private_metadata"]), "member": incoming.user_id}
    outcome = await services.write(incoming, training.attach, **what, link=link)
    if outcome["code"] == "no_link":
        return {"response_action": "errors", "errors": {BlockId.TRAINING_LINK.value: NO_LINK}}
    publish(services, incoming)
    return instead("Training", SAVED.get(outcome["code"], GONE))


BUTTONS: dict[str, Button] = {
    ActionId.TRAINING_LINK: Button(_open, Who.ADMIN, "open the form that attaches what there is to learn"),
}
FORMS: dict[str, Form] = {
    ViewId.TRAINING_LINK: Form(_attach, Who.ADMIN, "attach what there is to learn about a subject"),
}
