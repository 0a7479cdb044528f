"""The `backpat` command in processes of its own: one that serves, and others that configure it."""

from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Mapping
from pathlib import Path

from demo import processes


class CommandFailed(Exception):
    """A `backpat` command ended with an error; the message is what it was and what it said."""


class Backpat:
    """Commands with settings in the environment; `serve` writes to `log`."""

    def __init__(self, log: Path, settings: Mapping[str, str]) -> None:
        self.log = log
        self.settings = dict(settings)
        self._serving: Process | None = None

    async def run(self, *words: str, typed: str = "") -> str:
        """One command to its end; what it printed. `typed` is its standard input. Raises `CommandFailed`."""
        process = await processes.start("-m", "bot", *words, settings=self.settings, out=PIPE, errors=PIPE)
        said, complaint = await process.communicate(typed.encode())
        if process.returncode != 0:
            why = complaint.decode(errors="replace").strip()
            raise CommandFailed(f"backpat {' '.join(words)} ended with {process.returncode}: {why}")
        return said.decode()

    async def serve(self) -> None:
        """Start `backpat serve`; `ended` says when it is over."""
        with self.log.open("ab") as log:
            words = ("-m", "demo.tethered", "serve")
            self._serving = await processes.start(*words, settings=self.settings, out=log.fileno(), errors=STDOUT)

    @property
    def ended(self) -> int | None:
        """The exit code of `serve`; None while it runs."""
        return self._serving.returncode if self._serving else None

    async def kill(self) -> None:
        """As a power cut would."""
        if self._serving:
            await processes.kill(self._serving)

    async def stop(self) -> None:
        if self._serving:
            await processes.stop(self._serving)

    def last_words(self) -> str:
        return processes.last_words(self.log)
