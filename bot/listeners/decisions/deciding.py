"""The form of a decision: opened from wherever one thinks of it, submitted, confirmed."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, open_view
from bot.listeners.fields import NOBODYS, chosen, id_of, picked, typed
from bot.listeners.home import publish
from bot.listeners.kudos.filling import names_in
from bot.listeners.registry import Answer, Button, Form, Who
from bot.parsing import amounts
from bot.parsing.amounts import Refused
from bot.replies import amounts as amount_replies
from bot.replies import decisions as replies
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.decisions import decision_form
from bot.surfaces.decisions.decision_form import Filled
from bot.surfaces.message import Message
from models import words
from models.decisions import logging, opening
from models.decisions.entries import Entry
from models.decisions.opening import Opening
from models.giving import drafts
from models.kudos import naming
from models.money import Money
from models.people import members
from models.storage.requests import Outcome

BLOCKS = {
    "no_situation": BlockId.SITUATION,
    "no_choice": BlockId.DECISION,
    "future": BlockId.DECIDED_ON,
    "too_old": BlockId.DECIDED_ON,
    "no_category": BlockId.CATEGORY,
    "no_fix": BlockId.FIX,
    "no_peer": BlockId.PEER,
}
FIELDS = {
    "situation": BlockId.SITUATION,
    "choice": BlockId.DECISION,
    "outcome": BlockId.OUTCOME,
    "customer_words": BlockId.CUSTOMER,
    "cause": BlockId.OTHER_CAUSE,
}


async def open_form(
    services: Services, incoming: Incoming, said: Mapping[str, str] | None = None, **ids: str | None
) -> Message | None:
    """Open it after the acknowledgement, holding `said`: stored texts by their names in `Filled`; `ids` are where
    they come from. Returned is what to say instead, where nothing can be logged."""
    of = (incoming.workspace_id, incoming.user_id, services.clock.now())
    found, filled = await services.database.read(prepared, *of, said or {})
    if isinstance(found, str):
        return replies.cannot(found, "\n".join((said or {}).values()))
    open_view(services, incoming, decision_form.log(found, filled, json.dumps(ids)))
    return None


def prepared(
    session: Session, workspace_id: int, slack_user_id: str, now: datetime, said: Mapping[str, str]
) -> tuple[Opening | str, Filled]:
    """What the form offers this person, and their words as it holds them: mentions are names."""
    found = opening.opened(session, workspace_id=workspace_id, member=slack_user_id, now=now)
    name_of = names_in(session, workspace_id, said.values())
    texts: dict[str, Any] = {name: naming.shown(text, name_of) for name, text in said.items()}
    return found, Filled(**texts)


async def _submit(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    entry = await entry_of(services, incoming)
    if isinstance(entry, Refused):
        return errors(BlockId.AMOUNT, amount_replies.refused(entry))
    key = f"view:{view['id']}"
    outcome = await services.write(incoming, logging.log, member=incoming.user_id, entry=entry, key=key)
    return told(services, incoming, outcome, entry, ViewId.DECISION_AGAIN)


def told(services: Services, incoming: Incoming, outcome: Outcome, entry: Entry, asks: ViewId) -> Answer:
    """The form closes on what a message tells; else it says why not, and keeps what was typed."""
    said = "\n".join(entry.texts)
    if outcome["code"] == "sensitive":
        warned = decision_form.again(asks, outcome["draft"], replies.details_in(outcome), said)
        return {"response_action": "push", "view": warned}
    block = FIELDS.get(outcome.get("field", "")) or BLOCKS.get(outcome["code"])
    return errors(block, replies.field_error(outcome)) if block else closed(services, incoming, outcome, said)


def closed(services: Services, incoming: Incoming, outcome: Outcome, said: str) -> Answer:
    """Home follows; what could not be stored is given back."""
    if outcome["code"] in {"logged", "edited", "unchanged"}:
        publish(services, incoming)
        return {"response_action": "clear"}
    message = replies.cannot(outcome["code"], said)
    return {"response_action": "update", "view": views.showing("Not stored", message)}


def errors(block: BlockId, sentence: str) -> Answer:
    return {"response_action": "errors", "errors": {block.value: sentence}}


async def _confirm(services: Services, incoming: Incoming) -> Answer:
    mine: dict[str, Any] = {"draft_id": id_of(incoming.body["view"]["private_metadata"]), "member": incoming.user_id}
    waiting = await services.database.read(logging.drafted, workspace_id=incoming.workspace_id, **mine)
    outcome = await services.write(incoming, logging.log_draft, **mine)
    return closed(services, incoming, outcome, "\n".join(waiting.texts) if waiting else "")


async def entry_of(services: Services, incoming: Incoming) -> Entry | Refused:
    """What the submitted form holds; an amount is read in the currency of the limit that was theirs on that day."""
    view = incoming.body["view"]
    category, _, limit = picked(view, BlockId.CATEGORY).partition(":")
    said = chosen(view, BlockId.DECIDED_ON).get("selected_date")
    day = date.fromisoformat(said) if said else None
    amount = await _amount(services, incoming, category, day)
    if isinstance(amount, Refused):
        return amount
    return Entry(
        situation=typed(view, BlockId.SITUATION) or "",
        choice=typed(view, BlockId.DECISION) or "",
        outcome=typed(view, BlockId.OUTCOME),
        customer_words=typed(view, BlockId.CUSTOMER),
        category_id=id_of(category) if category else None,
        amount=amount,
        cause=typed(view, BlockId.OTHER_CAUSE),
        cause_id=id_of(cause) if (cause := picked(view, BlockId.CAUSE)) else None,
        fix=picked(view, BlockId.FIX) or None,
        decided_on=day,
        peer_id=id_of(peer) if (peer := picked(view, BlockId.PEER)) else None,
        shown_limit_id=id_of(limit) if limit else None,
        **_origin(ids_of(view)),
    )


def _origin(ids: dict[str, str]) -> dict[str, Any]:
    """What it is kept from: a colleague's pat, or a message."""
    kudos = id_of(ids["kudos"]) if "kudos" in ids else None
    return {"kudos_id": kudos, "channel_id": ids.get("channel"), "message_ts": ids.get("message")}


