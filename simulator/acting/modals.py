"""Somebody fills in, submits or closes the modal in front of them."""

from typing import Any

from simulator.acting import payloads
from simulator.acting.clicks import acted, troubled
from simulator.acting.finding import only
from simulator.acting.trouble import Impossible
from simulator.acting.values import chosen
from simulator.api.call import Call
from simulator.api.views import replaced, shown
from simulator.delivery.parcels import INTERACTION, Answer, Parcel
from simulator.jsontypes import Json
from simulator.screens import DEEPEST, OpenView, Screen
from simulator.surfaces.forms import complaint, complaints, state, value_key
from simulator.surfaces.views import too_large, view_problems
from simulator.workspace import Person, Workspace
from simulator.world import World

TROUBLE = "We had some trouble connecting. Try again?"


def open_modal(world: World, workspace: Workspace, person: Person) -> tuple[Screen, OpenView]:
    screen = world.screens.of(workspace.id, person.id)
    if screen.top is None:
        raise Impossible(f"{person.handle} has no modal open")
    return screen, screen.top


async def fill(world: World, workspace: Workspace, person: Person, given: dict[str, Any]) -> None:
    """Puts values in, each by label, action_id or block_id. Raises Impossible for what Slack would not take."""
    for what, value in given.items():
        _, opened = open_modal(world, workspace, person)
        block, element = only(opened.view["blocks"], what, "the modal")
        if not value_key(element):
            raise Impossible(f"{what!r} is a {element['type']}: click it")
        entry = state(element, chosen(workspace, element, value))
        opened.values.setdefault(block["block_id"], {})[element["action_id"]] = entry
        _no_longer(opened, block, element)
        if block["type"] != "input" or block.get("dispatch_action"):
            await acted(world, workspace, person, opened, (block, element))


def _no_longer(opened: OpenView, block: Json, element: Json) -> None:
    """A field that was complained about is looked at again."""
    opened.errors.pop(block["block_id"], None)
    longest = element.get("max_length") or (3000 if element["type"] == "plain_text_input" else None)
    value = opened.values[block["block_id"]][element["action_id"]].get("value")
    # Slack's client lets nobody type past the end.
    if longest and isinstance(value, str) and len(value) > longest:
        opened.errors[block["block_id"]] = complaint(block, element, value)


async def submit(world: World, workspace: Workspace, person: Person) -> Parcel | None:
    """Submits the top modal; None (and errors on the view) when Slack's client does not let it go."""
    _, opened = open_modal(world, workspace, person)
    if not opened.view["submit"]:
        raise Impossible("this modal has no submit button")
    opened.errors = complaints(opened.view, opened.values)
    if opened.errors:
        world.records.pulse.beat()
        return None
    payload = {
        "type": "view_submission",
        **payloads.who(world, workspace, person),
        "trigger_id": payloads.trigger(world, workspace, person),
        "view": opened.as_sent(),
    }
    world.records.happened("submit", workspace.id, f"{person.handle} submits “{opened.view['title']['text']}”")
    parcel = world.dispatcher.parcel(INTERACTION, workspace.id, payload, person=person.id)
    parcel.accept = lambda answer: _submitted(world, workspace, person, opened, answer)
    await world.dispatcher.bring(parcel)
    return parcel


def _submitted(world: World, workspace: Workspace, person: Person, opened: OpenView, answer: Answer) -> None:
    troubled(world, workspace, person, answer)
    screen = world.screens.of(workspace.id, person.id)
    if not answer.ok or opened not in screen.modals:
        return
    problem = _moved(world, workspace, screen, opened, answer.body)
    if problem:
        screen.trouble = TROUBLE
        world.records.happened("refused", workspace.id, f"answer to view_submission → {problem}")
    world.records.pulse.beat()


def _moved(world: World, workspace: Workspace, screen: Screen, opened: OpenView, body: Any) -> str:
    """Does what the app answered to a submission; says what was wrong with it, if anything."""
    if body is None or body == {}:
        screen.modals.remove(opened)
        return ""
    action = body.get("response_action") if isinstance(body, dict) else None
    if action == "clear":
        screen.modals.clear()
        return ""
    if action == "errors":
        return _complained(opened, body.get("errors"))
    if action in ("update", "push"):
        return _changed(world, workspace, screen, opened, action, body.get("view"))
    return f"not an answer: {body!r}"


def _complained(opened: OpenView, errors: Any) -> str:
    inputs = {block["block_id"] for block in opened.view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        return f"errors must name input blocks of the view, got {errors!r}"
    opened.errors = {block: str(message) for block, message in errors.items()}
    return ""


def _changed(world: World, workspace: Workspace, screen: Screen, opened: OpenView, action: str, view: Any) -> str:
    if problems := view_problems(view, "modal"):
        return "; ".join(problems)
    if too_large(view):
        return "view_too_large"
    call = Call(world, workspace, {})
    if action == "update":
        replaced(call, opened, view)
    elif len(screen.modals) >= DEEPEST:
        return "push_limit_reached"
    else:
        shown(call, screen, view, opened.person, under=opened)
    return ""


async def close(world: World, workspace: Workspace, person: Person, *, everything: bool = False) -> None:
    """Closes the top modal (or all of them); the app hears of it where it asked to."""
    screen, opened = open_modal(world, workspace, person)
    gone = list(reversed(screen.modals)) if everything or opened.view["clear_on_close"] else [opened]
    for one in gone:
        screen.modals.remove(one)
    world.records.pulse.beat()
    for one in gone:
        if one.view["notify_on_close"]:
            await _closed(world, workspace, person, one, cleared=len(gone) > 1)


async def _closed(world: World, workspace: Workspace, person: Person, opened: OpenView, *, cleared: bool) -> None:
    known = payloads.who(world, workspace, person)
    payload = {"type": "view_closed", **known, "view": opened.as_sent(), "is_cleared": cleared}
    await world.dispatcher.bring(world.dispatcher.parcel(INTERACTION, workspace.id, payload, person=person.id))
