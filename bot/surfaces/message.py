"""A message as it is sent, and the buttons and menus of every surface."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
)

from bot.ids import ActionId
from digests.actions import DigestAction
from models import words

MOST_BLOCKS = 50
"""Blocks that a message may hold (Slack)."""
MOST_SPOKEN = 75
"""Characters of a button's label for screen readers (Slack)."""
PREVIEW = 300
"""Characters of a message's plain text, which notifications show."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent with a message."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at the end of a message. `alternative`: the same facts, for those who don't see it, plain."""

    name: str
    title: str
    alternative: str
    svg: str
    instead: str = ""
    """What the message says where there is no picture, escaped; nothing, when it is complete without."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a post or an update carries. With files it is a direct message, and its text goes with the files."""

    text: str
    blocks: tuple[Block | dict[str, Any], ...] = ()
    files: tuple[File, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def payload(self) -> dict[str, Any]:
        if not self.blocks:
            return {"text": self.text}
        return {"text": self.text, "blocks": [b if isinstance(b, dict) else b.to_dict() for b in self.blocks]}


def button(
    label: str,
    action: ActionId | DigestAction,
    value: str,
    *,
    style: str | None = None,
    part: str | None = None,
    spoken: str | None = None,
) -> ButtonElement:
    """`part` tells buttons of the same action apart: an action id stands once in a message.

    `spoken` is what a screen reader says of it, where the label alone would not tell it from others.
    """
    action_id = f"{action.value}.{part}" if part else action.value
    spoken = words.cut(spoken, MOST_SPOKEN) if spoken else None
    text = PlainTextObject(text=label)
    return ButtonElement(text=text, action_id=action_id, value=value, style=style, accessibility_label=spoken)


def menu(
    actions: Sequence[tuple[str, ActionId | DigestAction]], value: str, *, part: str | None = None
) -> OverflowMenuElement:
    """At most five actions behind "…"; each option names its own, which is who may do it that is checked."""
    options = [Option(text=PlainTextObject(text=label), value=f"{action.value}:{value}") for label, action in actions]
    return OverflowMenuElement(action_id=f"{ActionId.MORE}.{part}" if part else ActionId.MORE, options=options)


def mrkdwn(text: str) -> MarkdownTextObject:
    return MarkdownTextObject(text=text, verbatim=True)
