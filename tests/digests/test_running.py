"""The weekly round: each period exactly once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from digests import rendering
from digests.scheduling import running, snapshots
from digests.scheduling.running import Prepared
from digests.weeks import Period
from models import schedules
from models.delivery.outbox import Delivery, Kind, Priority, Purpose, Status
from models.kudos import ChannelKind, Retraction
from models.people import teams
from models.people.members import Circle, Member
from models.schedules import Run, RunStatus, runs, standing
from models.storage.database import Database
from models.workspace import workspaces
from tests.concurrency import at_once
from tests.digests.giving import SUPPORT, pat
from tests.people import Cast
from tests.statements import QueryCounter

MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)


def stored(database: Database, cast: Cast) -> list[Run]:
    def read(session: Session) -> list[Run]:
        query = select(Run).where(Run.workspace_id == cast.workspace_id).order_by(Run.schedule_id, Run.period_start)
        return list(session.scalars(query))

    return database.query(read)


def owed(database: Database, cast: Cast) -> list[Delivery]:
    def read(session: Session) -> list[Delivery]:
        query = select(Delivery).where(Delivery.workspace_id == cast.workspace_id).order_by(Delivery.purpose)
        return list(session.scalars(query))

    return database.query(read)


def tick(database: Database, cast: Cast, now: datetime) -> int:
    return running.run_due(database, workspace_id=cast.workspace_id, now=now)


@pytest.fixture
def settled(database: Database, cast: Cast, now: datetime) -> Cast:
    """Schedules are there, and Bo thanked Ana on Wednesday."""
    assert tick(database, cast, now) == 0
    database.write(pat, cast.bo, cast.ana, now)
    return cast


def test_nothing_is_owed_before_monday_at_nine(database: Database, settled: Cast) -> None:
    assert tick(database, settled, MONDAY - timedelta(seconds=1)) == 0
    assert stored(database, settled) == []


def test_on_monday_at_nine_the_channel_and_the_lead_are_owed_their_digest(database: Database, settled: Cast) -> None:
    assert tick(database, settled, MONDAY) == 2
    lead, team = owed(database, settled)
    assert (team.purpose, team.channel_id, team.member_id) == (Purpose.TEAM_DIGEST, "C0PATS0000", None)
    assert (lead.purpose, lead.channel_id, lead.member_id) == (
        Purpose.LEAD_DIGEST,
        settled.carol.slack_user_id,
        settled.carol.id,
    )
    for row in (team, lead):
        assert (row.kind, row.status, row.priority, row.due_at) == (Kind.POST, Status.DUE, Priority.DIGEST, MONDAY)
    told = {run.id for run in stored(database, settled) if run.status == RunStatus.OWED}
    assert {team.subject_id, lead.subject_id} == told


def test_a_second_tick_owes_nothing_more(database: Database, settled: Cast) -> None:
    tick(database, settled, MONDAY)
    assert tick(database, settled, MONDAY + timedelta(seconds=1)) == 0
    assert len(owed(database, settled)) == 2


def test_the_week_after_starts_where_this_one_ended(database: Database, settled: Cast) -> None:
    for week in range(3):
        tick(database, settled, MONDAY + timedelta(weeks=week))
    mine = [run for run in stored(database, settled) if run.snapshot.get("lead") == str(settled.carol.id)]
    assert all(one.period_end == after.period_start for one, after in pairwise(mine))
    assert len(mine) == 3


def test_two_processes_at_the_same_tick_owe_each_digest_once(database: Database, settled: Cast) -> None:
    other = Database(database.url.render_as_string(hide_password=False))
    try:
        both = [one.query(running.prepare, workspace_id=settled.workspace_id, now=MONDAY) for one in (database, other)]
        counts = at_once(*(lambda d=d, p=p: store(d, settled, p) for d, p in zip((database, other), both, strict=True)))
    finally:
        other.close()
    assert sorted(counts) == [0, 2]
    assert Counter(run.status for run in stored(database, settled)) == {"owed": 2, "nothing": 1}
    assert len(owed(database, settled)) == 2


def store(database: Database, cast: Cast, prepared: list[Prepared]) -> int:
    return database.write(running.store, workspace_id=cast.workspace_id, prepared=prepared, now=MONDAY)


def test_a_plan_from_before_a_move_does_not_count_a_day_twice(database: Database, settled: Cast) -> None:
    """A process that planned three weeks and slept, while another one told them in another zone."""
    late = MONDAY + timedelta(weeks=2)
    stale = database.query(running.prepare, workspace_id=settled.workspace_id, now=late)

    def to_tokyo(session: Session) -> None:
        members = select(Member).where(Member.workspace_id == settled.workspace_id, Member.id == settled.carol.id)
        session.scalars(members).one().zone = "Asia/Tokyo"

    database.write(to_tokyo)
    tick(database, settled, late)
    before = [(run.schedule_id, run.period_start, run.period_end) for run in stored(database, settled)]
    assert store(database, settled, stale) == 0
    assert [(run.schedule_id, run.period_start, run.period_end) for run in stored(database, settled)] == before


def test_a_crash_before_the_commit_leaves_everything_to_the_next_tick(database: Database, settled: Cast) -> None:
    prepared = database.query(running.prepare, workspace_id=settled.workspace_id, now=MONDAY)

    def crash(session: Session) -> None:
        running.store(session, workspace_id=settled.workspace_id, prepared=prepared, now=MONDAY)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        database.write(crash)
    assert tick(database, settled, MONDAY) == 2


def test_a_month_of_downtime_owes_one_digest_each_and_marks_the_others_missed(
    database: Database, settled: Cast
) -> None:
    back = MONDAY + timedelta(weeks=3, days=2)
    assert tick(database, settled, back) == 1  # nobody was thanked last week: only the lead hears
    mine = [run for run in stored(database, settled) if run.schedule_id == carols_schedule(database, settled)]
    assert [run.status for run in mine] == [RunStatus.MISSED] * 3 + [RunStatus.OWED]
    assert all(one.period_end == after.period_start for one, after in pairwise(mine))


def carols_schedule(database: Database, cast: Cast) -> object:
    found = database.query(standing.read, workspace_id=cast.workspace_id)
    return next(row.id for row in found if row.member_id == cast.carol.id)


def test_a_digest_six_days_late_is_still_told(database: Database, settled: Cast) -> None:
    assert tick(database, settled, MONDAY + timedelta(days=6, hours=23)) == 2


def test_an_autumn_and_a_spring_are_told_week_by_week(database: Database, settled: Cast) -> None:
    """Both clock changes of London, ticking every hour of the days around them."""
    for start in (datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)):
        tick(database, settled, start)
        count = len(stored(database, settled))
        for hour in range(24 * 5):
            tick(database, settled, start + timedelta(hours=hour))
        assert len(stored(database, settled)) == count + 3
    dues = {run.due_at for run in stored(database, settled) if run.status != RunStatus.MISSED}
    assert datetime(2026, 3, 30, 8, tzinfo=UTC) in dues
    assert datetime(2026, 10, 26, 9, tzinfo=UTC) in dues


def test_with_nothing_to_tell_nothing_is_posted_in_a_channel(database: Database, cast: Cast, now: datetime) -> None:
    tick(database, cast, now)
    assert tick(database, cast, MONDAY) == 1
    assert [row.purpose for row in owed(database, cast)] == [Purpose.LEAD_DIGEST]


def test_a_lead_without_anyone_to_count_gets_none(database: Database, settled: Cast) -> None:
    """Dave's only report is a guest."""
    tick(database, settled, MONDAY)
    assert settled.dave.slack_user_id not in {row.channel_id for row in owed(database, settled)}


