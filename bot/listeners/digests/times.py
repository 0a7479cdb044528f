"""When digests come: listed for whoever may set it, and set. Who may is decided where it is written."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.digests import looking
from bot.listeners.fields import chosen, id_of, picked, ticked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.showing import is_on, shown_on
from bot.replies import digests as replies
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.digests import times as surface
from bot.surfaces.message import Message
from digests import choices
from digests.choices import Choice
from digests.scheduling import timing
from models.people import members
from models.schedules import Audience
from models.schedules.timetable import Times, Whose
from models.workspace import zones_used

OF = surface.OF
ERRORS = {
    "no_channel": (BlockId.CHANNEL.value, replies.NO_CHANNEL),
    "no_zone": (BlockId.DIGEST_ZONE.value, replies.NO_SUCH_ZONE),
}


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    open_view(services, incoming, await _page(services, incoming))


async def _page(services: Services, incoming: Incoming) -> dict[str, Any]:
    who = (incoming.workspace_id, incoming.user_id)
    return await services.database.read(page_of, *who, services.clock.now())


def page_of(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> dict[str, Any]:
    """Every digest of which this person may set when it comes."""
    found = _settable(session, workspace_id, slack_user_id, now)
    return surface.listed(found) if found else views.message(replies.TIMES, replies.NOT_YOURS)


def _settable(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> list[Choice]:
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    return choices.settable(session, workspace_id=workspace_id, member=member, now=now) if member else []


async def _change(services: Services, incoming: Incoming, value: str) -> None:
    who, now, below = (incoming.workspace_id, incoming.user_id), services.clock.now(), shown_on(incoming)
    form = await services.database.read(form_of, *who, now, value, below if is_on(incoming, "modal") else {})
    if form is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, form)


def form_of(
    session: Session, workspace_id: int, slack_user_id: str, now: datetime, key: str, below: dict[str, str]
) -> dict[str, Any] | None:
    """The form of the digest called `key`; None: it is not theirs to set."""
    found = _settable(session, workspace_id, slack_user_id, now)
    choice = next((one for one in found if surface.key_of(one) == key), None)
    if choice is None:
        return None
    known = [*zones_used.of(session, workspace_id), *([choice.times.zone] if choice.times.zone else [])]
    return surface.form(choice, known, below)


async def _save(services: Services, incoming: Incoming) -> Answer:
    view, shown = incoming.body["view"], shown_on(incoming)
    whose = whose_of(shown.get(OF, ""))
    outcome = await services.write(incoming, timing.set_times, whose=whose, times=_times(view), actor=incoming.user_id)
    if error := ERRORS.get(outcome["code"]):
        return {"response_action": "errors", "errors": dict([error])}
    if outcome["code"] == "not_yours":
        return instead(replies.TIMES, replies.NOT_YOURS)
    _follow(services, incoming, shown)
    return instead(replies.TIMES, replies.saved(outcome.get("due")))


def _follow(services: Services, incoming: Incoming, shown: dict[str, str]) -> None:
    """What lies under the form shows what holds now."""
    below = incoming.body["view"].get("previous_view_id")
    if below is None:
        publish(services, incoming)
    else:
        services.tasks.start(_update(services, incoming, below, shown), "show times")


async def _update(services: Services, incoming: Incoming, view_id: str, shown: dict[str, str]) -> None:
    looked = looking.WHICH in shown
    made = await (looking.form(services, incoming, shown) if looked else _page(services, incoming))
    await services.client(incoming.workspace_id).views_update(view_id=view_id, view=made)


def whose_of(key: str) -> Whose:
    """A forged one is nobody's."""
    audience, _, of = key.partition(":")
    known = audience in set(Audience)
    return (Audience(audience) if known else Audience.LEAD), (id_of(of) if of or not known else None)


def _times(view: dict[str, Any]) -> Times:
    zone, day, hour = (picked(view, one) for one in (BlockId.DIGEST_ZONE, BlockId.DIGEST_DAY, BlockId.DIGEST_HOUR))
    return Times(
        weekday=_number(day, 7),
        hour=_number(hour, 24),
        zone=None if zone in ("", surface.OWN) else zone,
        channel_id=chosen(view, BlockId.CHANNEL).get("selected_channel"),
        enabled=ticked(view, BlockId.DIGEST_ON),
    )


def _number(said: str, below: int) -> int:
    """A forged one is the first there is."""
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 3 else 0
    return number if number < below else 0


BUTTONS: dict[str, Button] = {
    ActionId.TIMES: Button(_open, Who.THEMSELVES, "see when the digests come that they may set"),
    ActionId.TIMES_CHANGE: Button(_change, Who.LEAD_OR_ADMIN, "open the form of when a digest comes"),
}
FORMS: dict[str, Form] = {
    ViewId.TIMES_FORM: Form(_save, Who.LEAD_OR_ADMIN, "set when a digest comes: their own, their team’s"),
}
