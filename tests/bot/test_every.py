"""Once in an interval, of each workspace."""

from datetime import UTC, datetime, timedelta

from bot.jobs.every import Every, Turn

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_it_is_due_at_first_and_then_when_the_interval_is_over_also_when_the_clock_is_set_back() -> None:
    every = Every(MINUTE)
    every.done(Turn(1, NOON, None))
    assert every.turn(1, NOON + MINUTE / 2) is None
    assert every.turn(1, NOON + MINUTE) == Turn(1, NOON + MINUTE, NOON)
    assert every.turn(1, NOON - MINUTE) == Turn(1, NOON - MINUTE, NOON)


def test_what_failed_and_what_was_done_elsewhere_is_still_due() -> None:
    every = Every(MINUTE)
    assert every.turn(1, NOON) == every.turn(1, NOON) == Turn(1, NOON, None)
    every.done(Turn(2, NOON, None))
    assert every.turn(1, NOON) == Turn(1, NOON, None)
