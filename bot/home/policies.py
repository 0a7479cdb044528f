"""On an admin's Home: what is set for everyone, and the form that sets it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.ids import ActionId
from bot.replies import policies as replies
from bot.surfaces.message import button
from bot.surfaces.text import section
from models.workspace import governing
from models.workspace.governing import Standing


def policies(session: Session, visitor: Visitor) -> Sequence[Block]:
    """One line, and the button."""
    return drawn(governing.standing(session, visitor.workspace_id)) if visitor.admin else []


def drawn(standing: Standing) -> list[Block]:
    said = section(replies.home(standing))
    said.accessory = button("Change policies", ActionId.OPEN_POLICIES, "home")
    return [said]
