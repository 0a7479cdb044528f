"""On Home: the way to one's own settings and data."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.ids import ActionId
from bot.surfaces.kudos import button


def you(_session: Session, _visitor: Visitor) -> Sequence[Block]:
    return [ActionsBlock(elements=[button("Privacy and settings", ActionId.PRIVACY, "home")])]
