"""Buttons. Each checks again who may do it: a button proves nothing but that it was once drawn."""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot import replies
from bot.ids import ActionId
from bot.listeners.forms import not_given_again, open_give_form, open_view
from bot.listeners.home import publish
from bot.services import Incoming, Services
from bot.surfaces import form
from bot.surfaces.form import Place
from bot.surfaces.kudos import Message
from digests.actions import DigestAction
from models import doubts, giving, members, responding, retracting
from models.kudos import ChannelKind

Button = Callable[[Services, Incoming, str], Awaitable[None]]

PART = re.compile(r"[.:][^.:]*$")
"""What tells several buttons of one message apart, after the action's id."""
NOBODYS = UUID(int=0)


async def action(services: Services, incoming: Incoming) -> None:
    """A button was pressed."""
    pressed = incoming.body["actions"][0]
    action_id, value = str(pressed.get("action_id", "")), str(pressed.get("value", ""))
    button = BUTTONS.get(action_id) or BUTTONS.get(PART.sub("", action_id))
    if button is None:
        answer(services, incoming, replies.OLD_BUTTON)
    else:
        await button(services, incoming, value)


def answer(services: Services, incoming: Incoming, message: Message, *, replace: bool = False) -> None:
    """Tell the person who pressed, and nobody else."""
    payload = {**message.payload(), **({"replace_original": True} if replace else {})}
    services.tasks.start(services.slack.respond(incoming.response_url, payload), "answer a button")


def id_of(value: str) -> UUID:
    """The id that a button carries; a forged or broken one is nobody's."""
    try:
        return UUID(value)
    except ValueError:
        return NOBODYS


async def _boost(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, responding.boost, kudos_id=id_of(value), member=incoming.user_id)
    answer(services, incoming, replies.boosted(outcome))


async def _undo(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, retracting.undo_one, kudos_id=id_of(value), giver=incoming.user_id)
    answer(services, incoming, replies.undone(outcome), replace=True)


async def _give_again(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, giving.give_draft, draft_id=id_of(value), giver=incoming.user_id)
    if outcome["code"] == "given":
        answer(services, incoming, replies.given(outcome), replace=True)
    else:
        text = await not_given_again(services, incoming, id_of(value), outcome)
        answer(services, incoming, Message(text), replace=True)


async def _say_thanks(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, responding.say_thanks, kudos_id=id_of(value), member=incoming.user_id)
    answer(services, incoming, replies.thanked(outcome))


async def _keep(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, responding.keep, kudos_id=id_of(value), member=incoming.user_id)
    answer(services, incoming, replies.kept(outcome))


async def _choose_circle(services: Services, incoming: Incoming, value: str) -> None:
    whose: dict[str, Any] = {"kudos_id": id_of(value), "member": incoming.user_id}
    circle = await services.database.read(responding.circle_of, workspace_id=incoming.workspace_id, **whose)
    if circle is None:
        answer(services, incoming, replies.NOT_YOURS)
    else:
        await open_view(services, incoming, form.circle(value, circle))


async def _fewer(services: Services, incoming: Incoming, value: str) -> None:
    await services.write(incoming, responding.set_receipts, member=incoming.user_id, wanted=False)
    if value == "home":
        publish(services, incoming)
    else:
        answer(services, incoming, replies.RECEIPTS_OFF)


async def _more(services: Services, incoming: Incoming, _value: str) -> None:
    await services.write(incoming, responding.set_receipts, member=incoming.user_id, wanted=True)
    publish(services, incoming)


async def _open_form(services: Services, incoming: Incoming, _value: str) -> None:
    await open_give_form(services, incoming, Place(None, ChannelKind.DIRECT))


async def _give_to(services: Services, incoming: Incoming, value: str) -> None:
    """A digest or a gap names someone: the form opens with them in it."""
    person = await services.database.read(_slack_user_of, incoming.workspace_id, id_of(value))
    await open_give_form(services, incoming, Place(None, ChannelKind.DIRECT), people=[person] if person else [])


def _slack_user_of(session: Session, workspace_id: int, member_id: UUID) -> str | None:
    member = members.by_id(session, workspace_id, [member_id]).get(member_id)
    return member.slack_user_id if member else None


async def _turn_page(services: Services, incoming: Incoming, value: str) -> None:
    received, _, given = value.partition(",")
    publish(services, incoming, received_offset=_offset(received), given_offset=_offset(given))


def _offset(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


async def _post_again(services: Services, incoming: Incoming, value: str) -> None:
    await _announce_again(services, incoming, value, in_kudos_channel=False)


async def _post_in_kudos_channel(services: Services, incoming: Incoming, value: str) -> None:
    await _announce_again(services, incoming, value, in_kudos_channel=True)


async def _announce_again(services: Services, incoming: Incoming, value: str, *, in_kudos_channel: bool) -> None:
    who = {"kudos_id": id_of(value), "giver": incoming.user_id}
    outcome = await services.write(incoming, doubts.announce_again, **who, in_kudos_channel=in_kudos_channel)
    answer(services, incoming, replies.announced_again(outcome))


async def _send_again(services: Services, incoming: Incoming, value: str) -> None:
    """Admins only."""
    outcome = await services.write(incoming, doubts.send_again, delivery_id=id_of(value), admin=incoming.user_id)
    if outcome["code"] != "not_admin":
        publish(services, incoming)


BUTTONS: dict[str, Button] = {
    ActionId.BOOST: _boost,
    ActionId.UNDO: _undo,
    ActionId.GIVE_AGAIN: _give_again,
    ActionId.SAY_THANKS: _say_thanks,
    ActionId.KEEP: _keep,
    ActionId.CHOOSE_CIRCLE: _choose_circle,
    ActionId.FEWER_MESSAGES: _fewer,
    ActionId.MORE_MESSAGES: _more,
    ActionId.OPEN_FORM: _open_form,
    DigestAction.GIVE: _give_to,
    ActionId.HOME_RECEIVED: _turn_page,
    ActionId.HOME_GIVEN: _turn_page,
    ActionId.POST_AGAIN: _post_again,
    ActionId.POST_IN_KUDOS_CHANNEL: _post_in_kudos_channel,
    ActionId.SEND_AGAIN: _send_again,
}
