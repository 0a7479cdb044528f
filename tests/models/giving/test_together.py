"""What several people ask for at the same moment is given together: each comes to what it would come to alone."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.delivery.outbox import Delivery, Purpose
from models.giving import Asked, Gift, give_asked
from models.kudos import Kudos, KudosReceiver
from models.storage.database import Database
from models.storage.errors import TooLate
from models.storage.requests import Outcome
from models.workspace import policies
from models.workspace.policies import Policy
from tests.models import rows
from tests.models.gifts import gift
from tests.people import Cast
from tests.statements import QueryCounter


def asked(cast: Cast, what: Gift | Sequence[Gift], key: str, now: datetime, *, form: bool = False) -> Asked:
    return Asked(cast.workspace_id, [what] if isinstance(what, Gift) else what, key, now, form)


def crowd(cast: Cast, now: datetime, number: int = 16) -> list[Asked]:
    """So many people, each to another, with words of their own."""
    return [asked(cast, gift(f"U0G{n:06}", f"U0R{n:06}", message=f"Case {n}"), f"key {n}", now) for n in range(number)]


def said(outcome: Outcome) -> dict[str, Any]:
    """Without ids."""
    gifts = [{**one, "kudos": "…"} for one in outcome.get("gifts", ())]
    return {**outcome, "gifts": gifts, "draft": bool(outcome.get("draft"))}


def all_sorts(cast: Cast, now: datetime) -> list[Asked]:
    later = now + timedelta(seconds=1)
    return [
        asked(cast, gift(cast.bo, cast.ana), "first", now),
        asked(cast, gift(cast.bo, cast.ana), "the same again", later),
        asked(cast, gift(cast.dave, cast.ana, message="Case 7"), "another to Ana", now),
        asked(cast, gift(cast.ana, cast.ana), "to oneself", now),
        asked(cast, gift(cast.bo, cast.carol, message="Call 030 12345678"), "with a number", later),
        asked(cast, [gift(cast.bo, cast.carol, message="One"), gift(cast.bo, cast.ana, message="Two")], "two", later),
        asked(cast, gift(cast.bo, cast.carol, cast.bo, message="A form"), "form", now, form=True),
        asked(cast, gift(cast.carol, message="To whom?"), "to nobody", now),
        asked(cast, gift(cast.finn, "U0NEW00001", message="Hello"), "to somebody new", now),
    ]


@pytest.mark.parametrize("allowance", [None, 2])
def test_together_they_come_to_what_they_come_to_one_after_the_other(
    database: Database, cast: Cast, now: datetime, allowance: int | None
) -> None:
    policy = Policy(allowance=allowance)
    database.write(policies.save, workspace_id=cast.workspace_id, policy=policy, by_id=None, now=now)
    together = database.write(give_asked, all_sorts(cast, now))
    first = tuple(rows.count(database, table) for table in (Kudos, KudosReceiver, Delivery))
    for table in (Kudos, Delivery):
        database.write(Session.execute, delete(table).where(table.workspace_id == cast.workspace_id))
    alone = [replace(one, key=f"alone {one.key}") for one in all_sorts(cast, now)]
    one_by_one = [database.write(give_asked, [one])[0] for one in alone]
    assert [said(one) for one in together] == [said(one) for one in one_by_one]
    assert first == tuple(rows.count(database, table) for table in (Kudos, KudosReceiver, Delivery))
    assert [one["code"] for one in together][:5] == ["given", "again", "given", "only_self", "sensitive"]
    assert (together[5]["code"] == "allowance") == (allowance == 2)


def test_two_copies_of_a_request_among_them_are_one(database: Database, cast: Cast, now: datetime) -> None:
    one = asked(cast, gift(cast.bo, cast.ana), "key", now)
    first, second, other = database.write(give_asked, [one, one, asked(cast, gift(cast.dave, cast.ana), "other", now)])
    assert first == second
    assert {first["code"], other["code"]} == {"given"}
    assert rows.count(database, Kudos) == 2
    assert database.write(give_asked, [one]) == [first]


def test_a_receiver_of_several_is_told_of_all_in_one_message(database: Database, cast: Cast, now: datetime) -> None:
    both = [asked(cast, gift(giver, cast.ana), str(giver.id), now) for giver in (cast.bo, cast.dave)]
    database.write(give_asked, both)
    [receipt] = rows.all_of(database, Delivery, Delivery.purpose == Purpose.RECEIPT)
    assert {row.receipt_id for row in rows.all_of(database, KudosReceiver)} == {receipt.id}
    assert rows.count(database, KudosReceiver) == 2


def test_each_workspace_gets_its_own(database: Database, cast: Cast, now: datetime) -> None:
    here, there = crowd(cast, now, 3), [replace(one, workspace_id=cast.elsewhere.id) for one in crowd(cast, now, 3)]
    mixed = [one for pair in zip(here, there, strict=True) for one in pair]
    outcomes = database.write(give_asked, mixed)
    assert [one["gifts"][0]["receivers"] for one in outcomes] == [list(one.gifts[0].receivers) for one in mixed]
    for workspace_id in (cast.workspace_id, cast.elsewhere.id):
        assert rows.count(database, Kudos, Kudos.workspace_id == workspace_id) == 3


def test_sixteen_take_the_statements_of_one(database: Database, cast: Cast, now: datetime) -> None:
    database.write(give_asked, crowd(cast, now))  # now everybody is known
    later = now + timedelta(hours=3)
    with QueryCounter(database) as of_one:
        database.write(give_asked, [replace(crowd(cast, later)[0], key="one")])
    with QueryCounter(database) as of_all:
        database.write(
            give_asked, [replace(one, key=f"all {one.key}") for one in crowd(cast, later + timedelta(hours=3))]
        )
    assert of_one.statements
    assert len(of_all.statements) == len(of_one.statements)


def keep_busy(database: Database) -> tuple[Event, list["asyncio.Future[Any]"]]:
    """Every writer, until the event is set."""
    release = Event()
    return release, [asyncio.ensure_future(database.run(lambda _: release.wait(10))) for _ in range(4)]


async def test_what_waits_together_is_committed_together(database: Database, cast: Cast, now: datetime) -> None:
    release, busy = keep_busy(database)
    await asyncio.sleep(0.05)
    waiting = [asyncio.ensure_future(database.run_with_others(give_asked, one)) for one in crowd(cast, now)]
    await asyncio.sleep(0.05)
    commits: list[object] = []
    event.listen(database.writer, "commit", commits.append)
    release.set()
    outcomes = await asyncio.gather(*waiting)
    await asyncio.gather(*busy)
    assert {one["code"] for one in outcomes} == {"given"}
    assert rows.count(database, Kudos) == 16
    assert len(commits) <= 5  # of four that were busy, and one


async def test_one_that_fails_takes_no_other_with_it(database: Database, cast: Cast, now: datetime) -> None:
    broken = asked(cast, gift(cast.bo, cast.ana, value_ids=(str(uuid4()),)), "broken", now)
    release, busy = keep_busy(database)
    several = [*crowd(cast, now, 3), broken, asked(cast, gift(cast.dave, cast.ana), "after", now)]
    waiting = [asyncio.ensure_future(database.run_with_others(give_asked, one)) for one in several]
    await asyncio.sleep(0.05)
    release.set()
    *before, failed, after = await asyncio.gather(*waiting, return_exceptions=True)
    await asyncio.gather(*busy)
    assert isinstance(failed, IntegrityError)
    assert [one["code"] for one in (*before, after) if isinstance(one, dict)] == ["given"] * 4
    assert rows.count(database, Kudos) == 4


async def test_one_that_is_too_late_is_refused_and_the_others_are_given(
    database: Database, cast: Cast, now: datetime
) -> None:
    release, busy = keep_busy(database)
    first, second = crowd(cast, now, 2)
    late = asyncio.ensure_future(database.run_with_others(give_asked, first, time.monotonic()))
    in_time = asyncio.ensure_future(database.run_with_others(give_asked, second, time.monotonic() + 60))
    await asyncio.sleep(0.05)
    release.set()
    with pytest.raises(TooLate):
        await late
    assert (await in_time)["code"] == "given"
    await asyncio.gather(*busy)
    assert rows.count(database, Kudos) == 1


async def test_one_that_nobody_waits_for_any_more_is_not_written(database: Database, cast: Cast, now: datetime) -> None:
    release, busy = keep_busy(database)
    await asyncio.sleep(0.05)
    first, second = [asyncio.ensure_future(database.run_with_others(give_asked, one)) for one in crowd(cast, now, 2)]
    await asyncio.sleep(0.05)
    first.cancel()
    await asyncio.sleep(0)
    release.set()
    await asyncio.gather(second, *busy)
    assert rows.count(database, Kudos) == 1
