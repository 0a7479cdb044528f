"""Several processes at once, for a while: every pat once, every message once, every limit kept."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from uuid import UUID

import pytest

from models import giving
from models.delivery.outbox import Delivery, Kind, Status
from models.delivery.rate_buckets import Limit
from models.delivery.settling import Again, Limited, Result, Sent
from models.kudos import Kudos, KudosReceiver, Retraction, retracting
from models.storage.database import Database
from tests.concurrency import at_once
from tests.models import rows
from tests.models.delivery.sending import Sender
from tests.models.gifts import gift
from tests.people import Cast

PROCESSES = 3
REQUESTS = 250
WORKSPACE = Limit("workspace", 6_000, 20)


class Slack:
    """Accepts what it is sent, refuses now and then, and counts."""

    def __init__(self, seed: int) -> None:
        self.posted: Counter[UUID] = Counter()
        self.times: list[datetime] = []
        self._random = random.Random(seed)

    def accept(self, row: Delivery, at: datetime) -> Result:
        self.times.append(at)
        chance = self._random.random()
        if chance < 0.05:
            return Again(0, "internal_error")
        if chance < 0.08:
            return Limited(0.05, Limit(f"channel:{row.channel_id}", 60_000, 0))
        self.posted[row.id] += 1
        return Sent(row.channel_id, f"{len(self.times)}.0")


def deliver(database: Database, cast: Cast, name: str, slack: Slack, over: Event) -> None:
    """Claim, send and settle until it is over and nothing is due."""
    sender = Sender(database, cast.workspace_id, name, lambda _: [WORKSPACE])
    while True:
        finishing = over.is_set()
        at = datetime.now(UTC)
        sent = sender.claim(at, most=5).rows
        for row in sent:
            sender.settle(row, slack.accept(row, at), datetime.now(UTC))
        if finishing and not sent:
            if not rows.count(database, Delivery, Delivery.status.in_([Status.DUE, Status.SENDING])):
                return
            sender.ahead += timedelta(minutes=1)  # towards the receipts that are due in an hour
        time.sleep(0.002)


def ask(database: Database, cast: Cast, numbers: list[int], now: datetime) -> None:
    """Each request of these numbers, whoever else has asked it already."""
    people = [cast.ana, cast.bo, cast.carol, cast.dave, cast.eve]
    for n in numbers:
        giver, receiver = people[n % 5], people[(n // 5 + n + 1) % 5]
        if n % 7 == 0:
            slack_id = str(giver.slack_user_id)
            database.write(retracting.undo, workspace_id=cast.workspace_id, giver=slack_id, key=f"request:{n}", now=now)
        else:
            what = gift(giver, receiver, message=f"number {n}", channel_id=f"C{n % 4}")
            database.write(giving.give, workspace_id=cast.workspace_id, gifts=[what], key=f"request:{n}", now=now)


@contextmanager
def in_background(*acts: Callable[[], None]) -> Iterator[None]:
    threads = [Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "what is due is never sent"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
def test_processes_that_share_a_database_do_everything_once(
    database: Database, database_url: str, cast: Cast, seed: int
) -> None:
    now = datetime.now(UTC)
    doors = [Database(database_url) for _ in range(PROCESSES)]
    slacks, over = [Slack(seed + n) for n in range(PROCESSES)], Event()
    orders = [random.Random(seed * 10 + n).sample(range(REQUESTS), REQUESTS) for n in range(PROCESSES)]
    senders = [
        lambda door=door, slack=slack, n=n: deliver(door, cast, f"sender {n}", slack, over)
        for n, (door, slack) in enumerate(zip(doors, slacks, strict=True))
    ]
    try:
        with in_background(*senders):
            askers = zip(doors, orders, strict=True)
            at_once(*[lambda door=door, order=order: ask(door, cast, order, now) for door, order in askers])
            over.set()
    finally:
        for door in doors:
            door.close()
    _every_request_counted_once(database)
    _every_message_was_sent_once(database, slacks)
    _the_limit_held([at for slack in slacks for at in slack.times])


def _every_request_counted_once(database: Database) -> None:
    kudos = rows.all_of(database, Kudos)
    messages = Counter(row.message for row in kudos)
    assert set(messages.values()) == {1}
    received = rows.count(database, KudosReceiver)
    assert received == len(kudos)
    assert rows.count(database, Retraction) <= REQUESTS // 7 + 1


def _every_message_was_sent_once(database: Database, slacks: list[Slack]) -> None:
    posted = sum((slack.posted for slack in slacks), Counter[UUID]())
    posts = rows.all_of(database, Delivery, Delivery.kind == Kind.POST)
    assert {row.status for row in posts} == {Status.SENT}
    assert {posted[row.id] for row in posts} == {1}
    states = rows.all_of(database, Delivery, Delivery.kind == Kind.STATE)
    assert {row.status for row in states} <= {Status.SENT}
    assert all(1 <= posted[row.id] <= row.version for row in states)


def _the_limit_held(times: list[datetime]) -> None:
    times.sort()
    rounding = timedelta(microseconds=len(times))
    for calls in range(WORKSPACE.burst + 1, len(times)):
        least = (calls - WORKSPACE.burst) * WORKSPACE.interval - rounding
        assert all(later - first >= least for first, later in zip(times, times[calls:], strict=False))
