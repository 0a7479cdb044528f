"""The bot behind its door: nothing but requests, so that a row changes only when a request changes it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import uvicorn
from aiohttp import web
from sqlalchemy.orm import Session

from bot import app
from bot.app import Backpat
from bot.ids import COMMAND
from bot.sealing import Seal
from bot.services import Services
from bot.slack import directory
from models.people import members
from models.storage.tables import metadata
from models.workspace import workspaces
from simulator.driver import Simulator
from tests import waiting
from tests.bot.roles import addressees, players, subjects
from tests.bot.roles.players import EVERYBODY
from tests.bot.roles.subjects import Subject
from tests.bot.running import IDLE, WEDNESDAY, settings_for
from tests.bot.signing import signed
from tests.databases import compiled_once

HOME, AWAY = "T0NORTHWND", "T0ZEDMARK1"
UNCOUNTED = {"requests", "rate_buckets"}
"""That something was asked, and refused, may be remembered."""

Rows = dict[int, set[str]]
"""Every row of each workspace, as text."""


@dataclass
class Door:
    """The bot without courier and scheduler, in two workspaces with the same Slack ids."""

    slack: Simulator
    backpat: Backpat
    url: str
    session: aiohttp.ClientSession
    answers_at: str = ""
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """What came by response_url, by the trigger of the payload."""
    known: Rows = field(default_factory=dict)
    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By which the rows about each person of the first workspace are told: their Slack id, and their member id."""

    async def changes(self) -> dict[str, list[str]]:
        """The rows that came, went or changed since this was last asked, by the workspace's Slack id."""
        before, self.known = self.known, await self.backpat.services.database.read(_rows)
        ids = {team: self.id_of(team) for team in (HOME, AWAY)}
        return {team: sorted(before.get(n, set()) ^ self.known.get(n, set())) for team, n in ids.items()}

    def subject(self, kind: str, n: int, *, closed: bool) -> Subject:
        """Something new to forge payloads about."""
        database, now = self.backpat.services.database, self.backpat.services.clock.now()
        what: dict[str, Any] = {"kind": kind, "n": n, "closed": closed}
        return database.write(subjects.subject, workspace_id=self.id_of(HOME), now=now, **what)

    def id_of(self, team: str) -> int:
        installed = self.backpat.services.installations.of_team(team)
        assert installed
        return installed.workspace_id

    async def send(self, payload: dict[str, Any]) -> str:
        """Sign it as Slack does; the answer."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        headers = signed(self.slack.signing_secret, body)
        async with self.session.post(f"{self.url}/slack/events", data=body, headers=headers) as response:
            assert response.status == 200, await response.text()
            return await response.text()

    def plants(self, plant: Callable[..., dict[str, set[str]]]) -> dict[str, set[str]]:
        """Things with words of their own: whom they are for, by the words."""
        services = self.backpat.services
        return services.database.write(plant, workspace_id=self.id_of(HOME), now=services.clock.now())

    def now(self) -> datetime:
        return self.backpat.services.clock.now()

    def reads(self, read: Callable[..., str], *asked: Any) -> str:
        return self.backpat.services.database.query(read, self, *asked)

    async def says(self, text: str, *, person: str, team: str, number: str) -> str:
        """Someone types this after `/pat`: the answer."""
        who = {"team_id": team, "user_id": person, "user_name": "x", "api_app_id": "A0", "trigger_id": number}
        said = {"command": COMMAND, "text": text, "response_url": f"{self.answers_at}/{number}"}
        body = urlencode({**who, **said, "channel_id": players.SUPPORT, "channel_name": "support"}).encode()
        headers = signed(self.slack.signing_secret, body)
        async with self.session.post(f"{self.url}/slack/events", data=body, headers=headers) as response:
            assert response.status == 200, await response.text()
            return await response.text()

    async def quiet(self) -> None:
        """Until whatever was to follow the answers is done."""
        await waiting.becomes(self.backpat.services.tasks.names, [])

    async def strays(self) -> list[str]:
        """Messages that are owed to somebody whom they are not for."""
        return (await self.backpat.services.database.read(addressees.strays, self.id_of(HOME)))[0]

    async def opened(self) -> dict[str, str]:
        """The views that were opened, by the trigger of the payload, as text."""
        ways = ("views.open", "views.push")
        calls = [call["args"] for way in ways for call in await self.slack.ledger.calls(method=way)]
        return {str(call["trigger_id"]): json.dumps(call["view"]) for call in calls}

    async def published(self) -> list[tuple[str, str]]:
        """(whose, what) of every Home that was published, as text."""
        calls = [call["args"] for call in await self.slack.ledger.calls(method="views.publish")]
        return [(str(call["user_id"]), json.dumps(call["view"])) for call in calls]


@asynccontextmanager
async def opened(slack: Simulator, database_url: str, clock_file: Path) -> AsyncIterator[Door]:
    """Install it in both workspaces and let it answer."""
    zed = await slack.add_workspace("zed")
    await slack.limits(enabled=False)
    backpat = app.build(settings_for(slack, database_url, clock_file))
    services = backpat.services
    compiled_once(services.database)
    sealed = Seal("a key for tests").close
    for one in (slack.workspace(HOME), zed):
        names = {"slack_team_id": one["id"], "name": one["name"], "bot_user_id": one["bot_user"]}
        services.database.write(workspaces.install, bot_token=sealed(one["bot_token"]), now=WEDNESDAY, **names)
    async with _closing(services), _listening(backpat) as url, aiohttp.ClientSession() as session:
        await services.installations.load()
        for installed in services.installations.all():
            await directory.sync(services, installed)
        door = Door(slack, backpat, url, session)
        services.database.write(subjects.settle, workspace_id=door.id_of(HOME), now=services.clock.now())
        known = services.database.query(members.by_slack_id, door.id_of(HOME), EVERYBODY)
        for slack_id, member in known.items():
            door.marks[slack_id] = (slack_id, member.id.hex, str(member.id))
        async with _answered(door) as door.answers_at:
            yield door


@asynccontextmanager
async def _closing(services: Services) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await services.slack.close()
        services.database.close()


def _rows(session: Session) -> Rows:
    """As the driver gives them: types would cost more than all the rest."""
    found: Rows = {}
    for table in metadata.sorted_tables:
        if "workspace_id" in table.c and table.name not in UNCOUNTED:
            place = list(table.c.keys()).index("workspace_id")
            for row in session.connection().exec_driver_sql(f"SELECT {', '.join(table.c.keys())} FROM {table.name}"):
                found.setdefault(row[place], set()).add(f"{table.name} {tuple(row)}")
    return found


@asynccontextmanager
async def _listening(backpat: Backpat) -> AsyncIterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(backpat.web, lifespan="off", log_config=None, timeout_keep_alive=IDLE))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
        listener.close()


@asynccontextmanager
async def _answered(door: Door) -> AsyncIterator[str]:
    """Where response_urls lead."""

    async def keep(request: web.Request) -> web.Response:
        door.answers.setdefault(request.match_info["number"], []).append(await request.json())
        return web.Response(text="ok")

    application = web.Application()
    application.router.add_post("/{number}", keep)
    runner = web.AppRunner(application)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listener).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        await runner.cleanup()
