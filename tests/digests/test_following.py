"""Leads whose newest digest names somebody who was thanked since it last said what is so."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from digests.scheduling import following, running
from models.people import teams
from models.people.teams import Role
from models.storage.database import Database
from tests.digests.giving import pat
from tests.people import Cast
from tests.statements import QueryCounter

MONDAY = datetime(2026, 4, 6, 9, tzinfo=UTC)
LATER = MONDAY + timedelta(hours=2)


def behind(database: Database, cast: Cast, now: datetime = LATER, looked_at: datetime | None = MONDAY) -> list[UUID]:
    return database.query(following.behind, workspace_id=cast.workspace_id, now=now, looked_at=looked_at)


@pytest.fixture
def told(database: Database, cast: Cast, now: datetime) -> Cast:
    """Carol's digest of Monday names Ana and Bo."""
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    running.run_due(database, workspace_id=cast.workspace_id, now=MONDAY)
    return cast


def test_who_gave_does_not_matter_and_looking_again_finds_nothing(database: Database, told: Cast) -> None:
    assert behind(database, told) == []
    database.write(pat, told.dave, told.ana, LATER - timedelta(minutes=1))
    assert behind(database, told) == [told.carol.id]
    of: dict[str, Any] = {"workspace_id": told.workspace_id, "leads": [told.carol.id]}
    assert database.write(following.follow, **of, now=LATER) == 0  # not posted yet: it says so when it is
    assert behind(database, told, LATER + timedelta(seconds=1), LATER) == []


def test_a_pat_for_somebody_whom_it_does_not_name_is_nothing_to_it(database: Database, told: Cast) -> None:
    database.write(pat, told.ana, told.finn, LATER)
    assert behind(database, told) == []


def test_what_was_given_before_the_digest_is_in_it(database: Database, told: Cast) -> None:
    database.write(pat, told.dave, told.ana, MONDAY - timedelta(minutes=1))
    assert behind(database, told, looked_at=None) == []


def test_a_process_that_starts_looks_back_a_day(database: Database, told: Cast) -> None:
    database.write(pat, told.dave, told.ana, LATER)
    assert behind(database, told, LATER + timedelta(hours=20), None) == [told.carol.id]


def test_a_moment_that_was_looked_at_is_looked_at_again_since_a_write_takes_a_while(
    database: Database, told: Cast
) -> None:
    database.write(pat, told.dave, told.ana, LATER - timedelta(seconds=2))
    assert behind(database, told, LATER + timedelta(seconds=1), LATER) == [told.carol.id]


def test_the_lead_of_a_team_as_well(database: Database, cast: Cast, now: datetime) -> None:
    def hire(session: Session) -> None:
        roles = {cast.dave.id: Role.LEAD, cast.finn.id: Role.MEMBER}
        of: dict[str, Any] = {"workspace_id": cast.workspace_id, "team_id": cast.returns_desk.id}
        teams.set_members(session, **of, roles=roles, now=now - timedelta(weeks=4))

    database.write(hire)
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    running.run_due(database, workspace_id=cast.workspace_id, now=MONDAY)
    database.write(pat, cast.ana, cast.finn, LATER)
    assert behind(database, cast) == [cast.dave.id]


def test_while_nobody_gives_it_is_one_statement(database: Database, told: Cast) -> None:
    with QueryCounter(database) as counter:
        behind(database, told)
    assert counter.count == 1
