"""Root causes: one name, one row; said when it keeps coming back, once, to those who can do something."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from models.decisions import Fix, editing, rules
from models.decisions.rules import Rules
from models.delivery.outbox import Delivery, Purpose
from models.improving import causes, owning
from models.improving.causes import Cause
from models.storage.database import Database
from tests.concurrency import at_once
from tests.models import rows
from tests.models.decisions import decided
from tests.models.decisions.logged import logs
from tests.people import Cast

DAY = timedelta(days=1)
SAID = Delivery.purpose == Purpose.CAUSE_SEEN


def told(database: Database, cast: Cast, purpose: Purpose = Purpose.CAUSE_SEEN) -> list[str]:
    """The names of those who are owed a message, in the order it was owed."""
    names = {one.id: one.name for one in (cast.ana, cast.bo, cast.carol, cast.dave, cast.eve, cast.finn)}
    found = rows.all_of(database, Delivery, Delivery.purpose == purpose)
    return [names[row.member_id] for row in sorted(found, key=lambda row: row.created_at) if row.member_id]


def offered(database: Database, cast: Cast, most: int) -> list[str]:
    return [one.name for one in database.query(causes.open_causes, cast.workspace_id, most)]


@pytest.mark.parametrize(
    "way", ["late courier", "  Late   COURIER!! ", "Late-courier.", "ＬＡＴＥ courier", "late\ncourier"]
)
def test_one_cause_however_it_is_written(database: Database, cast: Cast, now: datetime, way: str) -> None:
    first = logs(database, cast, cast.ana, now)
    assert logs(database, cast, cast.bo, now, name=way) == first
    assert rows.one(database, Cause).name == "Late courier"


@pytest.mark.parametrize("other", ["Courier late", "Late couriers", "📦", "?!"])
def test_another_name_is_another_cause(database: Database, cast: Cast, now: datetime, other: str) -> None:
    assert logs(database, cast, cast.ana, now) != logs(database, cast, cast.ana, now, name=other)


def test_a_name_of_any_length_is_one_line_and_fits(database: Database, cast: Cast, now: datetime) -> None:
    logs(database, cast, cast.ana, now, name="<b> &amp; &lt;" + "ﷺ" * 500 + "\n")
    assert rows.one(database, Cause).name.startswith("<b> & <ﷺ")


def test_two_who_name_it_at_once_name_one_cause(database: Database, cast: Cast, now: datetime) -> None:
    found = at_once(*(partial(logs, database, cast, who, now) for who in (cast.ana, cast.bo, cast.eve)))
    assert len(set(found)) == 1
    assert rows.count(database, Cause) == 1
    assert sorted(told(database, cast)) == ["Carol", "Dave", "Finn"]


def test_a_closed_cause_that_comes_again_is_a_new_one(database: Database, cast: Cast, now: datetime) -> None:
    first = logs(database, cast, cast.ana, now)
    of = partial(owning.close, workspace_id=cast.workspace_id, cause_id=first, member="U0FINN0000")
    assert database.write(of, what_changed="Another courier", now=now)["code"] == "closed"
    assert logs(database, cast, cast.ana, now + DAY) != first


def test_menus_offer_what_was_logged_last_and_nothing_that_is_gone(
    database: Database, cast: Cast, now: datetime
) -> None:
    for day, name in enumerate(("Zip codes", "Late courier", "Broken seal")):
        logs(database, cast, cast.ana, now + day * DAY, name=name)
    database.write(causes.named, workspace_id=cast.workspace_id, name="Nobody’s", now=now)
    assert offered(database, cast, 100) == ["Broken seal", "Late courier", "Zip codes"]
    assert offered(database, cast, 2) == ["Broken seal", "Late courier"]
    assert database.query(causes.open_causes, cast.elsewhere.id) == []


def test_the_third_within_thirty_days_is_said_once_to_who_answers_and_the_admin(
    database: Database, cast: Cast, now: datetime
) -> None:
    for day, who in enumerate((cast.ana, cast.ana)):
        logs(database, cast, who, now + day * DAY)
    assert told(database, cast) == []
    logs(database, cast, cast.eve, now + 2 * DAY)
    assert sorted(told(database, cast)) == ["Carol", "Dave", "Finn"]
    for day in range(3, 30):
        logs(database, cast, cast.bo, now + day * DAY)
    assert len(told(database, cast)) == 3


def test_three_in_more_than_thirty_days_are_not_said(database: Database, cast: Cast, now: datetime) -> None:
    for day in (0, 20, 31):
        logs(database, cast, cast.ana, now + day * DAY)
    assert told(database, cast) == []


def test_what_calmed_down_and_comes_back_is_said_again(database: Database, cast: Cast, now: datetime) -> None:
    for day in (0, 1, 2, 50, 51, 52):
        logs(database, cast, cast.ana, now + day * DAY)
    assert sorted(told(database, cast)) == ["Carol", "Carol", "Finn", "Finn"]


def test_two_at_once_that_bring_it_back_are_said_once(database: Database, cast: Cast, now: datetime) -> None:
    for day in (0, 1, 2, 50, 51):
        logs(database, cast, cast.ana, now + day * DAY)
    at_once(*(partial(logs, database, cast, who, now + 52 * DAY) for who in (cast.ana, cast.ana, cast.ana)))
    assert sorted(told(database, cast)) == ["Carol", "Carol", "Finn", "Finn"]


def test_what_never_calms_down_is_not_said_every_month(database: Database, cast: Cast, now: datetime) -> None:
    for day in range(0, 120, 5):
        logs(database, cast, cast.ana, now + day * DAY)
    assert sorted(told(database, cast)) == ["Carol", "Finn"]


def test_an_edit_that_brings_it_to_three_says_it_and_one_of_something_else_doesnt(
    database: Database, cast: Cast, now: datetime
) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "member": cast.ana.slack_user_id}
    database.write(decided.signed, workspace_id=cast.workspace_id, signer="U0FINN0000", now=now)
    made = [database.write(decided.logs, **of, now=now, cause=name) for name in ("late", "late", "slow", "lost")]
    for key, (outcome, words) in enumerate([(made[0], "Refunded half"), (made[2], "Refunded"), (made[3], "Refunded")]):
        said = decided.entry(choice=words, cause="late")
        what: dict[str, Any] = {"decision_id": UUID(outcome["decision"]), "entry": said, "key": f"edit:{key}"}
        assert database.write(editing.edit, **of, **what, now=now)["code"] == "edited"
        assert len(told(database, cast)) == (2 if key else 0)


def test_the_last_resort_is_told_in_place_of_an_admin(database: Database, cast: Cast, now: datetime) -> None:
    wanted = Rules(last_resort=cast.dave.id)
    database.write(rules.save, workspace_id=cast.workspace_id, rules=wanted, by_id=cast.finn.id, now=now)
    for _ in range(3):
        logs(database, cast, cast.ana, now)
    assert sorted(told(database, cast)) == ["Carol", "Dave"]


def test_a_decision_that_fixed_it_is_said_though_it_is_the_only_one(
    database: Database, cast: Cast, now: datetime
) -> None:
    logs(database, cast, cast.ana, now, fix=Fix.ROOT_CAUSE)
    logs(database, cast, cast.ana, now)
    assert sorted(told(database, cast)) == ["Carol", "Finn"]
    assert {row.detail.get("why") for row in rows.all_of(database, Delivery, SAID)} == {"fixed"}


def test_it_is_said_in_their_hours(database: Database, cast: Cast, now: datetime) -> None:
    for _ in range(3):
        logs(database, cast, cast.ana, now.replace(hour=21))
    due: Sequence[datetime] = [row.due_at for row in rows.all_of(database, Delivery, SAID)]
    assert {at.hour for at in due} == {8}
