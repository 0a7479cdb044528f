"""Weeks, zones and clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests import weeks
from digests.errors import BadWeek, NoSuchWeek
from digests.weeks import Cadence, Period, Rule
from models.workdays import Calendar
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
calendars = st.builds(
    Calendar,
    st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple),
    st.sampled_from([None, "GB", "CN", "AE", "JP"]),
)
weekly = st.builds(Rule, zones, st.integers(0, 6), st.integers(0, 23), st.integers(0, 59))
monthly = st.builds(
    Rule, zones, st.just(0), st.integers(0, 23), st.integers(0, 59), st.just(Cadence.MONTHLY), calendars
)
rules = weekly | monthly
moves_of_one = st.lists(weekly, min_size=1, max_size=60) | st.lists(monthly, min_size=1, max_size=60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def walked(start: datetime, moves: list[Rule]) -> list[Period]:
    """The periods from `start` on, each by the rule that holds for it."""
    periods: list[Period] = []
    for rule in moves:
        periods.append(weeks.next_period(periods[-1].end if periods else start, rule))
    return periods


@given(start=instants, moves=moves_of_one, moment=st.integers(0, 10**6))
def test_every_instant_lies_in_exactly_one_period_whatever_zones_and_rules(
    start: datetime, moves: list[Rule], moment: int
) -> None:
    periods = walked(start, moves)
    length = (periods[-1].end - start).total_seconds()
    instant = start + timedelta(seconds=length * moment / (10**6 + 1))
    assert sum(instant in period for period in periods) == 1
    assert all(one.end == next_.start for one, next_ in pairwise(periods))


@given(start=instants, moves=moves_of_one)
def test_what_is_due_next_is_due_later_whatever_zones_and_rules(start: datetime, moves: list[Rule]) -> None:
    dues = [weeks.due_at(period, rule) for period, rule in zip(walked(start, moves), moves, strict=True)]
    assert all(one < next_ for one, next_ in pairwise(dues))


@given(start=instants, moves=moves_of_one, checks=st.lists(st.integers(0, 40), min_size=1, max_size=60))
def test_however_seldom_anybody_looks_the_same_periods_come(
    start: datetime, moves: list[Rule], checks: list[int]
) -> None:
    """A server that is down for weeks, while its reader moves: it finds every period, each with the rule of then."""
    now, found = start, [Period(start, start)]
    for rule, days in zip(moves, checks, strict=False):
        now += timedelta(days=days)
        found += weeks.due_periods(found[-1].end, rule, now)
    assert all(one.end == next_.start for one, next_ in pairwise(found))
    assert found[-1].end <= now
    assert next(weeks.due_periods(found[-1].end, rule, now), None) is None


@given(start=instants, rule=weekly)
def test_a_period_ends_at_the_beginning_of_a_posting_day_four_to_eleven_days_on(start: datetime, rule: Rule) -> None:
    period = weeks.next_period(start, rule)
    local = period.end.astimezone(rule.zone)
    assert timedelta(days=3, hours=22) <= period.end - period.start <= timedelta(days=12, hours=2)
    just_before = weeks.day_of(period.end - timedelta(seconds=1), rule.zone)
    assert just_before < local.date()
    skipped = rule.zone.key == "Pacific/Apia" and local.date() == date(2011, 12, 31)
    assert local.weekday() == rule.weekday or skipped


@given(start=instants, rule=monthly)
def test_a_month_ends_where_the_next_begins_four_days_on_at_least(start: datetime, rule: Rule) -> None:
    period = weeks.next_period(start, rule)
    assert weeks.day_of(period.end, rule.zone).day == 1
    assert weeks.day_of(period.end - timedelta(seconds=1), rule.zone).day > 27
    assert timedelta(days=3, hours=22) <= period.end - period.start <= timedelta(days=35, hours=2)


@given(start=instants, rule=weekly)
def test_a_digest_is_never_due_before_its_period_is_over(start: datetime, rule: Rule) -> None:
    period = weeks.next_period(start, rule)
    assert period.end <= weeks.due_at(period, rule) < period.end + timedelta(hours=26)


@given(start=instants, rule=monthly)
def test_a_months_digest_is_due_on_the_first_day_on_which_its_reader_works(start: datetime, rule: Rule) -> None:
    period = weeks.next_period(start, rule)
    first, due = weeks.day_of(period.end, rule.zone), weeks.due_at(period, rule)
    day = due.astimezone(rule.zone).date()
    assert rule.calendar.is_working(day)
    assert not any(rule.calendar.is_working(first + timedelta(days=n)) for n in range((day - first).days))
    assert due >= period.end


@given(now=instants, rule=weekly)
def test_a_new_schedule_starts_within_the_week_and_first_speaks_at_the_next_posting_day(
    now: datetime, rule: Rule
) -> None:
    start = weeks.first_start(now, rule)
    first = weeks.next_period(start, rule)
    assert start <= now < first.end + timedelta(hours=2)
    assert now - start <= timedelta(days=7, hours=2)


@given(now=instants, rule=monthly)
def test_a_new_monthly_schedule_starts_with_the_month(now: datetime, rule: Rule) -> None:
    start = weeks.first_start(now, rule)
    assert start <= now < weeks.next_period(start, rule).end
    assert weeks.day_of(start, rule.zone) == weeks.day_of(now, rule.zone).replace(day=1)


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


TOKYO, ANGELES = zone_of("Asia/Tokyo"), zone_of("America/Los_Angeles")


def by_month(zone: ZoneInfo, **calendar: Any) -> Rule:
    return Rule(zone, cadence=Cadence.MONTHLY, calendar=Calendar(**calendar))


def test_a_year_of_months_ends_with_each_clock_change_and_the_year() -> None:
    ends, end = [], at("2026-01-01T00:00")
    for _ in range(12):
        end = weeks.next_period(end, by_month(LONDON)).end
        ends.append(end)
    summer = {4, 5, 6, 7, 8, 9, 10}  # when the month begins an hour earlier
    begins = [datetime(2026 + month // 12, month % 12 + 1, 1, tzinfo=UTC) for month in range(1, 13)]
    assert ends == [begin - timedelta(hours=begin.month in summer) for begin in begins]


def test_a_month_is_told_on_the_first_working_day_of_the_next() -> None:
    december = Period(at("2026-12-01T00:00"), at("2027-01-01T00:00"))  # until a Friday
    assert weeks.due_at(december, by_month(LONDON)) == at("2027-01-01T09:00")
    assert weeks.due_at(december, by_month(LONDON, country="GB")) == at("2027-01-04T09:00")
    assert weeks.due_at(december, by_month(LONDON, weekdays=(0, 1, 2, 3, 6))) == at("2027-01-03T09:00")


def test_golden_week_in_china_is_told_after_it() -> None:
    september = weeks.next_period(at("2026-08-31T16:00"), by_month(zone_of("Asia/Shanghai")))
    due = weeks.due_at(september, by_month(zone_of("Asia/Shanghai"), country="CN"))
    assert due.astimezone(zone_of("Asia/Shanghai")).date() == date(2026, 10, 8)


def test_who_moves_from_tokyo_to_los_angeles_and_back_at_a_months_end_gets_no_tiny_month() -> None:
    first = weeks.next_period(at("2026-02-28T15:00"), by_month(TOKYO))
    there = weeks.next_period(first.end, by_month(ANGELES))  # it is still 31 March there
    back = weeks.next_period(there.end, by_month(TOKYO))
    assert [first.end, there.end, back.end] == [at("2026-03-31T15:00"), at("2026-05-01T07:00"), at("2026-05-31T15:00")]


@pytest.mark.parametrize(("year", "weeks_of_it"), [(2015, 53), (2020, 53), (2024, 52), (2025, 52), (2026, 53)])
def test_the_weeks_of_a_year_with_52_or_53_join_those_of_the_next(year: int, weeks_of_it: int) -> None:
    named = [weeks.iso_week(f"{year}-W{week:02}", LONDON) for week in range(1, weeks_of_it + 1)]
    assert all(one.end == next_.start for one, next_ in pairwise(named))
    assert named[-1].end == weeks.iso_week(f"{year + 1}-W01", LONDON).start
    assert all(weeks.next_period(one.start, Rule(LONDON)) == one for one in named)
    if weeks_of_it == 52:
        with pytest.raises(BadWeek):
            weeks.iso_week(f"{year}-W53", LONDON)


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
    tokyo, angeles = Rule(TOKYO), Rule(ANGELES)
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


@pytest.mark.parametrize("text", ["2019-W53", "2019-W00", "2019-W99"])
def test_a_week_that_a_year_has_not_says_how_many_it_has(text: str) -> None:
    with pytest.raises(NoSuchWeek, match="2019 has 52 weeks"):
        weeks.iso_week(text, LONDON)


@pytest.mark.parametrize("text", ["", "2019-07", "2019-W7", "W07", "last week", "9999-W52", "0001-W01", "२०१९-W07"])
def test_what_is_no_week_says_how_one_looks(text: str) -> None:
    with pytest.raises(BadWeek, match="it should look like 2019-W07"):
        weeks.iso_week(text, LONDON)


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "America", "../etc/passwd"])
def test_a_zone_that_is_none_gives_way_to_the_next(name: str | None) -> None:
    assert zone_of(name, "Asia/Tokyo").key == "Asia/Tokyo"
    assert zone_of(name).key == "UTC"


@pytest.mark.parametrize(
    ("start", "ends"), [(date(2026, 1, 28), date(2026, 2, 1)), (date(2026, 1, 29), date(2026, 3, 1))]
)
def test_a_month_that_begins_late_ends_with_it_when_that_is_four_days_on(start: date, ends: date) -> None:
    utc = ZoneInfo("UTC")
    rule = Rule(utc, cadence=Cadence.MONTHLY)
    assert weeks.next_period(weeks.midnight(start, utc), rule).end == weeks.midnight(ends, utc)


def test_a_period_holds_its_first_instant_and_not_its_last() -> None:
    begin, end = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)
    period = Period(begin, end)
    assert begin in period
    assert end - timedelta(microseconds=1) in period
    assert end not in period
