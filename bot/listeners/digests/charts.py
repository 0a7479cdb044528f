"""[Show chart]: the pictures of a lead's own people, sent to that lead. Whose they are is who asks."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.listeners.answering import answer
from bot.listeners.registry import Button, Who
from bot.replies import charts as replies
from bot.services import Incoming, Services
from digests.actions import DigestAction
from digests.charts.reading.lead import asked_by
from models.delivery import asking
from models.people import leads, members

DIGITS = 10
"""Of seconds since 1970: no digest ends later, nor is there such a button."""


async def _show(services: Services, incoming: Incoming, value: str) -> None:
    end = end_of(value)
    who = (incoming.workspace_id, incoming.user_id, end)
    if await services.database.read(draws_nothing, *who, services.clock.now()):
        answer(services, incoming, replies.NOTHING)
        return
    outcome = await services.write(incoming, asking.ask, asker=incoming.user_id, end=end)
    answer(services, incoming, replies.SAID[outcome])


def draws_nothing(session: Session, workspace_id: int, slack_user_id: str, end: int | None, now: datetime) -> bool:
    """For somebody who leads, but nobody who could be in the picture."""
    lead = members.by_slack_user(session, workspace_id, slack_user_id)
    return bool(lead and leads.is_lead(session, lead) and not asked_by(session, lead, end, now))


def end_of(value: str) -> int | None:
    """None: as it is now, also for what is no time at all."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= DIGITS else None


BUTTONS: dict[str, Button] = {
    DigestAction.CHART: Button(_show, Who.A_LEAD, "get their own people’s weeks as pictures"),
}
