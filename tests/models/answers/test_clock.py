"""Working days on somebody's calendar, over years with their clock changes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.answers import clock
from models.workdays import SUNDAY_TO_THURSDAY, USUAL, Calendar
from models.zones import zone_of

START, END = datetime(2026, 1, 1), datetime(2027, 6, 1)  # noqa: DTZ001  (hypothesis adds the zone)
INSTANTS = st.datetimes(min_value=START, max_value=END, timezones=st.just(UTC))
CALENDARS = st.sampled_from(
    [USUAL, Calendar(SUNDAY_TO_THURSDAY), Calendar(SUNDAY_TO_THURSDAY, "AE"), Calendar(country="JP")]
)
ZONES = st.sampled_from(
    ["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Santiago", "nowhere", None]
)


@dataclass
class Someone:
    zone: str | None = "Europe/London"
    quiet_from: int | None = None
    quiet_until: int | None = None


@dataclass
class Logged:
    logged_at: datetime
    zone: str | None
    calendar: Calendar


@given(since=INSTANTS, waited=st.timedeltas(timedelta(0), timedelta(days=60)), zone=ZONES, calendar=CALENDARS)
def test_days_are_the_working_days_that_began_since(
    since: datetime, waited: timedelta, zone: str | None, calendar: Calendar
) -> None:
    now, tz = since + waited, zone_of(zone)
    day, until, begun = since.astimezone(tz).date(), now.astimezone(tz).date(), 0
    while day < until:
        day += timedelta(days=1)
        begun += calendar.is_working(day)
    assert clock.day_of(Logged(since, zone, calendar), now) == begun


@given(
    now=INSTANTS,
    waited=st.timedeltas(timedelta(0), timedelta(days=14)),
    zone=ZONES,
    due=st.integers(1, 7),
    calendar=CALENDARS,
)
def test_what_began_before_the_bound_is_due_and_nothing_else(
    now: datetime, waited: timedelta, zone: str | None, due: int, calendar: Calendar
) -> None:
    since = now - waited
    assert (since < clock.over_before(now, zone, due, calendar)) == (clock.days(since, now, zone, calendar) >= due)


@given(since=INSTANTS, waited=st.timedeltas(timedelta(0), timedelta(days=30)), zone=ZONES)
def test_the_clock_never_goes_back(since: datetime, waited: timedelta, zone: str | None) -> None:
    now = since + waited
    before, after = (clock.days(since, one, zone, USUAL) for one in (now, now + timedelta(hours=1)))
    assert before <= after <= before + 1


@pytest.mark.parametrize(
    ("logged", "day"),
    [("2026-10-22T16:00", 2), ("2026-10-23T22:59", 1), ("2026-10-24T12:00", 1), ("2026-10-26T00:30", 0)],
)
def test_the_weekend_of_a_clock_change_is_none(logged: str, day: int) -> None:
    """Clocks in London go back on Sunday, 25 October 2026; it is Monday at noon."""
    since = datetime.fromisoformat(logged).replace(tzinfo=UTC)
    assert clock.days(since, datetime(2026, 10, 26, 12, tzinfo=UTC), "Europe/London", USUAL) == day


def test_nobody_is_at_work_at_night_or_on_a_sunday() -> None:
    monday = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert clock.is_at_work(Someone(), monday, USUAL)
    assert not clock.is_at_work(Someone(), monday + timedelta(hours=12), USUAL)
    assert not clock.is_at_work(Someone(), monday - timedelta(days=1), USUAL)
    assert not clock.is_at_work(Someone(zone="Pacific/Auckland"), monday, USUAL)


def test_nobody_is_at_work_on_a_holiday_or_on_a_friday_in_dubai() -> None:
    friday, sunday, may_day = (datetime(2026, *day, 10, tzinfo=UTC) for day in ((4, 24), (4, 26), (5, 1)))
    dubai = Calendar(SUNDAY_TO_THURSDAY)
    assert [clock.is_at_work(Someone(), day, dubai) for day in (friday, sunday)] == [False, True]
    assert clock.is_at_work(Someone(), may_day, USUAL)
    assert not clock.is_at_work(Someone(), may_day, Calendar(country="DE"))
