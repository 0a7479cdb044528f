"""Work that goes on after its answer (`models/backlog.py`), a short write at a time."""

from datetime import datetime

from models import backlog, erasing, preferences, removing
from models.backlog import Task, Work
from models.database import Database
from models.erasing import Called


async def go_on(database: Database, *, workspace_id: int, now: datetime) -> int:
    """Do all that is left in a workspace. Returns how many tasks there were."""
    tasks = await database.read(backlog.left, workspace_id=workspace_id)
    for task in tasks:
        await ACTS[task.work](database, workspace_id, task, now)
    await database.run(removing.forget_gone, workspace_id=workspace_id)
    return len(tasks)


async def _narrow(database: Database, workspace_id: int, task: Task, now: datetime) -> None:
    while await database.run(preferences.narrow, workspace_id=workspace_id, task=task, now=now):
        pass


async def _remove(database: Database, workspace_id: int, task: Task, now: datetime) -> None:
    while await database.run(removing.go_on, workspace_id=workspace_id, task=task, now=now):
        pass
    called = Called.of(task)
    while True:
        found = await database.read(erasing.find, workspace_id=workspace_id, called=called)
        parts = list(found.parts())
        for part in parts:
            await database.run(removing.erase, workspace_id=workspace_id, task=task, found=part, now=now)
        if not parts:
            break
    if not found.waiting:
        await database.run(removing.close, workspace_id=workspace_id, task=task)


ACTS = {Work.NARROW: _narrow, Work.REMOVE: _remove}
