"""What could not be posted, or may not have been: posted again by its giver, or by an admin."""

from bot.ids import ActionId
from bot.listeners.answering import answer
from bot.listeners.fields import id_of
from bot.listeners.home import publish
from bot.listeners.registry import Button, Who
from bot.replies import pats as replies
from bot.services import Incoming, Services
from models.delivery import doubts


async def _post_again(services: Services, incoming: Incoming, value: str) -> None:
    await _announce_again(services, incoming, value, in_kudos_channel=False)


async def _post_in_kudos_channel(services: Services, incoming: Incoming, value: str) -> None:
    await _announce_again(services, incoming, value, in_kudos_channel=True)


async def _announce_again(services: Services, incoming: Incoming, value: str, *, in_kudos_channel: bool) -> None:
    who = {"kudos_id": id_of(value), "giver": incoming.user_id}
    outcome = await services.write(incoming, doubts.announce_again, **who, in_kudos_channel=in_kudos_channel)
    answer(services, incoming, replies.announced_again(outcome))


async def _send_again(services: Services, incoming: Incoming, value: str) -> None:
    await services.write(incoming, doubts.send_again, delivery_id=id_of(value), admin=incoming.user_id)
    publish(services, incoming)


BUTTONS: dict[str, Button] = {
    ActionId.POST_AGAIN: Button(_post_again, Who.GIVER, "post a pat again where it was said"),
    ActionId.POST_IN_KUDOS_CHANNEL: Button(
        _post_in_kudos_channel, Who.GIVER, "post it in the channel for pats instead"
    ),
    ActionId.SEND_AGAIN: Button(_send_again, Who.ADMIN, "send again what is in doubt"),
}
