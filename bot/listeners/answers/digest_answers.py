"""The buttons of a lead's digest: a decision to answer, who asks for more room, the whole of it. To its lead alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.ids import ViewId
from bot.listeners.answering import answer, open_view
from bot.listeners.answers import not_theirs
from bot.listeners.fields import id_of
from bot.listeners.registry import Button, Who
from bot.replies import digests as replies
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.answers import answer as surface
from bot.surfaces.limits import room_form
from bot.surfaces.message import Message
from bot.surfaces.views import view
from digests import rendering
from digests.actions import DigestAction
from models.answers import due
from models.answers.assigning import can_answer
from models.decisions import reading, rules
from models.limits import asking, room_cards
from models.people import members
from models.pledge import reading as pledges

TITLE = "Decided on the spot"
MOST_ASKED = 10


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    found = await services.database.read(opened, incoming.workspace_id, id_of(value), incoming.user_id)
    if found is None:
        await not_theirs.refuse(services, incoming, "open answer", value)
    else:
        open_view(services, incoming, found)


def opened(session: Session, workspace_id: int, decision_id: UUID, slack_user_id: str) -> dict[str, Any] | None:
    """The decision with what can be said to it, as its message has it; None to everybody but its answerer."""
    me = members.by_slack_user(session, workspace_id, slack_user_id)
    card = reading.card(session, workspace_id, decision_id)
    if me is None or not can_answer(me) or card is None or not card.is_answered_by(me.id):
        return None
    reader = surface.reader_of(card, me.id)
    if reader is None:
        return None
    pledge = pledges.signed(session, workspace_id, card.pledge_id)
    counted = rules.current(session, workspace_id).clock and card.asked_at is not None
    day = due.by(card.asked_at, me.zone, card.answerers_calendar) if counted and card.asked_at else None
    told = surface.asked(card, reader, pledge, day)
    return view(ViewId.MESSAGE, TITLE, [block for block in told.blocks if isinstance(block, Block)])


async def _look(services: Services, incoming: Incoming, _value: str) -> None:
    where = (incoming.workspace_id, incoming.user_id, services.clock.now())
    blocks = await services.database.read(room_asked, *where)
    open_view(services, incoming, views.showing("More room to decide", Message(replies.NO_ROOM_ASKED, tuple(blocks))))


def room_asked(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> list[Block]:
    """What waits for this member's yes or no."""
    me = members.by_slack_user(session, workspace_id, slack_user_id)
    ids = asking.waiting_for(session, me, MOST_ASKED) if me else []
    found = [room_cards.card(session, workspace_id, one, now) for one in ids]
    return [block for card in found if card for block in room_form.waits(card)]


async def _more(services: Services, incoming: Incoming, value: str) -> None:
    found = await services.database.read(whole, incoming.workspace_id, id_of(value), incoming.user_id)
    if found is None:
        answer(services, incoming, replies.NOT_YOUR_DIGEST)
    else:
        open_view(services, incoming, views.showing("Your team’s week", found))


def whole(session: Session, workspace_id: int, run_id: UUID, slack_user_id: str) -> Message | None:
    """Everything of the digest, to the lead whose it is; None to everybody else."""
    me = members.by_slack_user(session, workspace_id, slack_user_id)
    if me is None or not me.active:
        return None
    found = rendering.whole(session, workspace_id=workspace_id, run_id=run_id, lead_id=me.id)
    return Message(found.notification, tuple(found.blocks)) if found else None


BUTTONS: dict[str, Button] = {
    DigestAction.ANSWER: Button(_open, Who.ANSWERER, "open a decision from their digest, to answer it"),
    DigestAction.ROOM: Button(_look, Who.EVERYONE, "look at who asks them for more room"),
    DigestAction.MORE: Button(_more, Who.LEAD, "read the whole of a digest of theirs"),
}
