"""Numbers, names, ages and dates in words."""

from datetime import UTC, date, datetime

import pytest

from digests import prose
from digests.weeks import Period


@pytest.mark.parametrize(("n", "said"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1200, "1,200 people")])
def test_plurals_are_right(n: int, said: str) -> None:
    assert prose.counted(n, "person", "people") == said


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (["Ana"], "Ana"),
        (["Ana", "Bo"], "Ana and Bo"),
        (["Ana", "Bo", "Dave"], "Ana, Bo and Dave"),
        (["Ana", "Bo", "Dave", "Eve"], "Ana, Bo, Dave and 1 other"),
        (["Ana", "Bo", "Dave", "Eve", "Finn"], "Ana, Bo, Dave and 2 others"),
    ],
)
def test_at_most_three_names_and_the_rest_counted(people: list[str], said: str) -> None:
    assert prose.names(people) == said


def test_a_name_from_right_to_left_keeps_to_itself() -> None:
    assert prose.names(["الزهراء", "Ana"]) == "\u2068الزهراء\u2069 and Ana"


def test_a_mark_that_turns_round_what_follows_ends_with_the_name() -> None:
    assert prose.names(["Ana\u202e", "Bo"]) == "\u2068Ana\u202e\u2069 and Bo"


def test_a_name_without_end_is_cut() -> None:
    assert len(prose.names(["A" * 500])) == prose.NAME_LENGTH


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "1 working day"),
        (3, "3 working days"),
        (7, "about a week"),
        (8, "about 2 weeks"),
        (20, "about 4 weeks"),
        (65, "about 3 months"),
        (400, "about 18 months"),
        (600, "about 2 years"),
    ],
)
def test_an_age_is_said_in_plain_words(days: int, said: str) -> None:
    assert prose.age(days) == said


def test_a_day_of_this_year_needs_no_year() -> None:
    assert prose.since(date(2026, 6, 3), date(2026, 9, 1)) == "3 June"
    assert prose.since(date(2019, 6, 3), date(2026, 9, 1)) == "3 June 2019"


@pytest.mark.parametrize(
    ("start", "end", "zone", "said"),
    [
        ("2019-02-11T00:00", "2019-02-18T00:00", "UTC", "week of 11 February 2019"),
        ("2019-02-10T15:00", "2019-02-17T15:00", "Asia/Tokyo", "week of 11 February 2019"),
        ("2026-03-23T00:00", "2026-03-29T23:00", "Europe/London", "week of 23 March 2026"),
        ("2026-11-29T23:00", "2026-12-07T00:00", "Europe/London", "week of 30 November 2026"),
        ("2026-11-30T08:00", "2026-12-06T15:00", "Asia/Tokyo", "week of 30 November 2026"),
        ("2026-01-05T00:00", "2026-01-14T00:00", "UTC", "5 January to 13 January 2026"),
        ("2025-12-29T00:00", "2026-01-09T00:00", "UTC", "29 December 2025 to 8 January 2026"),
    ],
)
def test_a_period_is_said_in_the_readers_zone(start: str, end: str, zone: str, said: str) -> None:
    period = Period(*(datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (start, end)))
    assert prose.title(period, zone) == said
