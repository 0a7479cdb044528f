"""Away until, back again, and the team's peer lead: each says it of themselves."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, open_view
from bot.listeners.fields import chosen, id_of, picked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import standing_in as replies
from bot.services import Incoming, Services
from bot.surfaces.answers import standing_in_form
from bot.surfaces.message import Message
from models.answers import absences, leaving, peers
from models.people import members


async def _open_away(services: Services, incoming: Incoming, _value: str) -> None:
    who = (incoming.workspace_id, incoming.user_id)
    open_view(services, incoming, await services.database.read(away_form, *who, services.clock.now()))


def away_form(session: Session, workspace_id: int, actor: str, now: datetime) -> dict[str, Any]:
    """The form, with what this person said before."""
    member = members.by_slack_user(session, workspace_id, actor)
    absence = absences.away_at(session, workspace_id, now).get(member.id) if member else None
    other = members.by_id(session, workspace_id, [absence.stand_in_id]) if absence and absence.stand_in_id else {}
    stand_in = next((one.slack_user_id for one in other.values() if one.active), None)
    return standing_in_form.away(absence.back_on if absence else None, stand_in)


async def _save_away(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    back_on = _day(chosen(view, BlockId.BACK_ON).get("selected_date"))
    if back_on is None:
        return _error(BlockId.BACK_ON, replies.AWAY_ERRORS["past"])
    stand_in = chosen(view, BlockId.STAND_IN).get("selected_user")
    who = {"actor": incoming.user_id, "back_on": back_on, "stand_in": stand_in}
    outcome = await services.write(incoming, leaving.go, **who)
    if outcome["code"] != "away":
        day = outcome["code"] in {"past", "too_far", "unknown"}
        return _error(BlockId.BACK_ON if day else BlockId.STAND_IN, replies.AWAY_ERRORS[outcome["code"]])
    publish(services, incoming)
    return None


async def _back(services: Services, incoming: Incoming, _value: str) -> None:
    await services.write(incoming, leaving.come_back, actor=incoming.user_id)
    publish(services, incoming)


async def _open_peer_lead(services: Services, incoming: Incoming, _value: str) -> None:
    who = (incoming.workspace_id, incoming.user_id)
    form = await services.database.read(peer_lead_form, *who, services.clock.now())
    if form is None:
        answer(services, incoming, Message(replies.NO_TEAM))
    else:
        open_view(services, incoming, form)


def peer_lead_form(session: Session, workspace_id: int, actor: str, now: datetime) -> dict[str, Any] | None:
    """The form about this person's own team; None: they have none."""
    member = members.by_slack_user(session, workspace_id, actor)
    team = peers.team_of(session, workspace_id, member.id, now) if member else []
    colleagues = [one for one in team if member and one.id != member.id]
    if member is None or not colleagues:
        return None
    return standing_in_form.peer_lead(colleagues, peers.wants(session, workspace_id, member.id))


async def _save_peer_lead(services: Services, incoming: Incoming) -> Answer:
    peer = picked(incoming.body["view"], BlockId.PEER_LEAD)
    peer_id = id_of(peer) if peer else None
    outcome = await services.write(incoming, peers.vote, actor=incoming.user_id, peer_id=peer_id)
    if outcome["code"] == "not_a_colleague":
        return _error(BlockId.PEER_LEAD, replies.NOT_A_COLLEAGUE)
    publish(services, incoming)
    return None


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def _error(block: BlockId, said: str) -> Answer:
    return {"response_action": "errors", "errors": {block.value: said}}


BUTTONS: dict[str, Button] = {
    ActionId.OPEN_AWAY: Button(_open_away, Who.THEMSELVES, "see until when they are away, and who stands in"),
    ActionId.BACK_AGAIN: Button(_back, Who.THEMSELVES, "say that they are back"),
    ActionId.OPEN_PEER_LEAD: Button(_open_peer_lead, Who.THEMSELVES, "see whom they named as their team’s peer lead"),
}
FORMS: dict[str, Form] = {
    ViewId.AWAY: Form(_save_away, Who.THEMSELVES, "say until when they are away, and who stands in"),
    ViewId.PEER_LEAD: Form(_save_peer_lead, Who.THEMSELVES, "name a peer lead of their own team"),
}
