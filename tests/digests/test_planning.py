"""Who gets a digest and when it is due."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from digests import weeks
from digests.scheduling import planning, running
from models.people import reporting, teams
from models.people.members import Member
from models.storage.database import Database
from models.workspace import schedules, workspaces
from models.workspace.schedules import Audience, Schedule
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
    standing = database.query(schedules.standing, workspace_id=cast.workspace_id)
    (carol,) = [row for row in standing if row.member_id == cast.carol.id]
    assert carol.start == datetime(2026, 3, 9, tzinfo=UTC)
    assert carol.next_due_at == datetime(2026, 3, 16, tzinfo=UTC)
    assert weeks.next_period(carol.start, planning.rule_of(carol)).end == datetime(2026, 3, 15, 15, tzinfo=UTC)


def test_a_schedule_that_is_switched_off_is_never_due(database: Database, cast: Cast, now: datetime) -> None:
    def off(session: Session) -> None:
        for row in session.scalars(select(Schedule).where(Schedule.workspace_id == cast.workspace_id)):
            row.enabled = False

    settle(database, cast, now)
    database.write(off)
    assert not database.query(planning.plan_due, workspace_id=cast.workspace_id, now=now + timedelta(days=30))
    assert not database.query(planning.changes, workspace_id=cast.workspace_id, now=now + timedelta(days=30))


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
    assert database.query(schedules.known, workspace_id=cast.elsewhere.id) == {(Audience.TEAM, "workspace")}
