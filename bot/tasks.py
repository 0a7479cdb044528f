"""Background tasks that are kept track of: one that fails is logged, and all end before the process does."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

from bot import log


class Tasks:
    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()
        self._newest: dict[Hashable, Callable[[], Coroutine[Any, Any, Any]]] = {}
        self._busy: set[Hashable] = set()

    def start(self, coroutine: Coroutine[Any, Any, Any], name: str) -> None:
        """Run `coroutine` on its own. What it raises is logged under `name`, without anyone's words."""
        task = asyncio.get_running_loop().create_task(self._watched(coroutine, name), name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def start_newest(self, key: Hashable, make: Callable[[], Coroutine[Any, Any, Any]], name: str) -> None:
        """The same, one at a time for each `key` and in order; what has not begun when a newer one comes never does."""
        self._newest[key] = make
        if key not in self._busy:
            self._busy.add(key)
            self.start(self._one_by_one(key, name), name)

    async def _one_by_one(self, key: Hashable, name: str) -> None:
        try:
            while make := self._newest.pop(key, None):
                await self._watched(make(), name)
        finally:
            self._busy.discard(key)

    def names(self) -> list[str]:
        """What runs now."""
        return [task.get_name() for task in self._running]

    async def finish(self, seconds: float) -> None:
        """Wait for what runs, at most `seconds`; then cancel it."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    @staticmethod
    async def _watched(coroutine: Coroutine[Any, Any, Any], name: str) -> None:
        try:
            await coroutine
        except Exception as error:  # noqa: BLE001  (the edge of a task)
            log.failure(name, error)
