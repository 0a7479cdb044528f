"""One line from leadership for a week's digests."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest

from models.improving import leadership
from models.improving.leadership import LeadershipLine
from models.storage.database import Database
from tests.models import rows
from tests.models.decisions import decided
from tests.people import Cast

MONDAY = date(2026, 3, 2)
NEXT = MONDAY + timedelta(weeks=1)
LINE = "Deliveries on time come first."


def sets(
    database: Database, cast: Cast, now: datetime, line: str | None = LINE, who: str = "U0FINN0000", week: date = MONDAY
) -> str:
    what = partial(leadership.set_line, workspace_id=cast.workspace_id, member=who)
    return str(database.write(what, week=week, line=line, now=now)["code"])


def test_a_line_is_set_replaced_and_taken_away(database: Database, cast: Cast, now: datetime) -> None:
    assert sets(database, cast, now) == "set"
    assert sets(database, cast, now, "Another  line\nof two") == "set"
    line = database.query(leadership.line_for, cast.workspace_id, MONDAY)
    assert line
    assert (line[0], line[1] and line[1].name) == ("Another line of two", "Finn")
    assert sets(database, cast, now, None) == "taken_away"
    assert sets(database, cast, now, None) == "none"
    assert rows.count(database, LeadershipLine) == 0


@pytest.mark.parametrize(
    ("week", "code"), [(MONDAY, "set"), (NEXT, "set"), (NEXT + timedelta(weeks=1), "too_late"), (date.min, "too_late")]
)
def test_it_is_for_this_week_or_the_next(database: Database, cast: Cast, now: datetime, week: date, code: str) -> None:
    assert sets(database, cast, now, week=week) == code
    assert sets(database, cast, now, week=MONDAY + timedelta(days=1)) == "too_late"


def test_the_week_is_that_of_where_the_workspace_is(database: Database, cast: Cast, now: datetime) -> None:
    summer = datetime.fromisoformat("2026-06-07T23:30:00+00:00")  # in London it is Monday
    assert database.query(leadership.week_of, cast.workspace_id, summer) == date(2026, 6, 8)
    assert database.query(leadership.week_of, cast.workspace_id, now) == MONDAY


def test_admins_and_whoever_signed_the_pledge_set_it_and_nobody_else(
    database: Database, cast: Cast, now: datetime
) -> None:
    for who in ("U0ANA00000", "U0CAROL000", "U0DAVE0000", "U0EVE00000", "U0ZED00000", "U0NOBODY00"):
        assert sets(database, cast, now, who=who) == "not_yours"
    database.write(decided.signed, workspace_id=cast.workspace_id, signer="U0DAVE0000", now=now)
    assert sets(database, cast, now, who="U0DAVE0000") == "set"


@pytest.mark.parametrize(
    ("line", "code"), [("a" * 280, "set"), ("a" * 281, "too_long"), ("👩‍👩‍👧" * 280, "set"), ("&amp;" * 280, "set")]
)
def test_a_line_has_280_characters_as_people_count_them(
    database: Database, cast: Cast, now: datetime, line: str, code: str
) -> None:
    assert sets(database, cast, now, line) == code
