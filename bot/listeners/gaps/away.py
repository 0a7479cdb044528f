"""A lead says that one of their people is away, or back: a date, and no reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import chosen, id_of
from bot.listeners.gaps.gaps import OWN, redraw
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.showing import is_on, shown_on
from bot.replies import away as replies
from bot.services import Incoming, Services
from bot.surfaces.gaps import gap_pages as pages
from bot.surfaces.message import Message
from models.answers import absences, said_by_lead
from models.people import members


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    who, below = (incoming.workspace_id, incoming.user_id, id_of(value)), shown_on(incoming)
    below = below if is_on(incoming, "modal") else {}
    form = await services.database.read(form_of, *who, services.clock.now(), below)
    if form is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, form)


def form_of(
    session: Session, workspace_id: int, actor: str, member_id: UUID, now: datetime, below: Mapping[str, str]
) -> dict[str, Any] | None:
    """The form, with what stands now; None: they don't lead them. `below`: what the form under it shows."""
    member = said_by_lead.led(session, workspace_id=workspace_id, actor=actor, member_id=member_id, now=now)
    absence = absences.away_at(session, workspace_id, now).get(member_id)
    return pages.away_until(member.id, member.label, absence.back_on if absence else None, below) if member else None


async def _save(services: Services, incoming: Incoming) -> Answer:
    view, shown = incoming.body["view"], shown_on(incoming)
    back_on = _day(chosen(view, BlockId.BACK_ON).get("selected_date"))
    if back_on is None:
        return _error(replies.ERRORS["past"])
    member_id = id_of(shown.get(pages.WHOM) or str(view["private_metadata"]))
    outcome = await services.write(
        incoming, said_by_lead.send, actor=incoming.user_id, member_id=member_id, back_on=back_on
    )
    if outcome["code"] in replies.ERRORS:
        return _error(replies.ERRORS[outcome["code"]])
    publish(services, incoming)
    redraw(services, incoming, view.get("previous_view_id"), shown)
    name, on_slack = await services.database.read(_who, incoming.workspace_id, member_id)
    told = replies.saved(outcome, name, back_on, on_slack=on_slack)
    return instead("Away until…", told)


async def _back(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, said_by_lead.bring_back, actor=incoming.user_id, member_id=id_of(value))
    if why := replies.NOT_BACK.get(outcome["code"]):
        answer(services, incoming, Message(why))
        return
    publish(services, incoming)
    view, shown = incoming.body.get("view", {}), shown_on(incoming)
    if view.get("callback_id") != ViewId.GAPS_AWAY:
        answer(services, incoming, Message(replies.BACK))
        return
    of = {pages.OF: shown.get(pages.OF, OWN)}
    redraw(services, incoming, view["id"], {**of, pages.SHOWS: pages.AWAY})
    redraw(services, incoming, view.get("previous_view_id"), {**of, pages.SHOWS: pages.REPORT})


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
