"""On Home: how many pats one was given and gave, and the button to give one."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.replies.help import example
from bot.surfaces.message import button
from bot.surfaces.text import count, section
from models.kudos import histories
from models.kudos.histories import Which
from models.people import staffing


def summary(session: Session, visitor: Visitor) -> Sequence[Block]:
    """In the first minute also how to give one, with a colleague's name."""
    totals: Mapping[Which, int] = {}
    if visitor.member:
        totals = histories.totals(session, workspace_id=visitor.workspace_id, member_id=visitor.member.id)
    new = not totals.get(Which.GIVEN)
    return drawn(
        totals, staffing.colleague(session, visitor.workspace_id, visitor.slack_user_id) if new else None, visitor
    )


def drawn(totals: Mapping[Which, int], colleague: str | None, visitor: Visitor) -> list[Block]:
    received, given = totals.get(Which.RECEIVED, 0), totals.get(Which.GIVEN, 0)
    said = f"You were given *{count(received, 'pat', 'pats')}* and gave *{count(given, 'pat', 'pats')}*."
    hint = f" To give one, use the button, or type {example(colleague)} in any channel." if colleague else ""
    buttons = [
        button("Give a pat", ActionId.OPEN_FORM, "home", style="primary"),
        button("How it works", ActionId.HOW_IT_WORKS, "home"),
        button("Privacy and settings", ActionId.PRIVACY, "home"),
    ]
    if visitor.member and not visitor.member.receipts:
        buttons.append(button("Tell me when I get a pat", ActionId.MORE_MESSAGES, "home"))
    return [header("Pats on the back"), section(said + hint), ActionsBlock(elements=buttons)]
