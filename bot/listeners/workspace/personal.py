"""What each person decides about themselves: their settings, their data as files, its removal."""

from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import chosen, ticked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import privacy as replies
from bot.replies import trouble
from bot.services import Incoming, Services
from bot.surfaces.message import Message
from bot.surfaces.workspace import preferences_form
from models.gaps import rules as gap_rules
from models.people import leads, members
from models.privacy import exporting, holdings, preferences, removing
from models.privacy.holdings import Holdings
from models.privacy.preferences import Preferences

FIELDS = (
    BlockId.CIRCLE,
    BlockId.RECEIPTS,
    BlockId.QUIET_FROM,
    BlockId.QUIET_UNTIL,
    BlockId.WORDS_ONLY,
    BlockId.MONTHLY,
    BlockId.NUDGES,
)


async def open_privacy(services: Services, incoming: Incoming) -> None:
    """The page on privacy, with the person's own figures."""
    held = await services.database.read(_held, incoming.workspace_id, incoming.user_id)
    open_view(services, incoming, preferences_form.privacy(held, services.months))


def _held(session: Session, workspace_id: int, slack_user_id: str) -> Holdings:
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    return holdings.held(session, workspace_id=workspace_id, member_id=member.id) if member else Holdings()


async def _privacy(services: Services, incoming: Incoming, _value: str) -> None:
    await open_privacy(services, incoming)


async def _preferences(services: Services, incoming: Incoming, _value: str) -> None:
    open_view(services, incoming, await services.database.read(_form, incoming.workspace_id, incoming.user_id))


def _form(session: Session, workspace_id: int, slack_user_id: str) -> dict[str, Any]:
    """Leads are asked about nudges, where those are switched on."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    nudging = gap_rules.current(session, workspace_id).nudging
    asked = nudging and member is not None and leads.is_lead(session, member)
    return preferences_form.preferences(preferences.of(member), member.zone if member else None, leads=asked)


async def _save(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    wanted = _wanted(view)
    if wanted is None:
        return instead("My settings", trouble.OLD_BUTTON.text)
    past = ticked(view, BlockId.PAST)
    outcome = await services.write(incoming, preferences.save, member=incoming.user_id, chosen=wanted, past=past)
    if outcome["code"] == "too_quiet":
        return {"response_action": "errors", "errors": {BlockId.QUIET_UNTIL.value: replies.too_quiet(outcome)}}
    publish(services, incoming)
    return instead("My settings", replies.saved(outcome, wanted, past=past))


def _wanted(view: dict[str, Any]) -> Preferences | None:
    """None: the form is of an older version, or forged."""
    try:
        return preferences_form.chosen({block: chosen(view, block) for block in FIELDS})
    except ValueError:
        return None


async def _export(services: Services, incoming: Incoming, _value: str) -> None:
    outcome = await services.write(incoming, exporting.order, member=incoming.user_id)
    answer(services, incoming, Message(replies.ORDERED if outcome["code"] == "ordered" else replies.ALREADY))


async def _ask_to_remove(services: Services, incoming: Incoming, _value: str) -> None:
    open_view(services, incoming, preferences_form.remove())


async def _remove(services: Services, incoming: Incoming) -> Answer:
    if not ticked(incoming.body["view"], BlockId.AGREED):
        return {"response_action": "errors", "errors": {BlockId.AGREED.value: replies.AGREE_FIRST}}
    outcome = await services.write(incoming, removing.begin_own, member=incoming.user_id)
    publish(services, incoming)
    return instead("Remove my data", replies.REMOVING if outcome["code"] == "removing" else replies.NOTHING_HELD)


BUTTONS: dict[str, Button] = {
    ActionId.PRIVACY: Button(_privacy, Who.THEMSELVES, "read who sees what, and what is held about them"),
    ActionId.PREFERENCES: Button(_preferences, Who.THEMSELVES, "open their settings"),
    ActionId.EXPORT: Button(_export, Who.THEMSELVES, "get everything that is held about them"),
    ActionId.REMOVE_ME: Button(_ask_to_remove, Who.THEMSELVES, "be asked whether their data shall go"),
}
FORMS: dict[str, Form] = {
    ViewId.PREFERENCES: Form(_save, Who.THEMSELVES, "choose who sees their pats, which messages come, and when"),
    ViewId.REMOVE_ME: Form(_remove, Who.THEMSELVES, "have their data removed"),
}
