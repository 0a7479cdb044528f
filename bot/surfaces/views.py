"""What every form is built of. `private_metadata` and values carry ids only."""

from collections.abc import Iterable, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ContextBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks.basic_components import OptionGroup
from slack_sdk.models.views import View

from bot.ids import BlockId, ViewId
from bot.surfaces.message import Message, mrkdwn
from bot.surfaces.text import SECTION, quoted, section
from models import words

LONGEST_TEXT = 3000
"""Characters that a text field may hold (Slack)."""
MOST_OPTIONS = 100
MOST_PIECES = 50


def view(
    view_id: ViewId,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str | None = None,
    metadata: str = "",
) -> dict[str, Any]:
    """A form; without `submit` it only shows something."""
    made = View(
        type="modal",
        callback_id=view_id,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit) if submit else None,
        close=PlainTextObject(text=close or ("Cancel" if submit else "Close")),
        blocks=list(blocks),
        private_metadata=metadata,
    )
    return dict(made.to_dict())


def message(title: str, text: str) -> dict[str, Any]:
    """A form that only says something, as long as it is: someone's words may come back in it."""
    return view(ViewId.MESSAGE, title, [section(piece) for piece in words.pieces(text, SECTION)[:MOST_PIECES]])


def given_back(title: str, text: str, said: Iterable[str]) -> dict[str, Any]:
    """A form that says why something was not stored, and what they typed, in its stored form."""
    typed = [piece for one in said for piece in quoted(one)]
    return view(ViewId.MESSAGE, title, [section(text), *([section("Your words:"), *typed] if typed else [])])


def showing(title: str, said: Message, *, metadata: str = "") -> dict[str, Any]:
    """A form that shows what a message says."""
    made = {**message(title, said.text), "private_metadata": metadata}
    return {**made, "blocks": said.payload().get("blocks", made["blocks"])}


def field(block: BlockId, label: str, element: Any, *, optional: bool = False, hint: str | None = None) -> InputBlock:
    """An input; its element's action id is the block's."""
    said = PlainTextObject(text=hint) if hint else None
    return InputBlock(block_id=block, label=PlainTextObject(text=label), element=element, optional=optional, hint=said)


def text_field(
    block: BlockId,
    label: str,
    example: str,
    *,
    initial: str = "",
    optional: bool = False,
    multiline: bool = True,
    longest: int = LONGEST_TEXT,
    hint: str | None = None,
) -> InputBlock:
    element = PlainTextInputElement(
        action_id=block,
        multiline=multiline,
        max_length=longest,
        placeholder=PlainTextObject(text=example),
        initial_value=initial[:longest] or None,
    )
    return field(block, label, element, optional=optional, hint=hint)


def checkbox(block: BlockId, label: str, choice: str, *, checked: bool = False, optional: bool = True) -> InputBlock:
    """One box, for yes or no; ticked, its option has the block's own id as value. Slack marks an optional one so."""
    option = Option(value=block, text=PlainTextObject(text=choice))
    initial = [option] if checked else None
    element = CheckboxesElement(action_id=block, options=[option], initial_options=initial)
    return field(block, label, element, optional=optional)


def radio(block: BlockId, label: str, choices: Sequence[tuple[str, str]], current: str) -> InputBlock:
    """One of a few `choices`, which are (value, label)."""
    options = {value: Option(value=value, text=PlainTextObject(text=text)) for value, text in choices}
    element = RadioButtonsElement(action_id=block, options=list(options.values()), initial_option=options[current])
    return field(block, label, element)


def menu(
    block: BlockId,
    label: str,
    choices: Sequence[tuple[str, str]],
    *,
    current: Sequence[str] = (),
    many: bool = True,
    optional: bool = True,
    hint: str | None = None,
) -> InputBlock:
    """Some (`many`) or one of any number of `choices`, which are (value, label), as they are ordered."""
    options = [Option(value=value, text=PlainTextObject(text=text[:75])) for value, text in choices]
    chosen = [option for option in options if option.value in current]
    offered: dict[str, Any] = {"options": options}
    if len(options) > MOST_OPTIONS:
        offered = {"option_groups": grouped(options)}
    if many:
        element: Any = StaticMultiSelectElement(action_id=block, initial_options=chosen or None, **offered)
    else:
        element = StaticSelectElement(action_id=block, initial_option=chosen[0] if chosen else None, **offered)
    return field(block, label, element, optional=optional, hint=hint)


def note(text: str) -> ContextBlock:
    return ContextBlock(elements=[mrkdwn(text)])


def grouped(options: Sequence[Option]) -> list[OptionGroup]:
    """Slack takes a hundred groups of a hundred: each is called after its first and its last."""
    groups = [options[at : at + MOST_OPTIONS] for at in range(0, len(options), MOST_OPTIONS)][:MOST_OPTIONS]
    return [OptionGroup(label=PlainTextObject(text=_span(group)), options=list(group)) for group in groups]


def _span(group: Sequence[Option]) -> str:
    first, last = (str(getattr(one.text, "text", one.text))[:30] for one in (group[0], group[-1]))
    return f"{first} – {last}"
