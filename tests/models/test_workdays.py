"""Working days: weekdays, and the holidays of where people work."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import workdays
from models.workdays import SUNDAY_TO_THURSDAY, Calendar

PLACES = [
    (None, None),
    ("DE", "BY"),
    ("DE", None),
    ("GB", "SCT"),
    ("US", "CA"),
    ("AE", None),
    ("JP", None),
    ("CN", None),
]

days = st.dates(date(2015, 1, 1), date(2033, 12, 31))
calendars = st.builds(
    lambda weekdays, place: Calendar(tuple(sorted(weekdays)), *place),
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from(PLACES),
)


def worked(calendar: Calendar, after: date, until: date) -> list[date]:
    """Working days, one by one."""
    every = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return [day for day in every if calendar.is_working(day)]


@given(calendar=calendars, after=days, length=st.integers(-30, 500))
def test_working_days_are_counted_as_one_would_by_hand(calendar: Calendar, after: date, length: int) -> None:
    until = after + timedelta(days=length)
    assert calendar.between(after, until) == len(worked(calendar, after, until))


@given(calendar=calendars, after=days, first=st.integers(0, 3000), then=st.integers(0, 3000))
def test_two_stretches_add_up_to_the_whole(calendar: Calendar, after: date, first: int, then: int) -> None:
    middle, until = after + timedelta(days=first), after + timedelta(days=first + then)
    assert calendar.between(after, middle) + calendar.between(middle, until) == calendar.between(after, until)


@given(calendar=calendars, day=days, count=st.integers(1, 60))
def test_so_many_working_days_later_there_are_so_many_between(calendar: Calendar, day: date, count: int) -> None:
    later = calendar.later(day, count)
    assert calendar.is_working(later)
    assert calendar.between(day, later) == count


@given(calendar=calendars, day=days)
def test_a_day_of_no_work_adds_nothing(calendar: Calendar, day: date) -> None:
    assert calendar.between(day - timedelta(days=1), day) == calendar.is_working(day)


def test_a_week_from_sunday_to_thursday() -> None:
    dubai = Calendar(SUNDAY_TO_THURSDAY)
    friday = date(2026, 5, 8)
    assert [dubai.is_working(friday + timedelta(days=n)) for n in range(4)] == [False, False, True, True]
    assert dubai.between(friday, friday + timedelta(days=7)) == 5


@pytest.mark.parametrize(
    ("place", "day", "why"),
    [
        (("DE", None), "2026-04-03", "Good Friday, which moves"),
        (("DE", None), "2027-03-26", "Good Friday of the next year"),
        (("AE", None), "2026-03-20", "Eid al-Fitr, by the moon"),
        (("AE", None), "2027-03-10", "Eid al-Fitr eleven days earlier"),
        (("GB", None), "2026-12-28", "Boxing Day fell on a Saturday: a Monday for it"),
        (("US", None), "2021-12-31", "New Year's Day of the year after fell on a Saturday: the Friday for it"),
        (("JP", None), "2026-05-06", "Constitution Day fell on a Sunday, the days after are holidays too"),
        (("DE", "BY"), "2026-01-06", "Epiphany, in Bavaria"),
    ],
)
def test_a_holiday_is_no_working_day(place: tuple[str, str | None], day: str, why: str) -> None:
    on = date.fromisoformat(day)
    assert workdays.USUAL.is_working(on), why
    assert not Calendar(workdays.MONDAY_TO_FRIDAY, *place).is_working(on), why


def test_epiphany_is_worked_in_berlin() -> None:
    assert Calendar(country="DE", subdivision="BE").is_working(date(2026, 1, 6))


def test_a_holiday_on_a_weekend_takes_no_working_day_and_two_on_one_day_take_one() -> None:
    germany = Calendar(country="DE")
    assert germany.between(date(2026, 10, 2), date(2026, 10, 5)) == 1  # Unity Day is a Saturday
    assert germany.between(date(2008, 4, 30), date(2008, 5, 2)) == 1  # Labour Day and Ascension on one Thursday


@pytest.mark.parametrize("place", [("XX", None), ("XX", "YY"), ("", None), ("not a country", None)])
def test_a_country_that_is_not_known_has_no_holidays(place: tuple[str, str | None]) -> None:
    lost = Calendar(workdays.MONDAY_TO_FRIDAY, *place)
    year = date(2025, 12, 31), date(2026, 12, 31)
    assert lost.between(*year) == workdays.USUAL.between(*year)
    assert not workdays.known_country(*place)


def test_of_an_unknown_part_of_a_country_the_whole_countrys_holidays_count() -> None:
    year = date(2025, 12, 31), date(2026, 12, 31)
    assert Calendar(country="DE", subdivision="XX").between(*year) == Calendar(country="DE").between(*year)