def test_a_lead_who_left_gets_none(database: Database, settled: Cast) -> None:
    def leave(session: Session) -> None:
        query = select(Member).where(Member.workspace_id == settled.workspace_id, Member.id == settled.carol.id)
        session.scalars(query).one().active = False

    database.write(leave)
    tick(database, settled, MONDAY)
    assert [row.purpose for row in owed(database, settled)] == [Purpose.TEAM_DIGEST]


def without_a_kudos_channel(session: Session, cast: Cast) -> None:
    workspaces.get(session, cast.workspace_id).kudos_channel_id = None


def test_without_a_kudos_channel_it_goes_where_most_was_said(database: Database, settled: Cast, now: datetime) -> None:
    database.write(without_a_kudos_channel, settled)
    for _ in range(2):
        database.write(pat, settled.ana, settled.bo, now, channel_id="C0RETURNS0")
    tick(database, settled, MONDAY)
    assert owed(database, settled)[-1].channel_id == "C0RETURNS0"


def test_without_any_public_channel_the_team_is_told_nothing(database: Database, cast: Cast, now: datetime) -> None:
    database.write(without_a_kudos_channel, cast)
    tick(database, cast, now)
    database.write(pat, cast.bo, cast.ana, now, channel_id="G0SECRET00", kind=ChannelKind.PRIVATE)
    tick(database, cast, MONDAY)
    assert [row.purpose for row in owed(database, cast)] == [Purpose.LEAD_DIGEST]


def test_a_team_with_a_channel_of_its_own_is_told_of_its_own_people(
    database: Database, settled: Cast, now: datetime
) -> None:
    database.write(
        teams.create, workspace_id=settled.workspace_id, name="Returns desk", channel_id="C0RETURNS0", now=now
    )
    tick(database, settled, now)
    database.write(pat, settled.bo, settled.eve, now)
    tick(database, settled, MONDAY)
    told = {row.channel_id: row.subject_id for row in owed(database, settled)}
    desk_run, everyone_run = told["C0RETURNS0"], told["C0PATS0000"]
    pats = {run.id: run.snapshot["pats"] for run in stored(database, settled) if "pats" in run.snapshot}
    assert desk_run
    assert everyone_run
    assert (pats[desk_run], pats[everyone_run]) == (1, 2)


