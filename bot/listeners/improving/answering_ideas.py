"""Answering an idea as its keeper, and handing it to another lead."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import chosen, id_of, picked, typed
from bot.listeners.home import publish
from bot.listeners.improving.ideas import is_sure
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import ideas as replies
from bot.services import Incoming, Services
from bot.surfaces.improving import idea_form
from bot.surfaces.message import Message
from models import words as wording
from models.improving import answering_ideas, idea_cards, idea_news, keeping
from models.improving.idea_cards import IdeaCard
from models.people import members
from models.storage.requests import Outcome


async def _open_answer(services: Services, incoming: Incoming, value: str) -> None:
    card = await services.database.read(kept, incoming.workspace_id, id_of(value), incoming.user_id)
    if card is None:
        answer(services, incoming, Message(replies.NOT_KEEPER))
    else:
        open_view(services, incoming, idea_form.answer(card))


async def _open_hand(services: Services, incoming: Incoming, value: str) -> None:
    card = await services.database.read(movable, incoming.workspace_id, id_of(value), incoming.user_id)
    if card is None:
        answer(services, incoming, Message(replies.NOT_KEEPER))
    else:
        open_view(services, incoming, idea_form.hand_over(card))


def kept(session: Session, workspace_id: int, idea_id: UUID, slack_user_id: str) -> IdeaCard | None:
    """The idea, if this person answers it."""
    card = _card(session, workspace_id, idea_id, slack_user_id)
    return card if card and card.kept_by_me else None


def movable(session: Session, workspace_id: int, idea_id: UUID, slack_user_id: str) -> IdeaCard | None:
    """The idea, if this person may let somebody else answer it."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    idea = idea_news.load(session, workspace_id, idea_id, lock=False)
    may = member and idea and keeping.may_hand_over(session, idea, member)
    return _card(session, workspace_id, idea_id, slack_user_id) if may else None


def _card(session: Session, workspace_id: int, idea_id: UUID, slack_user_id: str) -> IdeaCard | None:
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    return idea_cards.card(session, workspace_id, idea_id, member.id) if member else None


async def _answer(services: Services, incoming: Incoming) -> Answer:
    view, said = incoming.body["view"], typed(incoming.body["view"], BlockId.IDEA_SAID)
    step = picked(view, BlockId.IDEA_STEP)
    idea_id, _, seen = view["private_metadata"].partition(":")
    what: dict[str, Any] = {"idea_id": id_of(idea_id), "keeper": incoming.user_id, "step": step, "words": said}
    what |= {"seen": int(seen) if seen.isdecimal() else 0, "sure": is_sure(view), "key": f"view:{view['id']}"}
    outcome = await services.write(incoming, answering_ideas.answer, **what)
    if error := replies.field_error(outcome):
        return {"response_action": "errors", "errors": {BlockId.IDEA_SAID.value: error}}
    if outcome["code"] == "sensitive":
        return await _warn(services, incoming, outcome, step, said or "")
    publish(services, incoming)
    return instead("Answer an idea", replies.answered(outcome, said or ""))


async def _warn(services: Services, incoming: Incoming, outcome: Outcome, step: str, said: str) -> Answer:
    """The form once more, with what was typed."""
    idea_id = id_of(incoming.body["view"]["private_metadata"].partition(":")[0])
    card = await services.database.read(kept, incoming.workspace_id, idea_id, incoming.user_id)
    if card is None:
        return instead("Answer an idea", replies.NOT_KEEPER)
    warned = idea_form.answer(card, step=step, said=wording.unescape(said), warning=replies.warning(outcome))
    return {"response_action": "update", "view": warned}


async def _hand(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    to = str(chosen(view, BlockId.IDEA_KEEPER).get("selected_user") or "")
    what: dict[str, Any] = {"idea_id": id_of(view["private_metadata"]), "actor": incoming.user_id, "to": to}
    outcome = await services.write(incoming, keeping.hand_over, **what)
    if error := replies.hand_error(outcome):
        return {"response_action": "errors", "errors": {BlockId.IDEA_KEEPER.value: error}}
    publish(services, incoming)
    return instead("Hand an idea over", replies.handed(outcome))


BUTTONS: dict[str, Button] = {
    ActionId.IDEA_ANSWER: Button(_open_answer, Who.ANSWERER, "open the form that answers an idea"),
    ActionId.IDEA_HAND: Button(_open_hand, Who.ANSWERER_OR_ADMIN, "open the form that hands an idea over"),
}
FORMS: dict[str, Form] = {
    ViewId.IDEA_ANSWER: Form(_answer, Who.ANSWERER, "say what becomes of an idea, a no with its reason"),
    ViewId.IDEA_HAND: Form(_hand, Who.ANSWERER_OR_ADMIN, "let another lead answer an idea"),
}
