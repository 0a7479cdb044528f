"""App Home, section by section: each reads what its visitor may see, and draws it; nothing: it isn't there."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, HeaderBlock, PlainTextObject
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from models.people.members import Member

MOST_BLOCKS = 100
"""Blocks that a view may hold (Slack)."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose Home it is. `shown` is what they chose to see, in figures and names of ours: pages, which list."""

    workspace_id: int
    slack_user_id: str
    member: Member | None
    """None: the directory does not know them yet."""
    admin: bool
    now: datetime
    shown: dict[str, str] = field(default_factory=dict)
    search: str = ""
    """What they look for in their history, as they typed it."""

    def number(self, name: str) -> int:
        """A figure of `shown`; 0 when it is none."""
        text = self.shown.get(name, "0")
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0


Draw = Callable[[Session, Visitor], Sequence[Block]]


def draw(session: Session, visitor: Visitor, sections: Sequence[Draw]) -> dict[str, Any]:
    """The view, with the sections in their order. It carries what is shown, so that a click leaves that as it is."""
    return view([block for section in sections for block in section(session, visitor)], visitor.shown)


def view(blocks: Sequence[Block], shown: Mapping[str, str] | None = None) -> dict[str, Any]:
    drawn = View(type="home", blocks=blocks[:MOST_BLOCKS], private_metadata=json.dumps(shown or {}))
    return dict(drawn.to_dict())


def header(text: str) -> HeaderBlock:
    return HeaderBlock(text=PlainTextObject(text=text))
