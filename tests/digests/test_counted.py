"""Who is counted: people who are here, and guests only where the workspace says so."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from digests.gaps import gaps_for_lead
from models.answers.absences import Absence
from models.gaps import rules
from models.gaps.rules import GapRules
from models.storage.database import Database
from models.storage.ids import uuid7
from tests.digests.giving import pat
from tests.digests.test_collecting import WEEK, lead, team
from tests.people import Cast


def away(session: Session, cast: Cast, back_on: date) -> None:
    """Ana is, since Wednesday of that week."""
    of = {"workspace_id": cast.workspace_id, "id": uuid7(), "member_id": cast.ana.id, "set_by_id": cast.ana.id}
    since = WEEK.start + timedelta(days=2)
    session.add(Absence(**of, starts_at=since, back_on=back_on, stand_in_id=None, ended_at=None))


@pytest.fixture
def thanked(database: Database, cast: Cast) -> Cast:
    """Bo was, and Ana."""
    for one in (cast.ana, cast.bo):
        database.write(pat, cast.carol, one, WEEK.start)
    return cast


def test_someone_who_is_away_is_in_no_figure(database: Database, thanked: Cast) -> None:
    assert (lead(database, thanked).people, lead(database, thanked).thanked) == (2, 2)
    database.write(away, thanked, date(2026, 3, 10))
    digest = lead(database, thanked)
    assert (digest.people, digest.thanked) == (1, 1)
    report = database.query(gaps_for_lead, workspace_id=thanked.workspace_id, lead_id=thanked.carol.id, now=WEEK.end)
    assert [gap.member_id for gap in report.people] == [thanked.bo.id]


def test_back_again_they_are_counted(database: Database, thanked: Cast) -> None:
    """From the day on which they said they would be."""
    database.write(away, thanked, WEEK.end.date())
    assert (lead(database, thanked).people, lead(database, thanked).thanked) == (2, 2)


def test_someone_who_is_away_does_not_keep_a_team_from_being_everyone(database: Database, cast: Cast) -> None:
    for one in (cast.bo, cast.carol, cast.dave, cast.finn):
        database.write(pat, cast.ana, one, WEEK.start)
    assert not team(database, cast).everyone
    database.write(away, cast, date(2026, 3, 10))
    assert team(database, cast).everyone


def test_guests_are_counted_only_where_the_workspace_says_so(database: Database, cast: Cast) -> None:
    """Eve is Dave's only one."""
    assert lead(database, cast, cast.dave.id).people == 0
    wanted = GapRules(guests=True)
    database.write(rules.save, workspace_id=cast.workspace_id, rules=wanted, by_id=None, now=WEEK.start)
    assert lead(database, cast, cast.dave.id).people == 1
