"""Whose working week and holidays count for whom."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.people import reporting, teams
from models.people.members import Member
from models.people.teams import Role
from models.storage.database import Database
from models.workdays import SUNDAY_TO_THURSDAY, USUAL, Calendar
from models.workspace import calendars
from models.workspace.calendars import WHOLE_WORKSPACE, Calendars, WorkingCalendar
from tests.people import Cast
from tests.statements import QueryCounter

DUBAI, GERMANY, JAPAN = Calendar(SUNDAY_TO_THURSDAY, "AE"), Calendar(country="DE"), Calendar(country="JP")


def works(
    session: Session, cast: Cast, calendar: Calendar, *, team: UUID | None = None, lead: UUID | None = None
) -> None:
    """Of the team, of the lead's people, or of everyone."""
    row = WorkingCalendar(workspace_id=cast.workspace_id, owner=str(team or lead or WHOLE_WORKSPACE))
    row.team_id, row.lead_id, row.weekdays = team, lead, list(calendar.weekdays)
    row.country, row.subdivision, row.changed_at = calendar.country, calendar.subdivision, cast.workspace.installed_at
    session.add(row)


def of(found: Calendars, *people: Member) -> list[Calendar]:
    return [found.of(person.id) for person in people]


def test_where_nothing_is_set_monday_to_friday_are_worked(database: Database, cast: Cast, now: datetime) -> None:
    assert of(database.query(calendars.read, cast.workspace_id, now), cast.ana) == [USUAL]


def test_the_team_is_nearer_than_the_lead_and_the_lead_nearer_than_the_workspace(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(works, cast, GERMANY)
    database.write(works, cast, DUBAI, lead=cast.carol.id)
    database.write(works, cast, JAPAN, team=cast.returns_desk.id)
    roles = {cast.dave.id: Role.LEAD, cast.eve.id: Role.MEMBER, cast.bo.id: Role.MEMBER}
    desk: dict[str, Any] = {"workspace_id": cast.workspace_id, "team_id": cast.returns_desk.id}
    database.write(teams.set_members, **desk, roles=roles, now=now)
    with QueryCounter(database) as executed:
        found = database.query(calendars.read, cast.workspace_id, now)
    assert of(found, cast.ana, cast.bo, cast.carol, cast.finn) == [DUBAI, JAPAN, DUBAI, GERMANY]
    assert executed.count == 1


def test_a_calendar_counts_for_those_who_were_there_then(database: Database, cast: Cast, now: datetime) -> None:
    database.write(works, cast, DUBAI, lead=cast.carol.id)
    moved: dict[str, Any] = {"workspace_id": cast.workspace_id, "member_id": cast.ana.id}
    database.write(reporting.set_lead, **moved, lead_id=cast.dave.id, now=now)
    before = database.query(calendars.read, cast.workspace_id, now - timedelta(days=1))
    after = database.query(calendars.read, cast.workspace_id, now)
    assert of(before, cast.ana) == [DUBAI]
    assert of(after, cast.ana) == of(database.query(calendars.todays, cast.workspace_id, [cast.ana.id]), cast.ana)
    assert of(after, cast.ana) == [USUAL]


def test_only_those_who_are_asked_about_are_read(database: Database, cast: Cast, now: datetime) -> None:
    database.write(works, cast, GERMANY)
    database.write(works, cast, DUBAI, lead=cast.carol.id)
    found = database.query(calendars.read, cast.workspace_id, now, [cast.ana.id])
    assert (set(found.own), found.everyone) == ({cast.ana.id}, GERMANY)


def test_another_workspace_has_its_own(database: Database, cast: Cast, now: datetime) -> None:
    database.write(works, cast, GERMANY)
    assert database.query(calendars.read, cast.elsewhere.id, now) == calendars.NONE_SET


def test_a_week_without_a_day_is_the_usual_one(database: Database, cast: Cast, now: datetime) -> None:
    database.write(works, cast, Calendar(()))
    assert of(database.query(calendars.read, cast.workspace_id, now), cast.ana) == [USUAL]


def test_a_country_that_is_not_known_is_found_and_breaks_nothing(database: Database, cast: Cast, now: datetime) -> None:
    database.write(works, cast, Calendar(country="XX"))
    database.write(works, cast, Calendar(country="DE", subdivision="ZZ"), lead=cast.carol.id)
    database.write(works, cast, GERMANY, lead=cast.dave.id)
    assert database.query(calendars.unknown, cast.workspace_id) == ["DE-ZZ", "XX"]
    assert database.query(calendars.unknown, cast.elsewhere.id) == []
    everyone = database.query(calendars.read, cast.workspace_id, now).everyone
    assert everyone.between(date(2026, 1, 1), date(2027, 1, 1)) == USUAL.between(date(2026, 1, 1), date(2027, 1, 1))
