"""[Show chart]: the pictures of a lead's own people, sent to that lead. Whose they are is who asks."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.listeners.answering import answer
from bot.listeners.registry import Button, Who
from bot.replies import charts as replies
from bot.services import Incoming, Services
from bot.surfaces.gaps.gaps import NOT_YOURS
from bot.surfaces.message import Message
from digests.actions import DigestAction
from digests.charts.reading.lead import asked_by
from digests.gaps.scopes import scope_of
from models.delivery import asking
from models.people import leads, members

DIGITS = 10
"""Of seconds since 1970: no digest ends later, nor is there such a button."""


async def _show(services: Services, incoming: Incoming, value: str) -> None:
    end, of = end_of(value), value.partition(":")[2] or asking.OWN
    who = (incoming.workspace_id, incoming.user_id, end, of)
    if why := await services.database.read(draws_nothing, *who, services.clock.now()):
        answer(services, incoming, why)
        return
    outcome = await services.write(incoming, asking.ask, asker=incoming.user_id, end=end, of=of)
    answer(services, incoming, replies.SAID[outcome])


def draws_nothing(
    session: Session, workspace_id: int, slack_user_id: str, end: int | None, of: str, now: datetime
) -> Message | None:
    """Why somebody who leads gets none: nobody could be in the picture, or it is about people whom they don't lead."""
    lead = members.by_slack_user(session, workspace_id, slack_user_id)
    if lead is None or not leads.is_lead(session, lead):
        return None
    scope = scope_of(session, lead, of)
    if scope is None:
        return NOT_YOURS
    return None if asked_by(session, lead, end, now, scope) else replies.NOTHING


def end_of(value: str) -> int | None:
    """None: as it is now, also for what is no time at all."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= DIGITS else None


BUTTONS: dict[str, Button] = {
    DigestAction.CHART: Button(_show, Who.A_LEAD, "get their own people’s weeks as pictures"),
}
