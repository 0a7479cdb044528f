"""Which days a team works: set for the workspace, a named team, or a lead's people; the nearest to a person counts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    CompoundSelect,
    Index,
    Select,
    String,
    Uuid,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import workdays
from models.people.reporting import ReportingLine
from models.people.teams import TeamMembership, in_force
from models.storage.orm import Code, Id, Model, UTCDateTime, WorkspaceId, refers
from models.workdays import Calendar

WHOLE_WORKSPACE = "workspace"
Query = CompoundSelect[*tuple[Any, ...]]
Holds = Callable[[Any, Any], ColumnElement[bool]]
"""Whether a row that begins and ends there is asked for."""


class WorkingCalendar(Model):
    """Of everyone, of a team, or of whoever reports to a lead."""

    __tablename__ = "working_calendars"
    __table_args__ = (
        refers("team_id", "teams"),
        refers("lead_id", "members"),
        Index("uq_working_calendars_owner", "workspace_id", "owner", unique=True),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    owner: Mapped[str] = mapped_column(String(40))
    """The id of the team or lead, or "workspace"."""
    team_id: Mapped[UUID | None]
    lead_id: Mapped[UUID | None]
    weekdays: Mapped[list[int]] = mapped_column(JSON)
    """0 is Monday."""
    country: Mapped[Code | None]
    """ISO 3166-1 alpha-2; None: no holidays."""
    subdivision: Mapped[Code | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID | None]


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars of a workspace's people."""

    everyone: Calendar = workdays.USUAL
    own: Mapping[UUID, Calendar] = field(default_factory=dict)
    """Of members whose team, or lead, has one of its own."""

    def of(self, member_id: UUID) -> Calendar:
        return self.own.get(member_id, self.everyone)


NONE_SET = Calendars()


def read(session: Session, workspace_id: int, at: datetime, of: Iterable[UUID] | None = None) -> Calendars:
    """Who works by which calendar at the instant `at`, in one statement: their team's before their lead's.

    `of`: those that are asked about; None: all.
    """
    return _read(session, _then(of is not None), {"workspace_id": workspace_id, "at": at}, of)


def todays(session: Session, workspace_id: int, of: Iterable[UUID]) -> Calendars:
    """Who of these works by which calendar by now, in one statement."""
    return _read(session, _todays(), {"workspace_id": workspace_id}, of)


def unknown(session: Session, workspace_id: int) -> list[str]:
    """Codes of countries, or parts of them ("DE-XX"), that are set here and whose holidays aren't known (any more)."""
    query = select(WorkingCalendar.country, WorkingCalendar.subdivision).where(
        WorkingCalendar.workspace_id == workspace_id, WorkingCalendar.country.is_not(None)
    )
    places = session.execute(query.distinct()).all()
    return sorted("-".join(filter(None, place)) for place in places if not workdays.known_country(*place))


def _read(session: Session, query: Query, values: dict[str, Any], of: Iterable[UUID] | None) -> Calendars:
    everyone, own = workdays.USUAL, {}
    rows = session.execute(query, values if of is None else values | {"of": sorted(set(of))})
    for row in sorted(rows, key=lambda row: (-row.near, row.owner)):
        calendar = Calendar(tuple(row.weekdays) or workdays.MONDAY_TO_FRIDAY, row.country, row.subdivision)
        if row.member_id is None:
            everyone = calendar
        else:
            own[row.member_id] = calendar
    return Calendars(everyone, own)


# Statements are made once: making one takes longer than executing it.


@lru_cache(maxsize=2)
def _then(some: bool) -> Query:
    at = bindparam("at", type_=UTCDateTime())
    return _calendars(lambda starts, ends: in_force(starts, ends, at), some=some)


@lru_cache(maxsize=1)
def _todays() -> Query:
    return _calendars(lambda _, ends: ends.is_(None), some=True)


def _calendars(holds: Holds, *, some: bool) -> Query:
    """Each calendar with those it holds for: the nearest to them has the lowest `near`."""
    of_team = (TeamMembership.workspace_id == WorkingCalendar.workspace_id) & (
        TeamMembership.team_id == WorkingCalendar.team_id
    )
    of_lead = (ReportingLine.workspace_id == WorkingCalendar.workspace_id) & (
        ReportingLine.lead_id == WorkingCalendar.lead_id
    )
    in_team = holds(TeamMembership.starts_at, TeamMembership.ends_at)
    led = holds(ReportingLine.starts_at, ReportingLine.ends_at)
    lead = WorkingCalendar.lead_id
    return union_all(
        _of(cast(null(), Uuid), 0).where(WorkingCalendar.owner == WHOLE_WORKSPACE),
        _of(TeamMembership.member_id, 0, some).join(TeamMembership, of_team & in_team),
        _of(ReportingLine.member_id, 1, some).join(ReportingLine, of_lead & led),
        _of(lead, 2, some).where(lead.is_not(None)),
    )


def _of(member_id: Any, near: int, some: bool = False) -> Select[*tuple[Any, ...]]:
    """`some`: of the members that `of` is bound to; otherwise of all."""
    columns = (WorkingCalendar.weekdays, WorkingCalendar.country, WorkingCalendar.subdivision)
    query = select(WorkingCalendar.owner, *columns, member_id.label("member_id"), literal(near).label("near")).where(
        WorkingCalendar.workspace_id == bindparam("workspace_id")
    )
    return query.where(member_id.in_(bindparam("of", expanding=True))) if some else query
