"""Who gets a digest and when it is due."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from digests import weeks
from digests.scheduling import planning, running
from models.people import reporting, teams
from models.people.members import Member
from models.schedules import Audience, Run, RunStatus, Schedule, keeping, standing
from models.storage.database import Database
from models.workspace import workspaces
from models.workspace.calendars import WorkingCalendar
from tests.people import Cast
from tests.statements import QueryCounter


def settle(database: Database, cast: Cast, now: datetime) -> None:
    for changes in database.query(planning.changes, workspace_id=cast.workspace_id, now=now).parts():
        database.write(planning.keep, workspace_id=cast.workspace_id, changes=changes)


def stored(database: Database, cast: Cast) -> dict[tuple[str, str], Schedule]:
    def read(session: Session) -> list[Schedule]:
        return list(session.scalars(select(Schedule).where(Schedule.workspace_id == cast.workspace_id)))

    return {(row.audience, row.reader): row for row in database.query(read)}


def set_zone(session: Session, member: Member, zone: str) -> None:
    query = select(Member).where(Member.workspace_id == member.workspace_id, Member.id == member.id)
    session.scalars(query).one().zone = zone


def test_the_workspace_and_each_lead_get_a_schedule_with_no_configuration(
    database: Database, cast: Cast, now: datetime
) -> None:
    settle(database, cast, now)
    readers = {("team", "workspace"), ("lead", str(cast.carol.id)), ("lead", str(cast.dave.id))}
    assert stored(database, cast).keys() == readers


def test_the_first_digest_comes_next_monday_at_nine_and_counts_from_this_one(
    database: Database, cast: Cast, now: datetime
) -> None:
    settle(database, cast, now)
    for row in stored(database, cast).values():
        assert row.counts_from == datetime(2026, 3, 2, tzinfo=UTC)
        assert row.next_due_at == datetime(2026, 3, 9, 9, tzinfo=UTC)


def test_a_team_with_a_channel_gets_its_own_in_its_own_zone(database: Database, cast: Cast, now: datetime) -> None:
    database.write(
        teams.create,
        workspace_id=cast.workspace_id,
        name="Returns desk",
        channel_id="C0RETURNS0",
        zone="Asia/Tokyo",
        now=now,
    )
    settle(database, cast, now)
    row = stored(database, cast)["team", str(cast.returns_desk.id)]
    assert row.next_due_at == datetime(2026, 3, 9, tzinfo=UTC)  # 09:00 in Tokyo


def test_a_second_look_finds_nothing_to_change(database: Database, cast: Cast, now: datetime) -> None:
    settle(database, cast, now)
    assert not database.query(planning.changes, workspace_id=cast.workspace_id, now=now + timedelta(days=3))


def test_two_looks_at_once_make_each_schedule_once(database: Database, cast: Cast, now: datetime) -> None:
    changes = database.query(planning.changes, workspace_id=cast.workspace_id, now=now)
    for _ in range(2):
        database.write(planning.keep, workspace_id=cast.workspace_id, changes=changes)
    assert len(stored(database, cast)) == 3


def test_a_new_lead_gets_a_schedule(database: Database, cast: Cast, now: datetime) -> None:
    settle(database, cast, now)
    database.write(
        reporting.set_lead, workspace_id=cast.workspace_id, member_id=cast.dave.id, lead_id=cast.finn.id, now=now
    )
    settle(database, cast, now)
    assert ("lead", str(cast.finn.id)) in stored(database, cast)


def test_a_lead_reads_at_nine_of_their_own_morning(database: Database, cast: Cast, now: datetime) -> None:
    database.write(set_zone, cast.carol, "America/Los_Angeles")
    settle(database, cast, now)
    row = stored(database, cast)["lead", str(cast.carol.id)]
    assert row.next_due_at == datetime(2026, 3, 9, 16, tzinfo=UTC)  # the clocks went forward on the 8th


def set_wishes(session: Session, /, member: Member, **wishes: bool) -> None:
    row = session.get_one(Member, (member.workspace_id, member.id))
    for name, wish in wishes.items():
        setattr(row, name, wish)


def dues(database: Database, cast: Cast, member: Member) -> dict[str, datetime]:
    return {
        audience: row.next_due_at for (audience, who), row in stored(database, cast).items() if who == str(member.id)
    }


def test_whoever_reads_the_leaderships_gets_it_weekly_and_their_own_month_monthly(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(set_wishes, cast.finn, reads_leadership=True, monthly_digest=True)
    settle(database, cast, now)
    monday, first = datetime(2026, 3, 9, 9, tzinfo=UTC), datetime(2026, 4, 1, 8, tzinfo=UTC)
    assert dues(database, cast, cast.finn) == {Audience.LEADERSHIP: monday, Audience.PERSONAL: first}
    assert stored(database, cast)["personal", str(cast.finn.id)].counts_from == datetime(2026, 3, 1, tzinfo=UTC)


def test_a_month_waits_for_the_first_day_on_which_its_reader_works(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(set_wishes, cast.ana, monthly_digest=True)
    settle(database, cast, datetime(2026, 4, 20, tzinfo=UTC))
    assert dues(database, cast, cast.ana) == {Audience.PERSONAL: datetime(2026, 5, 1, 8, tzinfo=UTC)}
    database.write(works_in, cast, "DE")  # 1 May is a holiday there, a Friday
    settle(database, cast, datetime(2026, 4, 21, tzinfo=UTC))
    assert dues(database, cast, cast.ana) == {Audience.PERSONAL: datetime(2026, 5, 4, 8, tzinfo=UTC)}
    (told,) = (
        one
        for one in database.query(
            planning.plan_due, workspace_id=cast.workspace_id, now=datetime(2026, 5, 4, 8, tzinfo=UTC)
        ).told
        if one.schedule.audience == Audience.PERSONAL
    )
    assert (told.period.start, told.period.end) == (
        datetime(2026, 3, 31, 23, tzinfo=UTC),
        datetime(2026, 4, 30, 23, tzinfo=UTC),
    )
    assert told.next_due_at == datetime(2026, 6, 1, 8, tzinfo=UTC)


def works_in(session: Session, cast: Cast, country: str) -> None:
    calendar = WorkingCalendar(workspace_id=cast.workspace_id, owner="workspace", weekdays=[0, 1, 2, 3, 4])
    calendar.country, calendar.changed_at = country, datetime(2026, 1, 1, tzinfo=UTC)
    session.add(calendar)


def test_who_stops_reading_is_owed_nothing_more_and_no_period_is_lost_meanwhile(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(set_wishes, cast.finn, reads_leadership=True)
    settle(database, cast, now)
    database.write(set_wishes, cast.finn, reads_leadership=False)
    for week in range(2):
        running.run_due(database, workspace_id=cast.workspace_id, now=datetime(2026, 3, 9 + 7 * week, 9, tzinfo=UTC))
    (schedule,) = (row for row in stored(database, cast).values() if row.audience == Audience.LEADERSHIP)
    query = select(Run).where(Run.workspace_id == cast.workspace_id, Run.schedule_id == schedule.id)
    rows = database.query(lambda session: list(session.scalars(query.order_by(Run.period_start))))
    assert [(row.status, row.snapshot) for row in rows] == [(RunStatus.NOTHING, {})] * 2
    assert rows[0].period_end == rows[1].period_start


def test_a_lead_without_a_zone_reads_in_the_workspaces(database: Database, cast: Cast, now: datetime) -> None:
    database.write(set_zone, cast.carol, "")
    database.write(workspaces.configure, workspace_id=cast.workspace_id, zone="Asia/Kolkata")
    settle(database, cast, now)
    row = stored(database, cast)["lead", str(cast.carol.id)]
    assert row.next_due_at == datetime(2026, 3, 9, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "due"), [("Asia/Tokyo", "2026-03-09T00:00"), ("America/Los_Angeles", "2026-03-09T16:00")]
)
def test_a_reader_who_moves_is_read_to_in_the_new_zone(
    database: Database, cast: Cast, now: datetime, zone: str, due: str
) -> None:
    settle(database, cast, now)
    database.write(set_zone, cast.carol, zone)
    settle(database, cast, now)
    row = stored(database, cast)["lead", str(cast.carol.id)]
    assert row.next_due_at == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_a_changed_day_and_hour_is_picked_up(database: Database, cast: Cast, now: datetime) -> None:
    def friday_at_half_past_four(session: Session) -> None:
        query = select(Schedule).where(Schedule.workspace_id == cast.workspace_id, Schedule.reader == "workspace")
        row = session.scalars(query).one()
        row.weekday, row.hour, row.minute = 4, 16, 30

    settle(database, cast, now)
    database.write(friday_at_half_past_four)
    settle(database, cast, now)
    assert stored(database, cast)["team", "workspace"].next_due_at == datetime(2026, 3, 6, 16, 30, tzinfo=UTC)


def test_a_move_after_a_digest_leaves_no_hour_out(database: Database, cast: Cast, now: datetime) -> None:
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    monday = datetime(2026, 3, 9, 9, tzinfo=UTC)
    running.run_due(database, workspace_id=cast.workspace_id, now=monday)
    database.write(set_zone, cast.carol, "Asia/Tokyo")
    running.run_due(database, workspace_id=cast.workspace_id, now=monday + timedelta(days=1))
    found = database.query(standing.read, workspace_id=cast.workspace_id)
    (carol,) = [row for row in found if row.member_id == cast.carol.id]
    assert carol.start == datetime(2026, 3, 9, tzinfo=UTC)
    assert carol.next_due_at == datetime(2026, 3, 16, tzinfo=UTC)
    assert weeks.next_period(carol.start, planning.rule_of(carol)).end == datetime(2026, 3, 15, 15, tzinfo=UTC)


def test_the_weeks_of_a_schedule_that_is_switched_off_pass_with_nothing_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    def off(session: Session) -> None:
        for row in session.scalars(select(Schedule).where(Schedule.workspace_id == cast.workspace_id)):
            row.enabled = False

    settle(database, cast, now)
    database.write(off)
    for week in range(3):
        monday = datetime(2026, 3, 9, 9, tzinfo=UTC) + timedelta(weeks=week)
        assert running.run_due(database, workspace_id=cast.workspace_id, now=monday) == 0
    query = select(Run.status).where(Run.workspace_id == cast.workspace_id)
    assert set(database.query(lambda session: session.scalars(query).all())) == {RunStatus.NOTHING}


def test_of_a_month_of_downtime_only_the_latest_week_is_told(database: Database, cast: Cast, now: datetime) -> None:
    settle(database, cast, now)
    due = database.query(planning.plan_due, workspace_id=cast.workspace_id, now=datetime(2026, 4, 3, tzinfo=UTC))
    carols = [one for one in due.missed if one.schedule.member_id == cast.carol.id]
    (told,) = [one for one in due.told if one.schedule.member_id == cast.carol.id]
    assert [one.period.start.day for one in carols] == [2, 9, 16]
    assert told.period.end == datetime(2026, 3, 29, 23, tzinfo=UTC)
    assert told.due_at == datetime(2026, 3, 30, 8, tzinfo=UTC)
    assert told.next_due_at == datetime(2026, 4, 6, 8, tzinfo=UTC)


def test_an_idle_tick_is_one_statement(database: Database, cast: Cast, now: datetime) -> None:
    settle(database, cast, now)
    with QueryCounter(database) as executed:
        assert database.query(running.prepare, workspace_id=cast.workspace_id, now=now) == []
    assert executed.count == 1


def test_another_workspace_has_its_own(database: Database, cast: Cast, now: datetime) -> None:
    running.run_due(database, workspace_id=cast.elsewhere.id, now=now)
    assert stored(database, cast) == {}
    assert database.query(keeping.known, workspace_id=cast.elsewhere.id) == {(Audience.TEAM, "workspace")}
