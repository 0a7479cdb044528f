"""The pledge: asked for, set up, signed or not, co-signed, taken back, shown; and that it was not kept."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import chosen, id_of, typed
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import pledge as replies
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.decisions import pledge as surface
from bot.surfaces.decisions import pledge_form
from bot.surfaces.message import Message
from bot.surfaces.text import mention
from models import words
from models.people import members
from models.pledge import cosigning, promises, signing, standing, wanting, writing
from models.pledge.standing import Waiting
from models.workspace import workspaces

TITLE = "The pledge"


def page_of(session: Session, workspace_id: int, slack_user_id: str) -> Message:
    """The pledge, and what it asks of or offers to this person."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    if member is None:
        return surface.shown(standing.Own(None, None), admin=False)
    return surface.shown(standing.own(session, member), admin=workspaces.is_admin(session, member))


async def _show(services: Services, incoming: Incoming, _value: str) -> None:
    page = await services.database.read(page_of, incoming.workspace_id, incoming.user_id)
    open_view(services, incoming, views.showing(TITLE, page))


async def _ask(services: Services, incoming: Incoming, _value: str) -> None:
    outcome = await services.write(incoming, wanting.want, member=incoming.user_id)
    _said(services, incoming, replies.asked(outcome))


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    now = await services.database.read(standing.standing, incoming.workspace_id)
    open_view(services, incoming, pledge_form.set_up(now))


