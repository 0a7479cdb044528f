"""`/pat`: one parse, one call into the domain, one reply that only the sender sees."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot import parsing, replies
from bot.listeners.forms import open_give_form
from bot.listeners.gaps import gaps
from bot.parsing import Typed
from bot.services import Incoming, Services
from bot.surfaces.form import Place
from bot.surfaces.kudos import Message
from models import giving, retracting, words
from models.giving import Gift
from models.kudos import Source
from models.requests import Outcome

Answer = dict[str, Any] | None


async def command(services: Services, incoming: Incoming) -> Answer:
    """Answer `/pat …`."""
    typed = parsing.command(said(incoming))
    return await VERBS.get(typed.verb, _help)(services, incoming, typed)


def said(incoming: Incoming) -> str:
    """What was typed after the command, in its stored form."""
    return words.storable(incoming.body.get("text", "")).strip()


async def _give(services: Services, incoming: Incoming, typed: Typed) -> Answer:
    if len(typed.parts) > 1:
        return await _form(services, incoming, typed)
    part = typed.parts[0]
    if called := typed.calls or ("subteam",) * len(part.groups):
        return private(replies.groups(called, said(incoming)))
    if part.names:
        return private(replies.raw_names(part.names, said(incoming)))
    place = _place(incoming)
    if place.channel_id is None:
        return await _form(services, incoming, typed)
    gift = Gift(
        giver=incoming.user_id,
        receivers=part.people,
        source=Source.COMMAND,
        channel_id=place.channel_id,
        channel_kind=place.kind,
        message=part.words or None,
    )
    outcome = await services.write(incoming, giving.give, gift=gift, key=f"command:{incoming.trigger_id}")
    return private(_answer(outcome, said(incoming)))


def _answer(outcome: Outcome, typed: str) -> Message:
    if outcome["code"] == "given":
        return replies.given(outcome)
    return replies.again(outcome, typed) if outcome["code"] == "again" else replies.refused(outcome, typed)


async def _form(services: Services, incoming: Incoming, typed: Typed) -> Answer:
    """`/pat` alone; and what can't be understood for sure, or was typed where nobody would see it: the form asks."""
    people = tuple(dict.fromkeys(person for part in typed.parts for person in part.people))
    text = words.plain("\n".join(part.words for part in typed.parts))
    await open_give_form(services, incoming, _place(incoming), people=people, text=text)
    return None


async def _undo(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    key = f"command:{incoming.trigger_id}"
    outcome = await services.write(incoming, retracting.undo, giver=incoming.user_id, key=key)
    return private(replies.undone(outcome))


async def _help(_services: Services, _incoming: Incoming, _typed: Typed) -> Answer:
    return private(Message(replies.HELP))


async def _gaps(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    return private(await gaps(services, incoming))


def private(message: Message) -> dict[str, Any]:
    """As an answer that only the sender sees."""
    return {"response_type": "ephemeral", **message.payload()}


def _place(incoming: Incoming) -> Place:
    return Place.of(incoming.body.get("channel_id"), incoming.body.get("channel_name"))


VERBS: dict[str, Callable[[Services, Incoming, Typed], Awaitable[Answer]]] = {
    "give": _give,
    "form": _form,
    "doubtful": _form,
    "undo": _undo,
    "help": _help,
    "gaps": _gaps,
}
