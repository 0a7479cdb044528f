"""Which week or month was typed after `/pat digest`. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from digests import lookback, weeks
from digests.errors import BadWeek, NoSuchWeek
from models.schedules import Audience

WEEK = re.compile(r"(?:(\d{4})[- ]?)?w(?:eek)? ?(\d{1,2})", re.ASCII | re.IGNORECASE)
LAST_WEEK, LAST_MONTH = "last week", "last month"
A_WEEK = timedelta(days=7)
THURSDAY = timedelta(days=3)
"""After the Monday of an ISO week: most of any seven days that hold it are of that week."""
MOST_WEEKS = 53


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: a `day` that stands for it, its `last` day, and whose it is where that follows."""

    day: date
    last: date
    audience: Audience | None = None


def asked(text: str, today: date) -> Asked:
    """`2026-W45`, `2026 w8`, `W45` (the last that has begun by `today`), `last week`; `2026-10`, `last month`.

    Raises `BadWeek`, `BadMonth`; `NoSuchWeek`, `NoSuchMonth` of a year that has none with that number.
    """
    said = " ".join(text.casefold().split())
    if said == LAST_WEEK:
        return _week(lookback.start_of_week(today, 0) - A_WEEK)
    if said == LAST_MONTH:
        return _month((today.replace(day=1) - timedelta(days=1)).replace(day=1))
    if lookback.MONTH.fullmatch(said):
        return _month(lookback.month(said))
    found = WEEK.fullmatch(said)
    if found is None:
        raise BadWeek(text)
    year, number = found[1], int(found[2])
    return _week(weeks.monday(f"{year}-W{number:02}") if year else _last_begun(text, number, today))


def _last_begun(text: str, number: int, today: date) -> date:
    """The Monday of the last week of that number that has begun; of one that is not over, its digest is yet to come."""
    if not 1 <= number <= MOST_WEEKS:
        raise NoSuchWeek(text)
    year = today.isocalendar().year
    while number > weeks.many(year) or date.fromisocalendar(year, number, 1) > today:
        year -= 1
    return date.fromisocalendar(year, number, 1)


def _week(monday: date) -> Asked:
    return Asked(monday + THURSDAY, monday + A_WEEK - timedelta(days=1))


def _month(first: date) -> Asked:
    return Asked(first, lookback.next_month(first) - timedelta(days=1), Audience.PERSONAL)
