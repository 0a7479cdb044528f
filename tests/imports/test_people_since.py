"""`backpat import people --since`: leads and teams hold from a day that is past, and so do the figures of then."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from digests.gaps import gaps_for_lead
from models.people import reporting, teams
from models.people.members import Member
from models.people.teams import Role
from models.storage.database import Database
from tests.digests.giving import pat
from tests.imports.conftest import Import
from tests.people import Cast

SWAPPED = """email,lead,team
ana@northwind.example,dave@northwind.example,Front line
bo@northwind.example,carol@northwind.example,
"""


def led(database: Database, lead: Member, at: datetime) -> list[str]:
    found = database.query(reporting.reports_of, workspace_id=lead.workspace_id, lead_id=lead.id, at=at)
    return [one.name for one in found]


@pytest.fixture
def day(now: datetime) -> date:
    """Three weeks ago; the cast stands as it does since eight."""
    return now.date() - timedelta(weeks=3)


@pytest.fixture
def begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)  # London, in winter


def test_what_is_new_holds_from_that_day_and_what_was_before_until_then(
    database: Database, cast: Cast, now: datetime, day: date, begin: datetime, import_people: Import
) -> None:
    done = import_people(SWAPPED, "--since", day.isoformat())
    assert done.exit_code == 0, done.output
    assert "Changed: 1 lead, 1 place in a team." in done.output
    assert f"holds from {day.day} {day:%B} {day.year} on." in done.output
    assert led(database, cast.dave, begin) == ["Ana", "Eve"]
    assert led(database, cast.dave, begin - timedelta(seconds=1)) == ["Eve"]
    assert led(database, cast.carol, begin - timedelta(seconds=1)) == ["Ana", "Bo"]
    assert led(database, cast.carol, now) == ["Bo"]


def test_again_changes_nothing_and_an_earlier_day_only_since_when(
    database: Database, cast: Cast, now: datetime, day: date, begin: datetime, import_people: Import
) -> None:
    import_people(SWAPPED)
    assert led(database, cast.dave, begin) == ["Eve"]
    done = import_people(SWAPPED, "--since", day.isoformat())
    assert "Changed: nothing but since when." in done.output
    assert "Of one person it was so already, but only from a later day on." in done.output.replace("1 ", "one ")
    assert led(database, cast.dave, begin) == ["Ana", "Eve"]
    assert led(database, cast.carol, begin) == ["Bo"]
    again = import_people(SWAPPED, "--since", day.isoformat())
    assert "Everything is so already: nothing changed." in again.output
    assert "Everything is so already" in import_people(SWAPPED, "--since", now.date().isoformat()).output


def test_what_was_set_down_in_between_and_is_not_so_any_more_goes(
    database: Database, cast: Cast, now: datetime, day: date, begin: datetime, import_people: Import
) -> None:
    def meanwhile(session: Session) -> None:
        line: dict[str, Any] = {"workspace_id": cast.workspace_id, "member_id": cast.ana.id}
        reporting.set_lead(session, **line, lead_id=cast.finn.id, now=begin + timedelta(days=3))

    database.write(meanwhile)
    import_people(SWAPPED, "--since", day.isoformat())
    for days in range(22):
        assert led(database, cast.dave, begin + timedelta(days=days)) == ["Ana", "Eve"]
        assert led(database, cast.finn, begin + timedelta(days=days)) == []


def test_a_dash_ends_it_on_that_day_and_an_empty_cell_leaves_what_is(
    database: Database, cast: Cast, day: date, begin: datetime, import_people: Import
) -> None:
    def join(session: Session) -> None:
        roles = {cast.dave.id: Role.LEAD, cast.eve.id: Role.MEMBER, cast.bo.id: Role.MEMBER}
        of: dict[str, Any] = {"workspace_id": cast.workspace_id, "team_id": cast.returns_desk.id}
        teams.set_members(session, **of, roles=roles, now=begin + timedelta(days=7))

    database.write(join)
    import_people("email,lead,team\nana@northwind.example,-,\nbo@northwind.example,,-\n", "--since", day.isoformat())
    assert led(database, cast.carol, begin) == ["Bo"]
    assert led(database, cast.carol, begin - timedelta(seconds=1)) == ["Ana", "Bo"]
    assert led(database, cast.dave, begin + timedelta(days=8)) == ["Eve"]


def test_past_thanks_count_as_those_of_the_lead_of_then(
    database: Database, cast: Cast, now: datetime, day: date, import_people: Import
) -> None:
    later = now + timedelta(hours=1)
    database.write(pat, cast.dave, cast.ana, now - timedelta(weeks=2))

    def from_lead() -> tuple[int, int]:
        report = database.query(gaps_for_lead, workspace_id=cast.workspace_id, lead_id=cast.dave.id, now=later)
        assert report.sources
        return report.sources.lead, report.sources.other_teams + report.sources.peers

    import_people(SWAPPED)
    assert from_lead() == (0, 1)
    import_people(SWAPPED, "--since", day.isoformat())
    assert from_lead() == (1, 0)


def test_a_day_that_cannot_be_is_said_and_nothing_is_stored(
    database: Database, cast: Cast, now: datetime, import_people: Import
) -> None:
    for said, why in (
        ((now.date() + timedelta(days=1)).isoformat(), "is in the future: a list holds from today"),
        ("1066-10-14", "a slip of the pen? Nothing was stored."),
        ("14 October", "does not match the format"),
    ):
        refused = import_people(SWAPPED, "--since", said)
        assert refused.exit_code == 2
        assert why in refused.output
    assert led(database, cast.carol, now) == ["Ana", "Bo"]


def test_a_day_before_anything_is_counted_is_taken_and_says_so(
    database: Database, cast: Cast, now: datetime, import_people: Import
) -> None:
    done = import_people(SWAPPED, "--since", "2001-02-03", "--dry-run")
    assert "would hold from 3 February 2001 on." in done.output
    assert "Nothing is counted here before" in done.output
    assert "backpat import slack-export" in done.output
    assert led(database, cast.carol, now) == ["Ana", "Bo"]
    import_people(SWAPPED, "--since", "2001-02-03")
    assert "Ana" in led(database, cast.dave, datetime(2001, 2, 4, tzinfo=UTC))
