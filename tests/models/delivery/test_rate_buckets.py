"""Rate buckets: whatever is asked for and whenever, Slack's limits hold."""

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.delivery.rate_buckets import Buckets, Limit
from models.storage.database import Database
from tests.people import Cast

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
_keys = count(1)

limits = st.builds(
    lambda per_minute, burst: Limit(f"limit:{next(_keys)}", per_minute, burst),
    st.sampled_from([1, 7, 20, 50, 60, 300]),
    st.integers(0, 30),
)
rushes = st.lists(st.tuples(st.sampled_from([0.1, 1.0, 7.5, 60.0, 300.0]) | st.floats(0, 90), st.integers(1, 20)))
pauses = rushes.map(lambda some: [0.0, *(p for pause, asks in some for p in [pause, *[0.0] * (asks - 1)])][:60])
"""Seconds before each call: rushes of calls with quiet between them."""
property_test = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


def take_all_allowed(session: Session, workspace_id: int, limit: Limit, pauses: list[float]) -> list[datetime]:
    """Ask after each pause, take whenever it is allowed. Returns when that was."""
    at, taken = START, []
    for pause in pauses:
        at += timedelta(seconds=pause)
        buckets = Buckets(session, workspace_id, [limit], at)
        if buckets.opens_at([limit]) <= at:
            buckets.take([limit])
            taken.append(at)
    return taken


@property_test
@given(limit=limits, pauses=pauses)
def test_no_minute_sees_more_than_its_share_and_the_burst(
    database: Database, cast: Cast, limit: Limit, pauses: list[float]
) -> None:
    taken = database.write(take_all_allowed, cast.workspace_id, limit, pauses)
    for first in taken:
        window = [at for at in taken if first <= at < first + MINUTE]
        assert len(window) <= limit.per_minute + limit.burst


@property_test
@given(limit=limits, pauses=pauses)
def test_a_call_when_the_bucket_says_it_opens_is_allowed(
    database: Database, cast: Cast, limit: Limit, pauses: list[float]
) -> None:
    def act(session: Session) -> None:
        taken = take_all_allowed(session, cast.workspace_id, limit, pauses)
        opens = Buckets(session, cast.workspace_id, [limit], taken[-1]).opens_at([limit])
        assert Buckets(session, cast.workspace_id, [limit], opens).opens_at([limit]) <= opens

    database.write(act)


@property_test
@given(limit=limits)
def test_at_first_the_burst_and_one_more_come_at_once(database: Database, cast: Cast, limit: Limit) -> None:
    taken = database.write(take_all_allowed, cast.workspace_id, limit, [0.0] * (limit.burst + 3))
    assert len(taken) == limit.burst + 1


@property_test
@given(limit=limits, seconds=st.floats(1, 600))
def test_after_a_429_nothing_is_allowed_until_it_said(
    database: Database, cast: Cast, limit: Limit, seconds: float
) -> None:
    def opens(session: Session) -> datetime:
        buckets = Buckets(session, cast.workspace_id, [limit], START)
        buckets.block(limit, seconds)
        return buckets.opens_at([limit])

    assert database.write(opens) == START + timedelta(seconds=seconds)


def test_a_call_under_several_limits_waits_for_the_last_of_them(database: Database, cast: Cast) -> None:
    narrow, wide = Limit("narrow", 1, 0), Limit("wide", 60, 0)

    def opens(session: Session) -> list[datetime]:
        buckets = Buckets(session, cast.workspace_id, [narrow, wide], START)
        buckets.take([narrow, wide])
        return [buckets.opens_at(each) for each in ([narrow], [wide], [narrow, wide], [])]

    second = timedelta(seconds=1)
    assert database.write(opens) == [START + MINUTE, START + second, START + MINUTE, START]


def test_a_bucket_of_another_workspace_is_another_bucket(database: Database, cast: Cast) -> None:
    limit = Limit("channel:C1", 1, 0)
    assert len(database.write(take_all_allowed, cast.workspace_id, limit, [0.0, 0.0])) == 1
    assert len(database.write(take_all_allowed, cast.elsewhere.id, limit, [0.0, 0.0])) == 1
