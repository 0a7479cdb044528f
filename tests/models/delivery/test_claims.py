"""Claiming rows of the outbox: leases, priorities, limits, and senders that never share a row."""

from contextlib import suppress
from datetime import datetime, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any
from uuid import UUID

import pytest

from bot.delivery.limits import WORKSPACE_BURST, Limits
from models.delivery import claims, settling
from models.delivery.claims import DOUBT_MARGIN
from models.delivery.outbox import Delivery, Priority, Purpose, Status
from models.delivery.rate_buckets import Limit, RateBucket
from models.storage.database import Database
from tests.concurrency import at_once
from tests.models import rows
from tests.models.delivery.sending import (
    LEASED,
    Sender,
    channel_and_workspace,
    delivery,
    post,
    refresh,
    state_of,
    statuses,
)
from tests.people import Cast
from tests.statements import QueryCounter

SECOND = timedelta(seconds=1)


@pytest.fixture
def sender(database: Database, cast: Cast) -> Sender:
    return Sender(database, cast.workspace_id, "first")


@pytest.fixture
def limited(database: Database, cast: Cast) -> Sender:
    return Sender(database, cast.workspace_id, "limited", channel_and_workspace)


def many(database: Database, cast: Cast, number: int, now: datetime, channel: str = "C0SUPPORT0") -> list[UUID]:
    return [post(database, cast.workspace_id, now=now, channel_id=channel) for _ in range(number)]


def test_a_claim_is_a_lease(database: Database, cast: Cast, now: datetime, sender: Sender) -> None:
    owed = post(database, cast.workspace_id, now=now)
    assert sender.claim_ids(now) == [owed]
    row = delivery(database, owed)
    assert (row.status, row.lease_owner, row.lease_until) == (Status.SENDING, "first", now + LEASED)
    assert (row.attempts, row.attempted_at) == (1, now)
    assert sender.claim_ids(now + timedelta(days=1)) == []


def test_what_is_not_due_yet_is_left(database: Database, cast: Cast, now: datetime, sender: Sender) -> None:
    later = post(database, cast.workspace_id, now=now, due_at=now + SECOND)
    assert sender.claim_ids(now) == []
    assert sender.claim_ids(now + SECOND) == [later]


