"""Quiet hours hold at every instant, in every zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.delivery import quiet

ZONES = (
    "UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago",
    "Asia/Beirut", "Africa/Cairo", "Pacific/Chatham", "America/St_Johns", "Africa/Casablanca",
)  # fmt: skip
"""Summer time at different hours, at midnight too, by half an hour, and none at all."""
EPOCH = datetime(2022, 1, 1, tzinfo=UTC)
instants = st.timedeltas(timedelta(), timedelta(days=3650)).map(lambda after: EPOCH + after)
LEAST_AWAKE = 2


@st.composite
def hours(draw: st.DrawFn) -> tuple[int, int]:
    """From and until: messages may come for at least two hours of a day, as the form of settings asks."""
    until, awake = draw(st.integers(0, 23)), draw(st.integers(LEAST_AWAKE, 23))
    return (until + awake) % 24, until


def is_quiet(instant: datetime, zone: str, begins: int, ends: int) -> bool:
    hour = instant.astimezone(ZoneInfo(zone)).hour
    return (hour - begins) % 24 < (ends - begins) % 24


@given(instants, st.sampled_from(ZONES), hours())
def test_what_is_sent_is_sent_neither_early_nor_in_quiet_hours_nor_a_day_late(
    instant: datetime, zone: str, of_the_day: tuple[int, int]
) -> None:
    begins, ends = of_the_day
    then = quiet.not_before(instant, zone=zone, quiet_from=begins, quiet_until=ends)
    assert then >= instant
    assert then - instant <= timedelta(hours=24)
    assert not is_quiet(then, zone, begins, ends)
    assert (then == instant) == (not is_quiet(instant, zone, begins, ends))


@given(instants, st.sampled_from(ZONES), st.integers(0, 23))
def test_the_same_hour_twice_is_never_quiet(instant: datetime, zone: str, hour: int) -> None:
    assert quiet.not_before(instant, zone=zone, quiet_from=hour, quiet_until=hour) == instant


@pytest.mark.parametrize(
    ("hour", "expected"), [(18, 18), (19, 32), (23, 32), (2, 8), (7, 8), (8, 8)], ids=lambda hour: str(hour)
)
def test_until_somebody_chooses_it_is_quiet_from_19_to_8(hour: int, expected: int) -> None:
    midnight = datetime(2026, 3, 4, tzinfo=UTC)
    then = quiet.not_before(midnight + timedelta(hours=hour), zone=None, quiet_from=None, quiet_until=None)
    assert then == midnight + timedelta(hours=expected)
