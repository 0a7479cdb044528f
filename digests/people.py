"""Who is counted: the people of leads and teams as they were, and since when each of them could have been noticed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from digests import weeks
from digests.pats import retraction_of
from digests.sets import among
from models.imports import Import
from models.kudos import Kudos, KudosReceiver, Retraction
from models.members import Kind, Member
from models.reporting import ReportingLine
from models.teams import Role, TeamMembership
from models.workspaces import Workspace

COUNTED = (Kind.PERSON, Kind.OFFLINE)
"""People with Slack or without; no guests, no bots, no one of another company."""
SETTLING = timedelta(days=1)
"""For how long after an installation or an import the directory still fills with people who were there before."""


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

    @property
    def members(self) -> set[UUID]:
        return {span.member for spans in self._spans.values() for span in spans}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is counted. `last_before`: the last kudos received before the span that was asked for."""

    id: UUID
    zones: tuple[str | None, ...]
    joined: date | None
    last_before: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """Of a workspace: its zone, from when on kudos are counted, and when its directory was complete (UTC)."""

    zone: str | None
    counts_from: datetime
    settled_at: datetime


def reports(session: Session, *, workspace_id: int, leads: Iterable[UUID], first: datetime, last: datetime) -> Groups:
    """By lead, their people at any time between two instants: direct reports, and the teams they lead.

    The rule of `models.reporting.reports_at`, for many instants in one statement. A line through a team holds while
    both of its memberships do.
    """
    lead, led = aliased(TeamMembership), aliased(TeamMembership)
    wanted = set(leads)
    lines = select(
        ReportingLine.lead_id, ReportingLine.member_id, ReportingLine.starts_at, ReportingLine.ends_at
    ).where(
        ReportingLine.workspace_id == workspace_id,
        among(session, ReportingLine.lead_id, wanted),
        _between(ReportingLine, first, last),
    )
    led_teams = (
        select(lead.member_id, led.member_id, lead.starts_at, lead.ends_at, led.starts_at, led.ends_at)
        .join(led, (led.workspace_id == lead.workspace_id) & (led.team_id == lead.team_id))
        .where(lead.workspace_id == workspace_id, lead.role == Role.LEAD, led.role == Role.MEMBER)
        .where(among(session, lead.member_id, wanted), _between(lead, first, last), _between(led, first, last))
    )
    return Groups([*session.execute(lines), *map(_both, session.execute(led_teams))])


def teams(session: Session, *, workspace_id: int, ids: Iterable[UUID], first: datetime, last: datetime) -> Groups:
    """By team, its members and leads at any time between two instants."""
    return Groups(
        session.execute(
            select(
                TeamMembership.team_id, TeamMembership.member_id, TeamMembership.starts_at, TeamMembership.ends_at
            ).where(
                TeamMembership.workspace_id == workspace_id,
                among(session, TeamMembership.team_id, ids),
                _between(TeamMembership, first, last),
            )
        )
    )


def counted(
    session: Session, *, workspace_id: int, ids: Iterable[UUID] | None, before: datetime, history: History
) -> dict[UUID, Person]:
    """Those of `ids` (None: of everyone) who are counted, with the last kudos that each received before `before`.

    An index is asked for each person's last kudos, so that a long history costs nothing.
    """
    last = (
        select(KudosReceiver.given_at)
        .outerjoin(Retraction, retraction_of(KudosReceiver))
        .where(
            KudosReceiver.workspace_id == Member.workspace_id,
            KudosReceiver.receiver_id == Member.id,
            KudosReceiver.given_at < before,
            KudosReceiver.void_reason.is_(None),
            Retraction.kudos_id.is_(None),
        )
        .order_by(KudosReceiver.given_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(Member.id, Member.zone, Member.started_on, Member.added_at, last.label("last")).where(
        Member.workspace_id == workspace_id, Member.active, Member.kind.in_(COUNTED)
    )
    if ids is not None:
        query = query.where(among(session, Member.id, ids))
    return {row.id: _person(row, history, before) for row in session.execute(query)}


def history(session: Session, *, workspace_id: int) -> History:
    """In one statement: everything but an imported archive comes after the installation, so the earliest kudos tells
    where the history begins."""
    earliest = (
        select(Kudos.given_at)
        .outerjoin(Retraction, retraction_of(Kudos))
        .where(Kudos.workspace_id == Workspace.id, Retraction.kudos_id.is_(None))
        .order_by(Kudos.given_at)
        .limit(1)
        .scalar_subquery()
    )
    imported = (
        select(func.max(Import.started_at))
        .where(Import.workspace_id == Workspace.id, Import.undone_at.is_(None))
        .scalar_subquery()
    )
    query = select(Workspace.zone, Workspace.installed_at, earliest, imported).where(Workspace.id == workspace_id)
    zone, installed_at, first, last_import = session.execute(query).one()
    return History(zone, min(first or installed_at, installed_at), max(last_import or installed_at, installed_at))


def _person(row: Any, history: History, at: datetime) -> Person:
    """Without a start date, the day on which the directory brought someone new counts as one."""
    zones = (row.zone, history.zone)
    came_later = row.added_at > history.settled_at + SETTLING and row.added_at < at
    added = weeks.day_of(row.added_at, weeks.zone_of(*zones)) if came_later else None
    return Person(row.id, zones, row.started_on or added, row.last)


def _between(row: Any, first: datetime, last: datetime) -> ColumnElement[bool]:
    return and_(row.starts_at <= last, or_(row.ends_at.is_(None), row.ends_at > first))


def _both(row: Sequence[Any]) -> Sequence[Any]:
    """While both memberships hold."""
    owner, member, *times = row
    starts, ends = times[0::2], [end for end in times[1::2] if end]
    return owner, member, max(starts), min(ends, default=None)
