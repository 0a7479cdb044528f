"""Leads' digests that name somebody who was thanked since are brought in step."""

from bot.jobs.every import Turn
from bot.services import Services
from digests.scheduling import following


async def follow(services: Services, turn: Turn) -> None:
    workspace_id, now = turn.workspace_id, turn.now
    behind = await services.database.read(
        following.behind, workspace_id=workspace_id, now=now, looked_at=turn.looked_at
    )
    if behind:
        await services.database.run(following.follow, workspace_id=workspace_id, leads=behind, now=now)
