"""Runs: what became of each period, once; and which of them tell of something."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from models.schedules import Audience, Run, RunStatus, Schedule, keeping
from models.storage.inserting import add_missing

TOLD_AGAIN = timedelta(days=56)
"""For how long after it was given a digest may begin that still tells of it (`digests/facts/acts.py: LATELY`)."""

A_DAY_OFF = timedelta(days=1)
"""How far somebody's calendar may be from UTC's."""


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
    keeping.move(session, workspace_id=workspace_id, due_at=moves)
    return stored


def telling(session: Session, *, workspace_id: int, told_id: UUID, at: datetime) -> list[UUID]:
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


def with_line(session: Session, *, workspace_id: int, week: date, most: int) -> list[Run]:
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


def told(
    session: Session, *, workspace_id: int, audience: Audience, member_id: UUID | None, start: datetime, end: datetime
) -> dict[str, Any] | None:
    """The snapshot of the period [start, end) as this member was told of it; None: they were not."""
    of_schedule = (Schedule.workspace_id == Run.workspace_id) & (Schedule.id == Run.schedule_id)
    return session.scalar(
        select(Run.snapshot)
        .join(Schedule, of_schedule)
        .where(Run.workspace_id == workspace_id, Schedule.audience == audience)
        .where(Schedule.member_id == member_id, Run.status == RunStatus.OWED)
        .where(Run.period_start == start, Run.period_end == end)
    )
