"""Digests at their hour: schedules are brought in step now and then, and what is due is stored and owed."""

from datetime import datetime, timedelta

from bot import log, metrics
from bot.jobs.every import Every, Turn
from bot.services import Services
from digests.scheduling import planning, running
from models.pledge import cosigning
from models.storage.database import Database

IN_STEP = timedelta(minutes=1)
"""How often schedules follow new leads, teams and zones, and who leads by now is asked to co-sign the pledge."""


class Digests:
    def __init__(self, started_at: datetime) -> None:
        self._started_at = started_at
        self._in_step = Every(IN_STEP)

    async def tick(self, services: Services, turn: Turn) -> None:
        database, workspace_id, now = services.database, turn.workspace_id, turn.now
        if step := self._in_step.turn(workspace_id, now):
            await _bring_in_step(database, workspace_id, step.looked_at or self._started_at, now)
            await _ask_leads(database, workspace_id, now)
            self._in_step.done(step)
        await _run_due(database, workspace_id, now)


async def _bring_in_step(database: Database, workspace_id: int, since: datetime, now: datetime) -> None:
    changes = await database.read(planning.changes, workspace_id=workspace_id, now=now, looked_at=since)
    for some in changes.parts():
        await database.run(planning.keep, workspace_id=workspace_id, changes=some)


async def _ask_leads(database: Database, workspace_id: int, now: datetime) -> None:
    """Whoever became a lead since the pledge was signed."""
    if await database.read(cosigning.unasked, workspace_id=workspace_id):
        asked = await database.run(cosigning.ask, workspace_id=workspace_id, now=now)
        log.info("leads asked to co-sign", workspace=workspace_id, leads=asked)


async def _run_due(database: Database, workspace_id: int, now: datetime) -> None:
    prepared = await database.read(running.prepare, workspace_id=workspace_id, now=now)
    for part in running.parts(prepared):
        owed = await database.run(running.store, workspace_id=workspace_id, prepared=part, now=now)
        for one in part:
            metrics.DIGESTS.labels(one.status).inc()
        log.info("digests", workspace=workspace_id, periods=len(part), owed=owed)
