"""Every figure of the real archive, told by the product and once more by a script that imports nothing of it."""

import fcntl
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.cli import gaps_export
from bot.cli.gaps_export import Lead
from digests import lookback, weeks
from digests.gaps import Scope, ScopeKind, gaps_for_lead
from digests.preview import collected, zone_for
from digests.scheduling import snapshots
from digests.weeks import Period
from models.schedules import Audience
from models.storage.database import Database
from models.workspace.workspaces import Workspace
from tests.archive.building import NOW, Archive
from tests.archive.recompute import digests
from tests.archive.recompute.book import Book
from tests.archive.recompute.gaps import FLOOR, gaps
from tests.imports import score
from tests.skips import ROOT, shared_folder

WEEKS = ("2017-W19", "2017-W44", "2017-W52", "2018-W01", "2018-W24", "2018-W52", "2019-W01", "2019-W07", "2019-W10")
"""The first; the last one of summer time; year ends; the two busiest; the one in which summer time begins."""
NOWS = [datetime(2017, 11, 7, 9, tzinfo=UTC) + timedelta(days=n, hours=n) for n in (0, 83, 223, 349, 470)]
QUIET = "2017-W49"
MONTHS = ("2018-03", "2018-12", "2019-02")

Json = dict[str, Any]
Figures = Callable[..., Json | None]


