"""What can be clicked, chosen or filled in: one row an element."""

import re
from typing import Any

from simulator.surfaces.rules import (
    Report,
    Rule,
    Shape,
    action_id,
    among,
    anything,
    array,
    boolean,
    both,
    either,
    number,
    string,
)
from simulator.surfaces.texts import (
    confirm,
    conversation_filter,
    dispatch_config,
    option,
    option_group,
    plain,
    plain_option,
    rich_option,
    url,
)

DATE, TIME = re.compile(r"^\d{4}-\d{2}-\d{2}$"), re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


def pattern(expression: re.Pattern[str], name: str) -> Rule:
    def check(report: Report, value: Any, pointer: str) -> None:
        if not isinstance(value, str) or not expression.match(value):
            report.add(f"invalid {name}", pointer)

    return check


def one_source(report: Report, value: Any, pointer: str) -> None:
    """A static select has options or option groups, not both, and what is chosen at first is among them."""
    if value.get("options") is not None and value.get("option_groups") is not None:
        report.add("only one of options, option_groups allowed", pointer)
    _initial_known(report, value, pointer)


def _initial_known(report: Report, value: Any, pointer: str) -> None:
    first = value.get("initial_options") or [value.get("initial_option")]
    known = list(value.get("options") or ())
    for group in value.get("option_groups") or ():
        known += group.get("options") or () if isinstance(group, dict) else ()
    if any(chosen is not None and chosen not in known for chosen in first):
        report.add("initial option must match one of the options", pointer)


def element(fields: dict[str, Rule], *required: str, also: Rule | None = None) -> Shape:
    return Shape({"type": anything, "action_id": action_id, **fields}, required, also)


def chooser(fields: dict[str, Rule], *required: str, also: Rule | None = None) -> Shape:
    asked: dict[str, Rule] = {"placeholder": plain(150), "confirm": confirm, "focus_on_load": boolean}
    return element(asked | fields, *required, also=also)


def typed_in(fields: dict[str, Rule]) -> Shape:
    asked: dict[str, Rule] = {
        "placeholder": plain(150),
        "focus_on_load": boolean,
        "dispatch_action_config": dispatch_config,
    }
    return element(asked | fields)


_STATIC: dict[str, Rule] = {"options": array(plain_option, 100), "option_groups": array(option_group, 100)}
_MANY: dict[str, Rule] = {"max_selected_items": number(1, 100_000)}
_IDS = array(string(255), 100)
_from_options = both(either("options", "option_groups"), one_source)

ELEMENTS: dict[str, Shape] = {
    "button": element(
        {
            "text": plain(75),
            "url": url,
            "value": string(2000),
            "style": among("primary", "danger"),
            "confirm": confirm,
            "accessibility_label": string(75),
        },
        "text",
    ),
    "static_select": chooser(_STATIC | {"initial_option": plain_option}, also=_from_options),
    "multi_static_select": chooser(_STATIC | _MANY | {"initial_options": array(plain_option, 100)}, also=_from_options),
    "external_select": chooser({"min_query_length": number(0, 300), "initial_option": plain_option}),
    "multi_external_select": chooser(
        _MANY | {"min_query_length": number(0, 300), "initial_options": array(plain_option, 100)}
    ),
    "users_select": chooser({"initial_user": string(255)}),
    "multi_users_select": chooser(_MANY | {"initial_users": _IDS}),
    "channels_select": chooser({"initial_channel": string(255), "response_url_enabled": boolean}),
    "multi_channels_select": chooser(_MANY | {"initial_channels": _IDS}),
    "conversations_select": chooser(
        {
            "initial_conversation": string(255),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": conversation_filter,
        }
    ),
    "multi_conversations_select": chooser(
        _MANY
        | {
            "initial_conversations": _IDS,
            "default_to_current_conversation": boolean,
            "filter": conversation_filter,
        }
    ),
    "overflow": element({"options": array(option("plain_text", link=True), 5), "confirm": confirm}, "options"),
    "checkboxes": element(
        {
            "options": array(rich_option, 10),
            "initial_options": array(rich_option, 10),
            "confirm": confirm,
            "focus_on_load": boolean,
        },
        "options",
        also=_initial_known,
    ),
    "radio_buttons": element(
        {
            "options": array(rich_option, 10),
            "initial_option": rich_option,
            "confirm": confirm,
            "focus_on_load": boolean,
        },
        "options",
        also=_initial_known,
    ),
    "datepicker": chooser({"initial_date": pattern(DATE, "date")}),
    "timepicker": chooser({"initial_time": pattern(TIME, "time"), "timezone": string(255)}),
    "datetimepicker": element(
        {"initial_date_time": number(1_000_000_000, 9_999_999_999), "confirm": confirm, "focus_on_load": boolean}
    ),
    "plain_text_input": typed_in(
        {
            "initial_value": string(3000, least=0),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        }
    ),
    "email_text_input": typed_in({"initial_value": string(3000, least=0)}),
    "url_text_input": typed_in({"initial_value": string(3000, least=0)}),
    "number_input": Shape(
        {
            **typed_in({}).fields,
            "is_decimal_allowed": boolean,
            "initial_value": string(255),
            "min_value": string(255),
            "max_value": string(255),
        },
        required=("is_decimal_allowed",),
    ),
    "rich_text_input": typed_in({"initial_value": anything, "min_lines": number(1, 100), "max_lines": number(1, 100)}),
    "file_input": element({"filetypes": array(string(255), 100), "max_files": number(1, 10)}),
    "image": Shape(
        {"type": anything, "image_url": url, "alt_text": string(2000), "slack_file": anything},
        ("alt_text",),
        either("image_url", "slack_file"),
    ),
}

SELECTS = (
    *("static_select", "external_select", "users_select", "channels_select", "conversations_select"),
    *("multi_static_select", "multi_external_select", "multi_users_select"),
    *("multi_channels_select", "multi_conversations_select"),
)
CHOICES = ("checkboxes", "radio_buttons", "datepicker", "timepicker")
IN_ACTIONS = ("button", "overflow", "datetimepicker", "rich_text_input", *SELECTS, *CHOICES)
AS_ACCESSORY = ("button", "overflow", "image", *SELECTS, *CHOICES)
TYPED_IN = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")
IN_INPUT = (*TYPED_IN, "file_input", "datetimepicker", *SELECTS, *CHOICES)
