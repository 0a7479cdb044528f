"""Taking a kudos back, and everything that follows it."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from models.delivery.outbox import Delivery, Kind, Purpose, Status
from models.kudos import Kudos, Retraction, Source, retracting
from models.people.members import Member
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.concurrency import at_once
from tests.models import rows
from tests.models.delivery.sending import Sender
from tests.models.gifts import gift, give
from tests.people import Cast

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def undo(database: Database, cast: Cast, giver: Member, now: datetime, key: str = "command:undo") -> Outcome:
    return database.write(
        retracting.undo, workspace_id=cast.workspace_id, giver=str(giver.slack_user_id), key=key, now=now
    )


def undo_one(database: Database, cast: Cast, giver: Member, kudos: str, now: datetime) -> str:
    outcome = database.write(
        retracting.undo_one,
        workspace_id=cast.workspace_id,
        kudos_id=UUID(kudos),
        giver=str(giver.slack_user_id),
        now=now,
    )
    return str(outcome["code"])


@pytest.fixture
def given(database: Database, cast: Cast, now: datetime) -> str:
    """Bo has given Ana and Carol a pat."""
    return str(give(database, cast, gift(cast.bo, cast.ana, cast.carol), now=now)["kudos"])


def test_undo_takes_the_newest_back_and_says_which_it_was(
    database: Database, cast: Cast, given: str, now: datetime
) -> None:
    newest = give(database, cast, gift(cast.bo, cast.dave), now=now + MINUTE)["kudos"]
    outcome = undo(database, cast, cast.bo, now + MINUTE)
    assert outcome == {"code": "undone", "kudos": newest}
    retraction = rows.one(database, Retraction)
    assert (str(retraction.kudos_id), retraction.by_id, retraction.at) == (newest, cast.bo.id, now + MINUTE)
    assert rows.count(database, Kudos) == 2


def test_five_copies_of_an_undo_take_back_one(database: Database, cast: Cast, given: str, now: datetime) -> None:
    give(database, cast, gift(cast.bo, cast.dave), now=now + MINUTE)
    outcomes = at_once(*[lambda: undo(database, cast, cast.bo, now + MINUTE)] * 5)
    assert [outcome["code"] for outcome in outcomes] == ["undone"] * 5
    assert rows.count(database, Retraction) == 1


def test_two_undos_at_once_take_back_two(database: Database, cast: Cast, given: str, now: datetime) -> None:
    give(database, cast, gift(cast.bo, cast.dave), now=now)
    at_once(*[lambda key=key: undo(database, cast, cast.bo, now, key) for key in ("one", "two")])
    assert rows.count(database, Retraction) == 2


@pytest.mark.parametrize(("age", "code"), [(DAY, "undone"), (DAY + MINUTE, "too_old")])
def test_undo_reaches_back_a_day(
    database: Database, cast: Cast, given: str, now: datetime, age: timedelta, code: str
) -> None:
    assert undo(database, cast, cast.bo, now + age)["code"] == code


def test_there_may_be_nothing_to_undo(database: Database, cast: Cast, given: str, now: datetime) -> None:
    assert undo(database, cast, cast.ana, now)["code"] == "nothing_to_undo"


def test_an_imported_kudos_is_not_undone(database: Database, cast: Cast, now: datetime) -> None:
    give(database, cast, gift(cast.bo, cast.ana, source=Source.IMPORT), now=now)
    assert undo(database, cast, cast.bo, now)["code"] == "nothing_to_undo"


def test_the_button_takes_back_its_own_kudos_once_and_only_for_its_giver(
    database: Database, cast: Cast, given: str, now: datetime
) -> None:
    give(database, cast, gift(cast.bo, cast.dave), now=now + MINUTE)
    assert undo_one(database, cast, cast.ana, given, now) == "not_yours"
    assert undo_one(database, cast, cast.bo, given, now) == "undone"
    assert undo_one(database, cast, cast.bo, given, now) == "already"
    assert str(rows.one(database, Retraction).kudos_id) == given


def test_two_presses_at_once_take_back_one(database: Database, cast: Cast, given: str, now: datetime) -> None:
    codes = at_once(*[lambda: undo_one(database, cast, cast.bo, given, now)] * 2)
    assert sorted(codes) == ["already", "undone"]


def test_what_was_posted_is_brought_in_step(database: Database, cast: Cast, given: str, now: datetime) -> None:
    sender = Sender(database, cast.workspace_id)
    posted = sender.claim_ids(now)
    for id_ in posted:
        rows.by_id(database, Delivery, id_)
    undo(database, cast, cast.bo, now + MINUTE)
    states = rows.all_of(database, Delivery, Delivery.kind == Kind.STATE)
    assert {state.post_id for state in states} == set(posted)
    assert {state.purpose for state in states} == {Purpose.ANNOUNCEMENT, Purpose.COPY, Purpose.RECEIPT}
    assert {state.status for state in states} == {Status.WAITING}


def test_after_an_undo_the_same_can_be_given_again_at_once(
    database: Database, cast: Cast, given: str, now: datetime
) -> None:
    undo(database, cast, cast.bo, now)
    assert give(database, cast, gift(cast.bo, cast.ana, cast.carol), now=now)["code"] == "given"


def test_nobody_takes_back_a_kudos_of_another_workspace(
    database: Database, cast: Cast, given: str, now: datetime
) -> None:
    outcome = database.write(
        retracting.undo_one,
        workspace_id=cast.elsewhere.id,
        kudos_id=UUID(given),
        giver=str(cast.bo.slack_user_id),
        now=now,
    )
    assert outcome["code"] == "not_yours"
