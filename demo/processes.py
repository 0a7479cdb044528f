"""Processes of the demonstration: in sessions of their own, so that Ctrl-C reaches them only through it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("SLACK_", "BACKPAT_", "DATABASE_URL", "HOST", "PORT")
"""What a demonstration must not take over from the environment: it may hold a real workspace's tokens."""


async def start(*words: str, settings: Mapping[str, str], out: int, errors: int) -> Process:
    """Our own interpreter with these arguments; `out` and `errors` are file descriptors, PIPE or STDOUT."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment = {**inherited, **settings}
    return await asyncio.create_subprocess_exec(
        sys.executable, *words, cwd=ROOT, env=environment, stdin=PIPE, stdout=out, stderr=errors, start_new_session=True
    )


async def stop(process: Process) -> None:
    """In order; after ten seconds by force."""
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 10)
        except TimeoutError:
            await kill(process)


async def kill(process: Process) -> None:
    """SIGKILL, as a power cut would."""
    if process.returncode is None:
        process.kill()
        await process.wait()


def last_words(log: Path, lines: int = 12) -> str:
    """The end of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""
