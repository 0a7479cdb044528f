"""Time: the workspace's can be moved, a signature's cannot."""

import asyncio
import time


class Clock:
    """Unix seconds. `now` is real time plus an offset that tests and the demo move; `real` is always real."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset
        self._stands_at: float | None = None
        self._sleepers: set[asyncio.Event] = set()

    def real(self) -> float:
        return time.time()

    def now(self) -> float:
        return (self._stands_at or time.time()) + self.offset

    def stand(self, *, still: bool) -> None:
        """The workspace's time goes on only by being moved."""
        self._stands_at = time.time() if still else None

    def move(self, seconds: float) -> float:
        """Shifts the workspace's time by `seconds` (either way), wakes whoever is now due; returns the new offset."""
        self.offset += seconds
        self._wake()
        return self.offset

    def set_offset(self, seconds: float) -> None:
        self.offset = seconds
        self._wake()

    async def sleep_until(self, due: float) -> None:
        """Sleeps until the workspace's clock shows `due`, by waiting or by being moved."""
        while (left := due - self.now()) > 0:
            await self._sleep_or_moved(left)

    async def _sleep_or_moved(self, seconds: float) -> None:
        moved = asyncio.Event()
        self._sleepers.add(moved)
        try:
            async with asyncio.timeout(seconds):
                await moved.wait()
        except TimeoutError:
            pass
        finally:
            self._sleepers.discard(moved)

    def _wake(self) -> None:
        for sleeper in self._sleepers:
            sleeper.set()


def stamp(microseconds: int) -> str:
    """Slack's `ts`: seconds, a dot, six digits."""
    return f"{microseconds // 1_000_000}.{microseconds % 1_000_000:06d}"
