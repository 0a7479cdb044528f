"""`/pat limits`, and all that somebody reads of what is theirs to decide: in one line, on a page, as it came to be."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.ids import ActionId
from bot.listeners.answering import answer, open_view
from bot.listeners.fields import id_of
from bot.listeners.registry import Button, Who
from bot.replies import limits as replies
from bot.services import Incoming, Services
from bot.surfaces.limits import limits as surface
from bot.surfaces.message import Message
from models.limits import finding, reading, wanting
from models.people import members
from models.people.members import Member
from models.people.persons import Person

NOBODY = Message("I don’t know you here yet: try again in a minute. Nothing was changed.")


async def look_up(services: Services, incoming: Incoming, typed: str) -> Message:
    """What fits the words `typed` (in their stored form), in one line each."""
    return await services.database.read(found_by, incoming.workspace_id, incoming.user_id, typed, services.clock.now())


def found_by(session: Session, workspace_id: int, slack_user_id: str, typed: str, now: datetime) -> Message:
    """The answer; whose limits it looks through is who asks, never what the request says."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    if member is None or not member.active:
        return NOBODY
    theirs = reading.theirs(session, workspace_id=workspace_id, member=member, now=now)
    found = finding.find(theirs, typed)
    lead = None if found.limits else reading.lead_of(session, workspace_id, member)
    return surface.found(found, lead, person_of(member))


def person_of(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label)


async def _show(services: Services, incoming: Incoming, _value: str) -> None:
    who = (incoming.workspace_id, incoming.user_id)
    view = await services.database.read(everything_of, *who, services.clock.now())
    if view is None:
        answer(services, incoming, NOBODY)
    else:
        open_view(services, incoming, view)


def everything_of(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> dict[str, Any] | None:
    """All that is theirs to decide; None: the directory does not know them."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    if member is None or not member.active:
        return None
    theirs = reading.theirs(session, workspace_id=workspace_id, member=member, now=now)
    return surface.everything(theirs, reading.lead_of(session, workspace_id, member), person_of(member))


async def _history(services: Services, incoming: Incoming, value: str) -> None:
    versions = await services.database.read(
        reading.history,
        workspace_id=incoming.workspace_id,
        limit_id=id_of(value),
        reader=incoming.user_id,
        now=services.clock.now(),
    )
    if versions:
        open_view(services, incoming, surface.history(versions))
    else:
        answer(services, incoming, Message(replies.GONE))


async def _want(services: Services, incoming: Incoming, value: str) -> None:
    about = None if value == surface.ANY else id_of(value)
    outcome = await services.write(incoming, wanting.want, category_id=about, actor=incoming.user_id)
    lead = await services.database.read(_named, incoming.workspace_id, outcome.get("lead"))
    answer(services, incoming, Message(replies.wanted(outcome, lead)))


def _named(session: Session, workspace_id: int, member_id: str | None) -> Person | None:
    found = members.by_id(session, workspace_id, [UUID(member_id)]) if member_id else {}
    return next((person_of(one) for one in found.values()), None)


BUTTONS: dict[str, Button] = {
    ActionId.LIMITS_SHOW: Button(_show, Who.THEMSELVES, "read all that is theirs to decide"),
    ActionId.LIMIT_HISTORY: Button(
        _history, Who.THEMSELVES, "read how a limit that holds for them, or that they set, came to be"
    ),
    ActionId.LIMIT_WANTED: Button(_want, Who.THEMSELVES, "ask their lead to write a limit down, once a week"),
}
