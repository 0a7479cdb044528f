"""A simulated Slack (one process for each pytest worker) and the real bot in this process."""

import contextlib
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot import ingress
from bot.delivery import courier
from bot.delivery.painting import Painter
from bot.slack import manifest
from simulator import process
from simulator.driver import Message, PersonaDriver, Simulator
from simulator.tallies import PATIENCE
from tests import waiting
from tests.bot.clocks import tell
from tests.bot.running import WEDNESDAY, Bot, running_bot, settings_for
from tests.judging.collecting import judge


@pytest.fixture(scope="session")
def simulator_process() -> Iterator[process.SimulatorProcess]:
    running = process.start()
    yield running
    running.stop()


@pytest.fixture
def clock_file(tmp_path: Path) -> Path:
    return tmp_path / "clock"


@pytest.fixture
async def slack(
    simulator_process: process.SimulatorProcess, clock_file: Path, run_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Simulator]:
    """Northwind Parcels on a Wednesday morning, with our manifest and reading on.

    It waits for an answer, and the bot for its turn to write and for its pictures, as long as a busy machine needs.
    All that was said is judged at the end of the test (`tests/judging`).
    """
    monkeypatch.setattr(ingress, "START_WITHIN", PATIENCE)
    monkeypatch.setattr(courier, "Painter", partial(Painter, seconds=PATIENCE))
    async with Simulator.at(simulator_process.address) as simulator:
        await simulator.reset("northwind", manifest=manifest.manifest(url="http://127.0.0.1:1", reading=True))
        await simulator.patience(PATIENCE)
        tell(clock_file, await simulator.move_clock(to=WEDNESDAY))
        yield simulator
        await simulator.heal()
        await judge(simulator, run_folder)


@pytest.fixture
async def bot(slack: Simulator, database_url: str, clock_file: Path) -> AsyncIterator[Bot]:
    """The bot over HTTP, on SQLite and on PostgreSQL."""
    async with running_bot(settings_for(slack, database_url, clock_file), slack) as running:
        yield running


@pytest.fixture
async def either(slack: Simulator, database_url: str, clock_file: Path) -> AsyncIterator[Bot]:
    """Over HTTP on SQLite, over Socket Mode on PostgreSQL: nothing knows both. `test_transports.py` has all four."""
    async with running_over(slack, database_url, clock_file, socket_mode=database_url.startswith("postgres")) as bot:
        yield bot


@contextlib.asynccontextmanager
async def running_over(
    slack: Simulator, database_url: str, clock_file: Path, *, socket_mode: bool
) -> AsyncIterator[Bot]:
    """The bot over Socket Mode or over HTTP."""
    more = {}
    if socket_mode:
        more = {"SLACK_APP_TOKEN": slack.app_token}
        await slack.use_manifest(manifest.manifest(reading=True))
    async with running_bot(settings_for(slack, database_url, clock_file, **more), slack) as bot:
        yield bot


async def loses(person: PersonaDriver, text: str, in_: str, *, but: Message | None = None) -> None:
    """Waits until `text` stands on no message there any more (`but` one); fails with what still has it."""

    async def left() -> list[str]:
        return [one.shown for one in await person.messages(in_) if text in one.shown and one.ts != (but and but.ts)]

    await waiting.becomes(left, [])


async def home_without(person: PersonaDriver, text: str) -> str:
    """Waits until their open Home shows `text` no longer; what it shows then."""

    async def shown() -> str:
        return str(((await person.home()) or {}).get("shown", ""))

    return await waiting.until(shown, lambda home: home and text not in home)
