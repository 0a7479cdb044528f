"""A simulated Slack (one process for each pytest worker) and the real bot in this process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.slack import manifest
from simulator import process
from simulator.driver import Message, PersonaDriver, Simulator
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
    simulator_process: process.SimulatorProcess, clock_file: Path, run_folder: Path
) -> AsyncIterator[Simulator]:
    """Northwind Parcels on a Wednesday morning, with our manifest and reading on.

    All that was said is judged at the end of the test (`tests/judging`).
    """
    async with Simulator.at(simulator_process.address) as simulator:
        await simulator.reset("northwind", manifest=manifest.manifest(url="http://127.0.0.1:1", reading=True))
        offset = await simulator.move_clock(to=WEDNESDAY)
        clock_file.write_text(str(offset))
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


async def move_clocks(slack: Simulator, bot: Bot, by: timedelta) -> None:
    offset = await slack.move_clock(by.total_seconds())
    bot.clock_file.write_text(str(offset))


async def loses(person: PersonaDriver, text: str, in_: str, *, but: Message | None = None, timeout: float = 5) -> None:
    """Waits until `text` stands on no message there any more (`but` one); fails with what still has it."""
    for _ in range(int(timeout / 0.1)):
        left = [one.shown for one in await person.messages(in_) if text in one.shown and one.ts != (but and but.ts)]
        if not left:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{person} still sees {text!r}: {left}")
