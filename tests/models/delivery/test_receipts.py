"""Receipts: the first at once, more of them hourly in one message."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery.outbox import Delivery, Purpose, Status
from models.kudos import KudosReceiver
from models.people.members import Member
from models.storage.database import Database
from tests.concurrency import at_once
from tests.models import rows
from tests.models.gifts import gift, give
from tests.people import Cast

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def receipts(database: Database) -> list[Delivery]:
    found = rows.all_of(database, Delivery, Delivery.purpose == Purpose.RECEIPT)
    return sorted(found, key=lambda row: row.due_at)


def told(database: Database, receipt: Delivery) -> int:
    """How many kudos this message tells of."""
    return rows.count(database, KudosReceiver, KudosReceiver.receipt_id == receipt.id)


def send_all(database: Database) -> None:
    def send(session: Session) -> None:
        for row in session.scalars(select(Delivery).where(Delivery.purpose == Purpose.RECEIPT)):
            row.status, row.attempts = Status.SENT, 1

    database.write(send)


def pat(database: Database, cast: Cast, now: datetime, words: str, *, giver: Member | None = None) -> None:
    assert give(database, cast, gift(giver or cast.bo, cast.ana, message=words), now=now)["code"] == "given"


def test_the_first_is_due_at_once(database: Database, cast: Cast, now: datetime) -> None:
    pat(database, cast, now, "one")
    (receipt,) = receipts(database)
    assert (receipt.due_at, receipt.member_id, receipt.channel_id) == (now, cast.ana.id, cast.ana.slack_user_id)


def test_what_comes_before_the_first_was_sent_is_told_with_it(database: Database, cast: Cast, now: datetime) -> None:
    pat(database, cast, now, "one")
    pat(database, cast, now + SECOND, "two")
    (receipt,) = receipts(database)
    assert told(database, receipt) == 2


def test_after_the_first_the_others_of_the_hour_come_in_one(database: Database, cast: Cast, now: datetime) -> None:
    pat(database, cast, now, "one")
    send_all(database)
    for n, words in enumerate(("two", "three", "four")):
        pat(database, cast, now + timedelta(minutes=10 + n), words)
    first, second = receipts(database)
    assert (first.due_at, second.due_at) == (now, now + HOUR)
    assert (told(database, first), told(database, second)) == (1, 3)


def test_the_hour_after_a_bundle_counts_from_the_bundle(database: Database, cast: Cast, now: datetime) -> None:
    pat(database, cast, now, "one")
    send_all(database)
    pat(database, cast, now + SECOND, "two")
    send_all(database)
    pat(database, cast, now + HOUR + SECOND, "three")
    assert [row.due_at for row in receipts(database)] == [now, now + HOUR, now + 2 * HOUR]


def test_after_a_quiet_hour_the_next_is_due_at_once(database: Database, cast: Cast, now: datetime) -> None:
    pat(database, cast, now, "one")
    send_all(database)
    pat(database, cast, now + HOUR + SECOND, "two")
    assert [row.due_at for row in receipts(database)] == [now, now + HOUR + SECOND]


@pytest.mark.parametrize("status", [Status.SENDING, Status.DUE], ids=["on its way", "tried before"])
def test_a_receipt_that_may_have_been_seen_takes_no_more_with_it(
    database: Database, cast: Cast, now: datetime, status: Status
) -> None:
    pat(database, cast, now, "one")

    def start(session: Session) -> None:
        row = session.scalars(select(Delivery).where(Delivery.purpose == Purpose.RECEIPT)).one()
        row.status, row.attempts = status, 1

    database.write(start)
    pat(database, cast, now + SECOND, "two")
    assert [told(database, row) for row in receipts(database)] == [1, 1]


def test_who_wants_no_receipts_gets_none(database: Database, cast: Cast, now: datetime) -> None:
    def refuse(session: Session) -> None:
        session.get_one(Member, (cast.workspace_id, cast.ana.id)).receipts = False

    database.write(refuse)
    pat(database, cast, now, "one")
    assert receipts(database) == []
    assert rows.one(database, KudosReceiver).receipt_id is None


def test_several_at_once_to_one_person_are_told_in_one(database: Database, cast: Cast, now: datetime) -> None:
    givers = [cast.bo, cast.carol, cast.dave, cast.eve]
    at_once(*[lambda giver=giver: pat(database, cast, now, "well done", giver=giver) for giver in givers])
    (receipt,) = receipts(database)
    assert told(database, receipt) == 4


def test_receipts_of_different_people_are_apart(database: Database, cast: Cast, now: datetime) -> None:
    give(database, cast, gift(cast.bo, cast.ana, cast.carol), now=now)
    assert len(receipts(database)) == 2
