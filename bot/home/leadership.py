"""On the Home of admins and of whoever signed the pledge: the line in this week's digests."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.ids import ActionId
from bot.surfaces.improving import leadership_form
from bot.surfaces.message import button
from bot.surfaces.text import section
from models.improving import leadership as lines


def leadership(session: Session, visitor: Visitor) -> Sequence[Block]:
    if not lines.may_set(session, visitor.member):
        return []
    of = (session, visitor.workspace_id, visitor.now)
    weeks, found = leadership_form.labelled(lines.weeks(*of)), lines.set_lines(*of)
    stands = [f"{label}:\n{leadership_form.said(*found[week])}" for label, week in weeks if week in found]
    said = section(
        "\n".join(["*A line from leadership in the digests*", *(stands or ["There is none for this week."])])
    )
    said.accessory = button("Set the line", ActionId.LINE, "home")
    return [said]
