"""Doing a thing once."""

import time
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from models.storage import requests
from models.storage.database import Database
from models.storage.requests import Outcome, Request
from tests.concurrency import at_once
from tests.models import rows
from tests.people import Cast


class Deed:
    """Something to do once, which counts how often it was done."""

    def __init__(self, code: str = "done", *, seconds: float = 0.0) -> None:
        self.times = 0
        self._code = code
        self._seconds = seconds

    def act(self) -> Outcome:
        self.times += 1
        time.sleep(self._seconds)
        return {"code": self._code, "time": self.times}


def once(
    database: Database, workspace_id: int, deed: Deed, now: datetime, *, key: str = "trigger:1", kept: bool = True
) -> Outcome:
    def write(session: Session) -> Outcome:
        return requests.once(session, workspace_id=workspace_id, key=key, now=now, act=deed.act, keep=lambda _: kept)

    return database.write(write)


def test_a_repeat_gets_the_stored_outcome(database: Database, cast: Cast, now: datetime) -> None:
    deed = Deed()
    first = once(database, cast.workspace_id, deed, now)
    assert once(database, cast.workspace_id, deed, now) == first == {"code": "done", "time": 1}
    assert deed.times == 1


def test_five_copies_at_once_act_once_and_get_the_same_outcome(database: Database, cast: Cast, now: datetime) -> None:
    deed = Deed(seconds=0.05)
    outcomes = at_once(*[lambda: once(database, cast.workspace_id, deed, now)] * 5)
    assert outcomes == [{"code": "done", "time": 1}] * 5
    assert deed.times == 1


def test_a_refusal_is_stored_too(database: Database, cast: Cast, now: datetime) -> None:
    once(database, cast.workspace_id, Deed("refused"), now)
    assert once(database, cast.workspace_id, Deed("done"), now)["code"] == "refused"


def test_an_outcome_that_is_not_kept_frees_the_key(database: Database, cast: Cast, now: datetime) -> None:
    assert once(database, cast.workspace_id, Deed("refused"), now, kept=False)["code"] == "refused"
    assert rows.count(database, Request) == 0
    assert once(database, cast.workspace_id, Deed("done"), now)["code"] == "done"


def test_of_five_forms_sent_at_once_that_are_refused_each_is_judged(
    database: Database, cast: Cast, now: datetime
) -> None:
    deed = Deed("refused", seconds=0.01)
    at_once(*[lambda: once(database, cast.workspace_id, deed, now, kept=False)] * 5)
    assert deed.times == 5


def test_a_copy_that_waited_for_one_that_failed_acts_itself(database: Database, cast: Cast, now: datetime) -> None:
    class Crash(Exception):
        pass

    def crash(session: Session) -> None:
        requests.claim(session, workspace_id=cast.workspace_id, key="trigger:1", now=now)
        time.sleep(0.1)
        raise Crash

    def crashing() -> str:
        with pytest.raises(Crash):
            database.write(crash)
        return "crashed"

    def following() -> str:
        time.sleep(0.03)
        return str(once(database, cast.workspace_id, Deed(), now)["code"])

    assert at_once(crashing, following) == ["crashed", "done"]


def test_the_same_key_in_another_workspace_is_another_request(database: Database, cast: Cast, now: datetime) -> None:
    deed = Deed()
    once(database, cast.workspace_id, deed, now)
    once(database, cast.elsewhere.id, deed, now)
    assert deed.times == 2


def test_what_is_older_than_ninety_days_is_forgotten_in_its_workspace_only(
    database: Database, cast: Cast, now: datetime
) -> None:
    for workspace_id in (cast.workspace_id, cast.elsewhere.id):
        once(database, workspace_id, Deed(), now - timedelta(days=91), key="old")
        once(database, workspace_id, Deed(), now - timedelta(days=89), key="young")
    database.write(requests.forget, workspace_id=cast.workspace_id, now=now)
    left = {(row.workspace_id, row.key) for row in rows.all_of(database, Request)}
    assert left == {(cast.workspace_id, "young"), (cast.elsewhere.id, "old"), (cast.elsewhere.id, "young")}
