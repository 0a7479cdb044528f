"""App Home, section by section: each reads what its visitor may see, and draws it; nothing: it isn't there."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, HeaderBlock, PlainTextObject
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.ids import ActionId
from bot.surfaces.message import button
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
    """The view, with the sections in their order. It carries what is shown, so that a click leaves that as it is.

    What doesn't fit into one view, of somebody who is everything at once, goes on behind a button.
    """
    pages = _pages([section(session, visitor) for section in sections])
    number = min(visitor.number(ActionId.HOME_PAGE), len(pages) - 1)
    return view([*pages[number], *_turn(number, len(pages))], visitor.shown)


def _pages(sections: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """The sections' blocks in as few views as hold them; no section is parted."""
    pages: list[list[Block]] = [[]]
    for blocks in sections:
        if len(pages[-1]) + len(blocks) > MOST_BLOCKS - 1:
            pages.append([])
        pages[-1].extend(blocks)
    return pages


def _turn(number: int, pages: int) -> list[Block]:
    """The buttons below a page of several."""
    back = [button("Back", ActionId.HOME_PAGE, str(number - 1), part="back")] if number else []
    more = [button("More of your Home", ActionId.HOME_PAGE, str(number + 1), part="more")] if number + 1 < pages else []
    return [ActionsBlock(elements=[*back, *more])] if back or more else []


def view(blocks: Sequence[Block], shown: Mapping[str, str] | None = None) -> dict[str, Any]:
    drawn = View(type="home", blocks=list(blocks), private_metadata=json.dumps(shown or {}))
    return dict(drawn.to_dict())


def header(text: str) -> HeaderBlock:
    return HeaderBlock(text=PlainTextObject(text=text))
