"""The values of a view's inputs: what stands there at first, what a person may put in, and how Slack words it."""

import re
from datetime import date
from typing import Any

from simulator.jsontypes import Json
from simulator.surfaces.elements import TYPED_IN
from simulator.surfaces.filled import interactive

# element type → (the key in state.values, the key of its initial value)
VALUE_KEYS = {
    **dict.fromkeys(
        ("plain_text_input", "email_text_input", "url_text_input", "number_input"), ("value", "initial_value")
    ),
    "rich_text_input": ("rich_text_value", "initial_value"),
    **dict.fromkeys(("static_select", "external_select", "radio_buttons"), ("selected_option", "initial_option")),
    **dict.fromkeys(
        ("multi_static_select", "multi_external_select", "checkboxes"), ("selected_options", "initial_options")
    ),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
PLURAL = ("selected_options", "selected_users", "selected_channels", "selected_conversations", "files")
PEOPLE, CHANNELS = ("selected_user", "selected_users"), ("selected_channel", "selected_channels")
CONVERSATIONS = ("selected_conversation", "selected_conversations")
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def value_key(element: Json) -> str:
    """The key under which an element's value stands; empty for one without a value (a button)."""
    return VALUE_KEYS.get(element["type"], ("", ""))[0]


def state(element: Json, value: Any) -> Json:
    """One entry of `state.values`."""
    return {"type": element["type"], value_key(element): value}


def nothing(element: Json) -> Any:
    return [] if value_key(element) in PLURAL else None


def first_values(blocks: list[Json]) -> dict[str, Json]:
    """`state.values` of a view nobody has touched."""
    values: dict[str, Json] = {}
    for block, element in interactive(blocks):
        if value_key(element):
            initial = element.get(VALUE_KEYS[element["type"]][1], nothing(element))
            values.setdefault(block["block_id"], {})[element["action_id"]] = state(element, initial)
    return values


def kept_values(blocks: list[Json], old: dict[str, Json]) -> dict[str, Json]:
    """`state.values` after a view changed: old values stay for the blocks and actions that stayed."""
    values = first_values(blocks)
    for block, actions in values.items():
        for action, entry in actions.items():
            before = old.get(block, {}).get(action)
            if before and before["type"] == entry["type"]:
                actions[action] = before
    return values


def complaints(view: Json, values: dict[str, Json]) -> dict[str, str]:
    """What Slack's client says, by block id, before it lets the form go."""
    found: dict[str, str] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            value = values[block["block_id"]][element["action_id"]].get(value_key(element))
            if problem := complaint(block, element, value):
                found[block["block_id"]] = problem
    return found


def complaint(block: Json, element: Json, value: Any) -> str:
    if value in (None, "", []):
        return "" if block.get("optional") else "Please complete this required field."
    return _typed_in(element, str(value)) if element["type"] in TYPED_IN else _chosen(element, value)


def _chosen(element: Json, value: Any) -> str:
    most = element.get("max_selected_items") or element.get("max_files")
    if most and isinstance(value, list) and len(value) > most:
        return f"Please choose at most {most}."
    if element["type"] == "datepicker":
        try:
            date.fromisoformat(value)
        except ValueError:
            return "Please choose a date."
    return ""


def _typed_in(element: Json, value: str) -> str:
    if element["type"] == "plain_text_input":
        return _length(value, element.get("min_length") or 0, element.get("max_length") or 3000)
    if element["type"] == "email_text_input":
        return "" if EMAIL.match(value) else "Please enter a valid email address."
    if element["type"] == "url_text_input":
        return "" if re.match(r"^https?://\S+\.\S+$", value) else "Please enter a valid URL."
    return _number(element, value) if element["type"] == "number_input" else ""


def _length(value: str, least: int, most: int) -> str:
    if len(value) < least:
        return f"Please use at least {least} characters."
    return f"Please use at most {most} characters." if len(value) > most else ""


def _number(element: Json, value: str) -> str:
    shape = r"^-?\d+(\.\d+)?$" if element.get("is_decimal_allowed") else r"^-?\d+$"
    if not re.match(shape, value):
        return "Please enter a number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and float(value) < float(low):
        return f"Please enter a number of at least {low}."
    return f"Please enter a number of at most {high}." if high is not None and float(value) > float(high) else ""
