"""Guidance, opened and replied to by its two people. Its words are in a form, and nowhere else in Slack or in a log."""

import json
from typing import Any

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, open_view
from bot.listeners.answers import not_theirs
from bot.listeners.fields import id_of, typed
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.showing import is_on
from bot.replies import answers as replies
from bot.sealing import WrongKey
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.answers import answer_forms
from models.answers import guiding


async def _read(services: Services, incoming: Incoming, value: str) -> None:
    whose: dict[str, Any] = {"decision_id": id_of(value), "member": incoming.user_id}
    thought = await services.database.read(guiding.thought_of, workspace_id=incoming.workspace_id, **whose)
    if thought is None:
        not_theirs.note(incoming, "read guidance", value)
        answer(services, incoming, replies.NOT_FOR_YOU)
        return
    try:
        said = json.loads(services.guidance.open(thought.sealed))
        reply = services.guidance.open(thought.reply) if thought.reply is not None else None
    except WrongKey:
        answer(services, incoming, replies.WRONG_KEY)
        return
    await services.write(incoming, guiding.mark_read, **whose)
    open_view(services, incoming, answer_forms.guidance(thought, said, reply))
    if is_on(incoming, "home"):
        publish(services, incoming)


async def _reply(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    words = typed(view, BlockId.REPLY)
    if words is None:
        return None
    if not services.guidance.has_key:
        return {"response_action": "errors", "errors": {BlockId.REPLY.value: replies.NO_KEY}}
    whose: dict[str, Any] = {"decision_id": id_of(view["private_metadata"]), "member": incoming.user_id}
    outcome = await services.write(incoming, guiding.reply, **whose, sealed=services.guidance.close(words))
    if outcome["code"] == "not_yours":
        not_theirs.note(incoming, "reply to guidance", view["private_metadata"])
    kept = outcome["code"] == "replied"
    said = views.given_back("Between you two", replies.replied(outcome), [] if kept else [words])
    return {"response_action": "update", "view": said}


BUTTONS: dict[str, Button] = {
    ActionId.READ_THOUGHT: Button(_read, Who.THE_TWO, "open the guidance on a decision"),
}
FORMS: dict[str, Form] = {
    ViewId.READ_THOUGHT: Form(_reply, Who.DECIDER, "say what they need from whoever gave them guidance"),
}
