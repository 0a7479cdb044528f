"""Which limit holds for a person: their own, else their lead's, else their teams' widest, else everyone's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.limits import Limit
from models.people.members import Member
from models.people.reporting import ReportingLine
from models.people.teams import TeamMembership
from models.zones import zone_of

RANK = {"member": 0, "lead": 1, "team": 2, "all": 3}
INSTANT = timedelta(microseconds=1)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)
"""What holds then is what holds now: nothing begins or ends in the future."""


@dataclass(frozen=True, slots=True)
class Span:
    """A version held for somebody from `starts_at` until before `ends_at` (None: still)."""

    limit: Limit
    starts_at: datetime
    ends_at: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


def limit_of(
    session: Session, *, workspace_id: int, member: Member, category_id: UUID, on: date, until: datetime
) -> Limit | None:
    """The limit that was this member's on the day `on` of their calendar, until `until`; None: none was written down.

    Where it changed on that day, or they moved, the widest counts: nobody is measured by what they could not have read
    yet.
    """
    start, end = _day(on, member.zone)
    found = limits_of(session, workspace_id=workspace_id, member=member, since=start, until=min(end - INSTANT, until))
    return next((limit for limit in found if limit.category_id == category_id), None)


def limits_of(session: Session, *, workspace_id: int, member: Member, since: datetime, until: datetime) -> list[Limit]:
    """One for each category: the widest that was theirs between the two instants, both included."""
    spans = spans_of(session, workspace_id, [member.id], since, until).get(member.id, [])
    by_category: dict[UUID, list[Span]] = {}
    for span in spans:
        by_category.setdefault(span.limit.category_id, []).append(span)
    found = (held(some, since, until) for some in by_category.values())
    return [limit for limit in found if limit is not None]


def held(spans: Sequence[Span], since: datetime, until: datetime) -> Limit | None:
    """Of one category's: the widest of those that held at any instant between the two. Pure.

    At each instant the narrowest scope's holds, and of one scope's several the widest.
    """
    edges = (edge for span in spans for edge in (span.starts_at, span.ends_at) if edge is not None)
    instants = {since, *(edge for edge in edges if since < edge <= until)}
    return _widest(limit for at in instants if (limit := _at(spans, at)) is not None)


def _at(spans: Sequence[Span], at: datetime) -> Limit | None:
    holding = [span.limit for span in spans if span.holds(at)]
    narrowest = min((rank(limit.scope) for limit in holding), default=0)
    return _widest(limit for limit in holding if rank(limit.scope) == narrowest)


def _widest(some: Iterable[Limit]) -> Limit | None:
    """No amount is the widest. Currencies are not compared: of several the newest limit's counts."""
    newest_first = sorted(some, key=lambda limit: (limit.starts_at, str(limit.id)), reverse=True)
    if not newest_first:
        return None
    unbounded = next((limit for limit in newest_first if limit.amount is None), None)
    alike = [limit for limit in newest_first if limit.currency == newest_first[0].currency]
    return unbounded or max(alike, key=lambda limit: limit.amount or 0)


def rank(scope: str) -> int:
    """How wide a scope is; 0: one person's."""
    return RANK[scope.partition(":")[0]]


def spans_of(
    session: Session,
    workspace_id: int,
    member_ids: Sequence[UUID],
    since: datetime,
    until: datetime,
    *,
    category_id: UUID | None = None,
) -> dict[UUID, list[Span]]:
    """What held for each of these members between the two instants, of one category or of all. Three statements."""
    where = placed(session, workspace_id, member_ids, since, until)
    scopes = {scope for places in where.values() for scope, _, _ in places}
    query = select(Limit).where(
        Limit.workspace_id == workspace_id,
        Limit.scope.in_(sorted(scopes)),
        *_overlaps(Limit.starts_at, Limit.ends_at, since, until),
    )
    if category_id is not None:
        query = query.where(Limit.category_id == category_id)
    limits: dict[str, list[Limit]] = {}
    for limit in session.scalars(query):
        limits.setdefault(limit.scope, []).append(limit)
    return {one: [s for place in places for s in _spans(place, limits)] for one, places in where.items()}


Place = tuple[str, datetime | None, datetime | None]
"""A scope, and from when until when somebody is in it; None: always, or still."""


def _spans(place: Place, limits: dict[str, list[Limit]]) -> list[Span]:
    scope, starts, ends = place
    found = []
    for limit in limits.get(scope, ()):
        begins = max(limit.starts_at, starts) if starts else limit.starts_at
        over = min((end for end in (limit.ends_at, ends) if end is not None), default=None)
        if over is None or begins < over:
            found.append(Span(limit, begins, over))
    return found


def placed(
    session: Session, workspace_id: int, member_ids: Sequence[UUID], since: datetime, until: datetime
) -> dict[UUID, list[Place]]:
    """Where each of them was between the two instants."""
    found: dict[UUID, list[Place]] = {
        one: [(f"member:{one}", None, None), ("all", None, None)] for one in dict.fromkeys(member_ids)
    }
    lines = select(ReportingLine).where(
        ReportingLine.workspace_id == workspace_id,
        ReportingLine.member_id.in_(member_ids),
        *_overlaps(ReportingLine.starts_at, ReportingLine.ends_at, since, until),
    )
    for line in session.scalars(lines):
        found[line.member_id].append((f"lead:{line.lead_id}", line.starts_at, line.ends_at))
    teams = select(TeamMembership).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.member_id.in_(member_ids),
        *_overlaps(TeamMembership.starts_at, TeamMembership.ends_at, since, until),
    )
    for row in session.scalars(teams):
        found[row.member_id].append((f"team:{row.team_id}", row.starts_at, row.ends_at))
    return found


def _overlaps(
    starts_at: InstrumentedAttribute[datetime],
    ends_at: InstrumentedAttribute[datetime | None],
    since: datetime,
    until: datetime,
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return starts_at <= until, or_(ends_at.is_(None), ends_at > since)


def _day(day: date, zone: str | None) -> tuple[datetime, datetime]:
    """Where this day of the zone begins and ends (UTC)."""
    tz = zone_of(zone)
    begins = datetime.combine(day, time(), tzinfo=tz).astimezone(UTC)
    return begins, datetime.combine(day + timedelta(days=1), time(), tzinfo=tz).astimezone(UTC)
