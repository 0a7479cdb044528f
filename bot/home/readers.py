"""On an admin's Home: who reads the leadership's digest."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.ids import ActionId
from bot.replies import leaders as replies
from bot.surfaces.message import button
from bot.surfaces.text import section
from models.workspace import naming


def readers(session: Session, visitor: Visitor) -> Sequence[Block]:
    """One line, and the button."""
    if not visitor.admin:
        return []
    said = section(replies.read_by(naming.named(session, visitor.workspace_id)))
    said.accessory = button("Name its readers", ActionId.OPEN_READERS, "home")
    return [said]
