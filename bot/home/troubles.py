"""On an admin's Home: what did not arrive."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ContextBlock, DividerBlock
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.surfaces.message import button, mrkdwn
from bot.surfaces.text import channel, section
from models.delivery import doubts
from models.delivery.outbox import Delivery, Status

MOST = 5


def troubles(session: Session, visitor: Visitor) -> Sequence[Block]:
    """Each with "Send again"."""
    return drawn(doubts.troubled(session, workspace_id=visitor.workspace_id, most=MOST) if visitor.admin else [])


def drawn(rows: Sequence[Delivery]) -> list[Block]:
    if not rows:
        return []
    blocks: list[Block] = [DividerBlock(), header("What did not arrive")]
    for row in rows:
        blocks += [
            section(f"{row.purpose.replace('_', ' ').capitalize()} for {_target(row)}: {_state(row)}"),
            ActionsBlock(elements=[button("Send again", ActionId.SEND_AGAIN, str(row.id), part=row.id.hex)]),
        ]
    hint = "“In doubt” means that Slack may have it: look there first. Only admins see this."
    return [*blocks, ContextBlock(elements=[mrkdwn(hint)])]


def _target(row: Delivery) -> str:
    if row.purpose in doubts.NOBODY_NAMED:
        return "somebody"
    return f"<@{row.channel_id}>" if row.channel_id[0] in "UW" else channel(row.channel_id)


def _state(row: Delivery) -> str:
    return f"in doubt ({row.failure})" if row.status == Status.IN_DOUBT else f"failed ({row.failure})"
