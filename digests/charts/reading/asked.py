"""The weeks that a picture shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from digests import prose, weeks
from digests.charts.figures import Week
from digests.facts import trend
from digests.facts.trend import Reached
from digests.weeks import Period

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The eight weeks to `end`, the begin of a day in `zone`."""

    workspace_id: int
    end: datetime
    zone: ZoneInfo

    @property
    def weeks(self) -> tuple[Period, ...]:
        return trend.weeks_to(self.end, self.zone)

    @property
    def start(self) -> datetime:
        return self.weeks[0].start

    @property
    def span(self) -> Period:
        return Period(self.start, self.end)

    @property
    def said(self) -> str:
        """`in the eight weeks to 8 March`."""
        last = weeks.day_of(self.end - INSTANT, self.zone)
        return f"in the eight weeks to {prose.since(last, last)}"

    def week(self, period: Period, told: Reached | None) -> Week:
        """Named by its first day, `2 Mar`. None: nothing was counted."""
        label = format_date(prose.first_day(period, self.zone), "d MMM", locale=prose.LOCALE)
        return Week(label, told.reached if told else None, told.people if told else 0)