def test_answers_go_first_then_what_was_due_first(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    def owe(priority: Priority, seconds: int) -> UUID:
        return post(database, cast.workspace_id, now=now - seconds * SECOND, priority=priority)

    digest, receipt, young = owe(Priority.DIGEST, 9), owe(Priority.RECEIPT, 5), owe(Priority.ANNOUNCEMENT, 1)
    old, answer = owe(Priority.ANNOUNCEMENT, 2), owe(Priority.ANSWER, 0)
    assert sender.claim_ids(now) == [answer, old, young, receipt, digest]


def test_a_claim_takes_no_more_than_it_was_asked_for(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    owed = many(database, cast, 5, now)
    assert sender.claim_ids(now, most=2) == owed[:2]
    assert sender.claim_ids(now, most=2) == owed[2:4]


def test_rows_of_another_workspace_are_not_claimed(database: Database, cast: Cast, now: datetime) -> None:
    many(database, cast, 3, now)
    assert Sender(database, cast.elsewhere.id).claim_ids(now) == []


def test_senders_at_once_never_share_a_row(database: Database, cast: Cast, now: datetime) -> None:
    owed = many(database, cast, 40, now)

    def drain(name: str) -> list[UUID]:
        sender, taken = Sender(database, cast.workspace_id, name), []
        while some := sender.claim_ids(now, most=3):
            taken += some
        return taken

    shares = at_once(*[lambda n=n: drain(f"sender {n}") for n in range(4)])
    assert sorted(id_ for share in shares for id_ in share) == sorted(owed)


@pytest.mark.parametrize("first", [True, False], ids=["the first time", "later"])
def test_senders_at_once_share_the_limits(database: Database, cast: Cast, now: datetime, first: bool) -> None:
    """Rows enough for both and no more than 5 calls in all, whether or not the bucket is there yet."""
    many(database, cast, 60, now)
    both = Barrier(2)
    if not first:
        Sender(database, cast.workspace_id, limits_of=lambda _: [Limit("workspace", 60, 4)]).claim(now, most=5)

    def limits_of(_: Delivery) -> list[Limit]:
        with suppress(BrokenBarrierError):  # SQLite lets them in one after the other
            both.wait(0.3)
        return [Limit("workspace", 60, 4)]

    def take(name: str) -> int:
        return len(Sender(database, cast.workspace_id, name, limits_of).claim_ids(now + timedelta(minutes=1), most=5))

    assert sum(at_once(lambda: take("first"), lambda: take("second"))) == 5
    assert statuses(database).count(Status.DUE) == (55 if first else 50)


def test_a_channel_gets_one_message_a_second(database: Database, cast: Cast, now: datetime, limited: Sender) -> None:
    owed = many(database, cast, 3, now)
    for n in range(3):
        claimed = limited.claim(now + n * SECOND)
        assert [row.id for row in claimed.rows] == [owed[n]]
        assert claimed.opens_at == (now + (n + 1) * SECOND if n < 2 else None)
        assert limited.claim_ids(now + n * SECOND) == []


def test_a_closed_channel_crowds_out_nobody(database: Database, cast: Cast, now: datetime, limited: Sender) -> None:
    many(database, cast, 100, now, "C0LOUD")
    limited.claim(now, most=10)
    quiet = many(database, cast, 3, now, "C0QUIET1") + many(database, cast, 3, now, "C0QUIET2")
    assert sorted(limited.claim_ids(now, most=10)) == sorted([quiet[0], quiet[3]])


def test_messages_with_pictures_crowd_out_nobody_while_they_wait_for_uploads(
    database: Database, cast: Cast, now: datetime
) -> None:
    limits = Limits()
    sender = Sender(database, cast.workspace_id, limits_of=limits.of, shared=limits.shared)
    for n in range(40):
        asked = {"purpose": Purpose.CHART, "priority": Priority.ANSWER, "channel_id": f"U{n}"}
        post(database, cast.workspace_id, now=now, **asked)
    pat = post(database, cast.workspace_id, now=now)
    assert len(sender.claim_ids(now, most=3)) == 3  # as many at once as the uploads allow
    assert sender.claim_ids(now, most=3) == [pat]
    later = sender.claim(now + 2 * SECOND, most=3)
    assert len(later.rows) == 1
    assert later.opens_at
    assert later.opens_at <= now + 6 * SECOND


def test_an_upload_that_is_given_back_is_there_for_the_next(database: Database, cast: Cast, now: datetime) -> None:
    limits = Limits()
    sender = Sender(database, cast.workspace_id, limits_of=limits.of, shared=limits.shared)
    for n in range(9):
        digest = {"purpose": Purpose.TEAM_DIGEST, "priority": Priority.DIGEST, "channel_id": f"C0TEAM{n}"}
        post(database, cast.workspace_id, now=now, **digest)
    assert len(sender.claim_ids(now, most=4)) == 3
    given: dict[str, Any] = {"workspace_id": cast.workspace_id, "limit": limits.uploads, "real": now}
    database.write(claims.give_back, **given, calls=2)
    assert len(sender.claim_ids(now, most=4)) == 2


def test_changes_of_messages_are_not_held_up_by_their_channel(
    database: Database, cast: Cast, now: datetime, limited: Sender
) -> None:
    posted = post(database, cast.workspace_id, now=now)
    limited.send(posted, now)
    many(database, cast, 5, now)
    refresh(database, cast.workspace_id, posted, now=now)
    assert limited.claim_ids(now) == [state_of(database, posted).id]


def test_the_limit_of_the_workspace_holds_for_all_channels(
    database: Database, cast: Cast, now: datetime, limited: Sender
) -> None:
    for n in range(60):
        post(database, cast.workspace_id, now=now, channel_id=f"C{n}")
    assert len(limited.claim_ids(now)) == 21
    assert len(limited.claim_ids(now + SECOND)) == 5


def test_a_claim_that_takes_the_last_call_says_when_the_next_can_be_made(
    database: Database, cast: Cast, now: datetime
) -> None:
    """Channels that open earlier open for nobody."""
    limits = Limits(posts_per_minute=30)
    sender = Sender(database, cast.workspace_id, limits_of=limits.of)
    for n in range(6):
        post(database, cast.workspace_id, now=now, channel_id=f"C{n}")
    claimed = sender.claim(now)
    assert (len(claimed.rows), claimed.shut, claimed.opens_at) == (5, True, now + 2 * SECOND)
    again = sender.claim(now + SECOND)
    assert (len(again.rows), again.shut, again.opens_at) == (0, True, now + 2 * SECOND)
    assert len(sender.claim(now + 2 * SECOND).rows) == 1
    assert not sender.claim(now + 2 * SECOND).shut


def test_while_changes_wait_for_their_limit_posts_may_go(database: Database, cast: Cast, now: datetime) -> None:
    limits = Limits()
    sender = Sender(database, cast.workspace_id, limits_of=limits.of)
    posted = [post(database, cast.workspace_id, now=now, channel_id=f"C{n}") for n in range(5)]
    for row in sender.claim(now).rows:
        sender.settle(row, settling.Sent(row.channel_id, "1772618400.000100"), now)
    for id_ in posted:
        refresh(database, cast.workspace_id, id_, now=now)
    claimed = sender.claim(now + 9 * SECOND)
    assert len(claimed.rows) == 3
    assert not claimed.shut


@pytest.mark.parametrize("posts_per_minute", [1, 60, 295, 6000, 1e9])
def test_letting_calls_add_up_loses_none(posts_per_minute: float) -> None:
    limits = Limits(posts_per_minute)
    assert limits.gathers <= WORKSPACE_BURST / 2 * limits.workspace.interval
    assert limits.gathers <= SECOND / 2


def test_with_nothing_to_wait_for_there_is_no_opening(
    database: Database, cast: Cast, now: datetime, limited: Sender
) -> None:
    assert limited.claim(now).opens_at is None


def test_a_lease_that_is_over_is_looked_at_after_a_margin_and_by_one(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    owed = many(database, cast, 3, now)
    sender.claim(now)
    over = now + LEASED + DOUBT_MARGIN
    assert sender.claim_expired(over) == []
    others = [Sender(database, cast.workspace_id, f"other {n}") for n in range(3)]
    found = at_once(*[lambda other=other: other.claim_expired(over + SECOND) for other in others])
    assert sorted(id_ for share in found for id_ in share) == sorted(owed)
    assert {row.lease_until for row in rows.all_of(database, Delivery)} == {over + SECOND + LEASED}
    assert sender.claim_expired(over + SECOND) == []


def test_a_change_whose_sender_vanished_is_simply_due_again(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    posted = post(database, cast.workspace_id, now=now)
    sender.send(posted, now)
    refresh(database, cast.workspace_id, posted, now=now)
    sender.claim(now)
    over = now + LEASED + DOUBT_MARGIN + SECOND
    assert sender.claim_expired(over) == []
    assert sender.claim_ids(over) == [state_of(database, posted).id]


def test_looking_says_whether_claiming_would_find_something(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    def nothing_due(at: datetime) -> bool:
        return database.query(claims.nothing_due, workspace_id=cast.workspace_id, now=at)

    def any_expired(at: datetime) -> bool:
        return database.query(claims.any_expired, workspace_id=cast.workspace_id, real=at)

    post(database, cast.workspace_id, now=now)
    assert [nothing_due(now - SECOND), nothing_due(now)] == [True, False]
    sender.claim(now)
    assert nothing_due(now)
    over = now + LEASED + DOUBT_MARGIN
    assert [any_expired(over), any_expired(over + SECOND)] == [False, True]
    assert not database.query(claims.any_expired, workspace_id=cast.elsewhere.id, real=over + SECOND)


def test_buckets_that_say_nothing_any_more_are_forgotten(
    database: Database, cast: Cast, now: datetime, limited: Sender
) -> None:
    many(database, cast, 1, now)
    limited.claim(now)
    assert rows.count(database, RateBucket) == 2
    for workspace_id, left in ((cast.elsewhere.id, 2), (cast.workspace_id, 0)):
        real = now + timedelta(minutes=3)
        database.write(claims.forget_stale_buckets, workspace_id=workspace_id, real=real)
        assert rows.count(database, RateBucket) == left


def test_a_claim_takes_the_same_statements_whatever_it_finds(database: Database, cast: Cast, now: datetime) -> None:
    def statements(number: int, workspace_id: int) -> set[str]:
        for n in range(number):
            post(database, workspace_id, now=now, channel_id=f"C{n}")
        sender = Sender(database, workspace_id, limits_of=channel_and_workspace)
        with QueryCounter(database) as executed:
            assert len(sender.claim_ids(now, most=number)) == min(number, 21)
        assert executed.count < 10
        return {statement.partition(" ")[0] for statement in executed.statements}

    assert statements(60, cast.workspace_id) == statements(6, cast.elsewhere.id)
