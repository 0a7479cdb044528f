"""Which schedules there should be, when each is due next, and which periods a tick finds due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from digests import weeks
from digests.weeks import Period, Rule
from models.workspace import schedules
from models.workspace.schedules import MOST_ROWS, NewSchedule, Reader, Standing, UsualTime
from models.zones import zone_of


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be brought in step: schedules that are missing, and dues that a zone or a setting moved."""

    missing: tuple[NewSchedule, ...]
    moved: dict[UUID, datetime]

    def __bool__(self) -> bool:
        return bool(self.missing or self.moved)

    def parts(self) -> Iterator["Changes"]:
        """These changes in lots that one write may hold."""
        for at in range(0, len(self.missing), MOST_ROWS):
            yield Changes(self.missing[at : at + MOST_ROWS], {})
        moved = list(self.moved.items())
        for at in range(0, len(moved), MOST_ROWS):
            yield Changes((), dict(moved[at : at + MOST_ROWS]))


@dataclass(frozen=True, slots=True)
class Due:
    """A period of a schedule whose digest is due, and when the one after it will be (UTC)."""

    schedule: Standing
    rule: Rule
    period: Period
    due_at: datetime
    next_due_at: datetime


@dataclass(frozen=True, slots=True)
class DueDigests:
    """What a tick finds: at most the latest period of a schedule is told; those before it were missed."""

    told: tuple[Due, ...]
    missed: tuple[Due, ...]

    def __bool__(self) -> bool:
        return bool(self.told or self.missed)


def changes(session: Session, *, workspace_id: int, now: datetime, looked_at: datetime | None = None) -> Changes:
    """What `keep` has to write so that everyone who should get a digest does, at the hour of their own zone.

    `looked_at`: when it was last asked. Whoever became a reader since then misses no Monday that came meanwhile.
    """
    known = schedules.known(session, workspace_id=workspace_id)
    readers = schedules.readers(session, workspace_id=workspace_id, at=now)
    usual = schedules.usual_time(session, workspace_id)
    missing = (
        new_schedule(reader, usual, min(now, max(reader.since, looked_at or now)))
        for reader in readers
        if (reader.audience, reader.reader) not in known
    )
    standing = schedules.standing(session, workspace_id=workspace_id)
    dues = {row.id: (row.next_due_at, _next_due(row.start, rule_of(row))) for row in standing}
    return Changes(tuple(missing), {id_: new for id_, (old, new) in dues.items() if old != new})


def keep(session: Session, *, workspace_id: int, changes: Changes) -> None:
    """Write these changes (one of `parts`)."""
    schedules.ensure(session, workspace_id=workspace_id, wanted=changes.missing)
    schedules.move(session, workspace_id=workspace_id, due_at=changes.moved)


def plan_due(session: Session, *, workspace_id: int, now: datetime) -> DueDigests:
    """The periods whose digest is due at `now` and has no run yet."""
    told: list[Due] = []
    missed: list[Due] = []
    for schedule in schedules.due(session, workspace_id=workspace_id, now=now):
        due = _due(schedule, now)
        missed += due[:-1]
        told += due[-1:]
    return DueDigests(tuple(told), tuple(missed))


def rule_of(schedule: Standing) -> Rule:
    return Rule(zone_of(*schedule.zones), schedule.weekday, schedule.hour, schedule.minute)


def _due(schedule: Standing, now: datetime) -> list[Due]:
    rule = rule_of(schedule)
    return [
        Due(schedule, rule, period, weeks.due_at(period, rule), _next_due(period.end, rule))
        for period in weeks.due_periods(schedule.start, rule, now)
    ]


def _next_due(start: datetime, rule: Rule) -> datetime:
    return weeks.due_at(weeks.next_period(start, rule), rule)


def new_schedule(reader: Reader, usual: UsualTime, since: datetime) -> NewSchedule:
    """The schedule of a reader who had none, at the usual time of their zone."""
    rule = Rule(zone_of(*reader.zones), usual.weekday, usual.hour, usual.minute)
    start = weeks.first_start(since, rule)
    return NewSchedule(
        audience=reader.audience,
        reader=reader.reader,
        team_id=reader.team_id,
        member_id=reader.member_id,
        counts_from=start,
        next_due_at=_next_due(start, rule),
        weekday=rule.weekday,
        hour=rule.hour,
        minute=rule.minute,
    )
