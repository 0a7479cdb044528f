"""Which week or month was typed after `/pat digest`."""

from datetime import date, timedelta

import pytest

from digests.asked import asked
from digests.errors import BadMonth, BadWeek, NoSuchMonth, NoSuchWeek
from models.schedules import Audience

SUNDAY = date(2026, 11, 22)  # the last day of 2026-W47
MONDAY = date(2026, 11, 23)
A_WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-W08", date(2026, 2, 16)),
        ("2026-w8", date(2026, 2, 16)),
        (" 2026  W8 ", date(2026, 2, 16)),
        ("2026w08", date(2026, 2, 16)),
        ("W08", date(2026, 2, 16)),
        ("w8", date(2026, 2, 16)),
        ("week 8", date(2026, 2, 16)),
        ("W46", date(2026, 11, 9)),
        ("W47", date(2026, 11, 16)),  # it has a day left: its digest comes when it is over
        ("W48", date(2025, 11, 24)),
        ("W53", date(2020, 12, 28)),
        ("2026-W53", date(2026, 12, 28)),
        ("last week", date(2026, 11, 9)),
        ("Last  Week", date(2026, 11, 9)),
    ],
)
def test_a_week_is_understood_as_people_type_it(text: str, monday: date) -> None:
    found = asked(text, SUNDAY)
    assert (found.day, found.last, found.audience) == (
        monday + timedelta(days=3),
        monday + timedelta(days=6),
        None,
    )


def test_last_week_is_over_on_the_day_after_its_sunday() -> None:
    assert asked("last week", MONDAY).last == SUNDAY
    assert asked("last week", SUNDAY).last == SUNDAY - A_WEEK


@pytest.mark.parametrize(
    ("today", "text", "monday"),
    [
        (date(2026, 12, 27), "W53", date(2020, 12, 28)),
        (date(2027, 1, 2), "W53", date(2026, 12, 28)),  # a Saturday of 2026-W53
        (date(2024, 12, 29), "W01", date(2024, 1, 1)),
        (date(2024, 12, 30), "W01", date(2024, 12, 30)),
        (date(2025, 1, 1), "W01", date(2024, 12, 30)),
        (date(2025, 1, 6), "W1", date(2024, 12, 30)),
    ],
)
def test_at_the_end_of_a_year_it_is_the_last_that_has_begun(today: date, text: str, monday: date) -> None:
    assert asked(text, today).last == monday + timedelta(days=6)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("last month", date(2026, 10, 1), date(2026, 10, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_month_is_ones_own(text: str, first: date, last: date) -> None:
    found = asked(text, SUNDAY)
    assert (found.day, found.last, found.audience) == (first, last, Audience.PERSONAL)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("2025-W53", NoSuchWeek, "2025 has 52 weeks"),
        ("2025 w0", NoSuchWeek, "2025 has 52 weeks"),
        ("2026 W54", NoSuchWeek, "2026 has 53 weeks"),
        ("W54", NoSuchWeek, "no year has it"),
        ("W0", NoSuchWeek, "no year has it"),
        ("2026-13", NoSuchMonth, "a year has 12"),
        ("2026-00", NoSuchMonth, "a year has 12"),
        ("9999-W01", BadWeek, "should look like"),
        ("9999-01", BadMonth, "should look like"),
        ("yesterday", BadWeek, "should look like"),
        ("w123", BadWeek, "should look like"),
        ("wonderful 8", BadWeek, "should look like"),
    ],
)
def test_what_is_none_says_why(text: str, error: type[BadWeek | BadMonth], says: str) -> None:
    with pytest.raises(error, match=says) as raised:
        asked(text, SUNDAY)
    assert type(raised.value) is error
