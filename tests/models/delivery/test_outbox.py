"""The outbox: what is owed, and bringing messages in step."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Delivery, Kind, Priority, Purpose, Status
from models.delivery.settling import Doubtful, Failed
from models.storage.database import Database
from tests.concurrency import at_once
from tests.models import rows
from tests.models.delivery.sending import Sender, delivery, post, refresh, state_of
from tests.people import Cast

SECOND = timedelta(seconds=1)


@pytest.fixture
def sender(database: Database, cast: Cast) -> Sender:
    return Sender(database, cast.workspace_id)


def test_a_post_is_due_from_now_on(database: Database, cast: Cast, now: datetime) -> None:
    row = delivery(database, post(database, cast.workspace_id, now=now))
    assert (row.kind, row.status, row.due_at, row.created_at) == (Kind.POST, Status.DUE, now, now)
    assert (row.attempts, row.version, row.detail) == (0, 0, {})


def test_a_key_owes_one_message_however_many_ask_at_once(database: Database, cast: Cast, now: datetime) -> None:
    ids = at_once(*[lambda: post(database, cast.workspace_id, now=now, key="announcement:1")] * 5)
    assert len(set(ids)) == rows.count(database, Delivery) == 1


def test_the_same_key_in_another_workspace_owes_another(database: Database, cast: Cast, now: datetime) -> None:
    here = post(database, cast.workspace_id, now=now, key="announcement:1")
    assert post(database, cast.elsewhere.id, now=now, key="announcement:1") != here


def test_bringing_a_posted_message_in_step_is_due_at_once(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    posted = post(database, cast.workspace_id, now=now, priority=Priority.ANSWER)
    sender.send(posted, now)
    assert refresh(database, cast.workspace_id, posted, now=now + SECOND) == 1
    state = state_of(database, posted)
    assert (state.kind, state.status, state.due_at, state.version) == (Kind.STATE, Status.DUE, now + SECOND, 1)
    assert (state.purpose, state.channel_id, state.priority) == (Purpose.ANNOUNCEMENT, "C0SUPPORT0", Priority.ANSWER)


def test_a_change_of_a_message_that_is_not_out_yet_waits(database: Database, cast: Cast, now: datetime) -> None:
    owed = post(database, cast.workspace_id, now=now)
    assert refresh(database, cast.workspace_id, owed, now=now) == 0
    assert state_of(database, owed).status == Status.WAITING


def test_a_change_of_a_message_on_its_way_waits_and_counts_as_out(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    owed = post(database, cast.workspace_id, now=now)
    sender.claim(now)
    assert refresh(database, cast.workspace_id, owed, now=now) == 1
    assert state_of(database, owed).status == Status.WAITING


def test_many_changes_of_a_message_are_one_row_and_the_newest_counts(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    posted = post(database, cast.workspace_id, now=now)
    sender.send(posted, now)
    for n in range(3):
        refresh(database, cast.workspace_id, posted, now=now + n * SECOND)
    state = state_of(database, posted)
    assert (state.version, state.due_at) == (3, now + 2 * SECOND)


def test_five_changes_at_once_are_one_row_of_version_five(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    posted = post(database, cast.workspace_id, now=now)
    sender.send(posted, now)
    at_once(*[lambda: refresh(database, cast.workspace_id, posted, now=now)] * 5)
    assert state_of(database, posted).version == 5


def test_a_change_after_one_that_was_sent_is_due_again(
    database: Database, cast: Cast, now: datetime, sender: Sender
) -> None:
    posted = post(database, cast.workspace_id, now=now)
    sender.send(posted, now)
    refresh(database, cast.workspace_id, posted, now=now)
    sender.send(state_of(database, posted).id, now)
    assert refresh(database, cast.workspace_id, posted, now=now + SECOND) == 1
    state = state_of(database, posted)
    assert (state.status, state.version, state.attempts) == (Status.DUE, 2, 0)


@pytest.mark.parametrize(("result", "live"), [(Failed("is_archived"), 0), (Doubtful("timeout"), 1)])
def test_a_message_that_never_arrived_has_nothing_to_change(
    database: Database, cast: Cast, now: datetime, sender: Sender, result: Failed | Doubtful, live: int
) -> None:
    owed = post(database, cast.workspace_id, now=now)
    sender.settle_all(sender.claim(now).rows, result, now)
    assert refresh(database, cast.workspace_id, owed, now=now) == live
    assert rows.count(database, Delivery, Delivery.kind == Kind.STATE) == live


def test_posts_of_another_workspace_are_not_found(database: Database, cast: Cast, now: datetime) -> None:
    posted = post(database, cast.workspace_id, now=now, subject_id=cast.ana.id)

    def look(session: Session, workspace_id: int) -> list[int]:
        about = outbox.posts_about(session, workspace_id, [cast.ana.id], Purpose.ANNOUNCEMENT)
        return [len(about), len(outbox.posts_with_ids(session, workspace_id, [posted]))]

    assert database.write(look, cast.workspace_id) == [1, 1]
    assert database.write(look, cast.elsewhere.id) == [0, 0]
