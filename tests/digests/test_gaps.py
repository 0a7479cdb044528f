"""Recognition gaps, as a lead reads them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.figures.ages import Band
from digests.gaps import GapReport, gaps_for_lead
from models.kudos import Retraction
from models.people import reporting, teams
from models.people.members import Circle, Member
from models.storage.database import Database
from tests.digests.giving import pat
from tests.people import Cast
from tests.statements import QueryCounter


def gaps(database: Database, cast: Cast, now: datetime, lead: Member | None = None) -> GapReport:
    return database.query(gaps_for_lead, workspace_id=cast.workspace_id, lead_id=(lead or cast.carol).id, now=now)


def coverage(report: GapReport) -> list[tuple[int, int, int]]:
    return [(one.window, one.reached, one.people) for one in report.coverage]


def test_ages_and_coverage_of_a_leads_people(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now - timedelta(days=1))
    report = gaps(database, cast, now)
    assert [(gap.name, gap.days, gap.band) for gap in report.people] == [("Bo", 40, Band.RED), ("Ana", 1, Band.FRESH)]
    assert coverage(report) == [(7, 1, 2), (30, 1, 2), (90, 1, 2)]
    assert report.counting_since == date(2026, 1, 7)


def test_a_kudos_of_this_instant_counts(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now)
    assert gaps(database, cast, now).people[-1].days == 0


def test_the_windows_are_working_days(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now - timedelta(days=8))
    database.write(pat, cast.ana, cast.bo, now - timedelta(days=9))
    assert coverage(gaps(database, cast, now)) == [(7, 1, 2), (30, 2, 2), (90, 2, 2)]


def test_what_was_taken_back_or_never_received_does_not_count(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now, void="deactivated")
    gone = database.write(pat, cast.bo, cast.ana, now)

    def retract(session: Session) -> None:
        session.add(Retraction(workspace_id=cast.workspace_id, kudos_id=gone, by_id=None, reason="undo", at=now))

    database.write(retract)
    assert coverage(gaps(database, cast, now))[0] == (7, 0, 2)


def test_what_only_the_lead_may_see_counts_for_the_lead(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now, circle=Circle.LEAD)
    assert coverage(gaps(database, cast, now))[0] == (7, 1, 2)


def test_guests_and_those_who_left_are_not_counted(database: Database, cast: Cast, now: datetime) -> None:
    def leave(session: Session) -> None:
        query = select(Member).where(Member.workspace_id == cast.workspace_id, Member.id == cast.bo.id)
        session.scalars(query).one().active = False

    database.write(leave)
    assert [gap.name for gap in gaps(database, cast, now).people] == ["Ana"]
    assert gaps(database, cast, now, cast.dave).people == ()


def test_someone_led_twice_is_counted_once(database: Database, cast: Cast, now: datetime) -> None:
    team = database.write(teams.create, workspace_id=cast.workspace_id, name="Night shift", now=now)
    roles = {cast.carol.id: teams.Role.LEAD, cast.ana.id: teams.Role.MEMBER, cast.finn.id: teams.Role.MEMBER}
    database.write(teams.set_members, workspace_id=cast.workspace_id, team_id=team.id, roles=roles, now=now)
    assert sorted(gap.name for gap in gaps(database, cast, now).people) == ["Ana", "Bo", "Finn"]


def test_whoever_leads_nobody_reads_nothing(database: Database, cast: Cast, now: datetime) -> None:
    report = gaps(database, cast, now, cast.ana)
    assert report.people == ()
    assert coverage(report) == [(7, 0, 0), (30, 0, 0), (90, 0, 0)]


def test_a_lead_who_was_is_one_no_more(database: Database, cast: Cast, now: datetime) -> None:
    for member in (cast.ana, cast.bo):
        database.write(
            reporting.set_lead, workspace_id=cast.workspace_id, member_id=member.id, lead_id=cast.dave.id, now=now
        )
    assert gaps(database, cast, now).people == ()
    assert {gap.name for gap in gaps(database, cast, now, cast.dave).people} == {"Ana", "Bo"}


def test_someone_new_to_the_directory_counts_from_that_day(database: Database, cast: Cast, now: datetime) -> None:
    def join(session: Session) -> UUID:
        member = Member(
            workspace_id=cast.workspace_id,
            slack_user_id="U0GUS00000",
            name="Gus",
            handle="gus",
            kind="person",
            active=True,
            verified=True,
            added_at=now - timedelta(days=2),
        )
        session.add(member)
        session.flush()
        return member.id

    gus = database.write(join)
    database.write(reporting.set_lead, workspace_id=cast.workspace_id, member_id=gus, lead_id=cast.carol.id, now=now)
    found = {gap.name: gap for gap in gaps(database, cast, now).people}
    assert (found["Gus"].days, found["Gus"].worth_a_look) == (2, False)


def test_counting_since_is_said_in_the_leads_zone(database: Database, cast: Cast, now: datetime) -> None:
    def move(session: Session) -> None:
        query = select(Member).where(Member.workspace_id == cast.workspace_id, Member.id == cast.carol.id)
        session.scalars(query).one().zone = "Asia/Tokyo"

    database.write(move)
    database.write(pat, cast.bo, cast.ana, datetime(2025, 6, 2, 20, tzinfo=UTC))
    assert gaps(database, cast, now).counting_since == date(2025, 6, 3)


def test_a_small_team_and_a_large_one_take_the_same_statements(database: Database, cast: Cast, now: datetime) -> None:
    for count in range(2):
        with QueryCounter(database) as executed:
            gaps(database, cast, now)
        assert executed.count == 8
        for member in (cast.dave, cast.finn)[count:]:
            database.write(
                reporting.set_lead, workspace_id=cast.workspace_id, member_id=member.id, lead_id=cast.carol.id, now=now
            )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(0, 200), to_bo=st.booleans())
def test_one_more_kudos_never_lowers_coverage(
    database: Database, cast: Cast, now: datetime, days: int, to_bo: bool
) -> None:
    before = coverage(gaps(database, cast, now))
    database.write(pat, cast.dave, cast.bo if to_bo else cast.ana, now - timedelta(days=days))
    after = coverage(gaps(database, cast, now))
    assert all(more[1] >= less[1] for less, more in zip(before, after, strict=True))
    assert all(short[1] <= long[1] for short, long in pairwise(after))
