"""Who decided shares the pat they were given for it, or stops sharing it."""

from typing import Any

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.answers import not_theirs
from bot.listeners.fields import chosen, id_of, picked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.showing import is_on
from bot.replies import answers as replies
from bot.services import Incoming, Services
from bot.surfaces.answers import share_form
from models.answers import sharing
from models.people.members import Circle


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    whose: dict[str, Any] = {"decision_id": id_of(value), "member": incoming.user_id}
    found = await services.database.read(sharing.preview, workspace_id=incoming.workspace_id, **whose)
    if found is None:
        not_theirs.note(incoming, "open sharing", value)
        answer(services, incoming, replies.NOT_FOR_YOU)
    else:
        open_view(services, incoming, share_form.share(found))


async def _share(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    circle = picked(view, BlockId.CIRCLE) or Circle.EVERYONE
    if circle not in set(Circle):
        return None
    whose: dict[str, Any] = {"decision_id": id_of(view["private_metadata"]), "member": incoming.user_id}
    channel_id = chosen(view, BlockId.CHANNEL).get("selected_channel")
    outcome = await services.write(incoming, sharing.share, **whose, circle=Circle(circle), channel_id=channel_id)
    if outcome["code"] == "not_yours":
        not_theirs.note(incoming, "share", view["private_metadata"])
    wrong = replies.not_shared_there(outcome)
    if wrong and all(
        block.get("block_id") != BlockId.CHANNEL for block in view["blocks"]
    ):  # it is shared somewhere already
        return instead(share_form.TITLE, wrong)
    if wrong:
        return {"response_action": "errors", "errors": {BlockId.CHANNEL.value: wrong}}
    publish(services, incoming)
    return instead(share_form.TITLE, replies.shared(outcome))


async def _unshare(services: Services, incoming: Incoming, value: str) -> None:
    whose: dict[str, Any] = {"decision_id": id_of(value), "member": incoming.user_id}
    outcome = await services.write(incoming, sharing.unshare, **whose)
    if outcome["code"] == "not_yours":
        not_theirs.note(incoming, "stop sharing", value)
    answer(services, incoming, replies.unshared(outcome))
    if is_on(incoming, "home"):
        publish(services, incoming)


BUTTONS: dict[str, Button] = {
    ActionId.SHARE_PAT: Button(_open, Who.DECIDER, "open the form that shares a pat for a decision"),
    ActionId.UNSHARE_PAT: Button(_unshare, Who.DECIDER, "stop sharing a pat for a decision"),
}
FORMS: dict[str, Form] = {ViewId.SHARE_PAT: Form(_share, Who.DECIDER, "share a pat for a decision")}
