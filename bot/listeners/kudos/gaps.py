"""`/pat gaps`: for a lead, and only about their own people."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.services import Incoming, Services
from bot.surfaces.kudos import gaps as surface
from bot.surfaces.message import Message
from digests.gaps import GapReport, gaps_for_lead
from models.people import members


async def gaps(services: Services, incoming: Incoming) -> Message:
    """The gaps of the people whom the sender leads now; someone who leads nobody is told so."""
    report = await services.database.read(own_report, incoming.workspace_id, incoming.user_id, services.clock.now())
    return surface.gaps(report) if report else surface.NO_LEAD


def own_report(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> GapReport | None:
    """Whose people it is about is who asks, never what the request says."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    if member is None or not member.active:
        return None
    return gaps_for_lead(session, workspace_id=workspace_id, lead_id=member.id, now=now)
