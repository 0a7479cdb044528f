"""The real bot, in this process, against a simulated Slack in another one."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import uvicorn
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import app
from bot.app import Backpat
from bot.settings import Settings
from bot.slack import manifest
from models.storage.database import Database
from models.workspace import workspaces
from models.workspace.workspaces import Workspace
from simulator.driver import Simulator
from simulator.tallies import PATIENCE
from tests import waiting
from tests.databases import compiled_once

LONDON = ZoneInfo("Europe/London")
IDLE = 600
"""Seconds that a line may be idle: closed after 5, it is closed under a request on a busy machine."""


def _a_wednesday() -> datetime:
    """10:00 in London on a Wednesday some days ahead: Slack's clock only ever goes forward."""
    today = datetime.now(UTC)
    day = today + timedelta(days=(2 - today.weekday()) % 7 + 7)
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=LONDON)


WEDNESDAY = _a_wednesday()
MONDAY = datetime.combine(WEDNESDAY.date() + timedelta(days=5), time(9, 0, 30), tzinfo=LONDON)
"""09:00:30 on the Monday after."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot and the world around it."""

    backpat: Backpat
    url: str
    clock_file: Path

    @property
    def database(self) -> Database:
        return self.backpat.services.database

    @property
    def workspace_id(self) -> int:
        return self.backpat.services.installations.all()[0].workspace_id

    def now(self) -> datetime:
        return self.backpat.services.clock.now()


def settings_for(slack: Simulator, database_url: str, clock_file: Path, **more: Any) -> Settings:
    return Settings(
        DATABASE_URL=database_url,
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_SIGNING_SECRET=slack.signing_secret,
        SLACK_API_URL=slack.api_url,
        **{"clock_file": clock_file, "secret_key": "a key for tests", "send_timeout": PATIENCE, **more},
    )


@contextlib.asynccontextmanager
async def running_bot(settings: Settings, slack: Simulator, *, fresh: bool = False) -> AsyncIterator[Bot]:
    """Start everything as `backpat serve` does, on a free port, and point Slack at it.

    Unless `fresh`, it was installed weeks ago: nobody is welcomed.
    """
    backpat = app.build(settings)
    compiled_once(backpat.services.database)
    if not fresh:
        install_long_ago(backpat.services.database, slack)
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(backpat.web, lifespan="off", log_config=None, timeout_keep_alive=IDLE))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with app.running(backpat):
            await slack.point_at(f"{url}/slack/events")
            if settings.slack_app_token:
                await slack.connected()
            assert settings.clock_file
            await directory_read(backpat)
            yield Bot(backpat, url, settings.clock_file)
            await slack.stop_delivering()
    finally:
        server.should_exit = True
        await serving
        listener.close()


def install_long_ago(database: Database, slack: Simulator) -> None:
    """The workspace's row, from eight weeks before."""
    team = slack.workspace()

    def install(session: Session) -> None:
        of = {"slack_team_id": team["id"], "name": team["name"], "bot_user_id": team["bot_user"]}
        if session.scalar(select(Workspace.id).where(Workspace.slack_team_id == team["id"])) is None:
            workspaces.install(session, **of, now=WEDNESDAY - timedelta(weeks=8))

    database.write(install)


async def directory_read(backpat: Backpat) -> None:
    """Wait until the start's reading of the directory is over."""
    await waiting.becomes(backpat.services.tasks.names, [])


def reading_manifest(url: str | None = None) -> dict[str, Any]:
    return manifest.manifest(url=url, reading=True)
