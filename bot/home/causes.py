"""On the Home of leads, admins, and whoever has taken one: what decisions keep running into; and the list in a form."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.surfaces.improving import cause_forms
from bot.surfaces.improving import causes as surface
from bot.surfaces.message import button
from models.improving import cause_cards, owning
from models.people.members import Member
from models.workspace import workspaces

MOST = 3


def causes(session: Session, visitor: Visitor) -> Sequence[Block]:
    """Those that come most often now."""
    member = visitor.member
    if member is None or not owning.may_see(session, member):
        return []
    found = cause_cards.listed(session, visitor.workspace_id, visitor.now, MOST)
    entries = [surface.entry(card, reader=member.id, admin=visitor.admin) for card in found]
    every = ActionsBlock(elements=[button("All causes", ActionId.CAUSES, "home")])
    return [header("Causes"), *entries, every] if entries else []


def form(session: Session, member: Member, now: datetime) -> dict[str, Any]:
    """All of them, as this member may change them."""
    found = cause_cards.listed(session, member.workspace_id, now)
    closed = cause_cards.closed(session, member.workspace_id, now)
    admin = workspaces.is_admin(session, member)
    return cause_forms.listed(found, closed, [], reader=member.id, admin=admin)
