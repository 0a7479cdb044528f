"""The clock's ticks: APScheduler ticks in every process; the rows decide who does what, exactly once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import log
from bot.jobs import answer_clock, chores, following, handing_on, nudges
from bot.jobs.digests import Digests
from bot.jobs.every import Every, Turn
from bot.jobs.profiles import Profiles
from bot.services import Services

TICK = 1
"""Seconds between looks for what is due: digests, the day's reading of profiles."""
GO_ON = 2
"""Seconds between looks for work that goes on after its answer."""
MINUTE, TEN_MINUTES = 60, 600


@dataclass(frozen=True, slots=True)
class Job:
    """What is looked for in each workspace."""

    name: str
    """What a log calls it."""
    seconds: int
    """Real time between two looks."""
    act: Callable[[Services, Turn], Awaitable[None]]
    every: timedelta = timedelta()
    """The least time between two of them in one workspace, by the clock that people see."""


JOBS = (
    Job("digests that follow", TICK, following.follow),
    Job("the answer clock", TICK, answer_clock.tick, every=timedelta(minutes=1)),
    Job("nudges", TICK, nudges.send, every=timedelta(hours=1)),  # nothing in a nudge is urgent
    Job("work that goes on", GO_ON, chores.tick),
    Job("retention", TEN_MINUTES, chores.retain),
    Job("training signals", TEN_MINUTES, handing_on.signal_training),
    Job("tidying", MINUTE, chores.tidy),
    Job("ideas", MINUTE, handing_on.ideas),
    Job("requests for more room", MINUTE, handing_on.room),
)
"""Beside digests, whose schedules have a turn of their own, and the reading of profiles, which takes hours."""


class Scheduler:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._busy = asyncio.Lock()
        self._stopped = False
        self._profiles = Profiles(services)
        self._jobs = (Job("digests", TICK, Digests(services.clock.now()).tick), *JOBS)
        self._turns = {job.name: Every(job.every) for job in self._jobs}
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        for job in self._jobs:
            self._scheduler.add_job(self._tick, "interval", [job], seconds=job.seconds, **options)
        self._scheduler.add_job(self._read_profiles, "interval", seconds=TICK, **options)
        self._scheduler.start()

    async def stop(self) -> None:
        """No more ticks; what runs is finished."""
        self._scheduler.pause()
        async with self._busy:
            self._stopped = True
        self._scheduler.shutdown(wait=False)

    async def _tick(self, job: Job) -> None:
        async with self._busy:
            for installed in [] if self._stopped else self._services.installations.all():
                await self._act(job, installed.workspace_id)

    async def _act(self, job: Job, workspace_id: int) -> None:
        """One workspace's trouble is its own."""
        turn = self._turns[job.name].turn(workspace_id, self._services.clock.now())
        if turn is None:
            return
        try:
            await job.act(self._services, turn)
        except Exception as error:  # noqa: BLE001  (the edge of the loop)
            log.failure(job.name, error, workspace=workspace_id)
        else:
            self._turns[job.name].done(turn)

    async def _read_profiles(self) -> None:
        if not self._stopped:
            self._profiles.tick()
