"""The clock's ticks: APScheduler ticks in every process; the rows decide who does what, exactly once."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import log
from bot.installations import Installed
from bot.services import Services
from models import claims, requests

TICK = 1
"""Seconds between looks for digests that are due."""


class Scheduler:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler.add_job(self._digests, "interval", seconds=TICK, **options)
        self._scheduler.add_job(self._tidy, "interval", minutes=1, **options)
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def _digests(self) -> None:
        for installed in self._services.installations.all():
            try:
                await self._digest(installed)
            except Exception as error:  # noqa: BLE001  (the edge of the loop)
                log.failure("digests", error, workspace=installed.workspace_id)

    async def _digest(self, installed: Installed) -> None:
        pass

    async def _tidy(self) -> None:
        """Forget what is no longer of use."""
        for installed in self._services.installations.all():
            run = self._services.database.run
            workspace_id = installed.workspace_id
            await run(claims.forget_stale_buckets, workspace_id=workspace_id, real=self._services.clock.real())
            await run(requests.forget, workspace_id=workspace_id, now=self._services.clock.now())
