"""`/pat digest`: any past week of one's own digests. Whose it may be is read from the database at each request."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId
from bot.listeners.answering import open_slowly, private
from bot.listeners.registry import Answer, Button, Who
from bot.listeners.showing import is_on, shown_on
from bot.parsing import Typed
from bot.replies import digests as replies
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.digests import looking as surface
from digests import choices, weeks
from digests.asked import asked
from digests.errors import BadMonth, BadWeek
from models.people import members
from models.workspace import workspaces
from models.zones import zone_of

WHICH, DAY = ActionId.DIGEST_WHICH.value, ActionId.DIGEST_PERIOD.value


async def digest(services: Services, incoming: Incoming, typed: Typed) -> Answer:
    """`/pat digest`, `/pat digest 2026-W45`, `/pat digest last week`."""
    said = typed.parts[0].words
    if not said:
        _open(services, incoming, {})
        return None
    who = (incoming.workspace_id, incoming.user_id)
    today = await services.database.read(today_of, *who, services.clock.now())
    try:
        found = asked(said, today)
    except (BadWeek, BadMonth) as error:
        return private(replies.bad_period(said, error))
    if found.last >= today:
        return private(replies.not_over(said))
    _open(services, incoming, {DAY: found.day.isoformat(), WHICH: found.audience or ""})
    return None


def today_of(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> date:
    """By the clock of whoever asks."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    company = workspaces.get(session, workspace_id).zone
    return weeks.day_of(now, zone_of(member.zone if member else None, company))


async def _choose_which(services: Services, incoming: Incoming, value: str) -> None:
    _redraw(services, incoming, {WHICH: value})


async def _choose_period(services: Services, incoming: Incoming, value: str) -> None:
    _redraw(services, incoming, {DAY: value})


def _open(services: Services, incoming: Incoming, shown: dict[str, str]) -> None:
    open_slowly(services, incoming, surface.waiting(), lambda: form(services, incoming, shown))


def _redraw(services: Services, incoming: Incoming, shown: dict[str, str]) -> None:
    """The form that was clicked on, anew."""
    if not is_on(incoming, "modal"):
        _open(services, incoming, shown)
        return
    view_id, both = incoming.body["view"]["id"], {**shown_on(incoming), **shown}
    services.tasks.start_newest(("digest", view_id), lambda: _update(services, incoming, view_id, both), "show digest")


async def _update(services: Services, incoming: Incoming, view_id: str, shown: dict[str, str]) -> None:
    made = await form(services, incoming, shown)
    await services.client(incoming.workspace_id).views_update(view_id=view_id, view=made)


async def form(services: Services, incoming: Incoming, shown: dict[str, str]) -> dict[str, Any]:
    who = (incoming.workspace_id, incoming.user_id)
    return await services.database.read(form_of, *who, services.clock.now(), shown)


def form_of(
    session: Session, workspace_id: int, slack_user_id: str, now: datetime, shown: dict[str, str]
) -> dict[str, Any]:
    """What this person may look at; what is not theirs is not there, whatever was asked for."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    if member is None:
        return views.message(replies.TITLE, replies.NONE)
    key, day = shown.get(WHICH, ""), _day(shown.get(DAY, ""))
    look = choices.look(session, workspace_id=workspace_id, member=member, now=now, key=key, day=day)
    return surface.looked(look) if look else views.message(replies.TITLE, replies.NONE)


def _day(said: str) -> date | None:
    """A forged one is none."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if day.year in weeks.YEARS else None


BUTTONS: dict[str, Button] = {
    ActionId.DIGEST_WHICH: Button(_choose_which, Who.THEMSELVES, "choose which digest of theirs to look at"),
    ActionId.DIGEST_PERIOD: Button(_choose_period, Who.THEMSELVES, "choose of which week or month"),
}
