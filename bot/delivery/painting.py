"""Pictures are painted in a process of their own: one that hangs or dies costs its message a picture, no more."""

import asyncio
import os
import sys

from bot import log
from digests import png

SECONDS = 5.0
"""Within which a picture has to be there; it takes some tenths."""
AT_ONCE = 1
KEPT = ("PATH", "PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What the process gets of our environment: none of the secrets in it."""


class Painter:
    """Nothing runs, and nothing is kept, while there is nothing to paint."""

    def __init__(
        self, program: tuple[str, ...] = (sys.executable, "-P", png.__file__), seconds: float = SECONDS
    ) -> None:
        self._program = program
        self._seconds = seconds
        self._room = asyncio.Semaphore(AT_ONCE)

    async def paint(self, svg: str) -> bytes | None:
        """The PNG; None when there is none in time."""
        async with self._room:
            try:
                return await self._paint(svg.encode())
            except (OSError, TimeoutError) as error:
                log.failure("painting", error)
                return None

    async def _paint(self, svg: bytes) -> bytes | None:
        kept = {name: value for name in KEPT if (value := os.environ.get(name))}
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *self._program, stdin=pipe, stdout=pipe, stderr=nowhere, env=kept
        )
        try:
            drawn, _ = await asyncio.wait_for(process.communicate(svg), self._seconds)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            log.warning("not painted", code=process.returncode)
            return None
        return drawn
