"""Quiet weeks: after three in a row a lead hears once a month, and every week again as soon as anything happens."""

from datetime import UTC, datetime, timedelta

import pytest

from digests import rendering
from digests.scheduling import running
from models.schedules import Run, RunStatus
from models.storage.database import Database
from tests.digests.giving import pat
from tests.digests.test_improving import waits
from tests.models import rows
from tests.people import Cast

MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def tick(database: Database, cast: Cast, weeks: range) -> list[Run]:
    """Carol's runs after these weeks, in order."""
    for week in weeks:
        running.run_due(database, workspace_id=cast.workspace_id, now=MONDAY + week * WEEK)
    mine = [run for run in rows.all_of(database, Run) if run.snapshot.get("lead") == str(cast.carol.id)]
    return sorted(mine, key=lambda run: run.period_start)


@pytest.fixture
def known(database: Database, cast: Cast, now: datetime) -> Cast:
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    return cast


def said(database: Database, cast: Cast, run: Run) -> str:
    found = database.query(rendering.render, workspace_id=cast.workspace_id, run_id=run.id)
    assert found
    return found.text


def test_after_three_quiet_weeks_it_comes_every_fourth_and_says_so(database: Database, known: Cast) -> None:
    runs = tick(database, known, range(9))
    owed = [n for n, run in enumerate(runs, start=1) if run.status == RunStatus.OWED]
    assert (len(runs), owed) == (9, [1, 2, 3, 7])
    assert all(run.quiet for run in runs)
    assert "quiet weeks" not in said(database, known, runs[1])
    assert "Three quiet weeks: I’ll write once a month until something happens." in said(database, known, runs[2])
    assert "Seven quiet weeks: I write once a month" in said(database, known, runs[6])


@pytest.mark.parametrize("what", ["a pat", "a decision that waits"])
def test_anything_that_happens_ends_it_at_once(database: Database, known: Cast, what: str) -> None:
    tick(database, known, range(5))
    at = MONDAY + 4 * WEEK + timedelta(days=1)
    if what == "a pat":
        database.write(pat, known.bo, known.ana, at)
    else:
        database.write(waits, known.ana, known.carol, at)
    runs = tick(database, known, range(5, 6))
    assert (runs[-1].status, runs[-1].quiet) == (RunStatus.OWED, False)
    assert "quiet weeks" not in said(database, known, runs[-1])


def test_weeks_in_which_the_server_was_down_are_not_counted_as_quiet(database: Database, known: Cast) -> None:
    runs = [*tick(database, known, range(2)), *tick(database, known, range(5, 6))][2:]
    assert [run.status for run in runs[-4:]].count(RunStatus.OWED) >= 1
    assert runs[-1].snapshot["quiet_weeks"] == 3
