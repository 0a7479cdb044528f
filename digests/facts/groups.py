"""Who belonged to which lead or team, and when: effective-dated rows, for any instant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from digests.facts.rows import AT_ONCE, Same
from digests.facts.sets import among
from models.people.reporting import ReportingLine
from models.people.teams import Role, TeamMembership

LEAD, TEAM = "lead", "team"


@dataclass(frozen=True, slots=True)
class Span:
    """`member` belonged from `starts_at` until before `ends_at` (None: still)."""

    member: UUID
    starts_at: datetime
    ends_at: datetime | None


class Groups:
    """Who belonged to whom and when: by lead or by team."""

    def __init__(self, rows: Iterable[tuple[UUID, Span]] = ()) -> None:
        self._spans: dict[UUID, list[Span]] = defaultdict(list)
        for owner, span in rows:
            self.add(owner, span)

    def add(self, owner: UUID, span: Span) -> None:
        self._spans[owner].append(span)

    def at(self, owner: UUID, at: datetime) -> set[UUID]:
        spans = self._spans.get(owner, ())
        return {s.member for s in spans if s.starts_at <= at and (s.ends_at is None or s.ends_at > at)}

    def owners(self, at: datetime) -> set[UUID]:
        """Those to whom anybody belonged at this instant."""
        return {owner for owner in self._spans if self.at(owner, at)}

    def since(self, owner: UUID, member: UUID, at: datetime) -> datetime:
        """When the member, who belongs to `owner` at `at`, began to."""
        spans = (s for s in self._spans[owner] if s.member == member and s.starts_at <= at)
        return min(s.starts_at for s in spans if s.ends_at is None or s.ends_at > at)

    @property
    def members(self) -> set[UUID]:
        return {span.member for spans in self._spans.values() for span in spans}


@dataclass(frozen=True, slots=True)
class Belonging:
    """By lead, their people: direct reports, and members of the teams they lead; and by team, everyone in it."""

    leads: Groups
    teams: Groups


def read(
    session: Session,
    *,
    workspace_id: int,
    leads: Iterable[UUID] | None,
    teams: Iterable[UUID] | None,
    first: datetime,
    last: datetime,
    same: Same | None = None,
) -> Belonging:
    """Of these leads and teams (None: of all), at any time between two instants, in one statement.

    The rule of `models.people.reporting.led_by`, for many leads and instants. `same`: values to be kept once.
    """
    between = (first, last)
    lines, members = _lines(workspace_id, between), _members(workspace_id, between)
    led, lead = _led(workspace_id, between)
    if leads is not None:
        wanted = list(leads)
        lines = lines.where(among(session, ReportingLine.lead_id, wanted))
        led = led.where(among(session, lead.member_id, wanted))
    if teams is not None:
        members = members.where(among(session, TeamMembership.team_id, teams))
    one, found = Same() if same is None else same, {LEAD: Groups(), TEAM: Groups()}
    query = union_all(lines, led, members).execution_options(**AT_ONCE)
    for kind, owner, member, *spans in session.execute(query):
        starts_at, ends_at = both(*spans)
        found[kind].add(one[owner], one[Span(one[member], one[starts_at], one[ends_at])])
    return Belonging(found[LEAD], found[TEAM])


def _lines(workspace_id: int, between: tuple[datetime, datetime]) -> Select[*tuple[Any, ...]]:
    row = ReportingLine
    return _row(LEAD, row.lead_id, row, row).where(row.workspace_id == workspace_id, _in(row, between))


def _members(workspace_id: int, between: tuple[datetime, datetime]) -> Select[*tuple[Any, ...]]:
    row = TeamMembership
    return _row(TEAM, row.team_id, row, row).where(row.workspace_id == workspace_id, _in(row, between))


def _led(workspace_id: int, between: tuple[datetime, datetime]) -> tuple[Select[*tuple[Any, ...]], Any]:
    """Members of led teams, while both were in it; and the lead's own row."""
    row, lead = TeamMembership, aliased(TeamMembership)
    same = and_(row.workspace_id == lead.workspace_id, row.team_id == lead.team_id, row.role == Role.MEMBER)
    query = _row(LEAD, lead.member_id, row, lead).join(lead, same)
    of = (lead.workspace_id == workspace_id, row.workspace_id == workspace_id, lead.role == Role.LEAD)
    return query.where(*of, _in(row, between), _in(lead, between)), lead


def _row(kind: str, owner: Any, row: Any, other: Any) -> Select[*tuple[Any, ...]]:
    """The columns that all parts have: `row` is the member's, and `other` holds as long as it counts."""
    spans = (row.starts_at, row.ends_at, other.starts_at, other.ends_at)
    labels = ("starts_at", "ends_at", "also_starts_at", "also_ends_at")
    named = (column.label(name) for column, name in zip(spans, labels, strict=True))
    return select(literal(kind).label("kind"), owner.label("owner"), row.member_id, *named).select_from(row)


def _in(row: Any, between: Sequence[datetime]) -> ColumnElement[bool]:
    first, last = between
    return and_(row.starts_at <= last, or_(row.ends_at.is_(None), row.ends_at > first))


def both(
    starts_at: datetime, ends_at: datetime | None, also_starts_at: datetime, also_ends_at: datetime | None
) -> tuple[datetime, datetime | None]:
    """While both hold."""
    return max(starts_at, also_starts_at), min(filter(None, (ends_at, also_ends_at)), default=None)
