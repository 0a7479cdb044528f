"""Nobody has written it down yet: somebody asks their lead to, without saying what they typed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.delivery import direct
from models.delivery.outbox import Purpose
from models.limits import categories, reading
from models.people import members
from models.storage.requests import Outcome, claim
from models.zones import zone_of


def want(session: Session, *, workspace_id: int, category_id: UUID | None, actor: str, now: datetime) -> Outcome:
    """Their lead hears that this person would like to know; once a week for each category, or for none.

    `code`: "asked", "again" (this week already) or "nobody" (can be asked); the first two with `lead`.
    """
    member = members.by_slack_user(session, workspace_id, actor)
    found = reading.lead_of(session, workspace_id, member) if member and member.active else None
    if member is None or found is None:
        return {"code": "nobody"}
    lead = members.by_id(session, workspace_id, [found.id])[found.id]
    category = categories.get(session, workspace_id, category_id) if category_id else None
    about = str(category.id) if category else ""
    year, week, _ = now.astimezone(zone_of(member.zone)).isocalendar()
    key = f"limit_wanted:{member.id}:{about}:{year}-{week}"
    if not claim(session, workspace_id=workspace_id, key=key, now=now):
        return {"code": "again", "lead": str(lead.id)}
    detail = {"category": about}
    direct.tell(session, lead, purpose=Purpose.LIMIT_WANTED, key=key, subject_id=member.id, detail=detail, now=now)
    return {"code": "asked", "lead": str(lead.id)}
