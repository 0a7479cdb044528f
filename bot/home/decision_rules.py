"""On an admin's Home: what is set about decisions, and what is missing."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.ids import ActionId
from bot.replies import decision_rules as replies
from bot.surfaces.message import button
from bot.surfaces.text import section
from models.decisions import governing
from models.pledge import reading as pledges


def decision_rules(session: Session, visitor: Visitor) -> Sequence[Block]:
    """Once a pledge is signed, and decisions are on."""
    if not visitor.admin or pledges.in_force(session, visitor.workspace_id) is None:
        return []
    said = section(replies.home(governing.standing(session, visitor.workspace_id)))
    said.accessory = button("Change what holds for decisions", ActionId.OPEN_DECISION_RULES, "home")
    return [said]
