"""Which limit holds for a person: their own, else their lead's, else their teams' widest, else everyone's."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.limits import Limit
from models.people.members import Member
from models.people.reporting import ReportingLine
from models.people.teams import TeamMembership, in_force
from models.zones import zone_of

RANK = {"member": 0, "lead": 1, "team": 2, "all": 3}


def limit_of(
    session: Session, *, workspace_id: int, member: Member, category_id: UUID, on: date, until: datetime
) -> Limit | None:
    """The limit that was this member's on the day `on` of their calendar, until `until`; None: none was written down.

    Where it changed on that day the widest counts: nobody is measured by what they could not have read yet.
    """
    start, end = _day(on, member.zone)
    found = limits_of(session, workspace_id=workspace_id, member=member, since=start, until=min(end, until))
    return next((limit for limit in found if limit.category_id == category_id), None)


def limits_of(session: Session, *, workspace_id: int, member: Member, since: datetime, until: datetime) -> list[Limit]:
    """One for each category: the narrowest scope's, and of those in force between the two instants the widest."""
    scopes = _scopes(session, workspace_id, member, until)
    query = select(Limit).where(
        Limit.workspace_id == workspace_id,
        Limit.scope.in_(scopes),
        Limit.starts_at <= until,
        or_(Limit.ends_at.is_(None), Limit.ends_at > since),
    )
    best: dict[UUID, Limit] = {}
    for limit in sorted(session.scalars(query), key=_order):
        best.setdefault(limit.category_id, limit)
    return list(best.values())


def _order(limit: Limit) -> tuple[int, float, float]:
    """The narrowest scope first; within it the widest, no amount being the widest; then the newest."""
    width = float("inf") if limit.amount is None else float(limit.amount)
    return RANK[limit.scope.partition(":")[0]], -width, -limit.starts_at.timestamp()


def _scopes(session: Session, workspace_id: int, member: Member, at: datetime) -> Sequence[str]:
    lead = select(ReportingLine.lead_id).where(
        ReportingLine.workspace_id == workspace_id,
        ReportingLine.member_id == member.id,
        in_force(ReportingLine.starts_at, ReportingLine.ends_at, at),
    )
    teams = select(TeamMembership.team_id).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.member_id == member.id,
        in_force(TeamMembership.starts_at, TeamMembership.ends_at, at),
    )
    leads = [f"lead:{one}" for one in session.scalars(lead)]
    return [f"member:{member.id}", *leads, *(f"team:{one}" for one in session.scalars(teams)), "all"]


def _day(day: date, zone: str | None) -> tuple[datetime, datetime]:
    """Where this day of the zone begins and ends (UTC)."""
    tz = zone_of(zone)
    begins = datetime.combine(day, time(), tzinfo=tz).astimezone(UTC)
    return begins, datetime.combine(day + timedelta(days=1), time(), tzinfo=tz).astimezone(UTC)
