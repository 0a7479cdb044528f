"""Running what goes on after an answer, to its end, as the server's ticks do."""

import asyncio
from datetime import datetime

from bot.jobs import chores
from models.storage.database import Database


def finish(database: Database, workspace_id: int, now: datetime, *, most: int = 1000) -> None:
    """At most so many rounds."""

    async def rounds() -> None:
        for _ in range(most):
            if not await chores.go_on(database, workspace_id=workspace_id, now=now):
                return

    asyncio.run(rounds())
