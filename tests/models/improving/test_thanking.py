"""A cause that a whole company met is closed in one short write, and everyone is thanked once, in more of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.jobs import chores
from models.decisions import Decision
from models.delivery.outbox import Delivery, Purpose
from models.improving import causes, owning, thanking
from models.people import members
from models.privacy import backlog
from models.privacy.backlog import Chore
from models.storage.database import Database
from models.storage.ids import uuid7
from tests.chores import finish
from tests.models import rows
from tests.people import Cast, profile

THANKS = Delivery.purpose == Purpose.CAUSE_CLOSED


def met(database: Database, cast: Cast, how_many: int, now: datetime) -> UUID:
    """A cause that so many people met twice each."""

    def store(session: Session) -> UUID:
        of: dict[str, Any] = {"workspace_id": cast.workspace_id}
        some = [profile(f"c{n:07}") for n in range(how_many)]
        for start in range(0, how_many, 1000):
            members.sync(session, **of, profiles=some[start : start + 1000], now=now)
        found = members.by_slack_id(session, cast.workspace_id, [one.slack_user_id for one in some])
        cause = causes.named(session, **of, name="Late courier", now=now)
        said = {"logged_at": now, "decided_on": now.date(), "situation": "late", "choice": "refunded"}
        decisions = [
            {**of, **said, "id": uuid7(), "member_id": one.id, "cause_id": cause.id, "pledge_id": uuid7()}
            for one in (*found.values(), *found.values())
        ]
        session.execute(insert(Decision), decisions)
        return cause.id

    return database.write(store)


def closes(database: Database, cast: Cast, cause: UUID, now: datetime) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "cause_id": cause, "member": cast.finn.slack_user_id}
    assert database.write(owning.close, **of, what_changed="Another courier", now=now)["code"] == "closed"


@pytest.mark.parametrize("how_many", [3, 200, 450])
def test_everyone_who_met_it_is_thanked_once_a_few_hundred_at_a_time(
    database: Database, cast: Cast, now: datetime, how_many: int
) -> None:
    cause = met(database, cast, how_many, now)
    closes(database, cast, cause, now)
    assert rows.count(database, Delivery, THANKS) == min(how_many, thanking.AT_A_TIME)
    finish(database, cast.workspace_id, now)
    thanked = [row.member_id for row in rows.all_of(database, Delivery, THANKS)]
    assert (len(thanked), len(set(thanked))) == (how_many, how_many)
    assert rows.count(database, Chore) == 0


async def test_what_a_crash_interrupts_goes_on(database: Database, cast: Cast, now: datetime) -> None:
    cause = met(database, cast, 450, now)
    closes(database, cast, cause, now)

    def crash(session: Session) -> None:
        thanking.go_on(
            session,
            workspace_id=cast.workspace_id,
            task=backlog.left(session, workspace_id=cast.workspace_id)[0],
            now=now,
        )
        raise OSError

    with pytest.raises(OSError):
        database.write(crash)
    assert rows.count(database, Delivery, THANKS) == thanking.AT_A_TIME
    while await chores.go_on(database, workspace_id=cast.workspace_id, now=now):
        pass
    assert rows.count(database, Delivery, THANKS) == 450
