"""From which day on it holds who leads whom and who is in which team, when that is before it was set down."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Update, delete, select, update
from sqlalchemy.orm import Session

from models.people.reporting import ReportingLine
from models.people.teams import Team, TeamMembership

BATCH = 500
"""Ids in one statement."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a list says of one person: whether who leads them, and which teams they are in, or in no longer."""

    member_id: UUID
    lead: bool
    teams: frozenset[str]


Row = ReportingLine | TeamMembership


def later(session: Session, *, workspace_id: int, said: Collection[Said], since: datetime) -> set[UUID]:
    """Those of whom something that is said here holds now, but only since later than `since`."""
    rows = _said(session, workspace_id, said, since)
    return {row.member_id for row in rows if row.ends_at is None and row.starts_at > since}


def hold(session: Session, *, workspace_id: int, said: Collection[Said], since: datetime) -> None:
    """What holds now of what is said here holds since `since`; what held meanwhile instead is not so any more.

    Call it under `leading.lock`, once the present is as the list says.
    """
    tables: tuple[type[Row], ...] = (ReportingLine, TeamMembership)
    rows = list(_said(session, workspace_id, said, since))
    for table in tables:
        mine = [row for row in rows if isinstance(row, table)]
        over = [row for row in mine if row.ends_at is not None]
        for some in _batches([row.id for row in over if row.starts_at >= since]):
            session.execute(delete(table).where(table.workspace_id == workspace_id, table.id.in_(some)))
        for some in _batches([row.id for row in over if row.starts_at < since]):
            session.execute(_changed(table, workspace_id, some).values(ends_at=since))
        for some in _batches([row.id for row in mine if row.ends_at is None and row.starts_at > since]):
            session.execute(_changed(table, workspace_id, some).values(starts_at=since))


def _changed(table: type[Row], workspace_id: int, ids: list[UUID]) -> Update:
    return update(table).where(table.workspace_id == workspace_id, table.id.in_(ids))


def _said(session: Session, workspace_id: int, said: Collection[Said], since: datetime) -> Iterator[Row]:
    """The rows that hold at any time from `since` on of what is said."""
    for some in _batches([one.member_id for one in said if one.lead]):
        query = select(ReportingLine).where(
            ReportingLine.workspace_id == workspace_id,
            ReportingLine.member_id.in_(some),
            ReportingLine.ends_at.is_(None) | (ReportingLine.ends_at > since),
        )
        yield from session.scalars(query)
    wanted = {one.member_id: one.teams for one in said if one.teams}
    names = _names(session, workspace_id) if wanted else {}
    for some in _batches(list(wanted)):
        query_ = select(TeamMembership).where(
            TeamMembership.workspace_id == workspace_id,
            TeamMembership.member_id.in_(some),
            TeamMembership.ends_at.is_(None) | (TeamMembership.ends_at > since),
        )
        for place in session.scalars(query_):
            if names[place.team_id] in wanted[place.member_id]:
                yield place


def _names(session: Session, workspace_id: int) -> Mapping[UUID, str]:
    return dict(session.execute(select(Team.id, Team.name).where(Team.workspace_id == workspace_id)).all())


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    return (ids[begin : begin + BATCH] for begin in range(0, len(ids), BATCH))
