"""What is read grows with what there is to tell, never with what a company ever wrote.

SQLite has no statistics to choose its plans by: the steps that its machine takes in a small database tell how a large
one would be read. PostgreSQL chooses by what is there (`tests/models/storage/test_query_plans.py`, `benchmarks/`).
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from benchmarks import company
from benchmarks.company import MONDAY
from benchmarks.digests import keep_schedules
from digests import gaps, rendering
from digests.charts.reading.run import of_run
from digests.gaps import nudging
from digests.scheduling import planning, running
from models.gaps import rules
from models.gaps.rules import GapRules
from models.schedules import Run, RunStatus, Schedule
from models.storage.database import Database
from tests import databases

STEPS = 50
"""Of SQLite's machine, between two looks."""
FEW_STEPS = 500
"""A statement below this grows by chance."""
LAST_MONDAY = MONDAY - timedelta(days=7)
RECENTLY = MONDAY - timedelta(weeks=3)
LONG_AGO = MONDAY - timedelta(days=250)
FEW, MANY = 4, 40
"""Teams."""
FOR_ALL = ("schedules", "all digests, collected", "all digests, in words", "nudges")
KNOWN = {"a lead's gaps": "whoever never had a pat from a lead is looked for in all that they ever received"}
"""What grows with the past all the same, and why."""
Read = Callable[[Session], Any]
Steps = list[tuple[str, int]]
"""By statement."""


@pytest.fixture
def database(run_folder: Path, worker: str) -> Iterator[Database]:
    """SQLite's."""
    with databases.sqlite(run_folder, worker) as url, closing(Database(url)) as found:
        yield found


class Work:
    """Steps of SQLite's machine."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._began: Steps = []
        self._done = 0

    def of(self, read: Read) -> Steps:
        event.listen(self._database.reader, "before_cursor_execute", self._note)
        try:
            self._database.query(self._stepwise, read)
        finally:
            event.remove(self._database.reader, "before_cursor_execute", self._note)
        ends = [*(done for _, done in self._began[1:]), self._done]
        return [(statement, end - began) for (statement, began), end in zip(self._began, ends, strict=True)]

    def _stepwise(self, session: Session, read: Read) -> None:
        connection: Any = session.connection().connection.driver_connection
        connection.set_progress_handler(self._step, STEPS)
        try:
            read(session)
        finally:
            connection.set_progress_handler(None, 0)

    def _step(self) -> int:
        self._done += STEPS
        return 0

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self._began.append((statement, self._done))


def founded(database: Database, teams: int, slack_team_id: str) -> int:
    """A company of so many teams, each with a channel and ten pats a week; last Monday's digests are stored."""
    people = teams * company.TEAM_OF
    workspace_id = company.found(database, people, slack_team_id)
    company.divide(database, workspace_id, people)
    keep_schedules(database, workspace_id)
    on = GapRules(nudging=True)
    database.write(rules.save, workspace_id=workspace_id, rules=on, by_id=None, now=RECENTLY)
    remember(database, workspace_id, people, people * 3, RECENTLY, MONDAY, seed=1)
    running.run_due(database, workspace_id=workspace_id, now=LAST_MONDAY)
    return workspace_id


def remember(database: Database, workspace_id: int, people: int, kudos: int, *span: datetime, seed: int) -> None:
    start, end = span
    company.remember(database, workspace_id, people=people, kudos=kudos, start=start, end=end, seed=seed)
    company.settle(database)


def reads(database: Database, workspace_id: int) -> dict[str, Read]:
    """What a Monday morning reads, by name; one lead and one team stand for each of them."""
    of: dict[str, Any] = {"workspace_id": workspace_id}
    told = database.query(owed, workspace_id)
    lead_id = UUID(company.member(0))
    [lead] = [run for run, lead in told if lead == lead_id]
    channel = next(run for run, lead in told if lead is None)
    return {
        "schedules": partial(planning.changes, **of, now=MONDAY),
        "all digests, collected": partial(running.prepare, **of, now=MONDAY),
        "all digests, in words": partial(rendering.render_all, **of, run_ids=[run for run, _ in told]),
        "nudges": partial(nudging.due, workspace_id=workspace_id, now=MONDAY),
        "a lead's digest, in words": partial(rendering.render_all, **of, run_ids=[lead]),
        "a channel's digest, in words": partial(rendering.render_all, **of, run_ids=[channel]),
        "a channel's pictures": partial(of_run, **of, run_id=channel),
        "a lead's gaps": partial(gaps.gaps_for_lead, **of, lead_id=lead_id, now=MONDAY),
    }


def owed(session: Session, workspace_id: int) -> list[tuple[UUID, UUID | None]]:
    """Runs, and whose they are; those of teams are nobody's."""
    of_schedule = (Schedule.workspace_id == Run.workspace_id) & (Schedule.id == Run.schedule_id)
    query = select(Run.id, Schedule.member_id).join(Schedule, of_schedule).order_by(Schedule.team_id.is_(None))
    told = query.where(Run.workspace_id == workspace_id, Run.status == RunStatus.OWED)
    return [(run, lead) for run, lead in session.execute(told)]


def works(database: Database, workspace_id: int) -> dict[str, Steps]:
    return {name: Work(database).of(read) for name, read in reads(database, workspace_id).items()}


def grown(before: Steps, after: Steps, limit: float) -> list[str]:
    """The statements that took more than so many times the steps."""
    pairs = zip(before, after, strict=True)
    return [f"{few} → {many}\n{what}" for (what, few), (_, many) in pairs if many > limit * max(few, FEW_STEPS)]


def test_what_was_given_long_ago_costs_nothing(database: Database) -> None:
    workspace_id = founded(database, FEW, "T0FEW00000")
    before = works(database, workspace_id)
    remember(database, workspace_id, FEW * company.TEAM_OF, 3_000, company.INSTALLED, LONG_AGO, seed=2)
    after = works(database, workspace_id)
    found = {name: grown(before[name], after[name], 1.25) for name in before}
    assert {name for name, some in found.items() if some} == KNOWN.keys(), found


def test_ten_times_the_teams_are_ten_times_the_work_for_all_and_no_more_for_one(database: Database) -> None:
    few = works(database, founded(database, FEW, "T0FEW00000"))
    many = works(database, founded(database, MANY, "T0MANY0000"))
    found = {name: grown(few[name], many[name], 12 if name in FOR_ALL else 2.5) for name in few}
    assert not any(found.values()), found
