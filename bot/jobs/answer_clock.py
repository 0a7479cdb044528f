"""The answer clock is read: what waits for somebody who can't answer moves on, and whoever is due is told.

It is looked at without writing; what there is to do is done in short writes, each of which may be somebody else's
already: another process reads the same clock.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot import log
from bot.jobs.every import Turn
from bot.services import Services
from models.answers import counting, covering, moving, reminding
from models.storage.database import Database


async def tick(services: Services, turn: Turn) -> None:
    told = await read(services.database, workspace_id=turn.workspace_id, now=turn.now)
    if any(told.values()):
        log.info("answer clock", workspace=turn.workspace_id, **told)


async def read(database: Database, *, workspace_id: int, now: datetime) -> dict[str, int]:
    """Everything that is due at `now`. Returns how many decisions moved on, and how many people are told of what."""
    of: dict[str, Any] = {"workspace_id": workspace_id, "now": now}
    at = (workspace_id, now)
    stranded = await database.read(moving.moves, *at)
    moved = await database.run(moving.move_on, **of, decision_ids=stranded) if stranded else 0
    late, due = await database.read(reminding.late, *at), await database.read(covering.due, *at)
    above = await database.read(counting.above, *at)
    reminded = [await database.run(reminding.remind, **of, found=some) for some in _parts(late, reminding.MOST)]
    covered = [await database.run(covering.cover, **of, found=some) for some in _parts(due, covering.MOST)]
    counted = await database.run(counting.tell, **of, found=above) if above else 0
    return {"moved": moved, "reminded": sum(reminded), "covered": sum(covered), "counted": counted}


def _parts(found: Sequence[Any], most: int) -> list[tuple[Any, ...]]:
    return [tuple(found[at : at + most]) for at in range(0, len(found), most)]
