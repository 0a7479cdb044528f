"""Weeks, zones and clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests import weeks
from digests.errors import BadWeek
from digests.weeks import Period, Rule
from models import workdays
from models.zones import zone_of

ZONES = (
    "UTC",
    "Europe/London",
    "America/Los_Angeles",
    "Asia/Tokyo",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "America/Havana",  # changes at midnight: one doesn't exist, one comes twice
    "Asia/Beirut",
    "Pacific/Apia",  # left out a whole day in 2011
    "Asia/Kathmandu",
    "Africa/Casablanca",
)
LONDON = zone_of("Europe/London")

zones = st.sampled_from(ZONES).map(zone_of)
instants = st.integers(0, 20 * 365 * 86_400).map(lambda s: datetime(2010, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
days = st.dates(date(2010, 1, 1), date(2030, 1, 1))
rules = st.builds(Rule, zones, st.integers(0, 6), st.integers(0, 23), st.integers(0, 59))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(start=instants, moves=st.lists(rules, min_size=1, max_size=60), moment=st.integers(0, 10**6))
def test_every_instant_lies_in_exactly_one_period_whatever_zones_and_posting_days(
    start: datetime, moves: list[Rule], moment: int
) -> None:
    periods: list[Period] = []
    for rule in moves:
        periods.append(weeks.next_period(periods[-1].end if periods else start, rule))
    length = (periods[-1].end - start).total_seconds()
    instant = start + timedelta(seconds=length * moment / (10**6 + 1))
    assert sum(instant in period for period in periods) == 1
    assert all(one.end == next_.start for one, next_ in pairwise(periods))


@given(start=instants, rule=rules)
def test_a_period_ends_at_the_beginning_of_a_posting_day_four_to_eleven_days_on(start: datetime, rule: Rule) -> None:
    period = weeks.next_period(start, rule)
    local = period.end.astimezone(rule.zone)
    assert timedelta(days=3, hours=22) <= period.end - period.start <= timedelta(days=12, hours=2)
    just_before = weeks.day_of(period.end - timedelta(seconds=1), rule.zone)
    assert just_before < local.date()
    skipped = rule.zone.key == "Pacific/Apia" and local.date() == date(2011, 12, 31)
    assert local.weekday() == rule.weekday or skipped


@given(start=instants, rule=rules)
def test_a_digest_is_never_due_before_its_period_is_over(start: datetime, rule: Rule) -> None:
    period = weeks.next_period(start, rule)
    assert period.end <= weeks.due_at(period, rule) < period.end + timedelta(hours=26)


@given(now=instants, rule=rules)
def test_a_new_schedule_starts_within_the_week_and_first_speaks_at_the_next_posting_day(
    now: datetime, rule: Rule
) -> None:
    start = weeks.first_start(now, rule)
    first = weeks.next_period(start, rule)
    assert start <= now < first.end + timedelta(hours=2)
    assert now - start <= timedelta(days=7, hours=2)


@given(start=instants, rule=rules, length=st.integers(0, 60))
def test_due_periods_are_those_whose_hour_has_come(start: datetime, rule: Rule, length: int) -> None:
    now = start + timedelta(days=length)
    due = list(weeks.due_periods(start, rule, now))
    after = weeks.next_period(due[-1].end if due else start, rule)
    assert all(weeks.due_at(period, rule) <= now for period in due)
    assert weeks.due_at(after, rule) > now


def test_the_weeks_of_both_clock_changes_are_an_hour_short_and_long() -> None:
    spring = weeks.next_period(at("2026-03-23T00:00"), Rule(LONDON))
    autumn = weeks.next_period(at("2026-10-18T23:00"), Rule(LONDON))
    assert spring == Period(at("2026-03-23T00:00"), at("2026-03-29T23:00"))
    assert autumn == Period(at("2026-10-18T23:00"), at("2026-10-26T00:00"))
    assert weeks.due_at(spring, Rule(LONDON)) == at("2026-03-30T08:00")
    assert weeks.due_at(autumn, Rule(LONDON)) == at("2026-10-26T09:00")


def test_an_hour_that_the_clocks_skip_comes_as_long_after_the_gap() -> None:
    assert weeks.instant(date(2026, 3, 29), time(1, 30), LONDON) == at("2026-03-29T01:30")  # 02:30 by the clock


def test_an_hour_that_comes_twice_is_its_first() -> None:
    assert weeks.instant(date(2026, 10, 25), time(1, 30), LONDON) == at("2026-10-25T00:30")


def test_a_day_whose_midnight_does_not_exist_begins_with_its_first_instant() -> None:
    havana = zone_of("America/Havana")
    begin = weeks.midnight(date(2026, 3, 8), havana)
    assert begin.astimezone(havana).strftime("%d %H:%M") == "08 01:00"
    assert weeks.day_of(begin - timedelta(seconds=1), havana) == date(2026, 3, 7)


def test_a_day_whose_midnight_comes_twice_begins_with_the_first() -> None:
    havana = zone_of("America/Havana")
    begin = weeks.midnight(date(2026, 11, 1), havana)
    assert weeks.day_of(begin - timedelta(seconds=1), havana) == date(2026, 10, 31)
    assert (begin + timedelta(hours=1)).astimezone(havana).strftime("%d %H:%M") == "01 00:00"


def test_a_team_that_moves_from_tokyo_to_los_angeles_and_back_loses_no_hour() -> None:
    tokyo, angeles = Rule(zone_of("Asia/Tokyo")), Rule(zone_of("America/Los_Angeles"))
    there = weeks.next_period(at("2026-01-04T15:00"), angeles)
    back = weeks.next_period(there.end, tokyo)
    assert there.end == at("2026-01-12T08:00")
    assert back == Period(at("2026-01-12T08:00"), at("2026-01-18T15:00"))


def test_a_posting_day_moved_to_friday_comes_after_four_days_and_one_moved_to_wednesday_after_nine() -> None:
    monday = at("2026-01-05T00:00")
    assert weeks.next_period(monday, Rule(LONDON, weekday=4)).end == at("2026-01-09T00:00")
    assert weeks.next_period(monday, Rule(LONDON, weekday=2)).end == at("2026-01-14T00:00")


def test_an_installation_on_wednesday_counts_from_monday() -> None:
    start = weeks.first_start(at("2026-03-04T10:00"), Rule(LONDON))
    assert start == at("2026-03-02T00:00")
    assert weeks.due_at(weeks.next_period(start, Rule(LONDON)), Rule(LONDON)) == at("2026-03-09T09:00")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2019-W07", "2019-02-11T00:00", "2019-02-18T00:00"),
        ("2020-W53", "2020-12-28T00:00", "2021-01-04T00:00"),
        ("2026-W01", "2025-12-29T00:00", "2026-01-05T00:00"),
        (" 2019-w07 ", "2019-02-11T00:00", "2019-02-18T00:00"),
        ("2026-W13", "2026-03-23T00:00", "2026-03-29T23:00"),
    ],
)
def test_an_iso_week_runs_from_monday_to_monday(text: str, start: str, end: str) -> None:
    assert weeks.iso_week(text, LONDON) == Period(at(start), at(end))


@pytest.mark.parametrize(
    "text", ["", "2019-W53", "2019-W00", "2019-07", "2019-W7", "W07", "last week", "9999-W52", "0001-W01", "२०१९-W07"]
)
def test_what_is_no_week_says_how_one_looks(text: str) -> None:
    with pytest.raises(BadWeek, match="it should look like 2019-W07"):
        weeks.iso_week(text, LONDON)


@given(after=days, until=days)
def test_working_days_are_counted_as_one_would_by_hand(after: date, until: date) -> None:
    by_hand = sum((after + timedelta(days=n)).weekday() < 5 for n in range(1, min((until - after).days, 400) + 1))
    if (until - after).days <= 400:
        assert workdays.USUAL.between(after, until) == by_hand


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "America", "../etc/passwd"])
def test_a_zone_that_is_none_gives_way_to_the_next(name: str | None) -> None:
    assert zone_of(name, "Asia/Tokyo").key == "Asia/Tokyo"
    assert zone_of(name).key == "UTC"
