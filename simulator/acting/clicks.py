"""Somebody clicks or chooses something on a message, on Home or in a modal."""

from typing import Any

from simulator.acting import payloads
from simulator.acting.finding import Spot, on_messages, only
from simulator.acting.seeing import label
from simulator.acting.trouble import Impossible
from simulator.acting.values import chosen, option
from simulator.clock import stamp
from simulator.conversing import where
from simulator.delivery.parcels import INTERACTION, Answer, Parcel
from simulator.jsontypes import Json
from simulator.screens import OpenView
from simulator.surfaces.forms import first_values, state, value_key
from simulator.workspace import Channel, Person, Workspace
from simulator.world import World


async def on_message(
    world: World, workspace: Workspace, person: Person, channel: Channel, what: str, value: Any = None, ts: str = ""
) -> Parcel:
    """Clicks `what` on the newest message that has it. `value` is what is chosen, for a menu."""
    message, spot = on_messages(channel, person, what, ts)
    payload = payloads.on_message(world, workspace, person, channel, message)
    values = first_values(message["blocks"])
    payload |= {"state": {"values": values}, "actions": [_action(world, workspace, spot, value, values)]}
    return await _send(world, workspace, person, payload, f"{label(*spot)!r} in {where(workspace, channel)}")


async def on_view(
    world: World, workspace: Workspace, person: Person, opened: OpenView | None, what: str, value: Any = None
) -> Parcel:
    """Clicks `what` in an open modal or on Home."""
    if opened is None:
        raise Impossible(f"{person.handle} has nothing open")
    spot = only(opened.view["blocks"], what, "the view")
    return await acted(world, workspace, person, opened, spot, value)


async def acted(
    world: World, workspace: Workspace, person: Person, opened: OpenView, spot: Spot, value: Any = None
) -> Parcel:
    """Sends the `block_actions` of one element of a view."""
    action = _action(world, workspace, spot, value, opened.values)
    payload = payloads.on_view(world, workspace, person, opened.as_sent())
    payload |= {"state": {"values": opened.values}, "actions": [action]}
    place = "Home" if opened.view["type"] == "home" else f"“{opened.view['title']['text']}”"
    return await _send(world, workspace, person, payload, f"{label(*spot)!r} in {place}")


def _action(world: World, workspace: Workspace, spot: Spot, value: Any, values: dict[str, Json]) -> Json:
    """One entry of `actions`; a choice is put into `values` as well."""
    block, element = spot
    action: Json = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": stamp(int(world.clock.now() * 1_000_000)),
    }
    if element["type"] == "button":
        return action | {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    if element["type"] == "overflow":
        return action | {"selected_option": option(element, value)}
    entries = values.setdefault(block["block_id"], {})
    if value is not None:
        entries[element["action_id"]] = state(element, chosen(workspace, element, value))
    entry = entries[element["action_id"]]
    return action | {value_key(element): entry[value_key(element)]}


async def _send(world: World, workspace: Workspace, person: Person, payload: Json, what: str) -> Parcel:
    world.records.happened("click", workspace.id, f"{person.handle} clicks {what}")
    parcel = world.dispatcher.parcel(INTERACTION, workspace.id, payload, person=person.id)
    parcel.accept = lambda answer: troubled(world, workspace, person, answer)
    await world.dispatcher.bring(parcel)
    return parcel


def troubled(world: World, workspace: Workspace, person: Person, answer: Answer) -> None:
    """Slack's small warning sign beside what was clicked."""
    screen = world.screens.of(workspace.id, person.id)
    screen.trouble = "" if answer.ok else "We had some trouble connecting. Try again?"
    world.records.pulse.beat()
