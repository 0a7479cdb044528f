"""The clock's ticks: APScheduler ticks in every process; the rows decide who does what, exactly once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import log, metrics
from bot.jobs import answer_clock, chores
from bot.services import Services
from bot.slack import profiles
from bot.slack.installations import Installed
from digests.gaps import nudging
from digests.scheduling import following, planning, running
from models.delivery import claims
from models.gaps.nudging import MOST, send
from models.giving import drafts
from models.improving import keeping, owning, training
from models.limits import granting
from models.pledge import cosigning
from models.privacy import removing
from models.storage import requests

GO_ON = 2
"""Seconds between looks for work that goes on after its answer."""
TICK = 1
"""Seconds between looks for what is due: digests, the day's reading of profiles."""

BRING_IN_STEP = timedelta(minutes=1)
"""How often schedules follow new leads, teams and zones, who leads by now is asked to co-sign the pledge, and the
answer clock is read.
"""
NUDGE = timedelta(hours=1)
"""How often it is looked whether there is somebody to thank whom a lead may not have thought of."""


class Scheduler:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._busy = asyncio.Lock()
        self._started_at = services.clock.now()
        self._stopped = False
        self._in_step: dict[int, datetime] = {}
        self._clock_read: dict[int, datetime] = {}
        self._nudged: dict[int, datetime] = {}
        self._profiles_read: dict[int, date] = {}
        self._followed: dict[int, datetime] = {}
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler.add_job(self._digests, "interval", seconds=TICK, **options)
        self._scheduler.add_job(self._following, "interval", seconds=TICK, **options)
        self._scheduler.add_job(self._answer_clock, "interval", seconds=TICK, **options)
        self._scheduler.add_job(self._nudges, "interval", seconds=TICK, **options)
        self._scheduler.add_job(self._chores, "interval", seconds=GO_ON, **options)
        self._scheduler.add_job(self._retain, "interval", minutes=10, **options)
        self._scheduler.add_job(self._signals, "interval", minutes=10, **options)
        self._scheduler.add_job(self._tidy, "interval", minutes=1, **options)
        self._scheduler.add_job(self._ideas, "interval", minutes=1, **options)
        self._scheduler.add_job(self._room, "interval", minutes=1, **options)
        self._scheduler.add_job(self._profiles, "interval", seconds=TICK, **options)
        self._scheduler.start()

    async def stop(self) -> None:
        """No more ticks; what runs is finished."""
        self._scheduler.pause()
        async with self._busy:
            self._stopped = True
        self._scheduler.shutdown(wait=False)

    async def _digests(self) -> None:
        await self._for_each_workspace(self._digest, "digests")

    async def _digest(self, installed: Installed) -> None:
        """Bring the schedules in step now and then, and run what is due."""
        database, workspace_id, now = self._services.database, installed.workspace_id, self._services.clock.now()
        looked_at = self._in_step.get(workspace_id)
        if looked_at is None or abs(now - looked_at) >= BRING_IN_STEP:
            since = looked_at or self._started_at
            changes = await database.read(planning.changes, workspace_id=workspace_id, now=now, looked_at=since)
            for some in changes.parts():
                await database.run(planning.keep, workspace_id=workspace_id, changes=some)
            await self._ask_leads(workspace_id, now)
            self._in_step[workspace_id] = now
        prepared = await database.read(running.prepare, workspace_id=workspace_id, now=now)
        for part in running.parts(prepared):
            owed = await database.run(running.store, workspace_id=workspace_id, prepared=part, now=now)
            for one in part:
                metrics.DIGESTS.labels(one.run.status).inc()
            log.info("digests", workspace=workspace_id, periods=len(part), owed=owed)

    async def _ask_leads(self, workspace_id: int, now: datetime) -> None:
        """Whoever became a lead since the pledge was signed."""
        database = self._services.database
        if await database.read(cosigning.unasked, workspace_id=workspace_id):
            asked = await database.run(cosigning.ask, workspace_id=workspace_id, now=now)
            log.info("leads asked to co-sign", workspace=workspace_id, leads=asked)

    async def _following(self) -> None:
        await self._for_each_workspace(self._follow, "digests that follow")

    async def _follow(self, installed: Installed) -> None:
        """Leads' digests that name somebody who was thanked since."""
        database, workspace_id, now = self._services.database, installed.workspace_id, self._services.clock.now()
        looked_at = self._followed.get(workspace_id)
        leads = await database.read(following.behind, workspace_id=workspace_id, now=now, looked_at=looked_at)
        if leads:
            await database.run(following.follow, workspace_id=workspace_id, leads=leads, now=now)
        self._followed[workspace_id] = now

    async def _answer_clock(self) -> None:
        await self._for_each_workspace(self._read_clock, "the answer clock")

    async def _read_clock(self, installed: Installed) -> None:
        """Once a minute."""
        workspace_id, now = installed.workspace_id, self._services.clock.now()
        looked_at = self._clock_read.get(workspace_id)
        if looked_at is not None and abs(now - looked_at) < BRING_IN_STEP:
            return
        told = await answer_clock.read(self._services.database, workspace_id=workspace_id, now=now)
        self._clock_read[workspace_id] = now
        if any(told.values()):
            log.info("answer clock", workspace=workspace_id, **told)

    async def _nudges(self) -> None:
        await self._for_each_workspace(self._nudge, "nudges")

    async def _nudge(self, installed: Installed) -> None:
        """Once an hour: nothing in a nudge is urgent."""
        workspace_id, now = installed.workspace_id, self._services.clock.now()
        looked_at = self._nudged.get(workspace_id)
        if looked_at is not None and abs(now - looked_at) < NUDGE:
            return
        found = await self._services.database.read(nudging.due, workspace_id, now)
        for at in range(0, len(found), MOST):
            part = found[at : at + MOST]
            sent = await self._services.database.run(send, workspace_id=workspace_id, found=part, now=now)
            log.info("nudges", workspace=workspace_id, leads=sent)
        self._nudged[workspace_id] = now

    async def _profiles(self) -> None:
        """Once a day; for hours, in a large company, and beside everything else."""
        tasks, today = self._services.tasks, self._services.clock.now().date()
        if self._stopped or "directory" in tasks.names():  # whose profiles would be read is not known yet
            return
        for installed in self._services.installations.all():
            name = f"profiles {installed.workspace_id}"
            if self._profiles_read.get(installed.workspace_id) != today and name not in tasks.names():
                tasks.start(self._read_profiles(installed, today), name)

    async def _read_profiles(self, installed: Installed, today: date) -> None:
        if await profiles.read_patiently(self._services, installed):
            self._profiles_read[installed.workspace_id] = today

    async def _chores(self) -> None:
        await self._for_each_workspace(self._go_on, "work that goes on")

    async def _go_on(self, installed: Installed) -> None:
        database, now = self._services.database, self._services.clock.now()
        if steps := await chores.go_on(database, workspace_id=installed.workspace_id, now=now):
            log.info("work went on", workspace=installed.workspace_id, steps=steps)

    async def _retain(self) -> None:
        await self._for_each_workspace(self._let_go, "retention")

    async def _let_go(self, installed: Installed) -> None:
        months, now = self._services.months, self._services.clock.now()
        await chores.let_go(self._services.database, workspace_id=installed.workspace_id, months=months, now=now)

    async def _signals(self) -> None:
        await self._for_each_workspace(self._signal, "training signals")

    async def _signal(self, installed: Installed) -> None:
        """Subjects on which five people or more heard guidance; a write only where there is something new."""
        database, which = self._services.database, {"workspace_id": installed.workspace_id}
        now = self._services.clock.now()
        if await database.read(training.is_due, **which, now=now):
            await database.run(training.sweep, **which, now=now)

    async def _tidy(self) -> None:
        await self._for_each_workspace(self._forget, "tidying")

    async def _forget(self, installed: Installed) -> None:
        """What is no longer of use."""
        run, workspace_id = self._services.database.run, installed.workspace_id
        await run(claims.forget_stale_buckets, workspace_id=workspace_id, real=self._services.clock.real())
        await run(requests.forget, workspace_id=workspace_id, now=self._services.clock.now())
        await run(removing.forget_gone, workspace_id=workspace_id)
        await run(owning.forget, workspace_id=workspace_id, now=self._services.clock.now())
        await run(drafts.forget, workspace_id=workspace_id, now=self._services.clock.now())

    async def _ideas(self) -> None:
        await self._for_each_workspace(self._move_ideas_on, "ideas")

    async def _move_ideas_on(self, installed: Installed) -> None:
        """Those whose keeper has left."""
        database, workspace_id = self._services.database, installed.workspace_id
        if await database.read(keeping.left_behind, workspace_id=workspace_id):
            await database.run(keeping.move_on, workspace_id=workspace_id, now=self._services.clock.now())

    async def _room(self) -> None:
        await self._for_each_workspace(self._hand_room_on, "requests for more room")

    async def _hand_room_on(self, installed: Installed) -> None:
        """Requests for more room whose lead left, or leads others now, go to whoever answers by now."""
        database, workspace_id, now = self._services.database, installed.workspace_id, self._services.clock.now()
        if await database.read(granting.to_hand_on, workspace_id=workspace_id):
            await database.run(granting.hand_on, workspace_id=workspace_id, now=now)

    async def _for_each_workspace(self, act: Callable[[Installed], Awaitable[None]], name: str) -> None:
        """One workspace's trouble is its own."""
        async with self._busy:
            for installed in [] if self._stopped else self._services.installations.all():
                try:
                    await act(installed)
                except Exception as error:  # noqa: BLE001  (the edge of the loop)
                    log.failure(name, error, workspace=installed.workspace_id)
