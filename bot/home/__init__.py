"""App Home, section by section: each reads what its visitor may see, and draws it; nothing: it isn't there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, HeaderBlock, PlainTextObject
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from models.members import Member

MOST_BLOCKS = 100
"""Blocks that a view may hold (Slack)."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose Home it is. `shown` is what they chose to see: page offsets, a search."""

    workspace_id: int
    slack_user_id: str
    member: Member | None
    """None: the directory does not know them yet."""
    admin: bool
    now: datetime
    shown: dict[str, str] = field(default_factory=dict)


Draw = Callable[[Session, Visitor], Sequence[Block]]


def draw(session: Session, visitor: Visitor, sections: Sequence[Draw]) -> dict[str, Any]:
    """The view, with the sections in their order."""
    return view([block for section in sections for block in section(session, visitor)])


def view(blocks: Sequence[Block]) -> dict[str, Any]:
    return dict(View(type="home", blocks=blocks[:MOST_BLOCKS]).to_dict())


def header(text: str) -> HeaderBlock:
    return HeaderBlock(text=PlainTextObject(text=text))
