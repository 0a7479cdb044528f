"""Answering a decision: Pat, Pat and a thought, Let’s talk; and what who decided says to a talk."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.answers import not_theirs
from bot.listeners.fields import chosen, id_of, picked, typed
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.showing import is_on
from bot.replies import answers as replies
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.answers import answer_forms
from bot.surfaces.message import Message
from models.answers import Kind, answering, talking
from models.answers.answering import Said
from models.decisions import Decision, reading
from models.decisions.reading import DecisionCard
from models.limits import Category
from models.people import members
from models.storage.requests import Outcome


async def _pat(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, answering.answer, **_what(incoming, value, Said(Kind.PAT)))
    if outcome["code"] == "not_yours":
        await not_theirs.refuse(services, incoming, "answer", value)
    else:
        _tell(services, incoming, replies.answered(outcome))


async def _say(services: Services, incoming: Incoming, value: str, said: Said) -> Outcome:
    outcome = await services.write(incoming, answering.answer, **_what(incoming, value, said))
    if outcome["code"] == "not_yours":
        not_theirs.note(incoming, "answer", value)
    return outcome


def _what(incoming: Incoming, value: str, said: Said) -> dict[str, Any]:
    return {"decision_id": id_of(value), "by": incoming.user_id, "said": said}


def _tell(services: Services, incoming: Incoming, message: Message) -> None:
    answer(services, incoming, message)
    if is_on(incoming, "home"):
        publish(services, incoming)


async def _open_thought(services: Services, incoming: Incoming, value: str) -> None:
    found = await services.database.read(answerable, incoming.workspace_id, id_of(value), incoming.user_id)
    if found is None:
        await not_theirs.refuse(services, incoming, "open thought", value)
        return
    card, subjects = found
    open_view(services, incoming, _thought_form(services, card, subjects))


def _thought_form(services: Services, card: DecisionCard, subjects: list[tuple[str, str]]) -> dict[str, Any]:
    said = card.answer
    line = (said is None or said.words is None) and card.shared_kudos_id is None
    fields = {BlockId.PAT_LINE: line, BlockId.GOOD: said is None or not said.thought}
    return answer_forms.thought(card, subjects, has_key=services.guidance.has_key, fields=fields)


def answerable(
    session: Session, workspace_id: int, decision_id: UUID, slack_user_id: str
) -> tuple[DecisionCard, list[tuple[str, str]]] | None:
    """The decision for the one who answers it, with what a thought can be about; None to everybody else."""
    me = members.by_slack_user(session, workspace_id, slack_user_id)
    decision = session.get(Decision, (workspace_id, decision_id))
    if me is None or decision is None or not answering.may_answer(session, decision, me):
        return None
    card = reading.card(session, workspace_id, decision_id)
    current = (Category.workspace_id == workspace_id, Category.archived_at.is_(None))
    subjects = session.execute(select(Category.id, Category.name).where(*current).order_by(Category.position))
    return (card, [(str(one), name) for one, name in subjects]) if card else None


async def _thought(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    line = typed(view, BlockId.PAT_LINE)
    guidance = {key: text for key in (BlockId.GOOD, BlockId.CONSIDER) if (text := typed(view, key))}
    if not line and not guidance:
        first = next(block["block_id"] for block in view["blocks"] if block["type"] == "input")
        return {"response_action": "errors", "errors": {first: replies.NOTHING_TYPED}}
    if guidance and not services.guidance.has_key:
        return {"response_action": "errors", "errors": dict.fromkeys(guidance, replies.NO_KEY)}
    said = Said(
        Kind.THOUGHT if guidance else Kind.PAT,
        line,
        services.guidance.close(json.dumps(guidance)) if guidance else None,
        _subject(view),
    )
    outcome = await _say(services, incoming, view["private_metadata"], said)
    publish(services, incoming)
    text, kept = replies.answered(outcome).text, outcome["code"] == "answered"
    words = [] if kept else [one for one in (line, *guidance.values()) if one]
    return {"response_action": "update", "view": views.given_back("Pat and a thought", text, words)}


def _subject(view: dict[str, Any]) -> UUID | None:
    about = picked(view, BlockId.ABOUT)
    return id_of(about) if about else None


async def _open_talk(services: Services, incoming: Incoming, value: str) -> None:
    found = await services.database.read(answerable, incoming.workspace_id, id_of(value), incoming.user_id)
    if found is None:
        await not_theirs.refuse(services, incoming, "open talk", value)
    else:
        open_view(services, incoming, answer_forms.talk(found[0]))


async def _talk(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    said = Said(Kind.TALK, talk_at=_moment(chosen(view, BlockId.TALK_AT).get("selected_date_time")))
    outcome = await _say(services, incoming, view["private_metadata"], said)
    if outcome["code"] == "past":
        return {"response_action": "errors", "errors": {BlockId.TALK_AT.value: replies.PAST}}
    publish(services, incoming)
    return instead("Let’s talk", replies.answered(outcome).text)


def _moment(seconds: Any) -> datetime | None:
    """Of Unix seconds as Slack's picker gives them; None: nothing was picked, or it is no time."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


async def _suits(services: Services, incoming: Incoming, value: str) -> None:
    await _reply_to_talk(services, incoming, value, suits=True)


async def _other(services: Services, incoming: Incoming, value: str) -> None:
    await _reply_to_talk(services, incoming, value, suits=False)


async def _reply_to_talk(services: Services, incoming: Incoming, value: str, *, suits: bool) -> None:
    what: dict[str, Any] = {"decision_id": id_of(value), "member": incoming.user_id, "suits": suits}
    outcome = await services.write(incoming, talking.reply, **what)
    if outcome["code"] == "not_yours":
        not_theirs.note(incoming, "reply to talk", value)
    answer(services, incoming, replies.talk_replied(outcome))


BUTTONS: dict[str, Button] = {
    ActionId.ANSWER_PAT: Button(_pat, Who.ANSWERER, "give a pat for a decision"),
    ActionId.OPEN_THOUGHT: Button(_open_thought, Who.ANSWERER, "open the form of a pat and a thought"),
    ActionId.OPEN_TALK: Button(_open_talk, Who.ANSWERER, "open the form that asks to talk"),
    ActionId.TALK_SUITS: Button(_suits, Who.DECIDER, "say that the time to talk suits"),
    ActionId.TALK_OTHER: Button(_other, Who.DECIDER, "say that another time would be better"),
}
FORMS: dict[str, Form] = {
    ViewId.THOUGHT: Form(_thought, Who.ANSWERER, "give a pat and a thought, or add to their pat"),
    ViewId.TALK: Form(_talk, Who.ANSWERER, "ask to talk a decision through"),
}
