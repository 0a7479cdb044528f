"""The buttons on a pat and on its receipt."""

from typing import Any
from uuid import UUID

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import id_of, picked, ticked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.showing import is_on
from bot.replies import pats as replies
from bot.services import Incoming, Services
from bot.surfaces.kudos import circle_form
from bot.surfaces.message import Message
from models.kudos import cards, responding, retracting
from models.kudos.cards import Card
from models.people.members import Circle
from models.storage.requests import Outcome


async def _boost(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, responding.boost, kudos_id=id_of(value), member=incoming.user_id)
    answer(services, incoming, replies.boosted(outcome))
    if is_on(incoming, "home"):
        publish(services, incoming)


async def _undo(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, retracting.undo_one, kudos_id=id_of(value), giver=incoming.user_id)
    answer(services, incoming, await taken_back(services, incoming, outcome), replace=True)


async def taken_back(services: Services, incoming: Incoming, outcome: Outcome) -> Message:
    """The answer to an undo; the outcome holds no words, so that they are read for it."""
    found: dict[UUID, Card] = {}
    if outcome["code"] == "undone":
        found = await services.database.read(cards.cards, incoming.workspace_id, [UUID(outcome["kudos"])])
    return replies.undone(outcome, next(iter(found.values()), None))


async def _say_thanks(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, responding.say_thanks, kudos_id=id_of(value), member=incoming.user_id)
    answer(services, incoming, replies.thanked(outcome))


async def _keep(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, responding.keep, kudos_id=id_of(value), member=incoming.user_id)
    answer(services, incoming, replies.kept(outcome))


async def _open_circle(services: Services, incoming: Incoming, value: str) -> None:
    whose: dict[str, Any] = {"kudos_id": id_of(value), "member": incoming.user_id}
    circle = await services.database.read(responding.circle_of, workspace_id=incoming.workspace_id, **whose)
    if circle is None:
        answer(services, incoming, replies.NOT_YOURS)
    else:
        open_view(services, incoming, circle_form.circle(value, circle))


async def _choose_circle(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    circle = Circle(picked(view, BlockId.CIRCLE))
    outcome = await services.write(
        incoming,
        responding.choose_circle,
        kudos_id=id_of(view["private_metadata"]),
        member=incoming.user_id,
        circle=circle,
        always=ticked(view, BlockId.ALWAYS),
    )
    return instead("Who sees it", replies.circle_chosen(outcome))


async def _fewer(services: Services, incoming: Incoming, value: str) -> None:
    await services.write(incoming, responding.set_receipts, member=incoming.user_id, wanted=False)
    if value == "home":
        publish(services, incoming)
    else:
        answer(services, incoming, replies.RECEIPTS_OFF)


async def _more(services: Services, incoming: Incoming, _value: str) -> None:
    await services.write(incoming, responding.set_receipts, member=incoming.user_id, wanted=True)
    publish(services, incoming)


BUTTONS: dict[str, Button] = {
    ActionId.BOOST: Button(_boost, Who.OTHERS, "add a pat to one that is open to everyone"),
    ActionId.UNDO: Button(_undo, Who.GIVER, "take a pat back, for a day"),
    ActionId.SAY_THANKS: Button(_say_thanks, Who.RECEIVER, "thank the giver"),
    ActionId.KEEP: Button(_keep, Who.RECEIVER, "keep a pat at hand"),
    ActionId.CHOOSE_CIRCLE: Button(_open_circle, Who.RECEIVER, "see who sees a pat"),
    ActionId.FEWER_MESSAGES: Button(_fewer, Who.THEMSELVES, "switch receipts off"),
    ActionId.MORE_MESSAGES: Button(_more, Who.THEMSELVES, "switch receipts on"),
}
FORMS: dict[str, Form] = {ViewId.CIRCLE: Form(_choose_circle, Who.RECEIVER, "choose who sees a pat")}
