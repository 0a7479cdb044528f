"""What admins set up: the channel for pats, when digests come, who leads, which user groups are teams."""

import re
from typing import Any

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import all_picked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.workspace.team import change_in
from bot.replies import setup as replies
from bot.replies import trouble
from bot.services import Incoming, Services
from bot.surfaces.message import Message
from bot.surfaces.workspace import team_form
from digests.scheduling import timing
from models.people import group_teams, leading, leads
from models.storage.requests import Outcome
from models.workspace import onboarding

CHANNEL = re.compile(r"[CG][A-Z0-9]{6,30}")


async def _choose_channel(services: Services, incoming: Incoming, value: str) -> None:
    if CHANNEL.fullmatch(value):
        await services.write(incoming, onboarding.choose_channel, channel_id=value, actor=incoming.user_id)
    _redraw(services, incoming)


async def _choose_weekday(services: Services, incoming: Incoming, value: str) -> None:
    await _choose_time(services, incoming, weekday=_number(value, 7))


async def _choose_hour(services: Services, incoming: Incoming, value: str) -> None:
    await _choose_time(services, incoming, hour=_number(value, 24))


async def _choose_time(services: Services, incoming: Incoming, **chosen_time: int | None) -> None:
    def act(session: Any, *, workspace_id: int, now: Any) -> None:
        timing.choose(session, workspace_id=workspace_id, now=now, **chosen_time)
        onboarding.refresh_welcome(session, workspace_id, now)

    await services.write(incoming, act)
    _redraw(services, incoming)


def _number(value: str, below: int) -> int | None:
    number = int(value) if value.isascii() and value.isdecimal() and len(value) < 3 else below
    return number if number < below else None


def _redraw(services: Services, incoming: Incoming) -> None:
    """The installer's message follows by itself; Home is drawn anew for who clicked there."""
    if incoming.body.get("view"):
        publish(services, incoming)


async def _open_leads(services: Services, incoming: Incoming, _value: str) -> None:
    named = await services.database.read(leads.named_leads, incoming.workspace_id)
    open_view(services, incoming, team_form.leads(named))


async def _name_leads(services: Services, incoming: Incoming) -> Answer:
    change = change_in(incoming.body["view"])

    def act(session: Any, *, workspace_id: int, now: Any) -> Outcome:
        said = {"workspace_id": workspace_id, "change": change, "actor": incoming.user_id, "now": now}
        outcome = leading.name_leads(session, **said)
        onboarding.refresh_welcome(session, workspace_id, now)
        return outcome

    outcome = await services.write(incoming, act)
    if outcome["code"] == "refused":
        return {"response_action": "errors", "errors": {BlockId.PEOPLE.value: replies.objections(outcome, "")}}
    if outcome["code"] == "not_admin":
        return instead("Not for you", trouble.NOT_ADMIN.text)
    publish(services, incoming)
    return None


async def _open_groups(services: Services, incoming: Incoming, _value: str) -> None:
    some = await services.database.read(group_teams.groups, incoming.workspace_id)
    if some:
        open_view(services, incoming, team_form.groups(some))
    else:
        answer(services, incoming, Message(replies.NO_GROUPS))


async def _choose_groups(services: Services, incoming: Incoming) -> Answer:
    chosen = all_picked(incoming.body["view"], BlockId.GROUPS)
    await services.write(incoming, group_teams.choose, slack_ids=list(chosen))
    publish(services, incoming)
    return None


async def _hide(services: Services, incoming: Incoming, _value: str) -> None:
    await services.write(incoming, onboarding.hide, actor=incoming.user_id)
    publish(services, incoming)


BUTTONS: dict[str, Button] = {
    ActionId.SETUP_CHANNEL: Button(_choose_channel, Who.ADMIN, "choose the channel for pats"),
    ActionId.SETUP_WEEKDAY: Button(_choose_weekday, Who.ADMIN, "choose the day of the digests"),
    ActionId.SETUP_HOUR: Button(_choose_hour, Who.ADMIN, "choose the hour of the digests"),
    ActionId.OPEN_LEADS: Button(_open_leads, Who.ADMIN, "see whom admins have named as leads"),
    ActionId.OPEN_GROUPS: Button(_open_groups, Who.ADMIN, "see which user groups are teams"),
    ActionId.HIDE_CHECKLIST: Button(_hide, Who.ADMIN, "hide the checklist from their own Home"),
}
FORMS: dict[str, Form] = {
    ViewId.LEADS: Form(_name_leads, Who.ADMIN, "name the leads"),
    ViewId.GROUPS: Form(_choose_groups, Who.ADMIN, "choose which user groups are teams"),
}
