"""Where schedules stand: the next period of each, and where its digest goes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select, true
from sqlalchemy.orm import Session

from models.people.members import Member
from models.people.teams import Team
from models.schedules import MOST_ROWS, Audience, Run, Schedule
from models.workspace.workspaces import Workspace

Standings = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A schedule and where it stands: the next period starts at `start`. `channel_id`: where the digest goes.

    None is nowhere (an archived team; somebody who has no Slack, left, or reads it no more), or for the whole
    workspace: wherever most was said.
    """

    id: UUID
    audience: Audience
    team_id: UUID | None
    member_id: UUID | None
    channel_id: str | None
    zones: tuple[str | None, ...]
    weekday: int
    hour: int
    minute: int
    start: datetime
    next_due_at: datetime
    enabled: bool = True

    @property
    def is_read(self) -> bool:
        """Whether it is on, and there is anybody, or any channel, that it may go to."""
        everyone = self.member_id is None and self.team_id is None
        return self.enabled and (everyone or self.channel_id is not None)


def read(session: Session, *, workspace_id: int) -> list[Standing]:
    """Every schedule: the weeks of one that is switched off pass, with nothing told."""
    return _standing(session, _schedules(workspace_id))


def due(session: Session, *, workspace_id: int, now: datetime) -> list[Standing]:
    """The schedules whose next digest is due."""
    return _standing(session, _schedules(workspace_id).where(Schedule.next_due_at <= now))


def of_reader(session: Session, *, workspace_id: int, audience: Audience, reader: str) -> Standing | None:
    """The schedule of this reader, if there is one yet."""
    mine = (Schedule.audience == audience, Schedule.reader == reader)
    return next(iter(_standing(session, _schedules(workspace_id).where(*mine))), None)


def _schedules(workspace_id: int) -> Standings:
    """Everything that `Standing` is made of, in one statement."""
    last_end = (
        select(Run.period_end)
        .where(Run.workspace_id == Schedule.workspace_id, Run.schedule_id == Schedule.id)
        .order_by(Run.period_start.desc())
        .limit(1)
        .scalar_subquery()
    )
    team = (Team.workspace_id == Schedule.workspace_id) & (Team.id == Schedule.team_id)
    member = (Member.workspace_id == Schedule.workspace_id) & (Member.id == Schedule.member_id)
    return (
        select(
            Schedule.id,
            Schedule.audience,
            Schedule.team_id,
            Schedule.member_id,
            _place().label("place"),
            Schedule.zone,
            case((Schedule.team_id.is_not(None), Team.zone), else_=Member.zone).label("own_zone"),
            Workspace.zone.label("home_zone"),
            Schedule.weekday,
            Schedule.hour,
            Schedule.minute,
            func.coalesce(last_end, Schedule.counts_from).label("start"),
            Schedule.next_due_at,
            Schedule.enabled,
        )
        .join(Workspace, Workspace.id == Schedule.workspace_id)
        .outerjoin(Team, team)
        .outerjoin(Member, member)
        .where(Schedule.workspace_id == workspace_id)
        .order_by(Schedule.id)
        .execution_options(yield_per=MOST_ROWS)
    )


def _reads() -> ColumnElement[bool]:
    """Whether the member is there, and still wants to read it."""
    wanted = {Audience.LEADERSHIP: Member.reads_leadership, Audience.PERSONAL: Member.monthly_digest}
    return Member.active & case(wanted, value=Schedule.audience, else_=true())


def _place() -> ColumnElement[str | None]:
    """Where it goes, if anywhere: for the whole workspace, None is where most was said."""
    to_team = case((Team.archived_at.is_(None), func.coalesce(Schedule.channel_id, Team.channel_id)))
    to_all = func.coalesce(Schedule.channel_id, Workspace.kudos_channel_id)
    in_channel = case((Schedule.team_id.is_(None), to_all), else_=to_team)
    return case((Schedule.audience == Audience.TEAM, in_channel), (_reads(), Member.slack_user_id))


def _standing(session: Session, query: Standings) -> list[Standing]:
    same: dict[Any, Any] = {}  # zones are few

    def one(row: Any) -> Standing:
        zones = (row.zone, row.own_zone, row.home_zone)
        return Standing(
            id=row.id,
            audience=Audience(row.audience),
            team_id=row.team_id,
            member_id=row.member_id,
            channel_id=row.place,
            zones=same.setdefault(zones, zones),
            weekday=row.weekday,
            hour=row.hour,
            minute=row.minute,
            start=same.setdefault(row.start, row.start),
            next_due_at=same.setdefault(row.next_due_at, row.next_due_at),
            enabled=row.enabled,
        )

    return [one(row) for row in session.execute(query)]
