"""Setting which days are worked, and whose holidays are none: for everyone, a named team, or a lead's people."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from models.people import leading, members, team_roles
from models.storage.ids import uuid7
from models.storage.requests import Outcome
from models.workdays import Calendar, known_country
from models.workspace import workspaces
from models.workspace.calendars import WHOLE_WORKSPACE, WorkingCalendar


class Owner(NamedTuple):
    """Whose week it is; neither: everyone's who has none of their own."""

    team_id: UUID | None = None
    lead_id: UUID | None = None

    @property
    def name(self) -> str:
        """As a row's `owner` says it."""
        return str(self.team_id or self.lead_id or WHOLE_WORKSPACE)


def may_set(session: Session, workspace_id: int, owner: Owner, actor: str, now: datetime) -> bool:
    """Everyone's: an admin; a team's: its leads, too; a lead's people's: that lead, too. `actor` is a Slack id."""
    member = members.by_slack_user(session, workspace_id, actor)
    if member is None or not member.active:
        return False
    if owner.team_id:
        return team_roles.settable(session, workspace_id, actor, owner.team_id, now) is not None
    if owner.lead_id:
        return leading.may_say(session, workspace_id, actor, owner.lead_id) is not None
    return workspaces.is_admin(session, member)


def of_owner(session: Session, workspace_id: int, owner: Owner) -> Calendar | None:
    """What is set for them; None: nothing is."""
    row = session.scalar(select(WorkingCalendar).where(*_mine(workspace_id, owner)))
    return Calendar(tuple(row.weekdays), row.country, row.subdivision) if row else None


def set_calendar(
    session: Session, *, workspace_id: int, owner: Owner, calendar: Calendar | None, actor: str, now: datetime
) -> Outcome:
    """From now on they work by `calendar`; None: by that of everyone, or of the next one who leads them.

    `code`: "saved", "already", "not_yours", "no_day" or "unknown_country".
    """
    leading.lock(session, workspace_id)
    actor_ = members.by_slack_user(session, workspace_id, actor)
    if actor_ is None or not may_set(session, workspace_id, owner, actor, now):
        return {"code": "not_yours"}
    if calendar == of_owner(session, workspace_id, owner):
        return {"code": "already"}
    if calendar and (why := _objection(calendar)):
        return {"code": why}
    session.execute(delete(WorkingCalendar).where(*_mine(workspace_id, owner)))
    if calendar:
        session.add(_row(workspace_id, owner, calendar, actor_.id, now))
        session.flush()
    return {"code": "saved"}


def _objection(calendar: Calendar) -> str:
    if not calendar.weekdays or not set(calendar.weekdays) <= set(range(7)):
        return "no_day"
    unknown = calendar.country and not known_country(calendar.country, calendar.subdivision)
    return "unknown_country" if unknown or (calendar.subdivision and not calendar.country) else ""


def _row(workspace_id: int, owner: Owner, calendar: Calendar, by_id: UUID, now: datetime) -> WorkingCalendar:
    return WorkingCalendar(
        workspace_id=workspace_id,
        id=uuid7(),
        owner=owner.name,
        team_id=owner.team_id,
        lead_id=owner.lead_id,
        weekdays=sorted(calendar.weekdays),
        country=calendar.country,
        subdivision=calendar.subdivision,
        changed_at=now,
        changed_by_id=by_id,
    )


def _mine(workspace_id: int, owner: Owner) -> tuple[ColumnElement[bool], ...]:
    return WorkingCalendar.workspace_id == workspace_id, WorkingCalendar.owner == owner.name
