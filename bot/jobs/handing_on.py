"""What moves on by itself: a write only where reading found something."""

from bot.jobs.every import Turn
from bot.services import Services
from models.improving import keeping, training
from models.limits import granting


async def signal_training(services: Services, turn: Turn) -> None:
    """Subjects on which five people or more heard guidance."""
    if await services.database.read(training.is_due, workspace_id=turn.workspace_id, now=turn.now):
        await services.database.run(training.sweep, workspace_id=turn.workspace_id, now=turn.now)


async def ideas(services: Services, turn: Turn) -> None:
    """Those whose keeper has left."""
    if await services.database.read(keeping.left_behind, workspace_id=turn.workspace_id):
        await services.database.run(keeping.move_on, workspace_id=turn.workspace_id, now=turn.now)


async def room(services: Services, turn: Turn) -> None:
    """Requests for more room whose lead left, or leads others now, go to whoever answers by now."""
    if await services.database.read(granting.to_hand_on, workspace_id=turn.workspace_id, now=turn.now):
        await services.database.run(granting.hand_on, workspace_id=turn.workspace_id, now=turn.now)
