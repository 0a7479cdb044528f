"""A colleague says "they decided this on their own": the receiver keeps it as a decision, or leaves it a thank-you."""

from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId
from bot.listeners.answering import answer
from bot.listeners.decisions import deciding
from bot.listeners.fields import id_of
from bot.listeners.registry import Button, Who
from bot.replies import decisions as replies
from bot.services import Incoming, Services
from bot.surfaces.message import Message
from models.decisions import offering


async def _keep(services: Services, incoming: Incoming, value: str) -> None:
    said = await services.database.read(_said, incoming.workspace_id, value, incoming.user_id)
    if isinstance(said, str):
        answer(services, incoming, replies.cannot(said))
    elif instead := await deciding.open_form(services, incoming, said, kudos=value):
        answer(services, incoming, instead)


def _said(session: Session, workspace_id: int, value: str, slack_user_id: str) -> dict[str, str] | str:
    """What the form of a decision takes over; else why there is nothing to keep."""
    found = offering.opened(session, workspace_id=workspace_id, kudos_id=id_of(value), member=slack_user_id)
    if isinstance(found, str):
        return found
    decided = found.decision or found.message
    texts = {"choice": decided, "outcome": found.outcome, "customer_words": found.customer_words}
    return {name: text for name, text in texts.items() if text}


async def _decline(services: Services, incoming: Incoming, value: str) -> None:
    what: dict[str, Any] = {"kudos_id": id_of(value), "member": incoming.user_id}
    outcome = await services.write(incoming, offering.decline, **what)
    if outcome["code"] == "declined":
        answer(services, incoming, Message(replies.DECLINED))
    else:
        answer(services, incoming, replies.cannot(outcome["code"]))


BUTTONS: dict[str, Button] = {
    ActionId.OFFER_KEEP: Button(_keep, Who.RECEIVER, "keep a pat for a decision of theirs as one"),
    ActionId.OFFER_DECLINE: Button(_decline, Who.RECEIVER, "leave it a thank-you"),
}
