"""Work that goes on after its answer (`models/privacy/backlog.py`), and what is kept too long: a short write each."""

from datetime import datetime

from bot import log
from bot.jobs.every import Turn
from bot.services import Services
from models.delivery import claims
from models.giving import drafts
from models.improving import owning, thanking
from models.limits import announcing
from models.privacy import backlog, erasing, preferences, removing, retention
from models.privacy.backlog import Task, Work
from models.privacy.erasing import Called
from models.privacy.retention import Months
from models.storage import requests
from models.storage.database import Database

STEPS = 40
"""Steps of one round, so that a round is over soon whatever there is to do."""


async def tick(services: Services, turn: Turn) -> None:
    if steps := await go_on(services.database, workspace_id=turn.workspace_id, now=turn.now):
        log.info("work went on", workspace=turn.workspace_id, steps=steps)


async def retain(services: Services, turn: Turn) -> None:
    await let_go(services.database, workspace_id=turn.workspace_id, months=services.months, now=turn.now)


async def tidy(services: Services, turn: Turn) -> None:
    """Forget what is no longer of use."""
    run, workspace_id, now = services.database.run, turn.workspace_id, turn.now
    await run(claims.forget_stale_buckets, workspace_id=workspace_id, real=services.clock.real())
    await run(requests.forget, workspace_id=workspace_id, now=now)
    await run(removing.forget_gone, workspace_id=workspace_id)
    await run(owning.forget, workspace_id=workspace_id, now=now)
    await run(drafts.forget, workspace_id=workspace_id, now=now)


async def go_on(database: Database, *, workspace_id: int, now: datetime) -> int:
    """A round of what is left in a workspace. Returns how many steps were done; 0: there is nothing to do now."""
    steps = 0
    for task in await database.read(backlog.left, workspace_id=workspace_id):
        act = ACTS[task.work]
        while steps < STEPS and await act(database, workspace_id, task, now):
            steps += 1
    return steps


async def let_go(database: Database, *, workspace_id: int, months: Months, now: datetime) -> None:
    """A round of deleting what is older than it is kept."""
    for _ in range(STEPS):
        old = await database.read(retention.find, workspace_id=workspace_id, months=months, now=now)
        await database.run(retention.forget, workspace_id=workspace_id, old=old, now=now)
        if not old:
            return


async def _narrow(database: Database, workspace_id: int, task: Task, now: datetime) -> bool:
    return await database.run(preferences.narrow, workspace_id=workspace_id, task=task, now=now)


async def _remove(database: Database, workspace_id: int, task: Task, now: datetime) -> bool:
    """What they gave and received; then wherever they are named; then what they were called."""
    if await database.run(removing.go_on, workspace_id=workspace_id, task=task, now=now):
        return True
    found = await database.read(erasing.find, workspace_id=workspace_id, called=Called.of(task))
    parts = list(found.parts())
    for part in parts:
        await database.run(removing.erase, workspace_id=workspace_id, task=task, found=part, now=now)
    if not parts and not found.waiting:
        await database.run(removing.close, workspace_id=workspace_id, task=task)
    return bool(parts)


async def _tell_limit(database: Database, workspace_id: int, task: Task, now: datetime) -> bool:
    return await database.run(announcing.go_on, workspace_id=workspace_id, task=task, now=now)


async def _thank(database: Database, workspace_id: int, task: Task, now: datetime) -> bool:
    return await database.run(thanking.go_on, workspace_id=workspace_id, task=task, now=now)


ACTS = {Work.NARROW: _narrow, Work.REMOVE: _remove, Work.TELL_LIMIT: _tell_limit, Work.THANK: _thank}
