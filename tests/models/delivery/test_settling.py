"""Settling claimed rows: what became of them, guarded by the lease."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from models.delivery.outbox import Delivery, Purpose, Status
from models.delivery.rate_buckets import Limit, RateBucket
from models.delivery.settling import MAX_ATTEMPTS, Again, Doubtful, Dropped, Failed, Limited, Result, Sent
from models.storage.database import Database
from tests.models import rows
from tests.models.delivery.sending import Sender, delivery, post, refresh, state_of
from tests.models.gifts import gift, give
from tests.people import Cast

SECOND = timedelta(seconds=1)
SENT = Sent("C0SUPPORT0", "1772618400.000100")


@pytest.fixture
def sender(database: Database, cast: Cast) -> Sender:
    return Sender(database, cast.workspace_id)


@pytest.fixture
def owed(database: Database, cast: Cast, now: datetime) -> UUID:
    return post(database, cast.workspace_id, now=now)


def settled(database: Database, sender: Sender, owed: UUID, result: Result, now: datetime) -> Delivery:
    """The row after claiming it and settling it with `result`."""
    (row,) = sender.claim(now).rows
    sender.settle(row, result, now + SECOND)
    return delivery(database, owed)


def test_what_was_sent_keeps_where_it_is(database: Database, owed: UUID, sender: Sender, now: datetime) -> None:
    row = settled(database, sender, owed, SENT, now)
    assert (row.status, row.finished_at, row.failure) == (Status.SENT, now + SECOND, None)
    assert (row.message_channel_id, row.message_ts) == ("C0SUPPORT0", "1772618400.000100")


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (Failed("is_archived"), Status.FAILED),
        (Doubtful("is_archived"), Status.IN_DOUBT),
        (Dropped(), Status.DROPPED),
    ],
)
def test_what_will_never_be_sent_says_why(
    database: Database, owed: UUID, sender: Sender, now: datetime, result: Result, status: Status
) -> None:
    row = settled(database, sender, owed, result, now)
    failure = None if status == Status.DROPPED else "is_archived"
    assert (row.status, row.failure, row.finished_at) == (status, failure, now + SECOND)
    assert sender.claim_ids(now + timedelta(days=1)) == []


def test_what_failed_for_now_is_due_again_later(database: Database, owed: UUID, sender: Sender, now: datetime) -> None:
    row = settled(database, sender, owed, Again(30, "timeout"), now)
    assert (row.status, row.failure, row.attempts) == (Status.DUE, "timeout", 1)
    again = now + 31 * SECOND
    assert row.due_at == again
    assert sender.claim_ids(again - SECOND) == []
    assert sender.claim_ids(again) == [owed]


def test_after_the_last_attempt_it_is_given_up(database: Database, owed: UUID, sender: Sender, now: datetime) -> None:
    for n in range(MAX_ATTEMPTS):
        assert delivery(database, owed).status == Status.DUE
        settled(database, sender, owed, Again(0, "timeout"), now + n * SECOND)
    row = delivery(database, owed)
    assert (row.status, row.attempts) == (Status.FAILED, MAX_ATTEMPTS)
    assert row.failure == f"gave up after {MAX_ATTEMPTS} attempts: timeout"


def test_a_429_closes_its_limit_and_was_no_attempt(
    database: Database, cast: Cast, owed: UUID, sender: Sender, now: datetime
) -> None:
    limit = Limit("channel:C0SUPPORT0", 60, 0)
    sender.limits_of = lambda _: [limit]
    row = settled(database, sender, owed, Limited(30, limit), now)
    assert (row.status, row.attempts) == (Status.DUE, 0)
    opens = now + 31 * SECOND
    assert rows.one(database, RateBucket).arrival == opens
    assert sender.claim_ids(opens - SECOND) == []
    assert sender.claim_ids(opens) == [owed]


def test_a_429_while_the_message_changes_again_leaves_no_attempt_below_none(
    database: Database, cast: Cast, owed: UUID, sender: Sender, now: datetime
) -> None:
    sender.send(owed, now)
    refresh(database, cast.workspace_id, owed, now=now)
    (state,) = sender.claim(now).rows
    refresh(database, cast.workspace_id, owed, now=now)
    sender.settle(state, Limited(1, Limit("workspace", 300, 20)), now)
    assert state_of(database, owed).attempts == 0


def test_whoever_lost_the_lease_changes_nothing(
    database: Database, cast: Cast, owed: UUID, sender: Sender, now: datetime
) -> None:
    (row,) = sender.claim(now).rows
    Sender(database, cast.workspace_id, "thief").settle(row, Failed("no"), now)
    assert delivery(database, owed).status == Status.SENDING
    other = Sender(database, cast.workspace_id, "other")
    other.claim_expired(now + timedelta(minutes=5))
    sender.settle(row, Failed("too late"), now)
    assert delivery(database, owed).status == Status.SENDING
    other.settle(row, SENT, now)
    assert delivery(database, owed).status == Status.SENT


def test_what_is_settled_stays_so(database: Database, owed: UUID, sender: Sender, now: datetime) -> None:
    (row,) = sender.claim(now).rows
    sender.settle(row, SENT, now)
    sender.settle(row, Again(5, "late answer"), now)
    assert delivery(database, owed).status == Status.SENT


def test_another_workspace_settles_nothing(
    database: Database, cast: Cast, owed: UUID, sender: Sender, now: datetime
) -> None:
    (row,) = sender.claim(now).rows
    Sender(database, cast.elsewhere.id).settle(row, SENT, now)
    assert delivery(database, owed).status == Status.SENDING


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (SENT, Status.DUE),
        (Failed("is_archived"), Status.DROPPED),
        (Dropped(), Status.DROPPED),
        (Doubtful("timeout"), Status.WAITING),
        (Again(5, "timeout"), Status.WAITING),
    ],
)
def test_a_change_that_waited_follows_its_message(
    database: Database, cast: Cast, owed: UUID, sender: Sender, now: datetime, result: Result, status: Status
) -> None:
    refresh(database, cast.workspace_id, owed, now=now)
    woken: list[bool] = []
    database.on_outbox = lambda: woken.append(True)
    settled(database, sender, owed, result, now)
    assert state_of(database, owed).status == status
    assert bool(woken) or status != Status.DUE


@pytest.mark.parametrize("result", [SENT, Dropped(), Failed("message_not_found")])
def test_a_change_during_the_sending_of_an_older_one_is_sent_too(
    database: Database, cast: Cast, owed: UUID, sender: Sender, now: datetime, result: Result
) -> None:
    sender.send(owed, now)
    refresh(database, cast.workspace_id, owed, now=now)
    (older,) = sender.claim(now).rows
    refresh(database, cast.workspace_id, owed, now=now)
    sender.settle(older, result, now)
    (newer,) = sender.claim(now).rows
    assert (newer.id, newer.version) == (older.id, 2)
    sender.settle(newer, SENT, now)
    assert state_of(database, owed).status == Status.SENT


def test_many_are_settled_together(database: Database, cast: Cast, sender: Sender, now: datetime) -> None:
    for n in range(20):
        post(database, cast.workspace_id, now=now, channel_id=f"C{n}")
    sender.settle_all(sender.claim(now).rows, SENT, now)
    assert rows.count(database, Delivery, Delivery.status == Status.SENT) == 20


def test_the_giver_is_told_once_that_a_pat_could_not_be_announced(
    database: Database, cast: Cast, sender: Sender, now: datetime
) -> None:
    give(database, cast, gift(cast.bo, cast.ana), now=now)
    (announcement,) = [row for row in sender.claim(now).rows if row.purpose == Purpose.ANNOUNCEMENT]
    for _ in range(2):
        sender.settle(announcement, Failed("not_in_channel"), now)
    told = rows.one(database, Delivery, Delivery.purpose == Purpose.NOT_POSTED)
    assert (told.channel_id, told.detail) == (cast.bo.slack_user_id, {"reason": "not_in_channel"})
    assert told.subject_id == announcement.subject_id
