"""Nudges: whether there is somebody to thank whom a lead may not have thought of."""

from bot import log
from bot.jobs.every import Turn
from bot.services import Services
from digests.gaps import nudging
from models.gaps import nudging as stored


async def send(services: Services, turn: Turn) -> None:
    """Find all of them, and owe them a few a write."""
    workspace_id, now = turn.workspace_id, turn.now
    found = await services.database.read(nudging.due, workspace_id, now)
    for at in range(0, len(found), stored.MOST):
        part = found[at : at + stored.MOST]
        leads = await services.database.run(stored.send, workspace_id=workspace_id, found=part, now=now)
        log.info("nudges", workspace=workspace_id, leads=leads)
