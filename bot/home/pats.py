"""On Home: what one was given and what one gave."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.surfaces.kudos import button, story
from bot.surfaces.text import channel, count, people, person, section, when
from models import cards
from models.cards import Card, Page

PAGE = 5
LONGEST_STORY = 4
"""Blocks of one kudos shown on Home; a view holds 100 in all."""
NONE = Page((), 0)


def summary(session: Session, visitor: Visitor) -> Sequence[Block]:
    """How many, and the button to give one."""
    return drawn_summary(*_pages(session, visitor), visitor)


def drawn_summary(received: Page, given: Page, visitor: Visitor) -> list[Block]:
    return [
        header("Pats on the back"),
        section(f"You were given *{_pats(received.total)}* and gave *{_pats(given.total)}*."),
        ActionsBlock(elements=[button("Give a pat", ActionId.OPEN_FORM, "home", style="primary"), _messages(visitor)]),
    ]


def lists(session: Session, visitor: Visitor) -> Sequence[Block]:
    """Both lists, page by page."""
    return drawn_lists(*_pages(session, visitor), visitor)


def drawn_lists(received: Page, given: Page, visitor: Visitor) -> list[Block]:
    return [
        *_list("Given to you", received, visitor, ActionId.HOME_RECEIVED),
        *_list("Given by you", given, visitor, ActionId.HOME_GIVEN),
    ]


def _pages(session: Session, visitor: Visitor) -> tuple[Page, Page]:
    if visitor.member is None:
        return NONE, NONE
    of: dict[str, Any] = {"workspace_id": visitor.workspace_id, "member_id": visitor.member.id, "most": PAGE}
    return (
        cards.received(session, **of, offset=_offset(visitor, ActionId.HOME_RECEIVED)),
        cards.given(session, **of, offset=_offset(visitor, ActionId.HOME_GIVEN)),
    )


def _offset(visitor: Visitor, action: ActionId) -> int:
    text = visitor.shown.get(action.value, "0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0


def _list(title: str, shown: Page, visitor: Visitor, action: ActionId) -> list[Block]:
    offset = _offset(visitor, action)
    blocks: list[Block] = [header(title)]
    if not shown.cards:
        blocks.append(section("_Nothing yet._" if not offset else "_No more._"))
    for card in shown.cards:
        mine = action == ActionId.HOME_RECEIVED
        blocks += [section(_line(card, mine)), *story(card)[:LONGEST_STORY]]
    return blocks + _pager(shown, offset, visitor, action)


def _line(card: Card, received: bool) -> str:
    who = f"From {person(card.giver)}" if received else f"To {people(card.receivers)}"
    where = f" in {channel(card.channel_id)}" if card.channel_id else ""
    star = ":star: " if received and card.kept_by else ""
    return f"{star}*{who}*{where}, {when(card.given_at)}"


def _pager(shown: Page, offset: int, visitor: Visitor, action: ActionId) -> list[Block]:
    """Older and newer. The value holds what else is shown, so that turning one list leaves the other where it is."""
    steps = []
    if offset > 0:
        steps.append(("Newer", max(0, offset - PAGE)))
    if offset + len(shown.cards) < shown.total:
        steps.append(("Older", offset + PAGE))
    turns = [(label, json.dumps({**visitor.shown, action.value: str(target)})) for label, target in steps]
    elements = [button(label, action, value, part=label.casefold()) for label, value in turns]
    return [ActionsBlock(elements=elements)] if elements else []


def _messages(visitor: Visitor) -> Any:
    if visitor.member is None or visitor.member.receipts:
        return button("Fewer messages", ActionId.FEWER_MESSAGES, "home")
    return button("Tell me when I get a pat", ActionId.MORE_MESSAGES, "home")


def _pats(number: int) -> str:
    return count(number, "pat", "pats")
