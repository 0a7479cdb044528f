"""Wakes everyone who waits for something to change, so that nobody polls."""

import asyncio


class Pulse:
    """`beats` counts them: who has seen that many has missed nothing."""

    def __init__(self) -> None:
        self.beats = 0
        self.closed = False
        self._waiting: set[asyncio.Future[None]] = set()

    def beat(self) -> None:
        self.beats += 1
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def close(self) -> None:
        """The end: nobody waits any longer."""
        self.closed = True
        self.beat()

    async def wait(self, seconds: float) -> bool:
        """True when something changed within `seconds`, False when nothing did."""
        if self.closed:
            return False
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True
