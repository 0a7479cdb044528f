"""The answer clock: working days, on the calendar of whoever waits or is waited for. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from models.delivery import quiet
from models.workdays import Calendar
from models.zones import zone_of

REMIND_AFTER = 2
"""Working days after which the one who answers is reminded, once."""
COVERED_AFTER = 5
"""Working days after which who decided is told that they stand covered, and may ask another lead."""


class Waiting(Protocol):
    """A decision, as `models/decisions/reading.py: DecisionCard` is one."""

    @property
    def zone(self) -> str | None: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def logged_at(self) -> datetime: ...


def day_of(card: Waiting, now: datetime) -> int:
    """Which working day since it was logged it is for who decided: 0 on the day itself, "day 3" on the third after."""
    return days(card.logged_at, now, card.zone, card.calendar)


def days(since: datetime, now: datetime, zone: str | None, calendar: Calendar) -> int:
    """Working days after the day of `since`, up to today, in this zone."""
    return calendar.between(_day(since, zone), _day(now, zone))


def over_before(now: datetime, zone: str | None, working_days: int, calendar: Calendar) -> datetime:
    """What began before this instant (UTC) is at least so many `days` old: today's, turned round."""
    today = _day(now, zone)
    day = today
    while calendar.between(day, today) < working_days:
        day -= timedelta(days=1)
    begins = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone_of(zone))
    return begins.astimezone(UTC)


def is_at_work(person: quiet.Person, now: datetime, calendar: Calendar) -> bool:
    """Whether it is a working day for them, and not in their quiet hours."""
    return calendar.is_working(_day(now, person.zone)) and quiet.over_for(person, now) == now


def _day(instant: datetime, zone: str | None) -> date:
    return instant.astimezone(zone_of(zone)).date()
