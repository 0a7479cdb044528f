"""Finds what a person means by a word on their screen."""

from simulator.acting.seeing import label
from simulator.acting.trouble import Impossible
from simulator.jsontypes import Json
from simulator.surfaces.filled import interactive
from simulator.workspace import Channel, Person

Spot = tuple[Json, Json]


def spots(blocks: list[Json], what: str) -> list[Spot]:
    """Every (block, element) called `what`: by its label, its action_id, its block_id, or `block_id/action_id`."""
    return [
        (block, element)
        for block, element in interactive(blocks)
        if what in (label(block, element), element["action_id"], block["block_id"], _placeholder(element))
        or what == f"{block['block_id']}/{element['action_id']}"
    ]


def _placeholder(element: Json) -> str:
    placeholder = element.get("placeholder")
    return str(placeholder["text"]) if isinstance(placeholder, dict) else ""


def only(blocks: list[Json], what: str, where: str) -> Spot:
    """The first spot called `what`; Impossible, with what there is instead, when there is none."""
    if found := spots(blocks, what):
        return found[0]
    there = ", ".join(repr(label(block, element)) for block, element in interactive(blocks)) or "nothing"
    raise Impossible(f"there is no {what!r} in {where}; one can use: {there}")


def on_messages(channel: Channel, person: Person, what: str, ts: str = "") -> tuple[Json, Spot]:
    """The newest message in a conversation that holds `what` (or the message `ts`), and the spot on it."""
    mine = [one for one in channel.ephemerals if one["person"] == person.id]
    messages = sorted([*channel.messages.values(), *mine], key=lambda one: str(one["ts"]), reverse=True)
    for message in messages:
        if ts in ("", message["ts"]) and (found := spots(message.get("blocks") or [], what)):
            return message, found[0]
    there = {label(*spot) for one in messages for spot in interactive(one.get("blocks") or [])}
    raise Impossible(f"no message here has {what!r}; one can use: {', '.join(sorted(there)) or 'nothing'}")
