"""Who reads the leadership's digest, named by an admin; and one's own month, stopped and started again."""

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.workspace.team import change_in
from bot.replies import leaders as replies
from bot.replies import trouble
from bot.services import Incoming, Services
from bot.surfaces.message import Message, button
from bot.surfaces.text import section
from bot.surfaces.workspace import readers_form
from digests.actions import DigestAction
from models.privacy import preferences
from models.workspace import naming


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    named = await services.database.read(naming.named, incoming.workspace_id)
    open_view(services, incoming, readers_form.readers(named))


async def _name(services: Services, incoming: Incoming) -> Answer:
    change = change_in(incoming.body["view"])
    outcome = await services.write(incoming, naming.name, change=change, actor=incoming.user_id)
    if outcome["code"] == "refused":
        return {"response_action": "errors", "errors": {BlockId.PEOPLE.value: replies.objections(outcome)}}
    if outcome["code"] == "not_admin":
        return instead("Not for you", trouble.NOT_ADMIN.text)
    publish(services, incoming)
    return None


async def _stop(services: Services, incoming: Incoming, _value: str) -> None:
    await services.write(incoming, preferences.set_monthly, member=incoming.user_id, wanted=False)
    again = section(replies.STOPPED)
    again.accessory = button("Send them again", ActionId.MONTH_AGAIN, "message")
    answer(services, incoming, Message(replies.STOPPED, (again,)))


async def _start(services: Services, incoming: Incoming, _value: str) -> None:
    started = await services.write(incoming, preferences.set_monthly, member=incoming.user_id, wanted=True)
    answer(services, incoming, Message(replies.STARTED) if started else replies.NOT_ON)


BUTTONS: dict[str, Button] = {
    ActionId.OPEN_READERS: Button(_open, Who.ADMIN, "see who reads the leadership’s digest"),
    DigestAction.STOP_MONTHLY: Button(_stop, Who.THEMSELVES, "stop the digest of their own month"),
    ActionId.MONTH_AGAIN: Button(_start, Who.THEMSELVES, "have the digest of their own month again"),
}
FORMS: dict[str, Form] = {
    ViewId.READERS: Form(_name, Who.ADMIN, "name who reads the leadership’s digest"),
}
