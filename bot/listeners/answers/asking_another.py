"""The person asks another lead to answer their decision."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import id_of, picked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import standing_in as replies
from bot.services import Incoming, Services
from bot.surfaces.answers import answer_clock as surface
from bot.surfaces.message import Message
from models.answers import asking_another


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    of = (incoming.workspace_id, incoming.user_id, id_of(value), services.clock.now())
    form = await services.database.read(form_of, *of)
    if isinstance(form, str):
        answer(services, incoming, Message(form))
    else:
        open_view(services, incoming, form)


def form_of(session: Session, workspace_id: int, actor: str, decision_id: UUID, now: datetime) -> dict[str, Any] | str:
    """The form; or why there is none, in a sentence."""
    it = asking_another.one(session, workspace_id, actor, decision_id, now)
    if it is None:
        return replies.NOT_NOW
    leads = asking_another.others(session, it, now)
    return surface.another(it, leads) if leads else replies.NO_OTHER_LEAD


async def _ask(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    of = {"decision_id": id_of(view["private_metadata"]), "lead_id": id_of(picked(view, BlockId.OTHER_LEAD))}
    outcome = await services.write(incoming, asking_another.ask, actor=incoming.user_id, **of)
    if outcome["code"] == "not_a_lead":
        return {"response_action": "errors", "errors": {BlockId.OTHER_LEAD.value: replies.NOT_A_LEAD}}
    publish(services, incoming)
    said = {"no": replies.NOT_NOW, "already": replies.ALREADY}.get(outcome["code"])
    return instead("Backpat", said) if said else None


BUTTONS: dict[str, Button] = {
    ActionId.ASK_ANOTHER: Button(_open, Who.DECIDER, "see which leads they may ask, after five working days"),
}
FORMS: dict[str, Form] = {
    ViewId.ASK_ANOTHER: Form(_ask, Who.DECIDER, "ask another lead, after five working days"),
}
