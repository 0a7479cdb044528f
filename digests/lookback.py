"""Past weeks and months whose digest can be looked at, each called by its first day. Pure."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from babel.dates import format_date

from digests import prose, weeks
from digests.errors import BadMonth, NoSuchMonth
from digests.weeks import Period
from models.schedules import Audience

OFFERED = 26
"""Weeks, or months, to choose from."""
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def is_monthly(audience: Audience) -> bool:
    return audience == Audience.PERSONAL


def last(audience: Audience, zone: ZoneInfo, weekday: int, now: datetime) -> list[date]:
    """The first days of the last periods that are over, newest first; weeks begin on `weekday` (0 is Monday)."""
    today = weeks.day_of(now, zone)
    begun = today.replace(day=1) if is_monthly(audience) else start_of_week(today, weekday)
    return list(islice(_back(begun, monthly=is_monthly(audience)), OFFERED))


def period(audience: Audience, first: date, zone: ZoneInfo) -> Period:
    """The week, or the month, that begins on the day `first`."""
    after = next_month(first) if is_monthly(audience) else first + timedelta(days=7)
    return Period(weeks.midnight(first, zone), weeks.midnight(after, zone))


def start(audience: Audience, day: date, weekday: int) -> date:
    """The first day of the week or month that holds `day`."""
    return day.replace(day=1) if is_monthly(audience) else start_of_week(day, weekday)


def start_of_week(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def month(text: str) -> date:
    """The first day of `2026-10`. Raises `BadMonth`, `NoSuchMonth`."""
    found = MONTH.fullmatch(text.strip())
    if found is None or int(found[1]) not in weeks.YEARS:
        raise BadMonth(text)
    if not 1 <= int(found[2]) <= 12:
        raise NoSuchMonth(text)
    return date(int(found[1]), int(found[2]), 1)


def label(audience: Audience, first: date, today: date) -> str:
    """`week of 9 November`, `October 2026`."""
    if is_monthly(audience):
        return str(format_date(first, "MMMM y", locale=prose.LOCALE))
    return f"week of {prose.since(first, today)}"


def _back(first: date, *, monthly: bool) -> Iterator[date]:
    while True:
        first = (first - timedelta(days=1)).replace(day=1) if monthly else first - timedelta(days=7)
        yield first


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
