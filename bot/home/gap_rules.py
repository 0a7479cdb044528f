"""On an admin's Home: what is set about recognition gaps."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.ids import ActionId
from bot.replies import gap_rules as replies
from bot.surfaces.message import button
from bot.surfaces.text import section
from models.gaps import rules


def gap_rules(session: Session, visitor: Visitor) -> Sequence[Block]:
    """One line, and the button."""
    if not visitor.admin:
        return []
    said = section(replies.home(rules.current(session, visitor.workspace_id)))
    said.accessory = button("Change recognition gaps", ActionId.OPEN_GAP_RULES, "home")
    return [said]
