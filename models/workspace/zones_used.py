"""The time zones in which people of a workspace live."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people.members import Member
from models.workspace import workspaces

MOST = 90


def of(session: Session, workspace_id: int) -> list[str]:
    """IANA names, of those who are active and of the workspace, in order; at most 90."""
    lived = select(Member.zone).where(Member.workspace_id == workspace_id, Member.active, Member.zone.is_not(None))
    found = {zone for zone in session.scalars(lived.distinct().order_by(Member.zone).limit(MOST)) if zone}
    company = workspaces.get(session, workspace_id).zone
    return sorted({*found, *([company] if company else [])})
