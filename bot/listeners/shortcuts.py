"""Slack's shortcuts: the form from anywhere, and the form about a message that one has just seen."""

from typing import Any

from bot.ids import ShortcutId
from bot.listeners.answering import answer
from bot.listeners.decisions import deciding
from bot.listeners.kudos.giving import gift_in, open_form
from bot.listeners.registry import Shortcut, Who
from bot.services import Incoming, Services
from bot.surfaces.kudos.give_form import NOWHERE, Place
from models import words


async def shortcut(services: Services, incoming: Incoming) -> None:
    """A global shortcut, or one on a message."""
    entry = SHORTCUTS.get(str(incoming.body.get("callback_id")))
    if entry is not None:
        await entry.handler(services, incoming)


async def _give(services: Services, incoming: Incoming) -> None:
    await open_form(services, incoming, NOWHERE)


async def _give_for_message(services: Services, incoming: Incoming) -> None:
    """Its author, or whom it mentions when it is one's own or a bot's; its words; and a link to it."""
    message, channel = incoming.body["message"], incoming.body["channel"]
    place = place_of(channel, message)
    text = words.storable(str(message.get("text") or ""))
    author = "" if message.get("bot_id") else str(message.get("user") or "")
    people = [author] if author and author != incoming.user_id else words.mentions(text)
    people = [person for person in people if person != incoming.user_id]
    await open_form(services, incoming, place, [gift_in(place, incoming.user_id, tuple(people), text)])


async def _log_my_decision(services: Services, incoming: Incoming) -> None:
    """The message’s words are what happened; a link to it is kept."""
    message, channel = incoming.body["message"], incoming.body["channel"]
    said = {"situation": words.storable(str(message.get("text") or ""))}
    from_ = {"channel": str(channel.get("id") or ""), "message": str(message["ts"])}
    if instead := await deciding.open_form(services, incoming, said, **from_):
        answer(services, incoming, instead)


def place_of(channel: dict[str, Any], message: dict[str, Any]) -> Place:
    """Announced in the thread when the message stands in one, and in the channel otherwise."""
    where = Place.of(channel.get("id"), channel.get("name"))
    if where.channel_id is None:
        return where
    thread = message.get("thread_ts")
    in_thread = thread if thread != message["ts"] else None
    return Place(where.channel_id, where.kind, str(message["ts"]), in_thread)


SHORTCUTS: dict[str, Shortcut] = {
    ShortcutId.GIVE: Shortcut(_give, Who.EVERYONE, "open the form from anywhere"),
    ShortcutId.GIVE_FOR_MESSAGE: Shortcut(_give_for_message, Who.EVERYONE, "open the form about a message they see"),
    ShortcutId.LOG_MY_DECISION: Shortcut(_log_my_decision, Who.THEMSELVES, "log a decision from a message they see"),
}
