"""Which schedules there should be, when each is due next, and which periods a tick finds due."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from digests import weeks
from digests.weeks import Cadence, Period, Rule
from models.schedules import MOST_ROWS, Audience, keeping, standing
from models.schedules.keeping import NewSchedule, UsualTime
from models.schedules.standing import Standing
from models.workspace import calendars, readers
from models.workspace.calendars import Calendars
from models.workspace.readers import Reader
from models.zones import zone_of

CADENCES = {Audience.PERSONAL: Cadence.MONTHLY}
"""The others are weekly."""


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
    known = keeping.known(session, workspace_id=workspace_id)
    wanted = readers.readers(session, workspace_id=workspace_id, at=now)
    usual = keeping.usual_time(session, workspace_id)
    kept = standing.read(session, workspace_id=workspace_id)
    audiences = {one.audience for one in wanted} | {one.audience for one in kept}
    by = _calendars(session, workspace_id, audiences, now)
    missing = (
        new_schedule(reader, usual, min(now, max(reader.since, looked_at or now)), by)
        for reader in wanted
        if (reader.audience, reader.reader) not in known
    )
    dues = {row.id: (row.next_due_at, _next_due(row.start, rule_of(row, by))) for row in kept}
    return Changes(tuple(missing), {id_: new for id_, (old, new) in dues.items() if old != new})


def keep(session: Session, *, workspace_id: int, changes: Changes) -> None:
    """Write these changes (one of `parts`)."""
    keeping.ensure(session, workspace_id=workspace_id, wanted=changes.missing)
    keeping.move(session, workspace_id=workspace_id, due_at=changes.moved)


def plan_due(session: Session, *, workspace_id: int, now: datetime) -> DueDigests:
    """The periods whose digest is due at `now` and has no run yet."""
    found = standing.due(session, workspace_id=workspace_id, now=now)
    by = _calendars(session, workspace_id, {one.audience for one in found}, now)
    told: list[Due] = []
    missed: list[Due] = []
    for schedule in found:
        due = _due(schedule, rule_of(schedule, by), now)
        missed += due[:-1]
        told += due[-1:]
    return DueDigests(tuple(told), tuple(missed))


def rule_of(schedule: Standing, by: Calendars = calendars.NONE_SET) -> Rule:
    """`by`: who works by which calendar, for what comes monthly."""
    return _rule(schedule.audience, schedule.member_id, zone_of(*schedule.zones), schedule, by)


def new_schedule(reader: Reader, usual: UsualTime, since: datetime, by: Calendars = calendars.NONE_SET) -> NewSchedule:
    """The schedule of a reader who had none, at the usual time of their zone."""
    rule = _rule(reader.audience, reader.member_id, zone_of(*reader.zones), usual, by)
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


def _rule(
    audience: Audience, member_id: UUID | None, zone: ZoneInfo, time: Standing | UsualTime, by: Calendars
) -> Rule:
    cadence = CADENCES.get(audience, Cadence.WEEKLY)
    calendar = by.of(member_id) if member_id else by.everyone
    return _same(Rule(zone, time.weekday, time.hour, time.minute, cadence, calendar))


def _calendars(session: Session, workspace_id: int, audiences: Collection[Audience], now: datetime) -> Calendars:
    """A week is due on its weekday, whoever works on it: calendars are read for months only."""
    monthly = any(audience in CADENCES for audience in audiences)
    return calendars.read(session, workspace_id, now) if monthly else calendars.NONE_SET


def _due(schedule: Standing, rule: Rule, now: datetime) -> list[Due]:
    return [Due(schedule, rule, *step) for step in _steps(schedule.start, rule, now)]


def next_due(session: Session, schedule: Standing, *, workspace_id: int, now: datetime) -> datetime:
    """When this schedule's next digest is due (UTC), as it is set now."""
    by = _calendars(session, workspace_id, {schedule.audience}, now)
    return _next_due(schedule.start, rule_of(schedule, by))


# Thousands of schedules stand at the same instant by the same rule.


@lru_cache(maxsize=1024)
def _same(rule: Rule) -> Rule:
    return rule


@lru_cache(maxsize=1024)
def _steps(start: datetime, rule: Rule, now: datetime) -> tuple[tuple[Period, datetime, datetime], ...]:
    """Each period that is due, with when it was due and when the one after it will be."""
    return tuple(
        (period, weeks.due_at(period, rule), _next_due(period.end, rule))
        for period in weeks.due_periods(start, rule, now)
    )


@lru_cache(maxsize=4096)
def _next_due(start: datetime, rule: Rule) -> datetime:
    return weeks.due_at(weeks.next_period(start, rule), rule)