async def _set_up(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    signer, text = str(chosen(view, BlockId.SIGNER).get("selected_user") or ""), typed(view, BlockId.PLEDGE_TEXT)
    if not text:
        return {"response_action": "errors", "errors": {BlockId.PLEDGE_TEXT.value: "What is promised?"}}
    title = words.storable(" ".join((chosen(view, BlockId.SIGNER_TITLE).get("value") or "").split()))
    what: dict[str, Any] = {"text": text, "signer": signer, "title": title, "admin": incoming.user_id}
    outcome = await services.write(incoming, writing.set_up, **what)
    if outcome["code"] == "refused":
        return {"response_action": "errors", "errors": {BlockId.SIGNER.value: replies.unfit(outcome["why"])}}
    publish(services, incoming)
    return _closed(replies.set_up(outcome, mention(signer)))


async def _sign(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, signing.sign, pledge_id=id_of(value), member=incoming.user_id)
    _said(services, incoming, replies.signed(outcome))


async def _open_propose(services: Services, incoming: Incoming, value: str) -> None:
    found = await services.database.read(_to_change, incoming.workspace_id, id_of(value), incoming.user_id)
    if found is None:
        answer(services, incoming, Message(replies.NOT_FOR_YOU))
    else:
        open_view(services, incoming, pledge_form.propose(found))


def _to_change(session: Session, workspace_id: int, pledge_id: UUID, member: str) -> Waiting | None:
    """What this leader is asked to sign; None: it is not theirs, or nothing waits."""
    found = standing.with_id(session, workspace_id, pledge_id)
    if found is None or found[1].signer.slack_user_id != member or not found[1].can_sign:
        return None
    return None if found[0].signed_at or found[0].withdrawn_at else found[1]


async def _propose(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    what: dict[str, Any] = {
        "pledge_id": id_of(view["private_metadata"]),
        "text": typed(view, BlockId.PLEDGE_TEXT) or "",
    }
    if not what["text"]:
        return {"response_action": "errors", "errors": {BlockId.PLEDGE_TEXT.value: "How would you sign it?"}}
    key = f"view:{view['id']}"
    outcome = await services.write(incoming, writing.propose, **what, member=incoming.user_id, key=key)
    if outcome["code"] == "same":
        error = "That is the text as it stands: change it, or add what you would need."
        return {"response_action": "errors", "errors": {BlockId.PLEDGE_TEXT.value: error}}
    publish(services, incoming)
    return _closed(replies.proposed(outcome))


async def _co_sign(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, cosigning.co_sign, pledge_id=id_of(value), member=incoming.user_id)
    _said(services, incoming, replies.co_signed(outcome))


async def _open_withdraw(services: Services, incoming: Incoming, value: str) -> None:
    who = (incoming.workspace_id, id_of(value), incoming.user_id)
    pledge = await services.database.read(signing.withdrawable, *who)
    if pledge is None or pledge.withdrawn_at:
        answer(services, incoming, Message(replies.withdrawn({"code": "already" if pledge else "not_yours"})))
    else:
        open_view(services, incoming, pledge_form.withdraw(str(pledge.id), holds=pledge.signed_at is not None))


async def _withdraw(services: Services, incoming: Incoming) -> Answer:
    pledge_id = id_of(incoming.body["view"]["private_metadata"])
    outcome = await services.write(incoming, signing.withdraw, pledge_id=pledge_id, member=incoming.user_id)
    publish(services, incoming)
    return _closed(replies.withdrawn(outcome))


async def _open_broken(services: Services, incoming: Incoming, value: str) -> None:
    found = await services.database.read(_promise, incoming.workspace_id, id_of(value), incoming.user_id)
    if found is None:
        answer(services, incoming, Message(replies.NOBODY_TO_TELL))
    elif found.pledge.signer.slack_user_id == incoming.user_id:
        answer(services, incoming, Message(replies.broken({"code": "own"})))
    else:
        open_view(services, incoming, pledge_form.broken(found))


def _promise(session: Session, workspace_id: int, about_id: UUID, slack_user_id: str) -> promises.Promise | None:
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    return promises.offered(session, workspace_id, about_id, member.id) if member else None


async def _tell_broken(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    said = typed(view, BlockId.WORDS)
    if not said:
        return {"response_action": "errors", "errors": {BlockId.WORDS.value: "What happened?"}}
    what: dict[str, Any] = {"about_id": id_of(view["private_metadata"]), "member": incoming.user_id, "words": said}
    outcome = await services.write(incoming, promises.tell, **what, key=f"view:{view['id']}")
    return _closed(replies.broken(outcome, said))


async def _read(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, promises.read, promise_id=id_of(value), member=incoming.user_id)
    _said(services, incoming, replies.read(outcome))


def _said(services: Services, incoming: Incoming, text: str) -> None:
    """Tell whoever pressed; where it was Home or a form, Home is drawn anew."""
    if incoming.response_url is None:
        publish(services, incoming)
    answer(services, incoming, Message(text))


def _closed(text: str) -> Answer:
    return instead(TITLE, text)


BUTTONS: dict[str, Button] = {
    ActionId.PLEDGE_ASK: Button(_ask, Who.EVERYONE, "ask for the pledge, when none holds"),
    ActionId.PLEDGE_SHOW: Button(_show, Who.EVERYONE, "read the pledge"),
    ActionId.PLEDGE_OPEN: Button(_open, Who.ADMIN, "open the form that sets up the pledge"),
    ActionId.PLEDGE_SIGN: Button(_sign, Who.SIGNER, "sign the pledge that was written for them"),
    ActionId.PLEDGE_PROPOSE: Button(_open_propose, Who.SIGNER, "open the form that says how they would sign it"),
    ActionId.PLEDGE_COSIGN: Button(_co_sign, Who.A_LEAD, "co-sign the pledge"),
    ActionId.PLEDGE_WITHDRAW: Button(_open_withdraw, Who.ADMIN_OR_SIGNER, "open the form that takes the pledge back"),
    ActionId.PLEDGE_BROKEN: Button(_open_broken, Who.EVERYONE, "open the form that says it wasn’t kept"),
    ActionId.PROMISE_READ: Button(_read, Who.SIGNER, "say that they read what was not kept"),
}
FORMS: dict[str, Form] = {
    ViewId.PLEDGE: Form(_set_up, Who.ADMIN, "ask a leader to sign the pledge"),
    ViewId.PLEDGE_PROPOSE: Form(_propose, Who.SIGNER, "say how they would sign the pledge"),
    ViewId.PLEDGE_WITHDRAW: Form(_withdraw, Who.ADMIN_OR_SIGNER, "take the pledge back"),
    ViewId.PLEDGE_BROKEN: Form(_tell_broken, Who.EVERYONE, "tell whoever signed that it wasn’t kept"),
}
