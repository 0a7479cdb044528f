"""Who belonged to which lead or team, and when: effective-dated rows, for any instant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from digests.facts.sets import among
from models.people.reporting import ReportingLine
from models.people.teams import Role, TeamMembership


@dataclass(frozen=True, slots=True)
class Span:
    """`member` belonged from `starts_at` until before `ends_at` (None: still)."""

    member: UUID
    starts_at: datetime
    ends_at: datetime | None


class Groups:
    """Who belonged to whom and when: by lead or by team."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._spans: dict[UUID, list[Span]] = defaultdict(list)
        for owner, member, starts_at, ends_at in rows:
            self._spans[owner].append(Span(member, starts_at, ends_at))

    def at(self, owner: UUID, at: datetime) -> set[UUID]:
        spans = self._spans.get(owner, ())
        return {s.member for s in spans if s.starts_at <= at and (s.ends_at is None or s.ends_at > at)}

    def through(self, further: "Groups") -> Iterator[Sequence[Any]]:
        """Rows of who belongs to each owner through a member of theirs: a lead's people through the teams they lead."""
        for owner, spans in self._spans.items():
            for span in spans:
                for belonging in further._spans.get(span.member, ()):
                    yield owner, belonging.member, *_both(span, belonging)

    @property
    def members(self) -> set[UUID]:
        return {span.member for spans in self._spans.values() for span in spans}


def reports(session: Session, *, workspace_id: int, leads: Iterable[UUID], first: datetime, last: datetime) -> Groups:
    """By lead, their people at any time between two instants: direct reports, and the teams they lead.

    The rule of `models.people.reporting.led_by`, for many leads and instants, in three statements.
    """
    wanted = set(leads)
    lines = select(
        ReportingLine.lead_id, ReportingLine.member_id, ReportingLine.starts_at, ReportingLine.ends_at
    ).where(
        ReportingLine.workspace_id == workspace_id,
        among(session, ReportingLine.lead_id, wanted),
        _between(ReportingLine, first, last),
    )
    led = select(
        TeamMembership.member_id, TeamMembership.team_id, TeamMembership.starts_at, TeamMembership.ends_at
    ).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.role == Role.LEAD,
        among(session, TeamMembership.member_id, wanted),
        _between(TeamMembership, first, last),
    )
    leading = Groups(session.execute(led))
    found = teams(session, workspace_id=workspace_id, ids=leading.members, first=first, last=last, role=Role.MEMBER)
    return Groups([*session.execute(lines), *leading.through(found)])


def teams(
    session: Session,
    *,
    workspace_id: int,
    ids: Iterable[UUID],
    first: datetime,
    last: datetime,
    role: Role | None = None,
) -> Groups:
    """By team, those in it (in this role, or in any) at any time between two instants."""
    query = select(
        TeamMembership.team_id, TeamMembership.member_id, TeamMembership.starts_at, TeamMembership.ends_at
    ).where(
        TeamMembership.workspace_id == workspace_id,
        among(session, TeamMembership.team_id, ids),
        _between(TeamMembership, first, last),
    )
    return Groups(session.execute(query.where(TeamMembership.role == role) if role else query))


def _between(row: Any, first: datetime, last: datetime) -> ColumnElement[bool]:
    return and_(row.starts_at <= last, or_(row.ends_at.is_(None), row.ends_at > first))


def _both(one: Span, other: Span) -> tuple[datetime, datetime | None]:
    """While both hold."""
    ends = [span.ends_at for span in (one, other) if span.ends_at]
    return max(one.starts_at, other.starts_at), min(ends, default=None)
