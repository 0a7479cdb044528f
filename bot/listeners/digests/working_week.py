"""Which days are worked, and whose holidays are none: shown and set. Who may is decided where it is written."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import all_picked, id_of, picked, ticked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import working_week as replies
from bot.services import Incoming, Services
from bot.surfaces.digests import working_week as surface
from bot.surfaces.digests.working_week import Asked
from bot.surfaces.message import Message
from models import places
from models.people import members
from models.people.teams import Team
from models.storage.requests import Outcome
from models.workdays import USUAL, Calendar
from models.workspace import working_weeks
from models.workspace.working_weeks import Owner

EVERYONE = "everyone"
ERRORS = {
    "no_day": (BlockId.WORKING_DAYS, replies.NO_DAY),
    "unknown_country": (BlockId.WORKING_COUNTRY, replies.UNKNOWN),
}


async def _open(services: Services, incoming: Incoming, value: str) -> None:
    form = await _form(services, incoming, value, None)
    if form is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, form)


async def _form(services: Services, incoming: Incoming, key: str, typed: Calendar | None) -> dict[str, Any] | None:
    who = (incoming.workspace_id, incoming.user_id)
    return await services.database.read(form_of, *who, services.clock.now(), key, typed)


def form_of(
    session: Session, workspace_id: int, slack_user_id: str, now: datetime, key: str, typed: Calendar | None = None
) -> dict[str, Any] | None:
    """The form, holding what is set or was `typed` so far; None: it is not theirs to set."""
    owner = owner_of(key)
    if owner is None or not working_weeks.may_set(session, workspace_id, owner, slack_user_id, now):
        return None
    own = working_weeks.of_owner(session, workspace_id, owner)
    everyones = working_weeks.of_owner(session, workspace_id, Owner()) or USUAL
    whose = _whose(session, workspace_id, owner, slack_user_id)
    return surface.form(Asked(key, whose, typed or own or everyones, own is not None), now.date())


def _whose(session: Session, workspace_id: int, owner: Owner, slack_user_id: str) -> str:
    """Plain."""
    if owner.team_id:
        team = session.get(Team, (workspace_id, owner.team_id))
        return f"For {team.name}" if team else ""
    if owner.lead_id is None:
        return "For everyone whose team has no week of its own"
    lead = members.by_id(session, workspace_id, [owner.lead_id])[owner.lead_id]
    return "For your people, and you" if lead.slack_user_id == slack_user_id else f"For {lead.label} and their people"


async def _choose_place(services: Services, incoming: Incoming, _value: str) -> None:
    """The form anew, with the parts of the country and what it means."""
    view = incoming.body.get("view") or {}
    if view.get("callback_id") != ViewId.WORKING_WEEK:
        return
    made = await _form(services, incoming, str(view.get("private_metadata")), _typed(view))
    if made:
        client = services.client(incoming.workspace_id)
        services.tasks.start(client.views_update(view_id=view["id"], view=made), "show working week")


async def _save(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    owner = owner_of(str(view.get("private_metadata")))
    gone = ticked(view, BlockId.WORKING_GONE)
    calendar = None if gone else _typed(view)

    def act(session: Session, *, workspace_id: int, now: datetime) -> Outcome:
        if owner is None:
            return {"code": "not_yours"}
        return working_weeks.set_calendar(
            session, workspace_id=workspace_id, owner=owner, calendar=calendar, actor=incoming.user_id, now=now
        )

    outcome = await services.write(incoming, act)
    if error := ERRORS.get(outcome["code"]):
        return {"response_action": "errors", "errors": {error[0].value: error[1]}}
    if outcome["code"] == "not_yours":
        return instead(replies.TITLE, replies.NOT_YOURS)
    publish(services, incoming)
    return None


def owner_of(key: str) -> Owner | None:
    """None: a forged one."""
    kind, _, of = key.partition(":")
    made = {"team": Owner(team_id=id_of(of)), "lead": Owner(lead_id=id_of(of))}
    return Owner() if key == EVERYONE else made.get(kind)


def _typed(view: dict[str, Any]) -> Calendar:
    """What the form holds; a part of another country is none."""
    days = tuple(sorted(int(one) for one in all_picked(view, BlockId.WORKING_DAYS) if one in set("0123456")))
    said = picked(view, BlockId.WORKING_COUNTRY)
    country = None if said in ("", replies.NONE) else said
    of_country = view["state"]["values"].get(surface.part_block(country), {}).get(BlockId.WORKING_PART.value) or {}
    part = (of_country.get("selected_option") or {}).get("value")
    return Calendar(days, country, part if part in dict(places.parts(country)) else None)


BUTTONS: dict[str, Button] = {
    ActionId.WORKING_WEEK: Button(_open, Who.LEAD_OR_ADMIN, "see which days their people work"),
    ActionId.WORKING_COUNTRY: Button(_choose_place, Who.LEAD_OR_ADMIN, "see what a country’s holidays are"),
    ActionId.WORKING_PART: Button(_choose_place, Who.LEAD_OR_ADMIN, "see what the holidays of a part of it are"),
}
FORMS: dict[str, Form] = {
    ViewId.WORKING_WEEK: Form(
        _save, Who.LEAD_OR_ADMIN, "set which days their people work, and whose holidays are none"
    ),
}
