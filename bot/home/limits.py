"""On Home: what somebody may decide, a line each; what they asked for; for leads and admins, the limits they set."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.replies import room
from bot.surfaces.limits import limits as surface
from bot.surfaces.limits import room_form
from bot.surfaces.message import button
from bot.surfaces.text import section, when
from bot.surfaces.views import note
from models.limits import asking, categories, reading, room_cards, scopes
from models.money import money
from models.people import members
from models.people.persons import Person
from models.pledge.reading import person_of

MOST_ASKED = 2
"""Requests that Home shows; each that is answered makes room for the next."""
LISTED = 5
"""Limits on Home; the others are behind a button."""


def limits(session: Session, visitor: Visitor) -> Sequence[Block]:
    """Empty for whom nothing is written down, and who can't change that."""
    member = visitor.member
    if member is None or not member.active:
        return []
    theirs = reading.theirs(session, workspace_id=visitor.workspace_id, member=member, now=visitor.now)
    sets = scopes.may_set_any(session, member)
    reader = Person(member.id, member.slack_user_id, member.label)
    waiting = _waiting(session, visitor, reader)
    if not theirs.limits and not sets and not waiting:
        return []
    lines = [surface.own(card, reader, f"home{n}") for n, card in enumerate(theirs.limits[:LISTED])]
    none = [note("Nothing is written down for you yet. `/pat limits refunds` answers while a customer waits.")]
    row = _buttons(len(theirs.limits) > LISTED or bool(theirs.limits and theirs.unwritten), sets=sets)
    return [header(surface.TITLE), *(lines or none), *waiting, *row]


def room_to_give(session: Session, visitor: Visitor) -> Sequence[Block]:
    """What waits for the visitor's yes or no."""
    if visitor.member is None:
        return []
    ids = asking.waiting_for(session, visitor.member, MOST_ASKED)
    found = [room_cards.card(session, visitor.workspace_id, one, visitor.now) for one in ids]
    blocks = [block for card in found if card for block in room_form.waits(card)]
    return [header("More room to decide"), *blocks] if blocks else []


def _buttons(more: bool, *, sets: bool) -> list[Block]:
    shown = [button("All that is mine to decide", ActionId.LIMITS_SHOW, "home")] if more else []
    managed = [button("Limits you set", ActionId.LIMITS_SET, "home")] if sets else []
    return [ActionsBlock(elements=[*shown, *managed])] if shown or managed else []


def _waiting(session: Session, visitor: Visitor, reader: Person) -> list[Block]:
    """What they asked for and have not heard of."""
    found = asking.waiting_of(session, visitor.workspace_id, reader.id)[:LISTED]
    if not found:
        return []
    people = members.by_id(session, visitor.workspace_id, [one.lead_id for one in found])
    names = {one.id: one.name for one in categories.in_use(session, visitor.workspace_id)}
    blocks: list[Block] = []
    for n, one in enumerate(found):
        lead = people.get(one.lead_id)
        away = asking.in_place_of(session, visitor.workspace_id, one.member_id, one.because)
        who, absent = (person_of(person) if person else None for person in (lead, away))
        amount = money(one.amount, one.currency)
        said = section(room.waits(names.get(one.category_id, ""), amount, who, absent, when(one.asked_at)))
        spoken = f"Take it back: {names.get(one.category_id, '')}"
        said.accessory = button("Take it back", ActionId.ROOM_WITHDRAW, str(one.id), part=str(n), spoken=spoken)
        blocks.append(said)
    return blocks
