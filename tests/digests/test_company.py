"""What leadership's digest reads of the whole company besides pats: at the edges of its weeks, and what is over."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from digests.facts import company
from digests.facts.company import Company, Open, Seen
from digests.weeks import Period
from models.answers import Answer, Kind
from models.decisions import Decision
from models.improving.causes import WITHIN, Cause
from models.improving.ideas import Idea
from models.people import teams
from models.people.members import Member
from models.people.teams import Team
from models.storage.database import Database
from models.storage.ids import uuid7
from tests.digests.test_improving import waits
from tests.models.improving.test_ideas import idea
from tests.people import Cast

WEEK = Period(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))
END = WEEK.end
A_MOMENT = timedelta(seconds=1)


def read(database: Database, cast: Cast) -> Company:
    return database.query(company.read, workspace_id=cast.workspace_id, span=WEEK, readers=[])


def caused(database: Database, cast: Cast, at: datetime, closed_at: datetime | None = None) -> UUID:
    """A cause behind a decision of that instant."""

    def act(session: Session) -> UUID:
        of: dict[str, Any] = {"workspace_id": cast.workspace_id, "id": uuid7()}
        session.add(Cause(**of, name="Late courier", created_at=at, closed_at=closed_at))
        session.flush()
        decision = waits(session, cast.ana, cast.carol, at)
        session.get_one(Decision, (cast.workspace_id, decision)).cause_id = of["id"]
        cause: UUID = of["id"]
        return cause

    return database.write(act)


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (END - WITHIN, True),
        (END - WITHIN - A_MOMENT, False),
        (END - A_MOMENT, True),
        (END, False),
    ],
)
def test_a_cause_came_up_in_the_thirty_days_before(database: Database, cast: Cast, at: datetime, counts: bool) -> None:
    cause = caused(database, cast, at)
    assert read(database, cast).often(END) == ((cause,) if counts else ())


@pytest.mark.parametrize("at", [WEEK.start - WITHIN, WEEK.start - WITHIN - A_MOMENT])
def test_it_is_read_thirty_days_back_from_the_first_week(database: Database, cast: Cast, at: datetime) -> None:
    cause = caused(database, cast, at)
    assert read(database, cast).often(WEEK.start) == ((cause,) if at == WEEK.start - WITHIN else ())


@pytest.mark.parametrize(
    ("closed_at", "is_open"), [(WEEK.start - A_MOMENT, False), (END - A_MOMENT, False), (END, True), (None, True)]
)
def test_a_cause_that_was_closed_by_then_is_none(
    database: Database, cast: Cast, closed_at: datetime | None, is_open: bool
) -> None:
    cause = caused(database, cast, WEEK.start - A_MOMENT, closed_at)
    found = read(database, cast)
    assert found.often(END) == ((cause,) if is_open else ())
    assert [one.cause for one in found.causes] == [cause] * (closed_at is None or closed_at >= WEEK.start)


def test_the_causes_that_came_up_most_often_are_told_first_and_three_of_them() -> None:
    first, second, third, fourth = (uuid7() for _ in range(4))
    times = {first: 1, second: 3, third: 2, fourth: 1}
    seen = tuple(Seen(cause, WEEK.start, None) for cause, many in times.items() for _ in range(many))
    assert Company(causes=seen).often(END) == (second, third, first)
    assert Company(causes=(Seen(first, END, None),)).often(END) == ()


@pytest.mark.parametrize(
    ("withdrawn_at", "counts"), [(WEEK.start - A_MOMENT, False), (END - A_MOMENT, False), (END, True), (None, True)]
)
def test_an_idea_that_was_withdrawn_by_then_has_no_answer_to_wait_for(
    database: Database, cast: Cast, withdrawn_at: datetime | None, counts: bool
) -> None:
    at = WEEK.start - timedelta(days=3)
    one = idea(database, cast, cast.ana, at)
    database.write(lambda s: s.execute(update(Idea).where(Idea.id == one).values(withdrawn_at=withdrawn_at)))
    found = read(database, cast)
    assert found.unanswered(END) == ([at] if counts else [])
    assert len(found.ideas) == (withdrawn_at is None or withdrawn_at >= WEEK.start)


def test_an_idea_of_the_instant_at_which_the_week_ends_is_of_the_next() -> None:
    assert Company(ideas=(Open(END, None), Open(END - A_MOMENT, END))).unanswered(END) == [END - A_MOMENT]


@pytest.mark.parametrize("answered", [True, False])
def test_a_decision_of_somebody_who_left_waits_no_more_and_one_that_was_answered_was(
    database: Database, cast: Cast, answered: bool
) -> None:
    def act(session: Session) -> None:
        decision = waits(session, cast.ana, cast.carol, WEEK.start)
        if answered:
            of = {"workspace_id": cast.workspace_id, "decision_id": decision, "by_id": cast.carol.id}
            session.add(Answer(**of, kind=Kind.PAT, at=WEEK.start + A_MOMENT))
        session.execute(update(Member).where(Member.id == cast.ana.id).values(active=False))

    database.write(act)
    assert [one.answered for one in read(database, cast).asked] == [True] * answered


@pytest.mark.parametrize(
    ("archived_at", "there"), [(WEEK.start, False), (END, False), (END + A_MOMENT, True), (None, True)]
)
def test_a_team_that_was_archived_by_then_is_none(
    database: Database, cast: Cast, archived_at: datetime | None, there: bool
) -> None:
    def act(session: Session) -> UUID:
        now = cast.workspace.installed_at
        made = teams.create(session, workspace_id=cast.workspace_id, name="Night shift", now=now)
        session.execute(update(Team).where(Team.id == made.id).values(archived_at=archived_at))
        return made.id

    team = database.write(act)
    assert (team in read(database, cast).teams) == there
