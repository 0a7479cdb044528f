"""Editing a pat: the form opened, submitted, confirmed; and what it said before."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import all_picked, chosen, id_of
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import editing as replies
from bot.replies import giving, refusals
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.kudos import edit_form
from bot.surfaces.message import Message
from models import words
from models.kudos import cards, editing
from models.kudos.cards import Card
from models.kudos.editing import Editable
from models.kudos.versions import Texts
from models.storage.requests import Outcome

FIELDS = {
    "message": BlockId.WORDS,
    "decision": BlockId.DECISION,
    "outcome": BlockId.OUTCOME,
    "customer_words": BlockId.CUSTOMER,
}


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    who = (incoming.workspace_id, id_of(value), incoming.user_id)
    found = await services.database.read(opening, *who, services.clock.now())
    if isinstance(found, str):
        answer(services, incoming, Message(replies.why_not({"code": found})))
    else:
        open_view(services, incoming, edit_form.edit(*found))


def opening(
    session: Session, workspace_id: int, kudos_id: UUID, slack_user_id: str, now: datetime
) -> tuple[Card, Editable] | str:
    """What the form holds, or why it doesn't open."""
    found = editing.opened(session, workspace_id=workspace_id, kudos_id=kudos_id, giver=slack_user_id, now=now)
    if isinstance(found, str):
        return found
    if any(len(text) > views.LONGEST_TEXT for text in found.texts.said().values()):
        return "unwieldy"
    return cards.cards(session, workspace_id, [kudos_id])[kudos_id], found


async def _submit(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    typed = Texts(**{name: _plain(view, block) for name, block in FIELDS.items()})
    what: dict[str, Any] = {"kudos_id": id_of(view["private_metadata"]), "giver": incoming.user_id}
    what |= {"typed": typed, "value_ids": _values(view), "key": f"view:{view['id']}"}
    outcome = await services.write(incoming, editing.edit, **what)
    if outcome["code"] == "sensitive":
        warned = edit_form.sensitive(outcome["draft"], giving.details_in(outcome), _words(typed))
        return {"response_action": "push", "view": warned}
    if block := _block_of(outcome, typed, view):
        return {"response_action": "errors", "errors": {block.value: refusals.field_error(outcome, {})}}
    return _saved(outcome, typed)


async def _confirm(services: Services, incoming: Incoming) -> Answer:
    mine: dict[str, Any] = {"draft_id": id_of(incoming.body["view"]["private_metadata"]), "giver": incoming.user_id}
    outcome = await services.write(incoming, editing.edit_draft, **mine)
    said = await services.database.read(editing.drafted, workspace_id=incoming.workspace_id, **mine)
    return _saved(outcome, Texts(**said["typed"]) if said else Texts())


def _saved(outcome: Outcome, typed: Texts) -> Answer:
    """The form closes on what everyone will see; what nobody sees posted is said, and what was refused given back."""
    if outcome["code"] == "edited" and not outcome["announced"]:
        return instead("Saved", "Saved. Those it is for see it as it is.")
    if outcome["code"] in editing.DONE:
        return {"response_action": "clear"}
    return {"response_action": "update", "view": edit_form.not_saved(replies.why_not(outcome), _words(typed))}


def _block_of(outcome: Outcome, typed: Texts, view: dict[str, Any]) -> BlockId | None:
    """The field that can be mended; None: it isn't a matter of one, or the form opened without it."""
    first = BlockId.WORDS if typed.message else BlockId.DECISION
    longest = max(FIELDS, key=lambda name: len(asdict(typed)[name] or ""))
    by_code = {"no_message": first, "what": BlockId.DECISION, "value": BlockId.VALUES, "too_long": FIELDS[longest]}
    block = by_code.get(outcome["code"])
    return block if any(one.get("block_id") == block for one in view["blocks"]) else None


def _plain(view: dict[str, Any], block: BlockId) -> str | None:
    return (chosen(view, block).get("value") or "").strip() or None


def _values(view: dict[str, Any]) -> list[str] | None:
    """None where the form doesn't offer any."""
    if BlockId.VALUES not in view["state"]["values"]:
        return None
    return list(all_picked(view, BlockId.VALUES))


def _words(typed: Texts) -> str:
    return words.from_plain("\n".join(typed.said().values()))


async def _history(services: Services, incoming: Incoming, value: str) -> None:
    who: dict[str, Any] = {"kudos_id": id_of(value), "member": incoming.user_id}
    before = await services.database.read(editing.look_back, workspace_id=incoming.workspace_id, **who)
    if before is None:
        answer(services, incoming, Message(replies.NO_HISTORY))
    else:
        open_view(services, incoming, edit_form.history(before))


BUTTONS: dict[str, Button] = {
    ActionId.EDIT: Button(_open, Who.GIVER, "open the form that edits a pat, for a day"),
    ActionId.HISTORY: Button(_history, Who.INVOLVED, "read what a pat said before"),
}
FORMS: dict[str, Form] = {
    ViewId.EDIT: Form(_submit, Who.GIVER, "edit a pat, for a day"),
    ViewId.EDIT_AGAIN: Form(_confirm, Who.GIVER, "save an edit that waits for a yes"),
}
