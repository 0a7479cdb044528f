"""Root causes: the list, taking one, giving it back, closing it, changing it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.home import causes as home
from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import chosen, id_of, picked, typed
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.showing import is_on
from bot.replies import causes as replies
from bot.services import Incoming, Services
from bot.surfaces.improving import cause_forms
from bot.surfaces.message import Message
from models.improving import cause_cards, causes, owning
from models.people import members

FormOf = Callable[[Session, int, str, UUID, datetime], dict[str, Any] | None]


async def _open_list(services: Services, incoming: Incoming, _value: str) -> None:
    form = await _list(services, incoming)
    if form is None:
        answer(services, incoming, replies.NOT_FOR_YOU)
    else:
        open_view(services, incoming, form)


async def _list(services: Services, incoming: Incoming) -> dict[str, Any] | None:
    who = (incoming.workspace_id, incoming.user_id)
    return await services.database.read(list_of, *who, services.clock.now())


def list_of(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> dict[str, Any] | None:
    """The list as a form; None: it is not for them."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    return home.form(session, member, now) if member and owning.may_see(session, member) else None


async def _take(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, owning.take, cause_id=id_of(value), member=incoming.user_id)
    _tell(services, incoming, outcome["code"] == "taken", replies.done(outcome))


async def _give_back(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, owning.give_back, cause_id=id_of(value), member=incoming.user_id)
    _tell(services, incoming, outcome["code"] == "given_back", replies.done(outcome))


def _tell(services: Services, incoming: Incoming, done: bool, said: Message) -> None:
    """Where it was clicked: the list and Home show what is so now, and a message gets an answer."""
    if done and is_on(incoming, "modal"):
        _redraw(services, incoming, incoming.body["view"]["id"])
    elif done and is_on(incoming, "home"):
        publish(services, incoming)
    else:
        answer(services, incoming, said)


def _redraw(services: Services, incoming: Incoming, view_id: str) -> None:
    services.tasks.start(_update(services, incoming, view_id), "update causes")


async def _update(services: Services, incoming: Incoming, view_id: str) -> None:
    if form := await _list(services, incoming):
        await services.client(incoming.workspace_id).views_update(view_id=view_id, view=form)


async def _open_close(services: Services, incoming: Incoming, value: str) -> None:
    await _open(services, incoming, close_form_of, value)


async def _open_change(services: Services, incoming: Incoming, value: str) -> None:
    await _open(services, incoming, change_form_of, value)


async def _open(services: Services, incoming: Incoming, form_of: FormOf, value: str) -> None:
    cause_id, now = id_of(value), services.clock.now()
    form = await services.database.read(form_of, incoming.workspace_id, incoming.user_id, cause_id, now)
    if form is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, form)


def close_form_of(
    session: Session, workspace_id: int, slack_user_id: str, cause_id: UUID, now: datetime
) -> dict[str, Any] | None:
    """None: it is not theirs to close, or closed."""
    mine = owning.may_change(session, workspace_id, cause_id, slack_user_id, unowned=True)
    card = cause_cards.card(session, workspace_id, cause_id, now) if mine else None
    return cause_forms.close(card) if card else None


def change_form_of(
    session: Session, workspace_id: int, slack_user_id: str, cause_id: UUID, now: datetime
) -> dict[str, Any] | None:
    """None: it is not theirs, or closed."""
    mine = owning.may_change(session, workspace_id, cause_id, slack_user_id)
    card = cause_cards.card(session, workspace_id, cause_id, now) if mine else None
    return cause_forms.change(card, causes.open_causes(session, workspace_id)) if card else None


async def _close(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    what: dict[str, Any] = {"cause_id": id_of(view["private_metadata"]), "member": incoming.user_id}
    outcome = await services.write(incoming, owning.close, **what, what_changed=typed(view, BlockId.WHAT_CHANGED))
    return _ended(services, incoming, outcome, "Close this cause", replies.closed(outcome))


async def _change(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    same = picked(view, BlockId.SAME_CAUSE)
    outcome = await services.write(
        incoming,
        owning.change,
        cause_id=id_of(view["private_metadata"]),
        member=incoming.user_id,
        name=typed(view, BlockId.CAUSE_NAME) or "",
        into=id_of(same) if same else None,
        to=chosen(view, BlockId.CAUSE_OWNER).get("selected_user"),
    )
    return _ended(services, incoming, outcome, "Change this cause", replies.changed(outcome))


def _ended(services: Services, incoming: Incoming, outcome: dict[str, Any], title: str, said: str) -> Answer:
    """A form was sent: what it has to mend, or what became of it, with the list below it as it is now."""
    if errors := replies.problem(outcome):
        return {"response_action": "errors", "errors": errors}
    view = incoming.body["view"]
    if (root := view.get("root_view_id")) not in (None, view["id"]):
        _redraw(services, incoming, root)
    publish(services, incoming)
    return instead(title, said)


BUTTONS: dict[str, Button] = {
    ActionId.CAUSES: Button(_open_list, Who.ANY_LEAD, "see what decisions keep running into"),
    ActionId.CAUSE_TAKE: Button(_take, Who.ANY_LEAD, "take a cause that nobody has"),
    ActionId.CAUSE_GIVE_BACK: Button(_give_back, Who.CAUSE_OWNER, "give a cause back"),
    ActionId.CAUSE_CLOSE: Button(_open_close, Who.CAUSE_OWNER, "open the form that closes a cause"),
    ActionId.CAUSE_CHANGE: Button(_open_change, Who.CAUSE_OWNER, "open the form that changes a cause"),
}
FORMS: dict[str, Form] = {
    ViewId.CAUSE_CLOSE: Form(_close, Who.CAUSE_OWNER, "close a cause, and say what changed"),
    ViewId.CAUSE_CHANGE: Form(_change, Who.CAUSE_OWNER, "name a cause anew, make it one with another, hand it on"),
}
