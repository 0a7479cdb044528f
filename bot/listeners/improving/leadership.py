"""One line from leadership for a week's digests: opened, looked at, set, taken away."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import picked, typed
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.improving import leadership_form
from bot.surfaces.message import Message
from models import words
from models.improving import leadership
from models.people import members

NOT_YOURS = "The line is set by whoever signed the pledge, or by an admin. Nothing was changed."
SAID = {
    "set": "Set. It stands in the digests that come out in that week, with your name.",
    "taken_away": "Taken away: the digests of that week have no line.",
    "none": "There was no line for that week, and nothing was typed. Nothing was changed.",
    "too_late": "That week is over, so nothing was changed. Open the form again for this week or the next.",
    "not_yours": NOT_YOURS,
}


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    who = (incoming.workspace_id, incoming.user_id)
    form = await services.database.read(form_of, *who, services.clock.now(), None, "")
    if form is None:
        answer(services, incoming, Message(NOT_YOURS))
    else:
        open_view(services, incoming, form)


def form_of(
    session: Session, workspace_id: int, slack_user_id: str, now: datetime, week: date | None, preview: str
) -> dict[str, Any] | None:
    """None: it is not theirs to set."""
    if not leadership.may_set(session, members.by_slack_user(session, workspace_id, slack_user_id)):
        return None
    weeks, lines = leadership.weeks(session, workspace_id, now), leadership.set_lines(session, workspace_id, now)
    return leadership_form.form(weeks, lines, chosen=week if week in weeks else None, preview=preview)


async def _submit(services: Services, incoming: Incoming) -> Answer:
    """What was typed is shown first, as people will read it; sent again it is set. Nothing typed takes it away."""
    view = incoming.body["view"]
    line, week = typed(view, BlockId.LEADERSHIP_LINE), _week(view)
    if line and words.length(line) > leadership.LONGEST:
        return _too_long(words.length(line))
    if line and view["private_metadata"] != leadership_form.SET:
        who = (incoming.workspace_id, incoming.user_id)
        form = await services.database.read(form_of, *who, services.clock.now(), week, line)
        return {"response_action": "update", "view": form or views.message(leadership_form.TITLE, NOT_YOURS)}
    outcome = await services.write(incoming, leadership.set_line, member=incoming.user_id, week=week, line=line)
    if outcome["code"] == "too_long":
        return _too_long(outcome["length"])
    publish(services, incoming)
    return instead(leadership_form.TITLE, SAID[outcome["code"]])


def _too_long(length: int) -> Answer:
    fits = f"That is {length} characters; {leadership.LONGEST} fit. It stays here until you have shortened it."
    return {"response_action": "errors", "errors": {BlockId.LEADERSHIP_LINE.value: fits}}


def _week(view: dict[str, Any]) -> date:
    """The week that was chosen; one of long ago when it is forged."""
    try:
        return date.fromisoformat(picked(view, BlockId.WEEK))
    except ValueError:
        return date.min


BUTTONS: dict[str, Button] = {
    ActionId.LINE: Button(_open, Who.ADMIN_OR_SIGNER, "open the form for a line in the digests"),
}
FORMS: dict[str, Form] = {
    ViewId.LINE: Form(_submit, Who.ADMIN_OR_SIGNER, "set a line for this or the next week’s digests"),
}
