"""Digest schedules, and the run rows that make each period happen exactly once.

When a period ends is not decided here (`digests/weeks.py` is): instants come in as arguments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, Select, String, Text, case, cast, false, func, select, true, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.people.members import Member
from models.people.teams import Team
from models.storage.ids import uuid7
from models.storage.inserting import add_missing
from models.storage.orm import Code, Id, Model, SlackId, WorkspaceId, refers
from models.workspace.workspaces import Workspace

WHOLE_WORKSPACE = "workspace"
"""The reader of the digest about everyone."""
MOST_ROWS = 1000
"""Rows of one write."""
TOLD_AGAIN = timedelta(days=56)
"""For how long after it was given a digest may begin that still tells of it (`digests/facts/acts.py: LATELY`)."""

A_DAY_OFF = timedelta(days=1)
"""How far somebody's calendar may be from UTC's."""


class Audience(StrEnum):
    TEAM = "team"
    LEAD = "lead"
    LEADERSHIP = "leadership"
    PERSONAL = "personal"


class RunStatus(StrEnum):
    OWED = "owed"
    """Its message is in the outbox."""
    NOTHING = "nothing"
    """There was nothing to tell."""
    MISSED = "missed"
    """The server was down for longer than a period: not posted late."""


class Schedule(Model):
    """When one reader gets a digest: a team's channel (`team_id` None: the whole workspace), or somebody."""

    __tablename__ = "digest_schedules"
    __table_args__ = (
        refers("team_id", "teams"),
        refers("member_id", "members"),
        Index("uq_digest_schedules_reader", "workspace_id", "audience", "reader", unique=True),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    audience: Mapped[Code]
    reader: Mapped[str] = mapped_column(String(40))
    """The id of the team or member it is for, or "workspace"."""
    team_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    channel_id: Mapped[SlackId | None]
    """Where to post, when it is not the reader's own place."""
    weekday: Mapped[int]
    """0 is Monday."""
    hour: Mapped[int]
    minute: Mapped[int]
    zone: Mapped[str | None]
    """IANA name; None: the reader's."""
    enabled: Mapped[bool]
    counts_from: Mapped[datetime]
    """Start of its first period (UTC); every later period starts at the end of the one before."""
    next_due_at: Mapped[datetime]
    """When the next period's digest is due (UTC): what the ticking looks for."""


class Run(Model):
    """One period [period_start, period_end) of one schedule."""

    __tablename__ = "digest_runs"
    __table_args__ = (
        refers("schedule_id", "digest_schedules"),
        Index("uq_digest_runs_period", "workspace_id", "schedule_id", "period_start", unique=True),
        Index("ix_digest_runs_period_end", "workspace_id", "period_end"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    schedule_id: Mapped[UUID]
    period_start: Mapped[datetime]
    period_end: Mapped[datetime]
    due_at: Mapped[datetime]
    status: Mapped[Code]
    snapshot: Mapped[dict[str, Any]]
    """Ids and figures; words and permissions are read when it is rendered."""
    created_at: Mapped[datetime]
    quiet: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A lead's week in which nothing reached their people and nothing waited."""


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


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """A schedule that is missing: Mondays at nine, or months at nine, from `counts_from` on."""

    audience: Audience
    reader: str
    team_id: UUID | None
    member_id: UUID | None
    counts_from: datetime
    next_due_at: datetime
    weekday: int = 0
    hour: int = 9
    minute: int = 0


@dataclass(frozen=True, slots=True)
class UsualTime:
    """When digests come, unless a reader has a time of their own: of the reader's zone; `weekday` 0 is Monday."""

    weekday: int = 0
    hour: int = 9
    minute: int = 0


@dataclass(frozen=True, slots=True)
class NewRun:
    """What became of one period, and when the one after it is due."""

    id: UUID
    schedule_id: UUID
    period_start: datetime
    period_end: datetime
    due_at: datetime
    status: RunStatus
    snapshot: dict[str, Any]
    next_due_at: datetime
    quiet: bool = False


Standings = Select[*tuple[Any, ...]]


def known(session: Session, *, workspace_id: int) -> set[tuple[str, str]]:
    """(audience, reader) of every schedule there is, switched off ones too."""
    query = select(Schedule.audience, Schedule.reader).where(Schedule.workspace_id == workspace_id)
    return {(audience, reader) for audience, reader in session.execute(query)}


def ensure(session: Session, *, workspace_id: int, wanted: Sequence[NewSchedule]) -> int:
    """Add those of `wanted` (at most 1,000) whose reader has no schedule yet. Returns how many were added."""
    rows = [asdict(new) | {"workspace_id": workspace_id, "id": uuid7(), "enabled": True} for new in wanted]
    return len(add_missing(session, Schedule.id, rows))


def usual_time(session: Session, workspace_id: int) -> UsualTime:
    """The time of the digest about everyone, which new schedules follow."""
    query = select(Schedule.weekday, Schedule.hour, Schedule.minute).where(*_of_everyone(workspace_id))
    row = session.execute(query).first()
    return UsualTime(*row) if row else UsualTime()


def set_usual_time(session: Session, *, workspace_id: int, weekday: int | None = None, hour: int | None = None) -> None:
    """Every schedule that came at the usual time comes at the new one; None leaves as it is. Ticking moves the dues."""
    mine = select(Schedule).where(*_of_everyone(workspace_id)).with_for_update()
    if (everyone := session.scalar(mine)) is None:
        return
    same = {name: getattr(everyone, name) for name in ("weekday", "hour", "minute")}
    new = {
        "weekday": everyone.weekday if weekday is None else weekday,
        "hour": everyone.hour,
        "minute": everyone.minute,
    }
    if hour is not None:
        new |= {"hour": hour, "minute": 0}
    usual = (getattr(Schedule, name) == value for name, value in same.items())
    session.execute(update(Schedule).where(Schedule.workspace_id == workspace_id, *usual).values(new))


def standing(session: Session, *, workspace_id: int) -> list[Standing]:
    """Every schedule: the weeks of one that is switched off pass, with nothing told."""
    return _standing(session, _schedules(workspace_id))


def due(session: Session, *, workspace_id: int, now: datetime) -> list[Standing]:
    """The schedules whose next digest is due."""
    return _standing(session, _schedules(workspace_id).where(Schedule.next_due_at <= now))


def of_reader(session: Session, *, workspace_id: int, audience: Audience, reader: str) -> Standing | None:
    """The schedule of this reader, if there is one yet."""
    mine = (Schedule.audience == audience, Schedule.reader == reader)
    return next(iter(_standing(session, _schedules(workspace_id).where(*mine))), None)


def move(session: Session, *, workspace_id: int, due_at: Mapping[UUID, datetime]) -> None:
    """Set when the next digest of each of these schedules (at most 1,000) is due."""
    rows = [{"workspace_id": workspace_id, "id": id_, "next_due_at": at} for id_, at in sorted(due_at.items())]
    if rows:
        session.execute(update(Schedule), rows)


def record(session: Session, *, workspace_id: int, runs: Sequence[NewRun], now: datetime) -> set[UUID]:
    """Store what became of these periods, each once, and move their schedules on. At most 1,000 rows with the moves.

    `runs` of one schedule stand in order. Returns the ids of those stored by this call: whoever stored a run owes its
    message, and nobody else. A period that no longer starts where the last one ended is left to a newer plan.
    """
    starts = _lock(session, workspace_id, {run.schedule_id for run in runs})
    fresh: list[NewRun] = []
    for run in sorted(runs, key=lambda run: (run.schedule_id, run.period_start)):
        if starts.get(run.schedule_id) == run.period_start:
            starts[run.schedule_id] = run.period_end
            fresh.append(run)
    stored = set(add_missing(session, Run.id, [_row(workspace_id, run, now) for run in fresh]))
    moves = {run.schedule_id: run.next_due_at for run in fresh if run.id in stored}
    move(session, workspace_id=workspace_id, due_at=moves)
    return stored


def runs_telling(session: Session, *, workspace_id: int, told_id: UUID, at: datetime) -> list[UUID]:
    """The runs whose snapshot names this kudos or idea: their messages follow when it is taken back or hidden.

    It is told in the period in which it was given, or done, `at`, or to a lead some weeks later as something to thank
    for: only those runs are looked through.
    """
    query = select(Run.id).where(
        Run.workspace_id == workspace_id,
        Run.period_end > at,
        Run.period_start <= at + TOLD_AGAIN,
        Run.status == RunStatus.OWED,
        cast(Run.snapshot, Text).contains(str(told_id)),
    )
    return list(session.scalars(query))


def runs_with_line(session: Session, *, workspace_id: int, week: date, most: int) -> list[Run]:
    """Runs whose snapshot has the line from leadership for the week that begins on this Monday, locked; oldest first.

    It is that of the day on which the period ends.
    """
    begins = datetime.combine(week, time(), tzinfo=UTC)
    query = select(Run).where(
        Run.workspace_id == workspace_id,
        Run.period_end >= begins - A_DAY_OFF,
        Run.period_end <= begins + timedelta(weeks=1) + A_DAY_OFF,
        cast(Run.snapshot, Text).contains(f'"line": "{week.isoformat()}"'),
    )
    return list(session.scalars(query.order_by(Run.period_end, Run.id).limit(most).with_for_update()))


def _of_everyone(workspace_id: int) -> tuple[ColumnElement[bool], ...]:
    mine = (Schedule.workspace_id == workspace_id, Schedule.audience == Audience.TEAM)
    return *mine, Schedule.reader == WHOLE_WORKSPACE


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


def _lock(session: Session, workspace_id: int, schedule_ids: set[UUID]) -> dict[UUID, datetime]:
    """Lock these schedules, in the order of their ids, then read where each stands: nobody moves it meanwhile."""
    mine = (Schedule.workspace_id == workspace_id, Schedule.id.in_(sorted(schedule_ids)))
    locked = select(Schedule.id, Schedule.counts_from).where(*mine).order_by(Schedule.id).with_for_update()
    starts = dict(session.execute(locked).all())
    ends = (
        select(Run.schedule_id, func.max(Run.period_end))
        .where(Run.workspace_id == workspace_id, Run.schedule_id.in_(sorted(schedule_ids)))
        .group_by(Run.schedule_id)
    )
    return starts | dict(session.execute(ends).all())


def _row(workspace_id: int, run: NewRun, now: datetime) -> dict[str, Any]:
    row = asdict(run) | {"workspace_id": workspace_id, "created_at": now}
    del row["next_due_at"]
    return row


def period_end(session: Session, *, workspace_id: int, run_id: UUID | None) -> datetime | None:
    """When the period of this run ended."""
    return session.scalar(select(Run.period_end).where(Run.workspace_id == workspace_id, Run.id == run_id))