def test_a_snapshot_holds_ids_and_figures_and_no_words(database: Database, settled: Cast, now: datetime) -> None:
    database.write(pat, settled.ana, settled.bo, now, message="zebra crossing", customer_words="zebra")
    tick(database, settled, MONDAY)
    for run in stored(database, settled):
        assert "zebra" not in str(run.snapshot)
        assert "Ana" not in str(run.snapshot)
        digest = snapshots.load(run.snapshot, Period(run.period_start, run.period_end))
        assert snapshots.dump(digest) == run.snapshot


def test_a_kudos_taken_back_later_finds_the_digests_that_tell_of_it(
    database: Database, settled: Cast, now: datetime
) -> None:
    kudos_id = database.write(pat, settled.ana, settled.bo, now, decision="Sent a second parcel")
    tick(database, settled, MONDAY)

    def telling(given_at: datetime) -> set[UUID]:
        return set(database.query(runs.telling, workspace_id=settled.workspace_id, told_id=kudos_id, at=given_at))

    assert telling(now) == {row.subject_id for row in owed(database, settled)}
    assert telling(now + timedelta(weeks=2)) == set()


def test_a_kudos_that_a_lead_was_told_of_weeks_later_finds_that_digest(
    database: Database, cast: Cast, now: datetime
) -> None:
    tick(database, cast, now)
    given_at = now - timedelta(weeks=4)
    kudos_id = database.write(pat, cast.bo, cast.ana, given_at)
    tick(database, cast, MONDAY)
    found = database.query(runs.telling, workspace_id=cast.workspace_id, told_id=kudos_id, at=given_at)
    assert found == [row.subject_id for row in owed(database, cast) if row.member_id == cast.carol.id]
    assert len(found) == 1


def test_a_digest_whose_only_story_vanished_has_nothing_left(database: Database, settled: Cast, now: datetime) -> None:
    tick(database, settled, MONDAY)
    team = owed(database, settled)[-1]

    def take_back(session: Session) -> None:
        (story,) = next(run.snapshot["stories"] for run in stored(database, settled) if run.id == team.subject_id)
        session.add(
            Retraction(workspace_id=settled.workspace_id, kudos_id=UUID(story), by_id=None, reason="undo", at=now)
        )

    database.write(take_back)
    assert team.subject_id
    assert database.query(rendering.render, workspace_id=settled.workspace_id, run_id=team.subject_id) is None


def test_ten_teams_and_a_thousand_are_prepared_and_rendered_in_the_same_statements(
    database: Database, cast: Cast, now: datetime
) -> None:
    counts: list[tuple[int, int]] = []
    for first, last in ((0, 10), (10, 1000)):
        database.write(many_teams, cast, now, first, last)
        later = now + timedelta(weeks=len(counts))
        tick(database, cast, later)
        with QueryCounter(database) as executed:
            prepared = database.query(running.prepare, workspace_id=cast.workspace_id, now=later + timedelta(days=5))
        told = [one.id for one in prepared if one.status == RunStatus.OWED]
        assert len(told) >= last
        for part in running.parts(prepared):
            store(database, cast, part)
        with QueryCounter(database) as rendered:
            database.query(rendering.render_all, workspace_id=cast.workspace_id, run_ids=told)
        counts.append((executed.count, rendered.count))
    assert counts[0] == counts[1]
    assert sum(counts[0]) <= 15


def many_teams(session: Session, cast: Cast, now: datetime, first: int, last: int) -> None:
    """Teams with channels, of Ana and Bo, who thank each other in the week of `now` and in the next."""
    for n in range(first, last):
        team = teams.create(
            session, workspace_id=cast.workspace_id, name=f"Team {n}", channel_id=f"C0TEAM{n:04}", now=now
        )
        roles = {cast.ana.id: teams.Role.MEMBER, cast.bo.id: teams.Role.LEAD}
        teams.set_members(session, workspace_id=cast.workspace_id, team_id=team.id, roles=roles, now=now)
    for week in range(2):
        pat(session, cast.ana, cast.bo, now + timedelta(weeks=week))


def test_a_write_holds_at_most_a_thousand_rows(database: Database, settled: Cast) -> None:
    prepared = database.query(running.prepare, workspace_id=settled.workspace_id, now=MONDAY) * 300
    assert max(len(part) for part in running.parts(prepared)) * 3 <= schedules.MOST_ROWS
    assert sum(len(part) for part in running.parts(prepared)) == len(prepared)


def test_what_is_below_everyone_is_not_counted_in_a_channel(database: Database, settled: Cast, now: datetime) -> None:
    database.write(pat, settled.ana, settled.bo, now, channel_id=SUPPORT, circle=Circle.LEAD)
    tick(database, settled, MONDAY)
    snapshot = next(run.snapshot for run in stored(database, settled) if "pats" in run.snapshot)
    assert snapshot["pats"] == 1


def test_a_leads_digest_waits_for_the_end_of_their_quiet_hours(database: Database, settled: Cast) -> None:
    def late_riser(session: Session) -> None:
        session.get_one(Member, (settled.workspace_id, settled.carol.id)).quiet_until = 11

    database.write(late_riser)
    tick(database, settled, MONDAY)
    lead, team = owed(database, settled)
    assert (team.due_at, lead.due_at) == (MONDAY, MONDAY + timedelta(hours=2))
