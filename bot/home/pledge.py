"""The pledge on Home: what it asks of its signer and of leads; for everyone one line; for admins how it stands."""

from collections.abc import Sequence
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.replies import pledge as replies
from bot.surfaces.decisions import pledge as surface
from bot.surfaces.decisions import pledge_messages
from bot.surfaces.message import button
from bot.surfaces.text import person, section
from bot.surfaces.views import note
from models.people.members import Kind
from models.pledge import promises, standing
from models.pledge.standing import Own, Standing

HERE = "home"


def asks(session: Session, visitor: Visitor) -> Sequence[Block]:
    """To sign it, to read that it was not kept, to co-sign it: of whom it asks nothing, sees nothing."""
    member = visitor.member
    if member is None or member.kind != Kind.PERSON:
        return []
    stands = standing.own(session, member)
    unread = promises.unread(session, visitor.workspace_id, member.id)
    told = [block for one in unread for block in pledge_messages.not_kept(one, part=one.id.hex)]
    return [*_to_sign(stands, member.id, admin=visitor.admin), *told, *_to_co_sign(stands)]


def _to_sign(stands: Own, member_id: UUID, *, admin: bool) -> list[Block]:
    waits = stands.waiting
    if waits is None or waits.signer.id != member_id or waits.proposed:
        return []
    return [header("The pledge, for you to sign"), *pledge_messages.to_sign(waits, admin=admin, part=HERE)]


def _to_co_sign(stands: Own) -> list[Block]:
    if stands.holds is None or not stands.asked:
        return []
    said = f"*The pledge that {person(stands.holds.signer)} signed: do you stand by it?*"
    row = ActionsBlock(elements=[surface.co_sign(stands.holds)])
    return [section(said), *surface.quoted(stands.holds, None), row, note(replies.NOT_CO_SIGNED)]


def own(session: Session, visitor: Visitor) -> Sequence[Block]:
    """One line: who signed it, and where it can be read or asked for."""
    member = visitor.member
    if member is None or member.kind not in {Kind.PERSON, Kind.GUEST}:
        return []
    return drawn(standing.own(session, member), admin=visitor.admin)


def drawn(stands: Own, *, admin: bool) -> list[Block]:
    if stands.holds is None:
        return [] if admin else [_with(replies.off(waits=stands.waiting is not None), ActionId.PLEDGE_ASK)]
    by = "you" if stands.signer else person(stands.holds.signer)
    lead = f"{person(stands.lead)}, your lead," if stands.lead else ""
    beside = " and ".join(filter(None, ("you" if stands.co_signed else "", lead)))
    co_signed = f", and {beside} co-signed it" if beside else ""
    return [_with(f"*The pledge*: {by} signed it{co_signed}.", ActionId.PLEDGE_SHOW)]


def setting_up(session: Session, visitor: Visitor) -> Sequence[Block]:
    """For admins: how it stands, and the form."""
    return set_up(standing.standing(session, visitor.workspace_id)) if visitor.admin else []


def set_up(stands: Standing) -> list[Block]:
    begun = stands.holds or stands.waiting
    label = "Look at it…" if stands.waiting and stands.waiting.proposed else "Change it…" if begun else "Set it up…"
    row = [button(label, ActionId.PLEDGE_OPEN, HERE, part="pledge")]
    if stands.waiting:
        row.append(button("Stop asking…", ActionId.PLEDGE_WITHDRAW, str(stands.waiting.id), part="waiting"))
    if stands.holds:
        row.append(button("Take it back…", ActionId.PLEDGE_WITHDRAW, str(stands.holds.id), part="holds"))
    return [section(replies.home(stands)), ActionsBlock(elements=row)]


def _with(text: str, action: ActionId) -> Block:
    said = section(text)
    label = "Ask for the pledge" if action == ActionId.PLEDGE_ASK else "Read it"
    said.accessory = button(label, action, HERE)
    return said
