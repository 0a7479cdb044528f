"""Who is in a lead's team, and people who are not in Slack: said by that lead, or by an admin."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import NOBODYS, all_picked, chosen, id_of, ticked, typed
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import setup as replies
from bot.services import Incoming, Services
from bot.surfaces.message import Message
from bot.surfaces.workspace import team_form
from models import words
from models.people import leading, leads, members, offline, staffing
from models.people.leading import Change
from models.people.members import Member


def change_in(view: dict[str, Any]) -> Change:
    """What a submitted form adds and takes out: what it showed when it was opened stands in its own blocks."""
    picked = set(chosen(view, BlockId.PEOPLE).get("selected_users") or ())
    picked |= set(all_picked(view, BlockId.OFFLINE))
    shown = {one for block in view["blocks"] for one in _shown(block.get("element") or {})}
    return Change(added=tuple(sorted(picked - shown)), removed=tuple(sorted(shown - picked)))


def _shown(element: dict[str, Any]) -> list[str]:
    options = [str(option["value"]) for option in element.get("initial_options") or ()]
    return [*(element.get("initial_users") or ()), *options]


async def _open_team(services: Services, incoming: Incoming, value: str) -> None:
    await _open(services, incoming, id_of(value))


async def _open_team_of(services: Services, incoming: Incoming, value: str) -> None:
    found = await services.database.read(members.by_slack_user, incoming.workspace_id, value)
    await _open(services, incoming, found.id if found else NOBODYS)


async def _open(services: Services, incoming: Incoming, lead_id: UUID) -> None:
    form = await services.database.read(team_form_of, incoming.workspace_id, incoming.user_id, lead_id)
    if form is None:
        answer(services, incoming, Message(replies.NOT_A_LEAD))
    else:
        open_view(services, incoming, form)


def team_form_of(session: Session, workspace_id: int, actor: str, lead_id: UUID) -> dict[str, Any] | None:
    """The form about this lead's team; None: it is not for `actor`."""
    lead = leading.may_say(session, workspace_id, actor, lead_id)
    if lead is None:
        return None
    present, others = leads.reports(session, workspace_id, lead.id), staffing.without_slack(session, workspace_id)
    return team_form.team(lead, present, others, own=lead.slack_user_id == actor)


async def _set_team(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    who: dict[str, Any] = {"lead_id": id_of(view["private_metadata"]), "actor": incoming.user_id}
    outcome = await services.write(incoming, leading.set_team, change=change_in(view), **who)
    if outcome["code"] == "refused":
        lead = await services.database.read(_name_of, incoming.workspace_id, who["lead_id"])
        return {"response_action": "errors", "errors": {BlockId.PEOPLE.value: replies.objections(outcome, lead)}}
    if outcome["code"] == "not_yours":
        return instead("Not for you", replies.NOT_A_LEAD)
    publish(services, incoming)
    return None


def _name_of(session: Session, workspace_id: int, member_id: UUID) -> str:
    return members.by_id(session, workspace_id, [member_id])[member_id].label


async def _add_offline(services: Services, incoming: Incoming, _value: str) -> None:
    if await services.database.read(offline.may_change, incoming.workspace_id, incoming.user_id):
        open_view(services, incoming, team_form.offline(None))
    else:
        answer(services, incoming, Message(replies.NOT_A_LEAD))


async def _change_offline(services: Services, incoming: Incoming, value: str) -> None:
    one = await services.database.read(_changeable, incoming.workspace_id, incoming.user_id, id_of(value))
    if one is None:
        answer(services, incoming, Message(replies.NOT_YOUR_PERSON))
    else:
        open_view(services, incoming, team_form.offline(one))


def _changeable(session: Session, workspace_id: int, actor: str, member_id: UUID) -> Member | None:
    some = offline.changeable(session, workspace_id, actor)
    return next((one for one in some if one.id == member_id), None)


async def _save_offline(services: Services, incoming: Incoming) -> Answer:
    view, member = incoming.body["view"], incoming.body["view"]["private_metadata"]
    fields: dict[str, Any] = {name: _plain(view, block) for name, block in NAMED_FIELDS.items()}
    fields |= {"name": fields["name"] or "", "actor": incoming.user_id}
    if not fields["name"]:
        return {"response_action": "errors", "errors": {BlockId.NAME.value: "What are they called?"}}
    if member:
        gone = ticked(view, BlockId.GONE)
        outcome = await services.write(incoming, offline.change, member_id=id_of(member), gone=gone, **fields)
    else:
        outcome = await services.write(incoming, offline.add, key=f"view:{view['id']}", **fields)
    if outcome["code"] not in {"added", "changed", "gone"}:
        return {"response_action": "errors", "errors": {BlockId.HANDLE.value: replies.offline_error(outcome)}}
    publish(services, incoming)
    said = replies.offline_saved(outcome, words.from_plain(fields["name"]))
    return instead("Saved", said)


def _plain(view: dict[str, Any], block: BlockId) -> str | None:
    """What was typed, in one line, as names are stored: plain."""
    return words.unescape(" ".join((typed(view, block) or "").split())) or None


NAMED_FIELDS = {"name": BlockId.NAME, "handle": BlockId.HANDLE, "site": BlockId.SITE}

BUTTONS: dict[str, Button] = {
    ActionId.OPEN_TEAM: Button(_open_team, Who.LEAD_OR_ADMIN, "see who is in their team"),
    ActionId.OPEN_TEAM_OF: Button(_open_team_of, Who.ADMIN, "see who is in somebody’s team"),
    ActionId.ADD_OFFLINE: Button(_add_offline, Who.ANY_LEAD, "open the form for someone who is not in Slack"),
    ActionId.CHANGE_OFFLINE: Button(_change_offline, Who.LEAD_OR_ADMIN, "see someone of theirs who is not in Slack"),
}
FORMS: dict[str, Form] = {
    ViewId.TEAM: Form(_set_team, Who.LEAD_OR_ADMIN, "say who is in their team"),
    ViewId.OFFLINE: Form(_save_offline, Who.LEAD_OR_ADMIN, "add, rename or take out someone who is not in Slack"),
}
