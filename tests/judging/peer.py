"""slackblocks, an independent library: its parser where it has one, its strict constructors where it has not.

Version 3.0 parses only blocks without elements in them (`Block.from_dict` raises NotImplementedError for the rest), so
elements are made by its constructors, field by field: what it doesn't know is an unexpected argument.
"""

from typing import Any

import slackblocks
from slackblocks import errors

ELEMENTS = {
    "button": slackblocks.Button,
    "channels_select": slackblocks.ChannelSelectMenu,
    "checkboxes": slackblocks.CheckboxGroup,
    "conversations_select": slackblocks.ConversationSelectMenu,
    "datepicker": slackblocks.DatePicker,
    "datetimepicker": slackblocks.DateTimePicker,
    "image": slackblocks.Image,
    "multi_conversations_select": slackblocks.ConversationMultiSelectMenu,
    "multi_static_select": slackblocks.StaticMultiSelectMenu,
    "multi_users_select": slackblocks.UserMultiSelectMenu,
    "number_input": slackblocks.NumberInput,
    "overflow": slackblocks.OverflowMenu,
    "plain_text_input": slackblocks.PlainTextInput,
    "radio_buttons": slackblocks.RadioButtonGroup,
    "static_select": slackblocks.StaticSelectMenu,
    "users_select": slackblocks.UserSelectMenu,
}
HOLDERS = {"actions": slackblocks.ActionsBlock, "input": slackblocks.InputBlock, "section": slackblocks.SectionBlock}
OPTIONS = ("options", "initial_options")


def judge_blocks(blocks: list[dict[str, Any]]) -> list[str]:
    """What slackblocks says against the blocks of a message."""
    return _said(lambda: slackblocks.Message(channel="C0", text="x", blocks=[_block(block) for block in blocks]))


def judge_view(view: dict[str, Any]) -> list[str]:
    """The same for a modal or Home."""
    return _said(lambda: _view(view))


def _said(build: Any) -> list[str]:
    try:
        build()
    except (errors.InvalidUsageError, TypeError, KeyError) as error:
        return [f"slackblocks: {str(error)[:200]}"]
    except NotImplementedError:
        return []  # it can't parse tables and rich text, which we don't send
    return []


def _view(view: dict[str, Any]) -> Any:
    fields = {name: value for name, value in view.items() if name not in ("type", "blocks")}
    if view["type"] == "modal" and view.get("submit") is None:
        fields.pop("submit", None)
    texts = {name: _text(fields[name]) for name in ("title", "submit", "close") if name in fields}
    kind = slackblocks.ModalView if view["type"] == "modal" else slackblocks.HomeTabView
    return kind(blocks=[_block(block) for block in view["blocks"]], **(fields | texts))


def _block(block: dict[str, Any]) -> Any:
    if not isinstance(block, dict) or "type" not in block:
        raise errors.MissingRequiredError("a block without a type")
    elements = [*block.get("elements", []), *(block[name] for name in ("element", "accessory") if name in block)]
    if block["type"] not in HOLDERS or (block["type"] == "section" and not elements):
        return slackblocks.Block.from_dict(block)
    fields = {name: _part(name, value) for name, value in block.items() if name != "type"}
    return HOLDERS[block["type"]](**fields)


def _part(name: str, value: Any) -> Any:
    """A field of a block or an element."""
    if name in ("element", "accessory"):
        return _element(value)
    if name == "elements":
        return [_element(one) for one in value]
    if name in OPTIONS:
        return [slackblocks.Option.from_dict(one) for one in value]
    if name == "option_groups":
        return [slackblocks.OptionGroup(_text(one["label"]), _part("options", one["options"])) for one in value]
    if name == "initial_option":
        return slackblocks.Option.from_dict(value)
    if name == "fields":
        return [_text(one) for one in value]
    if name == "filter":
        return slackblocks.ConversationFilter(**value)
    if name == "confirm":
        return slackblocks.ConfirmationDialogue.from_dict(value)
    if name == "dispatch_action_config":
        return slackblocks.DispatchActionConfiguration.from_dict(value)
    return _text(value) if isinstance(value, dict) else value


def _element(element: dict[str, Any]) -> Any:
    if element.get("type") not in ELEMENTS:
        raise errors.TypeMismatchError(f"no element {element.get('type')!r}")
    # Beside groups slackblocks wants a group as the initial option, where Slack wants an option.
    skipped = ("type", "initial_option") if "option_groups" in element else ("type",)
    return ELEMENTS[element["type"]](**{name: _part(name, it) for name, it in element.items() if name not in skipped})


def _text(value: dict[str, Any]) -> Any:
    return slackblocks.Text.from_dict(value)
