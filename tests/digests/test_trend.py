"""Coverage week by week."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from digests.facts import trend
from digests.facts.trend import Reached
from digests.weeks import Period
from models.kudos import ChannelKind, Retraction
from models.people.members import Circle
from models.storage.database import Database
from tests.digests.giving import pat
from tests.people import Cast
from tests.statements import QueryCounter

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = timedelta(days=7)
WEEKS = [Period(MONDAY + n * WEEK, MONDAY + (n + 1) * WEEK) for n in range(3)]


def weekly(database: Database, cast: Cast) -> tuple[Reached, ...]:
    own = {"carol": frozenset({cast.ana.id, cast.bo.id})}
    return database.query(trend.weekly, cast.workspace_id, own, WEEKS)["carol"]


def test_each_week_counts_who_was_thanked_in_it_once(database: Database, cast: Cast) -> None:
    for at in (MONDAY, MONDAY + timedelta(days=3)):
        database.write(pat, cast.bo, cast.ana, at)
    database.write(pat, cast.carol, [cast.ana, cast.bo, cast.dave], MONDAY + 3 * WEEK - timedelta(seconds=1))
    assert weekly(database, cast) == (Reached(1, 2), Reached(0, 2), Reached(2, 2))


def test_what_was_said_in_private_counts_and_what_was_taken_back_or_void_does_not(
    database: Database, cast: Cast
) -> None:
    at = MONDAY + timedelta(hours=1)
    database.write(pat, cast.bo, cast.ana, at, kind=ChannelKind.PRIVATE, circle=Circle.LEAD)
    database.write(pat, cast.ana, cast.bo, at, void="guest")
    back = database.write(pat, cast.carol, cast.bo, at)

    def take_back(session: Session) -> None:
        session.add(
            Retraction(workspace_id=cast.workspace_id, kudos_id=back, by_id=cast.carol.id, at=at, reason="undone")
        )

    database.write(take_back)
    assert weekly(database, cast)[0] == Reached(1, 2)


def test_any_number_of_groups_and_weeks_is_one_statement(database: Database, cast: Cast) -> None:
    groups = {name: [member.id] for name, member in (("ana", cast.ana), ("bo", cast.bo), ("dave", cast.dave))}
    with QueryCounter(database) as executed:
        database.query(trend.weekly, cast.workspace_id, groups, WEEKS)
    assert executed.count == 1


def test_a_week_before_counting_began_is_a_gap() -> None:
    assert trend.counted_weeks(WEEKS, MONDAY + WEEK) == (False, True, True)


def test_a_week_in_which_counting_began_is_none() -> None:
    assert trend.counted_weeks(WEEKS, MONDAY + WEEK + timedelta(days=3)) == (False, True, True)
    assert trend.counted_weeks(WEEKS, MONDAY + 2 * WEEK - timedelta(seconds=1)) == (False, True, True)
