"""How long ago someone was last noticed."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.facts.people import History, Person
from digests.figures import ages
from digests.figures.ages import Age, Band

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)  # a Wednesday
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def age(
    *,
    last: datetime | None = None,
    joined: date | None = None,
    counting: datetime = LONG_AGO,
    at: datetime = NOW,
    zone: str = "Europe/London",
) -> Age:
    person = Person(UUID(int=1), "U0ANA00000", "Ana", (zone,), joined, last)
    return ages.age(person, last, History(None, counting, counting), at)


@pytest.mark.parametrize(
    ("days_ago", "working", "band"),
    [
        (0, 0, Band.FRESH),
        (1, 1, Band.FRESH),
        (5, 3, Band.FRESH),
        (8, 6, Band.FRESH),
        (9, 7, Band.AMBER),
        (41, 29, Band.AMBER),
        (42, 30, Band.RED),
    ],
)
def test_an_age_is_working_days_since_the_last_kudos(days_ago: int, working: int, band: Band) -> None:
    found = age(last=NOW - timedelta(days=days_ago))
    assert (found.days, found.band) == (working, band)


def test_a_weekend_makes_nobody_older() -> None:
    friday = datetime(2026, 3, 6, 12, tzinfo=UTC)
    assert age(last=friday, at=friday + timedelta(days=2)).days == 0
    assert age(last=friday, at=friday + timedelta(days=3)).days == 1


def test_nobody_is_older_than_the_counting() -> None:
    found = age(counting=NOW - timedelta(days=7))
    assert (found.days, found.since) == (5, date(2026, 2, 25))


def test_nobody_is_older_than_their_job() -> None:
    assert age(joined=date(2026, 3, 2)).days == 2


def test_an_old_kudos_counts_from_its_day_though_counting_began_before() -> None:
    assert age(last=NOW - timedelta(days=1), joined=date(2026, 1, 1)).since == date(2026, 3, 3)


def test_a_day_is_the_persons_own() -> None:
    late = datetime(2026, 3, 3, 23, tzinfo=UTC)
    assert age(last=late).days == 1
    assert age(last=late, zone="Asia/Tokyo").days == 0


def test_a_newcomer_is_named_from_day_21_and_not_before() -> None:
    week, month = age(joined=date(2026, 2, 20)), age(joined=date(2026, 2, 11))
    assert (week.band, week.newcomer, week.worth_a_look) == (Band.AMBER, False, False)
    assert (month.newcomer, month.worth_a_look) == (True, True)


def test_a_newcomer_to_a_fresh_installation_has_21_days_too() -> None:
    found = age(joined=date(2026, 1, 20), counting=NOW - timedelta(days=10))
    assert not found.newcomer
    assert not found.worth_a_look


def test_whoever_was_thanked_once_is_no_newcomer() -> None:
    found = age(joined=date(2026, 2, 2), last=datetime(2026, 2, 3, tzinfo=UTC))
    assert not found.newcomer
    assert found.worth_a_look


def test_after_90_days_nobody_is_a_newcomer() -> None:
    found = age(joined=date(2025, 11, 1))
    assert (found.newcomer, found.band, found.worth_a_look) == (False, Band.RED, True)
    assert age(joined=(NOW - timedelta(days=90)).date()).newcomer
    assert not age(joined=(NOW - timedelta(days=91)).date()).newcomer


@given(
    last=st.none() | st.integers(0, 500),
    joined=st.none() | st.integers(-10, 500),
    counting=st.integers(0, 500),
    sooner=st.integers(0, 500),
)
def test_a_later_kudos_never_makes_anyone_older(
    last: int | None, joined: int | None, counting: int, sooner: int
) -> None:
    def at(days: int | None) -> datetime | None:
        return None if days is None else NOW - timedelta(days=days)

    start = None if joined is None else (NOW - timedelta(days=joined)).date()
    began = NOW - timedelta(days=counting)
    before = age(last=at(last), joined=start, counting=began)
    after = age(last=at(min(sooner, last if last is not None else sooner)), joined=start, counting=began)
    assert 0 <= after.days <= before.days