@pytest.fixture(scope="module")
def archive(run_folder: Path) -> Archive:
    """Built once in a test run, by the process that comes first."""
    made = Archive(run_folder / "archive", shared_folder() / score.ARCHIVE)
    with (run_folder / "archive.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.database.exists():
            made.build()
    return made


@pytest.fixture(scope="module")
def reports(archive: Archive) -> dict[str, list[Json]]:
    own, tree = (json.loads(archive.run("gaps", "--json", *more))["reports"] for more in ([], ["--tree"]))
    return {"own": own, "tree": tree}


@pytest.fixture(scope="module")
def book(archive: Archive) -> Book:
    return Book(str(archive.database))


@pytest.fixture(scope="module")
def database(archive: Archive) -> Iterator[Database]:
    with closing(Database(archive.settings["DATABASE_URL"])) as database:
        yield database


@pytest.fixture
def figures(database: Database) -> Figures:
    """What `backpat digest preview --format figures` prints, on a database that is opened once."""

    def run(audience: str, period: Callable[[ZoneInfo], Period], **whose: str | None) -> Json | None:
        ids: Json = {name: UUID(one) for name, one in whose.items() if one}
        workspace_id = database.query(lambda session: session.scalars(select(Workspace.id)).one())
        zone = database.query(zone_for, workspace_id=workspace_id, **ids)
        asked: Json = {"workspace_id": workspace_id, "audience": Audience(audience), "period": period(zone)}
        found = database.query(collected, **asked, **ids, zone=zone, now=NOW)
        return json.loads(json.dumps(snapshots.dump(found))) if found else None

    return run


def in_week(week: str) -> Callable[[ZoneInfo], Period]:
    return lambda zone: weeks.iso_week(week, zone)


def in_month(month: str) -> Callable[[ZoneInfo], Period]:
    return lambda zone: lookback.period(Audience.PERSONAL, lookback.month(month), zone)


def slack_id(book: Book, member: str) -> str:
    return str(book.members[member]["slack_user_id"])


@pytest.mark.takes(11)
@pytest.mark.parametrize("scope", ["own", "tree"])
@pytest.mark.parametrize("now", NOWS)
def test_every_figure_of_any_days_gap_reports_is_found_again(
    database: Database, book: Book, now: datetime, scope: str
) -> None:
    workspace_id = database.query(lambda session: session.scalars(select(Workspace.id)).one())
    for one in sorted(book.leads(now)):
        lead = Lead(UUID(one), slack_id(book, one), book.label(one))
        of: Json = {"workspace_id": workspace_id, "lead_id": lead.id, "now": now, "scope": Scope(ScopeKind(scope))}
        page = gaps_export.as_json([(lead, database.query(gaps_for_lead, **of))], now)
        (report,) = json.loads(json.dumps(page))["reports"]
        expected = gaps(book, one, now, scope)
        assert told(report, expected) == about(report, expected)


@pytest.mark.takes(11)
@pytest.mark.parametrize("scope", ["own", "tree"])
def test_every_figure_of_every_leads_gap_report_is_found_again(
    reports: dict[str, list[Json]], book: Book, scope: str
) -> None:
    ids = {slack_id(book, lead): lead for lead in book.leads(NOW)}
    assert len(reports[scope]) == len(ids) == 14
    for report in reports[scope]:
        expected = gaps(book, ids[report["lead"]["slack_id"]], NOW, scope)
        assert told(report, expected) == about(report, expected)


def told(report: Json, expected: Json) -> Json:
    """Without what is told of some groups and teams alone: that is looked at on its own."""
    some = {"groups", "teams", "teams_withheld", "concentration"}
    for kind, named in (("groups", ("attribute", "group")), ("teams", ("lead",))):
        found = {tuple(one[name] for name in named): one for one in expected[kind]}
        assert [found[tuple(one[name] for name in named)] for one in report[kind]] == approximately(report[kind])
    assert len(report["teams"]) + report["teams_withheld"] == len(expected["teams"])
    if report["scope"] == "own":
        assert len(report["groups"]) == len(expected["groups"])
    return {key: value for key, value in report.items() if key not in some}


def about(report: Json, expected: Json) -> Json:
    """Chance is thrown on both sides: it may be two hundredths apart, or one of the few values that so little has."""
    told, again = report["concentration"], expected["concentration"]
    assert bool(told) == bool(again)
    if told:
        apart = max(0.02, 2.01 / (told["kudos"] * told["people"]))
        thrown = {"chance": pytest.approx(again["chance"], abs=apart), "gini": pytest.approx(again["gini"])}
        assert told == again | thrown | {"beyond_chance": told["gini"] > told["chance"]}
    return {key: value for key, value in expected.items() if key not in {"groups", "teams", "concentration"}}


def approximately(found: list[Json]) -> list[Json]:
    """The same with rounding forgiven."""
    return [{k: pytest.approx(v) if isinstance(v, float) else v for k, v in one.items()} for one in found]


@pytest.mark.parametrize("week", [*WEEKS, QUIET])
def test_every_figure_of_a_weeks_digests_is_found_again(book: Book, figures: Figures, week: str) -> None:
    for team in (None, *book.teams):
        assert figures("team", in_week(week), team_id=team) == digests.team(book, week, team)
    for lead in book.leads(NOW):
        assert figures("lead", in_week(week), member_id=lead) == digests.lead(book, lead, week)


@pytest.mark.parametrize("week", [*WEEKS, QUIET])
def test_every_figure_of_leaderships_digest_is_found_again(book: Book, figures: Figures, week: str) -> None:
    for reader in readers(book):
        assert figures("leadership", in_week(week), member_id=reader) == digests.leadership(book, reader, week)


def test_the_command_prints_these_figures(archive: Archive, book: Book) -> None:
    lead = max(book.leads(NOW), key=lambda one: len(book.led(one, NOW)))
    asked = ("--audience", "lead", "--member", slack_id(book, lead), "--week", "2019-W07", "--format", "figures")
    assert json.loads(archive.run("digest", "preview", *asked)) == digests.lead(book, lead, "2019-W07")


def readers(book: Book) -> list[str]:
    """Whoever leads the leads; a lead; and somebody who leads nobody."""
    leads = sorted(book.leads(NOW), key=lambda one: len(book.led(one, NOW)))
    return [leads[-1], leads[0], min(set(book.members) - set(leads))]


@pytest.mark.parametrize("month", MONTHS)
def test_every_figure_of_ones_own_month_is_found_again(book: Book, figures: Figures, month: str) -> None:
    often = sorted(book.received, key=lambda one: -len(book.received[one]))
    for member in (*often[:8], often[-1], *readers(book)):
        expected = digests.personal(book, member, month)
        assert figures("personal", in_month(month), member_id=member) == expected


def test_no_two_figures_of_a_report_differ_by_fewer_than_five_people(
    reports: dict[str, list[Json]], book: Book
) -> None:
    """Of the archive's teams and groups; of generated companies: `tests/digests/test_isolation.py`."""
    report = max(reports["tree"], key=lambda one: len(one["teams"]))
    reader = next(one for one in book.leads(NOW) if slack_id(book, one) == report["lead"]["slack_id"])
    own, people = book.led(reader, NOW), book.below(reader, NOW)
    names = {book.label(one): one for one in book.leads(NOW)}
    sets = [people - own, *(book.led(names[team["lead"]], NOW) - own for team in report["teams"])]
    for group in report["groups"]:
        if group["attribute"] != "tenure":
            sets.append({one for one in people - own if book.members[one][group["attribute"]] == group["group"]})
    assert len(sets) > 5
    for one, other in combinations(sets, 2):
        assert not one < other or len(other - one) >= FLOOR
        assert not other < one or len(one - other) >= FLOOR


def test_the_script_imports_nothing_of_what_it_checks() -> None:
    files = list((ROOT / "tests" / "archive" / "recompute").glob("*.py"))
    imported = {
        name for file in files for name in re.findall(r"^(?:from|import) ([\w.]+)", file.read_text(), re.MULTILINE)
    }
    ours = {name for name in imported if name.split(".")[0] in {"bot", "digests", "models", "simulator", "tests"}}
    assert len(files) > 4
    assert all(name.startswith("tests.archive") for name in ours)


def test_the_weeks_are_what_they_are_chosen_for(book: Book) -> None:
    hours = {week: (end - start) / timedelta(hours=1) for week in WEEKS for start, end in [week_of(book, week)]}
    assert (hours["2017-W44"], hours["2019-W10"], hours["2019-W07"]) == (169, 167, 168)
    assert digests.team(book, QUIET) is None


def week_of(book: Book, week: str) -> Any:
    return digests.week_of(week, book.zone_of(next(iter(book.members))))
