"""What people are told without asking: in their hours, once, and never where there is no Slack."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from models.delivery import direct
from models.delivery.outbox import Delivery, Priority, Purpose
from models.people.members import Member
from models.storage.database import Database
from tests.models import rows
from tests.people import Cast

NIGHT, MORNING = timedelta(hours=13), timedelta(hours=22)
"""From ten in the morning to eleven at night, and to eight."""


def tell(database: Database, member: Member, now: datetime, **more: Any) -> UUID | None:
    return database.write(direct.tell, member, purpose=Purpose.SHARED, key="shared", now=now, **more)


def told(database: Database) -> list[Delivery]:
    return list(rows.all_of(database, Delivery))


def test_in_the_day_it_is_due_at_once(database: Database, cast: Cast, now: datetime) -> None:
    told_as = tell(database, cast.carol, now, subject_id=cast.ana.id, detail={"by": "her"})
    (row,) = told(database)
    assert (row.id, row.workspace_id, row.member_id) == (told_as, cast.workspace_id, cast.carol.id)
    assert (row.channel_id, row.subject_id, row.detail) == (cast.carol.slack_user_id, cast.ana.id, {"by": "her"})
    assert (row.due_at, row.created_at, row.priority) == (now, now, Priority.RECEIPT)


def test_at_night_it_waits_for_the_morning(database: Database, cast: Cast, now: datetime) -> None:
    tell(database, cast.carol, now + NIGHT)
    assert told(database)[0].due_at == now + MORNING


def test_what_comes_later_than_now_waits_for_its_own_night(database: Database, cast: Cast, now: datetime) -> None:
    tell(database, cast.carol, now, not_before=now + NIGHT)
    assert told(database)[0].due_at == now + MORNING


def test_the_same_key_tells_once(database: Database, cast: Cast, now: datetime) -> None:
    assert tell(database, cast.carol, now) == tell(database, cast.carol, now + NIGHT)
    assert [row.due_at for row in told(database)] == [now]


def test_whoever_has_no_slack_is_told_nothing(database: Database, cast: Cast, now: datetime) -> None:
    cast.carol.slack_user_id = None
    assert tell(database, cast.carol, now) is None
    assert told(database) == []
