"""The composition root: builds everything from the settings, starts it, and stops it in order."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import aiohttp
import uvicorn
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from bot import log
from bot.clock import Clock
from bot.delivery.courier import Courier
from bot.delivery.limits import Limits
from bot.ingress import Ingress, web
from bot.ingress.socket_mode import SocketMode, check_token
from bot.jobs.scheduler import Scheduler
from bot.readiness import Readiness
from bot.sealing import GUIDANCE, Seal
from bot.services import Services
from bot.settings import BadSettings, Settings, require_slack
from bot.slack import REFUSED, SlackClients, code_of, directory
from bot.slack.installations import Installations, Installed, digest_of
from bot.tasks import Tasks
from models.storage import schema
from models.storage.database import Database
from models.workspace import onboarding, workspaces

FINISH_WITHIN = 5.0
"""Seconds that background tasks get at the end."""


@dataclass(frozen=True, slots=True)
class Backpat:
    """Everything that `backpat serve` runs."""

    services: Services
    ingress: Ingress
    courier: Courier
    scheduler: Scheduler
    readiness: Readiness
    web: Starlette


def build(settings: Settings) -> Backpat:
    """Build it all; nothing runs yet. Raises `BadSettings`, `BehindMigrations`, `BadDatabaseUrl`."""
    require_slack(settings)
    database = Database(settings.database_url)
    schema.check(database)
    slack = SlackClients(settings.slack_api_url, settings.send_timeout)
    key = settings.secret_key.get_secret_value() if settings.secret_key else None
    seal, guidance = Seal(key), Seal(key, GUIDANCE)
    installations = Installations(database, slack, seal, _token(settings))
    services = Services(settings, database, Clock(settings.clock_file), slack, installations, Tasks(), guidance)
    ingress, readiness = Ingress(services), Readiness(database)
    courier = Courier(services, Limits(settings.posts_per_minute, settings.posts_per_channel))
    secret = settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else None
    application = web.application(ingress, readiness, secret)
    return Backpat(services, ingress, courier, Scheduler(services), readiness, application)


@contextlib.asynccontextmanager
async def running(backpat: Backpat) -> AsyncIterator[None]:
    """Everything but the web server: installs the workspace of the environment's token, delivers, ticks, listens."""
    services = backpat.services
    await _install(services)
    await _check_socket_mode(services)
    courier = asyncio.create_task(backpat.courier.run())
    backpat.scheduler.start()
    socket = _socket_mode(backpat)
    for installed in services.installations.all():
        services.tasks.start(_read_directory(services, installed), "directory")
    backpat.readiness.started = True
    try:
        yield
    finally:
        backpat.readiness.started = False
        if socket is not None:
            await socket.stop()
        await backpat.scheduler.stop()
        await services.tasks.finish(FINISH_WITHIN)
        backpat.courier.stop()
        await courier
        await services.slack.close()
        services.database.close()


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT says stop. Raises `BadSettings` also when the address can't be listened on."""
    backpat = build(settings)
    with listening(settings) as listener:
        server = Server(
            uvicorn.Config(backpat.web, lifespan="off", log_config=None, access_log=False, proxy_headers=False)
        )
        for stop in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(stop, server.leave)
        async with running(backpat):
            log.info("listening", host=settings.host, port=listener.getsockname()[1])
            await server.serve(sockets=[listener])


class Server(uvicorn.Server):
    """uvicorn's own signal handling would end the process before everything else is stopped."""

    def leave(self) -> None:
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listening(settings: Settings) -> socket.socket:
    """The listening socket; free it by leaving its `with`."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise BadSettings([f"HOST and PORT: {where} can't be listened on ({error.strerror})."]) from None


async def _install(services: Services) -> None:
    """Make sure that the workspace of the environment's token is known. Raises `BadSettings`."""
    client = services.slack.client(_token(services.settings))
    try:
        identity = await client.auth_test()
    except SlackApiError as error:
        if code_of(error) not in REFUSED:
            await _without_slack(services, error)
            return
        await services.slack.close()
        raise BadSettings([f"SLACK_BOT_TOKEN was refused by Slack ({code_of(error)})."]) from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        await _without_slack(services, error)
        return

    def install(session: Session) -> None:
        workspaces.install(
            session,
            slack_team_id=identity["team_id"],
            name=identity.get("team") or identity["team_id"],
            bot_user_id=identity["user_id"],
            token_digest=digest_of(_token(services.settings)),
            url=identity.get("url"),
            installer_slack_id=services.settings.installer,
            now=services.clock.now(),
        )

    await services.database.run(install)
    await services.installations.load()


async def _without_slack(services: Services, error: Exception) -> None:
    """Slack doesn't answer: go on when we know the workspace, for Slack may be back before anyone notices."""
    await services.installations.load()
    if not services.installations.all():
        await services.slack.close()
        url = services.settings.slack_api_url
        raise BadSettings([f"Slack does not answer at {url} ({type(error).__name__}). Is SLACK_API_URL right?"])
    log.failure("slack does not answer", error)


async def _read_directory(services: Services, installed: Installed) -> None:
    """A fresh process may have missed changes; what fails is tried again in a minute."""
    while True:
        try:
            await directory.sync(services, installed)
            await services.database.run(
                onboarding.welcome, workspace_id=installed.workspace_id, now=services.clock.now()
            )
            await directory.sync_groups(services, installed)
            return
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            log.failure("directory", error, workspace=installed.workspace_id)
            await asyncio.sleep(60)


async def _check_socket_mode(services: Services) -> None:
    """Raises `BadSettings` when the app-level token will never do."""
    if token := services.settings.slack_app_token:
        client = services.slack.client(token.get_secret_value())
        try:
            await check_token(client, token.get_secret_value())
        except BadSettings:
            await services.slack.close()
            raise


def _socket_mode(backpat: Backpat) -> SocketMode | None:
    """Connect in the background: however long that takes, a signal can stop us."""
    services = backpat.services
    if services.settings.slack_app_token is None:
        return None
    token = services.settings.slack_app_token.get_secret_value()
    socket = SocketMode(backpat.ingress, token, services.slack.client(token))
    services.tasks.start(socket.connect(), "socket mode")
    return socket


def _token(settings: Settings) -> str:
    return settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