async def _amount(services: Services, incoming: Incoming, category: str, on: date | None) -> Money | Refused | None:
    text = words.unescape(typed(incoming.body["view"], BlockId.AMOUNT) or "")
    if not text:
        return None
    of: dict[str, Any] = {"workspace_id": incoming.workspace_id, "member": incoming.user_id}
    limit: dict[str, Any] = {"category_id": id_of(category) if category else None, "on": on}
    currency = await services.database.read(opening.currency_of, **of, **limit, now=services.clock.now())
    return amounts.read(text, currency)


def ids_of(view: Mapping[str, Any]) -> dict[str, str]:
    """Where it comes from, as the form carries it; a broken one says nothing."""
    try:
        said = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    pairs = said.items() if isinstance(said, dict) else ()
    return {key: value for key, value in pairs if isinstance(value, str) and len(value) <= 40}


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    if said := await open_form(services, incoming):
        answer(services, incoming, said)


async def _open_draft(services: Services, incoming: Incoming, value: str) -> None:
    """The words that were typed as a pat for oneself."""
    mine = (incoming.workspace_id, id_of(value), incoming.user_id)
    said = await services.database.read(_words_in, *mine)
    if said is None:
        answer(services, incoming, Message(f"{replies.DRAFT_GONE} `/pat decision` opens the form."))
    elif instead := await open_form(services, incoming, {"choice": said}):
        answer(services, incoming, instead)


def _words_in(session: Session, workspace_id: int, draft_id: Any, slack_user_id: str) -> str | None:
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    mine: dict[str, Any] = {"workspace_id": workspace_id, "draft_id": draft_id}
    held = drafts.look(session, **mine, giver_id=member.id if member else NOBODYS)
    return str(held["own"]) if held and "own" in held else None


BUTTONS: dict[str, Button] = {
    ActionId.DECISION_OPEN: Button(_open, Who.EVERYONE, "open the form of a decision, once a pledge is in force"),
    ActionId.DECISION_DRAFT: Button(_open_draft, Who.THEMSELVES, "log what they typed as a pat for themselves"),
}
FORMS: dict[str, Form] = {
    ViewId.DECISION: Form(_submit, Who.THEMSELVES, "log a decision of theirs"),
    ViewId.DECISION_AGAIN: Form(_confirm, Who.DECIDER, "log what waits for a yes"),
}
