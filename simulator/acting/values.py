"""Turns what a person puts in ("@bo", "#pats", "Yes") into the value Slack keeps of it."""

from typing import Any

from simulator.acting.trouble import Impossible
from simulator.jsontypes import Json
from simulator.surfaces.forms import CHANNELS, CONVERSATIONS, PEOPLE, PLURAL, value_key
from simulator.workspace import Workspace


def chosen(workspace: Workspace, element: Json, given: Any) -> Any:
    """The value for `state.values`. None (or an empty list) clears it. Raises Impossible."""
    key = value_key(element)
    if key in PLURAL:
        listed = given if isinstance(given, list) else [] if given is None else [given]
        return [_one(workspace, element, key, one) for one in listed]
    return None if given in (None, "") else _one(workspace, element, key, given)


def _one(workspace: Workspace, element: Json, key: str, given: Any) -> Any:
    if key in PEOPLE:
        return _person(workspace, str(given))
    if key in CHANNELS or key in CONVERSATIONS:
        return _channel(workspace, str(given), people=key in CONVERSATIONS)
    if key in ("selected_option", "selected_options"):
        return option(element, given)
    return str(given) if key == "value" else given


def _person(workspace: Workspace, given: str) -> str:
    person = workspace.person(given)
    if person is None or person.deactivated:
        raise Impossible(f"the people picker does not offer {given!r}")
    return person.id


def _channel(workspace: Workspace, given: str, *, people: bool) -> str:
    channel = workspace.channel(given)
    if channel and not channel.archived:
        return channel.id
    if people and workspace.person(given):
        return _person(workspace, given)
    raise Impossible(f"the channel picker does not offer {given!r}")


def option(element: Json, given: Any) -> Json:
    """The option with this text or value. An external select takes an option as it is."""
    if isinstance(given, dict):
        return given
    options: list[Json] = list(element.get("options") or ())
    for group in element.get("option_groups") or ():
        options += group["options"]
    for one in options:
        if given in (one["text"]["text"], one.get("value")):
            return one
    offered = ", ".join(repr(one["text"]["text"]) for one in options)
    raise Impossible(f"there is no option {given!r}; there are: {offered}")
