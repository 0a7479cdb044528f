"""The real `backpat serve`, with patience, in a process of its own, to be killed."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from simulator.driver import Simulator
from tests import waiting

ROOT = Path(__file__).parent.parent.parent
READY_WITHIN = 60.0
"""Seconds that its start may take, or its end."""


@dataclass
class Served:
    """A bot process that can be killed and started again on the same port and database."""

    environment: dict[str, str]
    url: str
    log: Path
    module: str
    process: "subprocess.Popen[bytes] | None" = None

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, "serve"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        async with aiohttp.ClientSession() as session:
            await waiting.until(lambda: self._ready(session), within=READY_WITHIN)

    async def _ready(self, session: aiohttp.ClientSession) -> bool:
        """Raises AssertionError with what it said when it has ended instead."""
        assert self.process
        assert self.process.poll() is None, self.log.read_text()
        with contextlib.suppress(aiohttp.ClientError):
            async with session.get(self.url + "/readyz") as response:
                return response.status == 200
        return False

    def kill(self) -> None:
        """As `kill -9`."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(how)
        self.process.wait(READY_WITHIN)


@contextlib.asynccontextmanager
async def served(
    slack: Simulator, database_url: str, folder: Path, module: str = "tests.bot.patient", **settings: str
) -> AsyncIterator[Served]:
    """`settings` are further environment variables; `module` is what `python -m` runs."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "PORT": str(port),
        "BACKPAT_CLOCK_FILE": str(folder / "clock"),
        **settings,
    }
    bot = Served(environment, f"http://127.0.0.1:{port}", folder / "bot.log", module)
    await slack.point_at(f"{bot.url}/slack/events")
    await bot.start()
    try:
        yield bot
    finally:
        if bot.process and bot.process.poll() is None:
            bot.stop()
