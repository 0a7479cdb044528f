"""*No more of these*, under a nudge; and its undoing."""

from bot.ids import ActionId
from bot.listeners.answering import answer
from bot.listeners.registry import Button, Who
from bot.replies import nudges as replies
from bot.services import Incoming, Services
from models.gaps import nudging


async def _off(services: Services, incoming: Incoming, _value: str) -> None:
    changed = await services.write(incoming, nudging.choose, member=incoming.user_id, wanted=False)
    answer(services, incoming, replies.off(changed=changed), replace=True)


async def _on(services: Services, incoming: Incoming, _value: str) -> None:
    await services.write(incoming, nudging.choose, member=incoming.user_id, wanted=True)
    answer(services, incoming, replies.ON, replace=True)


BUTTONS: dict[str, Button] = {
    ActionId.NUDGES_OFF: Button(_off, Who.THEMSELVES, "switch nudges off"),
    ActionId.NUDGES_ON: Button(_on, Who.THEMSELVES, "switch nudges on"),
}
