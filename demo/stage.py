"""Puts up everything: the simulated Slack, a fresh database, and Backpat, set up through its own commands."""

import asyncio
import json
import secrets
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp

from demo import past
from demo.backpat import Backpat, CommandFailed
from demo.clock import BEGIN, ZONE, DemoClock
from demo.slack import slack
from simulator.driver import Simulator

HOME, ELSEWHERE = "northwind", "zed"
PEOPLE = Path(__file__).parent / "people.csv"
VALUES = ("Customer first", "Own it", "Help each other")
SINCE = (BEGIN - timedelta(weeks=8)).date()
"""Since then people have been where they are."""
PATIENCE = 30.0
"""Seconds that starting may take on a busy machine."""


class NotReady(Exception):
    """Backpat did not come up; the message says what it said."""


@dataclass
class Stage:
    """Everything that runs. `folder` holds the database and the log."""

    slack: Simulator
    backpat: Backpat
    clock: DemoClock
    folder: Path
    url: str
    keep: bool = False
    """Whether the folder outlives the demonstration: something went wrong, and its log says what."""

    async def start_backpat(self) -> None:
        """Start serving and wait until it is ready. Raises `NotReady`."""
        await self.backpat.serve()
        until = asyncio.get_running_loop().time() + PATIENCE
        while not await self._ready():
            if self.backpat.ended is not None or asyncio.get_running_loop().time() > until:
                raise NotReady(f"Backpat did not start:\n{self.backpat.last_words()}")
            await asyncio.sleep(0.05)

    async def _ready(self) -> bool:
        try:
            async with self.slack.wire.session.get(f"{self.url}/readyz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@asynccontextmanager
async def raised() -> AsyncIterator[Stage]:
    """Everything, started and set up, on a Wednesday morning; all of it ends with the block.

    Raises `NotReady`, `CommandFailed`, `NoSlack`.
    """
    folder = Path(tempfile.mkdtemp(prefix="backpat-demo-"))
    url = f"http://127.0.0.1:{_free_port()}"
    backpat = Backpat(folder / "backpat.log", _settings(folder, url))
    keep = False
    try:
        async with slack(HOME, ELSEWHERE, log=folder / "slack.log") as simulator:
            stage = Stage(simulator, backpat, DemoClock(simulator, folder / "clock"), folder, url)
            try:
                await _set_up(stage)
                yield stage
                keep = stage.keep
            finally:
                await backpat.stop()
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _settings(folder: Path, url: str) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'backpat.db'}",
        "HOST": "127.0.0.1",
        "PORT": url.rpartition(":")[2],
        "BACKPAT_CLOCK_FILE": str(folder / "clock"),
        "BACKPAT_SECRET_KEY": secrets.token_hex(),
        # A lease is three of these: what a kill leaves in doubt is not waited for all day.
        "BACKPAT_SEND_TIMEOUT": "3",
        "PYTHONUNBUFFERED": "1",
    }


async def _set_up(stage: Stage) -> None:
    """Everything that an admin does once, two minutes before it begins."""
    await stage.clock.move_to(BEGIN - timedelta(minutes=2))
    await _installed(stage)
    await stage.start_backpat()
    await _configured(stage)
    await stage.clock.move_to(BEGIN)


async def _installed(stage: Stage) -> None:
    """The app in two workspaces, a database, and the first workspace's token in the settings."""
    slack, backpat = stage.slack, stage.backpat
    manifest = backpat.run("manifest", "--with", "reading", "--url", stage.url)
    made, _ = await asyncio.gather(manifest, backpat.run("migrate"))
    await slack.use_manifest(json.loads(made))
    await slack.point_at(f"{stage.url}/slack/events")
    home, elsewhere = slack.facts["workspaces"]
    backpat.settings |= {
        "SLACK_API_URL": slack.api_url,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_BOT_TOKEN": home["bot_token"],
        "BACKPAT_INSTALLER": home["people"]["finn"],
    }
    await backpat.run("workspace", "add", typed=f"{elsewhere['bot_token']}\n")


async def _configured(stage: Stage) -> None:
    """Channels for pats, a zone, values, who leads whom, and what was said before."""
    backpat = stage.backpat
    home, elsewhere = stage.slack.facts["workspaces"]
    rules = ["--reactions", "give", *(word for value in VALUES for word in ("--value", value))]
    pats = home["channels"]["pats"]
    await asyncio.gather(
        backpat.run("workspace", "set", home["id"], "--kudos-channel", pats, "--zone", ZONE.key, *rules),
        backpat.run("workspace", "set", elsewhere["id"], "--kudos-channel", elsewhere["channels"]["pats"]),
        _import_people(stage, home["id"]),
    )
    said = past.write(HOME, stage.folder / "export.zip")
    await backpat.run("import", "slack-export", str(said), "--workspace", home["id"])


async def _import_people(stage: Stage, workspace: str) -> None:
    """As soon as Backpat has read the directory: until then it knows nobody. Who leads whom holds since January."""
    until = asyncio.get_running_loop().time() + PATIENCE
    while True:
        try:
            await stage.backpat.run("import", "people", str(PEOPLE), "--since", str(SINCE), "--workspace", workspace)
            return
        except CommandFailed:
            if asyncio.get_running_loop().time() > until:
                raise
            await asyncio.sleep(0.3)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
