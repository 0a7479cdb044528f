"""On Home: which days one works, when one's digests come, and the buttons of whoever may set that."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.replies import digests as digest_replies
from bot.replies import working_week as replies
from bot.surfaces.message import button
from bot.surfaces.text import sections
from digests import choices
from models.people.members import Kind
from models.workspace import calendars

TITLE = "Your week"
LISTED = 3


def times(session: Session, visitor: Visitor) -> Sequence[Block]:
    """For people of this company; the digests are of whoever may set them."""
    member = visitor.member
    if member is None or not member.active or member.kind != Kind.PERSON:
        return []
    calendar = calendars.todays(session, visitor.workspace_id, [member.id]).of(member.id)
    mine = choices.settable(session, workspace_id=visitor.workspace_id, member=member, now=visitor.now)
    if not mine and replies.is_usual(calendar):
        return []
    own = [one for one in mine if one.member_id][:LISTED]
    lines = [replies.own_line(calendar), *map(digest_replies.line, own)]
    elements = [button("When digests come…", ActionId.TIMES, "home")] if mine else []
    if any(one.member_id for one in mine):
        elements.append(button("Your people’s week…", ActionId.WORKING_WEEK, f"lead:{member.id}", part="own"))
    if visitor.admin:
        elements.append(button("Everyone’s week…", ActionId.WORKING_WEEK, "everyone", part="everyone"))
    return [header(TITLE), *sections(lines), *([ActionsBlock(elements=elements)] if elements else [])]
