"""A decision is logged once, in the person's own words, and answered by somebody; what can't be is said."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from models.answers import Answerer, Because
from models.decisions import Decision
from models.delivery.outbox import Delivery, Purpose
from models.money import Money
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.models import decided, rows
from tests.people import Cast


@pytest.fixture(autouse=True)
def pledge(database: Database, cast: Cast, now: datetime) -> None:
    signer = str(cast.dave.slack_user_id)
    database.write(decided.signed, workspace_id=cast.workspace_id, signer=signer, now=now - timedelta(days=1))


def logs(database: Database, cast: Cast, now: datetime, who: str = "ana", **changes: Any) -> Outcome:
    member = str(getattr(cast, who).slack_user_id)
    return database.write(decided.logs, workspace_id=cast.workspace_id, member=member, now=now, **changes)


def test_a_logged_decision_is_stored_answered_by_the_lead_and_told_to_nobody_else(
    database: Database, cast: Cast, now: datetime
) -> None:
    outcome = logs(database, cast, now, amount=Money(3800, "EUR"))
    assert (outcome["code"], outcome["answerer"]) == ("logged", str(cast.carol.id))
    row = rows.one(database, Decision)
    assert (row.member_id, row.amount, row.currency) == (cast.ana.id, 3800, "EUR")
    assert row.decided_on == now.date()
    assert rows.one(database, Answerer).because == Because.LEAD
    receipt = rows.one(database, Delivery, Delivery.purpose == Purpose.DECISION_LOGGED)
    assert receipt.member_id == cast.ana.id


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"situation": " "}, "no_situation"),
        ({"choice": ""}, "no_choice"),
        ({"choice": "x" * 3001}, "too_long"),
        ({"fix": "blame"}, "no_fix"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_stores_nothing(
    database: Database, cast: Cast, now: datetime, changes: dict[str, Any], code: str
) -> None:
    assert logs(database, cast, now, **changes)["code"] == code
    assert rows.count(database, Decision) == 0


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-91, "too_old"), (0, "logged"), (-90, "logged")])
def test_the_day_is_today_or_one_of_the_last_ninety(
    database: Database, cast: Cast, now: datetime, days: int, code: str
) -> None:
    assert logs(database, cast, now, decided_on=(now + timedelta(days=days)).date())["code"] == code


def test_guests_are_refused_by_kind(database: Database, cast: Cast, now: datetime) -> None:
    assert logs(database, cast, now, "eve") == {"code": "kind", "kind": "guest"}
    assert rows.count(database, Decision) == 0
