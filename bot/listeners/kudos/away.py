"""A lead says that one of their people is away, or back: a date, and no reason."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, chosen, id_of, open_view
from bot.listeners.kudos.gaps import update
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import away as replies
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.kudos import gap_pages as pages
from bot.surfaces.message import Message
from models.answers import absences, said_by_lead
from models.answers.said_by_lead import Away
from models.people import members


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    who = (incoming.workspace_id, incoming.user_id, id_of(value))
    form = await services.database.read(form_of, *who, services.clock.now())
    if form is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, form)


def form_of(session: Session, workspace_id: int, actor: str, member_id: UUID, now: datetime) -> dict[str, Any] | None:
    """The form, with what stands now; None: they don't lead them."""
    member = said_by_lead.led(session, workspace_id=workspace_id, actor=actor, member_id=member_id, now=now)
    absence = absences.away_at(session, workspace_id, now).get(member_id)
    return pages.away_until(member.id, member.label, absence.back_on if absence else None) if member else None


async def _save(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    back_on = _day(chosen(view, BlockId.BACK_ON).get("selected_date"))
    if back_on is None:
        return _error(replies.ERRORS["past"])
    member_id = id_of(view["private_metadata"])
    outcome = await services.write(
        incoming, said_by_lead.send, actor=incoming.user_id, member_id=member_id, back_on=back_on
    )
    if outcome["code"] in replies.ERRORS:
        return _error(replies.ERRORS[outcome["code"]])
    name, on_slack = await services.database.read(_who, incoming.workspace_id, member_id)
    told = replies.saved(outcome, name, back_on, on_slack=on_slack)
    return {"response_action": "update", "view": views.message("Away until…", told)}


async def _back(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, said_by_lead.bring_back, actor=incoming.user_id, member_id=id_of(value))
    if why := replies.NOT_BACK.get(outcome["code"]):
        answer(services, incoming, Message(why))
    elif incoming.body.get("view", {}).get("callback_id") == ViewId.GAPS_AWAY:
        who = (incoming.workspace_id, incoming.user_id)
        update(services, incoming, pages.away(await services.database.read(_away, *who, services.clock.now())))
    else:
        answer(services, incoming, Message(replies.BACK))


def _away(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> list[Away]:
    lead = members.by_slack_user(session, workspace_id, slack_user_id)
    return said_by_lead.of_lead(session, workspace_id=workspace_id, lead_id=lead.id, now=now) if lead else []


def _who(session: Session, workspace_id: int, member_id: UUID) -> tuple[str, bool]:
    """Their name, and whether they have Slack."""
    member = members.by_id(session, workspace_id, [member_id]).get(member_id)
    return (member.label, member.slack_user_id is not None) if member else ("", False)


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def _error(said: str) -> Answer:
    return {"response_action": "errors", "errors": {BlockId.BACK_ON.value: said}}


BUTTONS: dict[str, Button] = {
    ActionId.PERSON_AWAY: Button(_open, Who.LEAD, "see until when one of their people is away"),
    ActionId.PERSON_BACK: Button(
        _back, Who.LEAD, "say that one of their people is back, of whom a lead said otherwise"
    ),
}
FORMS: dict[str, Form] = {
    ViewId.PERSON_AWAY: Form(_save, Who.LEAD, "say until when one of their people is away"),
}
