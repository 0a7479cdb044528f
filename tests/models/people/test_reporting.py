"""Who leads whom, at which instant: reporting lines and teams."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from models.people import reporting, teams
from models.people.members import Member
from models.people.reporting import ReportingLine
from models.people.teams import Role, Team, TeamMembership
from models.storage.database import Database
from tests.models import rows
from tests.people import SINCE, Cast
from tests.statements import QueryCounter

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)


def reports(database: Database, cast: Cast, lead: Member, at: datetime) -> list[str]:
    found = database.query(reporting.reports_of, workspace_id=cast.workspace_id, lead_id=lead.id, at=at)
    return [member.name for member in found]


def set_lead(database: Database, cast: Cast, member: Member, lead: Member | None, now: datetime) -> None:
    lead_id = lead.id if lead else None
    database.write(reporting.set_lead, workspace_id=cast.workspace_id, member_id=member.id, lead_id=lead_id, now=now)


def set_members(database: Database, cast: Cast, roles: dict[UUID, Role], now: datetime) -> None:
    database.write(
        teams.set_members, workspace_id=cast.workspace_id, team_id=cast.returns_desk.id, roles=roles, now=now
    )


def test_a_lead_has_direct_reports_and_the_members_of_the_team_they_lead(
    database: Database, cast: Cast, now: datetime
) -> None:
    assert reports(database, cast, cast.carol, now) == ["Ana", "Bo"]
    assert reports(database, cast, cast.dave, now) == ["Eve"]
    assert reports(database, cast, cast.ana, now) == []


def test_a_change_of_lead_counts_from_its_instant_and_not_before(database: Database, cast: Cast, now: datetime) -> None:
    set_lead(database, cast, cast.ana, cast.dave, now)
    assert reports(database, cast, cast.carol, now - INSTANT) == ["Ana", "Bo"]
    assert reports(database, cast, cast.carol, now) == ["Bo"]
    assert reports(database, cast, cast.dave, now - INSTANT) == ["Eve"]
    assert reports(database, cast, cast.dave, now) == ["Ana", "Eve"]


def test_before_the_first_line_nobody_leads_anybody(database: Database, cast: Cast, now: datetime) -> None:
    at = now - SINCE - INSTANT
    assert reports(database, cast, cast.carol, at) == []
    assert database.query(reporting.leads_at, workspace_id=cast.workspace_id, at=at) == []


def test_the_same_lead_again_leaves_the_line_as_it_is(database: Database, cast: Cast, now: datetime) -> None:
    set_lead(database, cast, cast.ana, cast.carol, now)
    line = rows.one(database, ReportingLine, ReportingLine.member_id == cast.ana.id)
    assert (line.starts_at, line.ends_at) == (now - SINCE, None)


def test_someone_can_report_to_nobody_and_to_someone_again(database: Database, cast: Cast, now: datetime) -> None:
    set_lead(database, cast, cast.ana, None, now)
    set_lead(database, cast, cast.ana, cast.carol, now + DAY)
    assert reports(database, cast, cast.carol, now) == ["Bo"]
    assert reports(database, cast, cast.carol, now + DAY) == ["Ana", "Bo"]


def test_someone_who_left_is_nobodys_report(database: Database, cast: Cast, now: datetime) -> None:
    def leave(session: Session) -> None:
        session.get_one(Member, (cast.workspace_id, cast.ana.id)).active = False

    database.write(leave)
    assert reports(database, cast, cast.carol, now) == ["Bo"]


def test_the_team_of_a_past_day_is_the_team_as_it_was(database: Database, cast: Cast, now: datetime) -> None:
    set_members(database, cast, {cast.dave.id: Role.LEAD, cast.bo.id: Role.MEMBER}, now)
    assert reports(database, cast, cast.dave, now - INSTANT) == ["Eve"]
    assert reports(database, cast, cast.dave, now) == ["Bo"]


def test_setting_the_same_team_again_adds_no_rows(database: Database, cast: Cast, now: datetime) -> None:
    before = rows.count(database, TeamMembership)
    set_members(database, cast, {cast.dave.id: Role.LEAD, cast.eve.id: Role.MEMBER}, now)
    assert rows.count(database, TeamMembership) == before


def test_a_member_who_becomes_lead_leads_from_then_on(database: Database, cast: Cast, now: datetime) -> None:
    set_members(database, cast, {cast.dave.id: Role.MEMBER, cast.eve.id: Role.LEAD}, now)
    assert reports(database, cast, cast.eve, now) == ["Dave"]
    assert reports(database, cast, cast.dave, now) == []


def test_adding_people_keeps_those_who_are_there(database: Database, cast: Cast, now: datetime) -> None:
    added = {cast.ana.id: Role.MEMBER, cast.eve.id: Role.MEMBER}
    database.write(
        teams.add_members, workspace_id=cast.workspace_id, team_id=cast.returns_desk.id, roles=added, now=now
    )
    assert reports(database, cast, cast.dave, now) == ["Ana", "Eve"]
    eve = rows.one(database, TeamMembership, TeamMembership.member_id == cast.eve.id)
    assert eve.starts_at == now - SINCE


def test_someone_led_twice_is_one_report(database: Database, cast: Cast, now: datetime) -> None:
    set_lead(database, cast, cast.eve, cast.dave, now)
    assert reports(database, cast, cast.dave, now) == ["Eve"]
    leads = database.query(reporting.leads_at, workspace_id=cast.workspace_id, at=now)
    assert sorted(leads) == sorted([cast.carol.id, cast.dave.id])


def test_a_team_of_that_name_is_made_once_and_keeps_what_it_has(database: Database, cast: Cast, now: datetime) -> None:
    first = database.write(
        teams.create, workspace_id=cast.workspace_id, name="Night shift", channel_id="C1", zone="Asia/Tokyo", now=now
    )
    again = database.write(teams.create, workspace_id=cast.workspace_id, name="Night shift", now=now + DAY)
    assert (again.id, again.channel_id, again.zone, again.created_at) == (first.id, "C1", "Asia/Tokyo", now)
    elsewhere = database.write(teams.create, workspace_id=cast.elsewhere.id, name="Night shift", now=now)
    assert elsewhere.id != first.id
    assert rows.count(database, Team, Team.name == "Night shift") == 2


def test_all_reports_of_a_lead_are_one_statement(database: Database, cast: Cast, now: datetime) -> None:
    with QueryCounter(database) as executed:
        reports(database, cast, cast.carol, now)
    assert executed.count == 1
