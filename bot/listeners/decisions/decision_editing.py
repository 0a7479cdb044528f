"""A decision of one's own, afterwards: edited, deleted, and what it said before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.decisions import deciding
from bot.listeners.fields import id_of
from bot.listeners.home import publish
from bot.listeners.kudos.filling import names_in
from bot.listeners.registry import Answer, Button, Form, Who
from bot.parsing import amounts
from bot.parsing.amounts import Refused
from bot.replies import amounts as amount_replies
from bot.replies import decisions as replies
from bot.services import Incoming, Services
from bot.surfaces.decisions import decision_form, decision_history
from bot.surfaces.decisions.decision_form import Filled
from bot.surfaces.message import Message
from models.decisions import editing, logging, opening
from models.decisions.entries import TEXTS
from models.decisions.opening import Opening
from models.decisions.reading import DecisionCard
from models.kudos import naming
from models.people import members


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    of = (incoming.workspace_id, id_of(value), incoming.user_id, services.clock.now())
    found = await services.database.read(prepared, *of)
    if found is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, decision_form.edit(*found, value))


def prepared(
    session: Session, workspace_id: int, decision_id: UUID, slack_user_id: str, now: datetime
) -> tuple[Opening, Filled] | None:
    """What the form of this person's decision offers and holds; None: it is not theirs, or gone."""
    card = editing.own(session, workspace_id=workspace_id, decision_id=decision_id, member=slack_user_id)
    person = members.by_slack_user(session, workspace_id, slack_user_id)
    if card is None or person is None:
        return None
    found = opening.for_person(session, person, now)
    return opening.keeping(found, card), _filled(session, workspace_id, card)


def _filled(session: Session, workspace_id: int, card: DecisionCard) -> Filled:
    said = {name: getattr(card, name) or "" for name in TEXTS}
    name_of = names_in(session, workspace_id, said.values())
    texts: dict[str, Any] = {name: naming.shown(text, name_of) for name, text in said.items()}
    return Filled(
        **texts,
        category_id=str(card.category_id or ""),
        amount=amounts.written(card.amount) if card.amount else "",
        cause_id=str(card.cause_id or ""),
        fix=card.fix or "",
        decided_on=card.decided_on,
    )


async def _submit(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    entry = await deciding.entry_of(services, incoming)
    if isinstance(entry, Refused):
        return deciding.errors(BlockId.AMOUNT, amount_replies.refused(entry))
    what: dict[str, Any] = {"decision_id": id_of(view["private_metadata"]), "member": incoming.user_id}
    outcome = await services.write(incoming, editing.edit, **what, entry=entry, key=f"view:{view['id']}")
    return deciding.told(services, incoming, outcome, entry, ViewId.DECISION_EDIT_AGAIN)


async def _confirm(services: Services, incoming: Incoming) -> Answer:
    mine: dict[str, Any] = {"draft_id": id_of(incoming.body["view"]["private_metadata"]), "member": incoming.user_id}
    waiting = await services.database.read(logging.drafted, workspace_id=incoming.workspace_id, **mine)
    outcome = await services.write(incoming, editing.edit_draft, **mine)
    return deciding.closed(services, incoming, outcome, "\n".join(waiting.texts) if waiting else "")


async def _ask_delete(services: Services, incoming: Incoming, value: str) -> None:
    card = await services.database.read(_own, incoming.workspace_id, id_of(value), incoming.user_id)
    if card is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, decision_history.delete(card))


def _own(session: Session, workspace_id: int, decision_id: UUID, slack_user_id: str) -> DecisionCard | None:
    return editing.own(session, workspace_id=workspace_id, decision_id=decision_id, member=slack_user_id)


async def _delete(services: Services, incoming: Incoming) -> Answer:
    what: dict[str, Any] = {
        "decision_id": id_of(incoming.body["view"]["private_metadata"]),
        "member": incoming.user_id,
    }
    outcome = await services.write(incoming, editing.delete, **what)
    publish(services, incoming)
    said = replies.DELETED if outcome["code"] == "deleted" else replies.NOT_YOURS
    return instead("Your decision", said)


async def _before(services: Services, incoming: Incoming, value: str) -> None:
    found = await services.database.read(_versions, incoming.workspace_id, id_of(value), incoming.user_id)
    if found is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, decision_history.before(found))


def _versions(session: Session, workspace_id: int, decision_id: UUID, slack_user_id: str) -> Any:
    return editing.look_back(session, workspace_id=workspace_id, decision_id=decision_id, member=slack_user_id)


BUTTONS: dict[str, Button] = {
    ActionId.DECISION_EDIT: Button(_open, Who.DECIDER, "edit a decision of theirs"),
    ActionId.DECISION_DELETE: Button(_ask_delete, Who.DECIDER, "be asked before a decision of theirs is deleted"),
    ActionId.DECISION_BEFORE: Button(_before, Who.THE_TWO, "read what a decision said before"),
}
FORMS: dict[str, Form] = {
    ViewId.DECISION_EDIT: Form(_submit, Who.DECIDER, "edit a decision of theirs"),
    ViewId.DECISION_EDIT_AGAIN: Form(_confirm, Who.DECIDER, "save an edit of it that waits for a yes"),
    ViewId.DECISION_DELETE: Form(_delete, Who.DECIDER, "delete a decision of theirs"),
}
