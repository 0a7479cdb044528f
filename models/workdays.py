"""Working days: Monday to Friday. Pure."""

from datetime import date, timedelta

WORKING_WEEK = 5
"""Monday to Friday."""


def between(after: date, until: date) -> int:
    """Working days after the day `after`, up to and including `until`; 0 when `until` is not later."""
    return max(0, _counted(until) - _counted(after))


def later(day: date, days: int) -> date:
    """The working day that is `days` (one or more) working days after `day`."""
    found = day + timedelta(days=days)
    while between(day, found) < days:
        found += timedelta(days=1)
    return found


def _counted(day: date) -> int:
    """Working days from the Monday before the calendar's first day up to and including `day`."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)  # 1 January 0001 is a Monday
    return weeks * WORKING_WEEK + min(weekday + 1, WORKING_WEEK)
