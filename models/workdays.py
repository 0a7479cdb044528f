"""Working days: which weekdays a team works, and the public holidays of where it works. Pure."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
SUNDAY_TO_THURSDAY = (0, 1, 2, 3, 6)
WORKING_WEEK = 5
"""Working days of most weeks: how many make "about a week"."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`weekdays`: those that are worked, 0 is Monday, at least one. `country`: ISO 3166-1 alpha-2, whose public
    holidays are none; `subdivision`: the part of it after its ISO 3166-2 code ("BY" of DE-BY).

    A country that isn't known (any more) has no holidays; of an unknown part of a country, the whole country's count.
    """

    weekdays: tuple[int, ...] = MONDAY_TO_FRIDAY
    country: str | None = None
    subdivision: str | None = None

    def is_working(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in _holidays(self, day.year)

    def between(self, after: date, until: date) -> int:
        """Working days after the day `after`, up to and including `until`; 0 when `until` is not later."""
        if until <= after:
            return 0
        return self._weekdays_up_to(until) - self._weekdays_up_to(after) - self._days_off(after, until)

    def later(self, day: date, days: int) -> date:
        """The working day that is `days` (one or more) working days after `day`."""
        found = day
        while days > 0:
            found += timedelta(days=1)
            days -= self.is_working(found)
        return found

    def _weekdays_up_to(self, day: date) -> int:
        """Worked weekdays from the Monday before the calendar's first day up to and including `day`."""
        weeks, weekday = divmod(day.toordinal() - 1, 7)  # 1 January 0001 is a Monday
        return weeks * len(self.weekdays) + sum(one <= weekday for one in self.weekdays)

    def _days_off(self, after: date, until: date) -> int:
        """Holidays on worked weekdays after `after`, up to and including `until`."""
        if self.country is None:
            return 0
        years = range(after.year, until.year + 1)
        return sum(_until(_holidays(self, year), until) - _until(_holidays(self, year), after) for year in years)


USUAL = Calendar()
"""Monday to Friday, no holidays: of whoever has set nothing."""


@lru_cache(maxsize=1024)
def known_country(country: str | None, subdivision: str | None = None) -> bool:
    """Whether the holidays of this country, or part of it, are known."""
    supported = holidays.list_supported_countries(include_aliases=False)
    return country in supported and (subdivision is None or subdivision in supported[country])


@lru_cache(maxsize=4096)
def _holidays(calendar: Calendar, year: int) -> tuple[date, ...]:
    """The public holidays of a year that fall on a worked weekday, in order."""
    if calendar.country is None or not known_country(calendar.country):
        return ()
    part = calendar.subdivision if known_country(calendar.country, calendar.subdivision) else None
    found: Iterable[date] = holidays.country_holidays(calendar.country, subdiv=part, years=year)
    return tuple(sorted(day for day in found if day.year == year and day.weekday() in calendar.weekdays))


def _until(days: tuple[date, ...], day: date) -> int:
    return bisect_right(days, day)
