"""`/pat`: one parse, one call into the domain, one reply that only the sender sees."""

from collections.abc import Awaitable, Callable

from bot import parsing
from bot.listeners.answering import private, typed_after
from bot.listeners.decisions import deciding, own_decisions
from bot.listeners.decisions.pledge import page_of
from bot.listeners.digests.looking import digest
from bot.listeners.gaps.fairness import open_fairness
from bot.listeners.gaps.gaps import gaps
from bot.listeners.home import help_of
from bot.listeners.improving.ideas import idea, ideas
from bot.listeners.kudos.board import board
from bot.listeners.kudos.giving import given, open_form
from bot.listeners.kudos.history import open_history
from bot.listeners.kudos.pats import taken_back
from bot.listeners.limits.limits import look_up
from bot.listeners.registry import Answer, Entry, Who
from bot.listeners.workspace.personal import open_privacy
from bot.parsing import Part, Typed
from bot.replies import giving as replies
from bot.replies import pledge as pledge_replies
from bot.replies import refusals
from bot.services import Incoming, Services
from bot.surfaces.kudos.give_form import Place
from bot.surfaces.message import Message
from models.giving import Gift
from models.kudos import Source, retracting

Verb = Entry[Callable[[Services, Incoming, Typed], Awaitable[Answer]]]


async def command(services: Services, incoming: Incoming) -> Answer:
    """Answer `/pat …`."""
    typed = parsing.command(typed_after(incoming))
    return await VERBS[typed.verb].handler(services, incoming, typed)


async def _give(services: Services, incoming: Incoming, typed: Typed) -> Answer:
    if typed.calls:
        return private(refusals.call(typed.calls, typed_after(incoming)))
    place = _place(incoming)
    if place.channel_id is None:
        return await _form(services, incoming, typed)
    gifts = [_gift(incoming, place, part) for part in typed.parts]
    outcome = await services.give(incoming, gifts, key=f"command:{incoming.trigger_id}")
    if outcome["code"] == "given":
        return private(await given(services, incoming, outcome))
    asked = {"again": replies.again, "sensitive": replies.sensitive}.get(outcome["code"], refusals.refused)
    return private(asked(outcome, typed_after(incoming)))


def _gift(incoming: Incoming, place: Place, part: Part) -> Gift:
    return Gift(
        giver=incoming.user_id,
        receivers=part.people,
        source=Source.COMMAND,
        channel_id=place.channel_id,
        channel_kind=place.kind,
        message=part.words or None,
        groups=part.groups,
        names=part.names,
        tags=part.tags,
    )


async def _form(services: Services, incoming: Incoming, typed: Typed) -> Answer:
    """`/pat` alone; and what can't be understood for sure, or was typed where nobody would see it: the form asks."""
    place = _place(incoming)
    await open_form(services, incoming, place, [_gift(incoming, place, part) for part in typed.parts])
    return None


async def _undo(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    key = f"command:{incoming.trigger_id}"
    outcome = await services.write(incoming, retracting.undo, giver=incoming.user_id, key=key)
    return private(await taken_back(services, incoming, outcome))


async def _help(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    return private(Message(await services.database.read(help_of, incoming.workspace_id, incoming.user_id)))


async def _gaps(services: Services, incoming: Incoming, typed: Typed) -> Answer:
    return private(await gaps(services, incoming, typed.parts[0].words or ""))


async def _fairness(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    await open_fairness(services, incoming)
    return None


async def _privacy(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    await open_privacy(services, incoming)
    return None


async def _history(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    await open_history(services, incoming)
    return None


async def _board(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    return private(await board(services, incoming))


async def _decision(services: Services, incoming: Incoming, typed: Typed) -> Answer:
    said = typed.parts[0].words if typed.parts else ""
    instead = await deciding.open_form(services, incoming, {"choice": said} if said else {})
    return private(instead) if instead else None


async def _pledge(services: Services, incoming: Incoming, typed: Typed) -> Answer:
    page = await services.database.read(page_of, incoming.workspace_id, incoming.user_id)
    return private(pledge_replies.shown(page, typed.parts[0].words or ""))


async def _decisions(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    await own_decisions.open_list(services, incoming)
    return None


async def _limits(services: Services, incoming: Incoming, typed: Typed) -> Answer:
    return private(await look_up(services, incoming, typed.parts[0].words))


def _place(incoming: Incoming) -> Place:
    return Place.of(incoming.body.get("channel_id"), incoming.body.get("channel_name"))


VERBS: dict[str, Verb] = {
    "give": Verb(_give, Who.EVERYONE, "give a pat"),
    "form": Verb(_form, Who.EVERYONE, "open the form"),
    "doubtful": Verb(_form, Who.EVERYONE, "look at what was understood before it is given"),
    "undo": Verb(_undo, Who.GIVER, "take back their newest pat, for a day"),
    "help": Verb(_help, Who.EVERYONE, "read how it works"),
    "privacy": Verb(_privacy, Who.THEMSELVES, "read who sees what, and what is held about them"),
    "history": Verb(_history, Who.THEMSELVES, "read and search what they were given, gave and kept"),
    "board": Verb(_board, Who.EVERYONE, "see the giving board, where it is on"),
    "idea": Verb(idea, Who.EVERYONE, "share an idea"),
    "ideas": Verb(ideas, Who.EVERYONE, "read everyone’s ideas"),
    "decision": Verb(_decision, Who.THEMSELVES, "log a decision of theirs, once a pledge is in force"),
    "pledge": Verb(_pledge, Who.EVERYONE, "read the pledge"),
    "decisions": Verb(_decisions, Who.THEMSELVES, "read their own decisions, and how each stands"),
    "limits": Verb(_limits, Who.THEMSELVES, "read in one line what is theirs to decide"),
    "limit": Verb(_limits, Who.THEMSELVES, "read in one line what is theirs to decide"),
    "digest": Verb(digest, Who.THEMSELVES, "look at their digests of any past week"),
    "gaps": Verb(_gaps, Who.LEAD, "see whom nobody has thanked lately"),
    "fairness": Verb(_fairness, Who.EVERYONE, "read how every figure is made, and what their lead sees of them"),
}
