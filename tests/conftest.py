"""Fixtures for all tests; how each works is in the module it comes from."""

import gc
import os
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.async_api import Browser

from models.storage.database import Database
from tests import browsers, databases, leaks, people, skips, statements
from tests.databases import MIGRATED, Server, Template
from tests.judging import reporting
from tests.lifeline import Lifeline

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
SETTLED = Template("settled", lambda database: database.write(people.settle_in, now=NOW))
LIFELINE = pytest.StashKey[Lifeline]()
FOLDER = pytest.StashKey[Path]()
# How long an example takes tells of the machine, and of which test was the first to read a country's holidays.
settings.register_profile("unhurried", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
gc.set_threshold(50_000, 20, 50)  # what is imported stays: looking for rubbish in it again and again took a fourteenth


def pytest_configure(config: pytest.Config) -> None:
    leaks.watch()
    handed: dict[str, str] | None = getattr(config, "workerinput", None)
    if handed is None:
        config.stash[LIFELINE] = Lifeline()
    config.stash[FOLDER] = Path(handed["folder"]) if handed else config.stash[LIFELINE].folder


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto`: two for each core, for half of the time a test waits for somebody else."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first, after all were shuffled: one that begins last is waited for by an idle machine."""
    items.sort(key=lambda item: -sum(mark.args[0] for mark in item.iter_markers("takes")))


def pytest_collection_finish() -> None:
    """What is there before the first test is never rubbish."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["folder"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if lifeline := config.stash.get(LIFELINE, None):
        lifeline.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What Slack's published data had to judge in this run."""
    if lines := list(reporting.report(reporting.total(config.stash[FOLDER]))):
        terminalreporter.section("judged by Slack's published data and slackblocks")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    skips.fail_if_forbidden(report, call.excinfo.value if call.excinfo else None)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    skips.fail_if_forbidden(report, report.call.excinfo.value if report.call and report.call.excinfo else None)
    return report


@pytest.fixture(autouse=True)
def everything_closed() -> Iterator[None]:
    with leaks.none():
        yield


@pytest.fixture(scope="session")
def run_folder(pytestconfig: pytest.Config) -> Path:
    """A folder of this test run, gone at its end."""
    return pytestconfig.stash[FOLDER]


@pytest.fixture(scope="session")
def worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def postgres_server(run_folder: Path, worker: str) -> Iterator[Server]:
    """The run's PostgreSQL; asking for it starts it."""
    with closing(Server(run_folder, worker)) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, run_folder: Path, worker: str) -> Iterator[str]:
    """A migrated database of the test's own, for tests that start a process; on SQLite and on PostgreSQL.

    For a test that asks for the `cast`, they are in it.
    """
    template = SETTLED if "cast" in request.fixturenames else MIGRATED
    if request.param == "sqlite":
        with databases.sqlite(run_folder, worker, template) as url:
            yield url
    else:
        with request.getfixturevalue("postgres_server").database(template) as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, run_folder: Path, worker: str) -> Iterator[str]:
    """The same without a single table."""
    if request.param == "sqlite":
        with databases.empty_sqlite(run_folder, worker) as url:
            yield url
    else:
        with request.getfixturevalue("postgres_server").database(None) as url:
            yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, open. Fails the test when code of ours looks across workspaces (`tests/statements.py`)."""
    with closing(databases.compiled_once(Database(database_url))) as database, statements.scoped(database):
        yield database


@pytest.fixture
def now() -> datetime:
    """A Wednesday morning."""
    return NOW


@pytest.fixture
def cast(database: Database, run_folder: Path) -> people.Cast:
    """Ana, Bo, Carol, Dave, Eve and Finn of Northwind Parcels, and Zed of elsewhere."""
    given: people.Cast = SETTLED.given(run_folder, database.url.get_backend_name())
    return given


@pytest.fixture
def shared() -> Path:
    """The folder `../shared`. Without it the test is skipped, and says so."""
    return skips.shared_folder()


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """A headless browser."""
    async with browsers.chromium() as browser:
        yield browser
