"""Answering a decision from the lead's digest: the decision opens as a form, to its answerer alone."""

from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.ids import ViewId
from bot.listeners.answering import answer, id_of, open_view
from bot.listeners.decisions.answers import refused
from bot.listeners.registry import Button, Who
from bot.replies import answers as replies
from bot.services import Incoming, Services
from bot.surfaces.decisions import answer as surface
from bot.surfaces.views import view
from digests.actions import DigestAction
from models.answers import due
from models.answers.assigning import can_answer
from models.decisions import reading, rules
from models.people import members
from models.pledge import reading as pledges

TITLE = "Decided on the spot"


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    found = await services.database.read(opened, incoming.workspace_id, id_of(value), incoming.user_id)
    if found is None:
        refused(incoming, "open answer", value)
        answer(services, incoming, replies.NOT_YOURS)
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


BUTTONS: dict[str, Button] = {
    DigestAction.ANSWER: Button(_open, Who.ANSWERER, "open a decision from their digest, to answer it"),
}
