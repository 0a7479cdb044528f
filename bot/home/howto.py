"""On Home: how to give."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.replies.help import HELP
from bot.surfaces.text import section


def howto(_session: Session, _visitor: Visitor) -> Sequence[Block]:
    return [DividerBlock(), section(HELP)]
