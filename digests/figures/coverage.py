"""Whom recognition reached in a window of working days. Pure. Formula: docs/gaps.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from models.workdays import Calendar

WINDOWS = (7, 30, 90)
"""Working days."""


LONGEST = WINDOWS[-1]


@dataclass(frozen=True, slots=True)
class Coverage:
    """`reached` of `people` received at least one kudos in the last `window` working days, today included.

    coverage(w) = |{i in E: received ≥ 1 in w}| / |E|; each person's days are those of their own zone and calendar.
    """

    window: int
    reached: int
    people: int


def coverage(window: int, days_since: Iterable[int | None]) -> Coverage:
    """coverage(w) = |{i in E: received ≥ 1 in w}| / |E|, of each person's working days since (None: never).

    Someone was reached in the window when the working days since then are fewer than it has.
    """
    days = list(days_since)
    return Coverage(window, sum(since is not None and since < window for since in days), len(days))


@lru_cache(maxsize=1024)
def first_day(calendar: Calendar, today: date, window: int = LONGEST) -> date:
    """The first day of the window that ends with `today`: fewer working days than `window` come after it."""
    early, late = today - timedelta(days=7 * window), today
    while calendar.between(early, today) < window:
        early -= timedelta(days=7 * window)
    while (late - early).days > 1:
        middle = early + (late - early) // 2
        early, late = (middle, late) if calendar.between(middle, today) >= window else (early, middle)
    return late
