"""Weeks, months, zones and clock changes: the one module that knows them. Pure.

A digest covers whole days of its reader: a period ends with the local midnight that begins a posting day, or a month,
and its digest is due later on that day, or on the month's first working day. The next period starts where the last
one ended, whatever became of the zone in between, so that no instant is lost and none is counted twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from digests.errors import BadWeek, NoSuchWeek
from models import workdays
from models.workdays import Calendar

SHORTEST = timedelta(days=4)
"""On the reader's clock: who changes the posting day or moves zones gets a longer period, not a tiny digest."""
A_DAY = timedelta(days=1)
WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII | re.IGNORECASE)
YEARS = range(1970, 2200)


class Cadence(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Rule:
    """Digests are due on `weekday` (0 is Monday) at `hour`:`minute` of `zone`.

    Monthly ones are on the first day of a month that `calendar` works, whatever weekday it is.
    """

    zone: ZoneInfo
    weekday: int = 0
    hour: int = 9
    minute: int = 0
    cadence: Cadence = Cadence.WEEKLY
    calendar: Calendar = workdays.USUAL


@dataclass(frozen=True, slots=True)
class Period:
    """The instants from `start` until before `end` (UTC)."""

    start: datetime
    end: datetime

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When the clocks of `zone` show `clock` on `day` (UTC).

    The first time, where they show it twice; where they skip it, as long after the gap's begin as `clock` is
    (PEP 495, fold=0): a midnight that doesn't exist becomes the first instant of the day.
    """
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of `day` (UTC)."""
    return instant(day, time(), zone)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """The date in `zone` at the instant `at`."""
    return at.astimezone(zone).date()


def first_start(now: datetime, rule: Rule) -> datetime:
    """Where a new schedule's first period starts: the last midnight not after `now` at which a period could."""
    today = day_of(now, rule.zone)
    if rule.cadence == Cadence.MONTHLY:
        return midnight(today.replace(day=1), rule.zone)
    return midnight(today - timedelta(days=(today.weekday() - rule.weekday) % 7), rule.zone)


def next_period(start: datetime, rule: Rule) -> Period:
    """The period that starts at `start`: until the first posting day, or month's begin, at least four days later."""
    earliest = start.astimezone(rule.zone).replace(tzinfo=None) + SHORTEST
    day = earliest.date() if earliest.time() == time() else earliest.date() + A_DAY
    return Period(start, midnight(_ending(day, rule), rule.zone))


def due_at(period: Period, rule: Rule) -> datetime:
    """When the digest of `period` is due (UTC): at the rule's hour of the day on which the period ends.

    A monthly one: of the first working day from then on.
    """
    day = day_of(period.end, rule.zone)
    if rule.cadence == Cadence.MONTHLY:
        day = rule.calendar.later(day - A_DAY, 1)
    return instant(day, time(rule.hour, rule.minute), rule.zone)


def _ending(day: date, rule: Rule) -> date:
    """The first day on or after `day` with whose begin a period ends."""
    if rule.cadence == Cadence.WEEKLY:
        return day + timedelta(days=(rule.weekday - day.weekday()) % 7)
    return day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def due_periods(start: datetime, rule: Rule, now: datetime) -> Iterator[Period]:
    """All periods from `start` on whose digest is due at `now`, oldest first."""
    period = next_period(start, rule)
    while due_at(period, rule) <= now:
        yield period
        period = next_period(period.end, rule)


def iso_week(text: str, zone: ZoneInfo) -> Period:
    """The ISO 8601 week `2019-W07`, from Monday to Monday in `zone`. Raises `BadWeek`, `NoSuchWeek`."""
    first = monday(text)
    return Period(midnight(first, zone), midnight(first + timedelta(days=7), zone))


def monday(text: str) -> date:
    """The first day of the ISO 8601 week `2019-W07`. Raises `BadWeek`, `NoSuchWeek`."""
    match = WEEK.fullmatch(text.strip())
    if match is None or int(match[1]) not in YEARS:
        raise BadWeek(text)
    year, number = int(match[1]), int(match[2])
    if not 1 <= number <= many(year):
        raise NoSuchWeek(text, year, many(year))
    return date.fromisocalendar(year, number, 1)


def many(year: int) -> int:
    """How many ISO 8601 weeks the year has: 52 or 53; 28 December is always in the last."""
    return date(year, 12, 28).isocalendar().week
