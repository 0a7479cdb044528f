"""An event loop that skips waiting: when nobody works, the clock jumps to the next timer. Work takes its real time.

So half an hour of keeping to limits passes in as long as its calls and its SQL take, and nothing in it is pretended.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.clock import Clock
from models.storage.database import Database

T = TypeVar("T")
GRACE = 0.0005
"""Real seconds that a thread which has just finished gets to say so, before time is skipped."""


class Time:
    """`skipped`: seconds so far. `working`: calls that threads are busy with."""

    def __init__(self) -> None:
        self.skipped = 0.0
        self.working = 0


class SkippingSelector(selectors.DefaultSelector):
    def __init__(self, time: Time) -> None:
        super().__init__()
        self._time = time

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        waits = timeout is not None and timeout > 0 and not self._time.working
        events = super().select(min(GRACE, timeout or 0) if waits else timeout)
        if waits and not events and timeout:
            self._time.skipped += timeout
        return events


class SkippingLoop(asyncio.SelectorEventLoop):
    def __init__(self, time: Time) -> None:
        super().__init__(SkippingSelector(time))
        self._skips = time

    def time(self) -> float:
        return super().time() + self._skips.skipped


class SkippingClock(Clock):
    """Shows `start` when it is made, and runs with the loop's time."""

    def __init__(self, start: datetime, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._start, self._loop, self._from = start, loop, loop.time()

    def real(self) -> datetime:  # type: ignore[override]  # the real one needs no instance
        return self._start + timedelta(seconds=self._loop.time() - self._from)


class WatchedDatabase(Database):
    """Says when its threads work."""

    def __init__(self, url: str, time: Time) -> None:
        super().__init__(url)
        self._time = time

    async def run(self, *args: Any, **kwargs: Any) -> Any:
        return await self._watched(super().run(*args, **kwargs))

    async def read(self, *args: Any, **kwargs: Any) -> Any:
        return await self._watched(super().read(*args, **kwargs))

    async def _watched(self, call: Coroutine[Any, Any, T]) -> T:
        self._time.working += 1
        try:
            return await call
        finally:
            self._time.working -= 1


def play(time: Time, story: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `story` to its end in skipped time."""
    with asyncio.Runner(loop_factory=lambda: SkippingLoop(time)) as runner:
        return runner.run(story())
