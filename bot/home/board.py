"""On Home: the giving board, where an admin turned it on."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.replies import board as replies
from bot.surfaces.message import button
from bot.surfaces.text import section
from models.kudos import board as giving_board
from models.kudos.board import Board

SHOWN = 3


def board(session: Session, visitor: Visitor) -> Sequence[Block]:
    """The first three and one's own place; the rest is behind a button."""
    of, now = visitor.workspace_id, visitor.now
    found = giving_board.board(session, workspace_id=of, member=visitor.member, now=now)
    return drawn(found) if found else []


def drawn(found: Board) -> list[Block]:
    said = section(replies.short(found, SHOWN))
    said.accessory = button("The whole board", ActionId.BOARD, "home")
    return [header(replies.TITLE), said]
