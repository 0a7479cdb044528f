"""The forms: giving a pat, confirming it, choosing who sees one. `private_metadata` carries ids only."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ChannelSelectElement,
    CheckboxesElement,
    ContextBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticMultiSelectElement,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.ids import BlockId, ViewId
from bot.surfaces.kudos import mrkdwn
from bot.surfaces.text import channel, kept_words, section
from models.giving import LONGEST
from models.kudos import ChannelKind
from models.members import Circle

CIRCLES = {
    Circle.EVERYONE: "Everyone where it was said",
    Circle.TEAM: "My team",
    Circle.LEAD: "Me and my lead",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the form was opened: its kudos will be announced there. No channel: the form asks."""

    channel_id: str | None
    kind: ChannelKind

    @classmethod
    def of(cls, channel_id: str | None, channel_name: str | None) -> "Place":
        """From a command's or action's fields: Slack names private conversations by what they are."""
        kinds = {"privategroup": ChannelKind.PRIVATE, "directmessage": ChannelKind.DIRECT}
        kind = kinds.get(channel_name or "", ChannelKind.PUBLIC)
        if channel_name and channel_name.startswith("mpdm-"):
            kind = ChannelKind.DIRECT
        if channel_id is None or channel_id.startswith("D"):
            kind = ChannelKind.DIRECT
        return cls(None if kind == ChannelKind.DIRECT else channel_id, kind)


def give(
    place: Place,
    values: Sequence[tuple[str, str]] = (),
    *,
    people: Sequence[str] = (),
    text: str = "",
    kudos_channel: str | None = None,
) -> dict[str, Any]:
    """The form of `/pat`. `values` are (id, name); `people` and `text` prefill it."""
    blocks: list[Block] = [
        _input(BlockId.PEOPLE, "Who?", UserMultiSelectElement(action_id=BlockId.PEOPLE, initial_users=list(people))),
        _text(BlockId.DECISION, "What did they decide?", "Refunded the late parcel on the spot", initial=text),
        _text(BlockId.OUTCOME, "What came of it?", "The customer stayed", optional=True),
        _text(BlockId.CUSTOMER, "What did the customer say?", "First shop that ever did that.", optional=True),
    ]
    if values:
        blocks.append(_values(values))
    blocks.append(_channel(kudos_channel) if place.channel_id is None else _seen(place.channel_id))
    metadata = json.dumps({"channel": place.channel_id, "kind": place.kind})
    return _view(ViewId.GIVE, "Pat on the back", blocks, submit="Give", metadata=metadata)


def again(draft_id: str, words: str) -> dict[str, Any]:
    """Shown instead of the form when the same was given a moment ago."""
    text = f"You gave exactly this a moment ago, and it is stored once.\n{kept_words(words)}"[:2900]
    return _view(ViewId.GIVE_AGAIN, "Give it again?", [section(text)], submit="Give it again", metadata=draft_id)


def circle(kudos_id: str, current: Circle) -> dict[str, Any]:
    """Who sees this kudos, and the ones to come."""
    options = {
        choice: Option(value=choice.value, text=PlainTextObject(text=label)) for choice, label in CIRCLES.items()
    }
    radio = RadioButtonsElement(
        action_id=BlockId.CIRCLE, options=list(options.values()), initial_option=options[current]
    )
    always = Option(value=BlockId.ALWAYS, text=PlainTextObject(text="For every pat I am given from now on, too"))
    blocks: list[Block] = [
        _input(BlockId.CIRCLE, "Who sees it?", radio),
        _input(
            BlockId.ALWAYS, "And later?", CheckboxesElement(action_id=BlockId.ALWAYS, options=[always]), optional=True
        ),
        ContextBlock(elements=[mrkdwn("What is posted already is changed or removed. What was read was read.")]),
    ]
    return _view(ViewId.CIRCLE, "Who sees it", blocks, submit="Save", metadata=kudos_id)


def message(title: str, text: str) -> dict[str, Any]:
    """A form that only says something."""
    return _view(ViewId.MESSAGE, title, [section(text[:2900])])


def _view(
    view_id: ViewId, title: str, blocks: Sequence[Block], *, submit: str | None = None, metadata: str = ""
) -> dict[str, Any]:
    view = View(
        type="modal",
        callback_id=view_id,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit) if submit else None,
        close=PlainTextObject(text="Cancel" if submit else "Close"),
        blocks=list(blocks),
        private_metadata=metadata,
    )
    return dict(view.to_dict())


def _input(block: BlockId, label: str, element: Any, *, optional: bool = False) -> InputBlock:
    return InputBlock(block_id=block, label=PlainTextObject(text=label), element=element, optional=optional)


def _text(block: BlockId, label: str, example: str, *, initial: str = "", optional: bool = False) -> InputBlock:
    element = PlainTextInputElement(
        action_id=block,
        multiline=True,
        max_length=LONGEST,
        placeholder=PlainTextObject(text=example),
        initial_value=initial[:LONGEST] or None,
    )
    return _input(block, label, element, optional=optional)


def _values(values: Sequence[tuple[str, str]]) -> InputBlock:
    options = [Option(value=key, text=PlainTextObject(text=name[:75])) for key, name in values[:100]]
    select = StaticMultiSelectElement(action_id=BlockId.VALUES, options=options)
    return _input(BlockId.VALUES, "Which of our values does it show?", select, optional=True)


def _channel(initial: str | None) -> InputBlock:
    select = ChannelSelectElement(action_id=BlockId.CHANNEL, initial_channel=initial)
    return _input(BlockId.CHANNEL, "Where shall it be seen?", select)


def _seen(channel_id: str) -> ContextBlock:
    return ContextBlock(elements=[mrkdwn(f"Will be posted in {channel(channel_id)}, for everyone there to see.")])
