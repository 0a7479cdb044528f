"""The folder of one test run, shared by pytest and its xdist workers, and the lock that says that the run lives."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import postgres

PREFIX = "backpat-tests-"
STOPPED_WITHIN = 20.0
SETTLED = 60.0
"""Seconds after which a folder that nobody holds is nobody's: a new one is held at once."""


class Lifeline:
    """Held by pytest itself, not by its workers: theirs is the folder."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=postgres.in_memory()))
        self._alive = (self.folder / postgres.ALIVE).open("w")
        fcntl.flock(self._alive, fcntl.LOCK_SH)
        sweep(self.folder.parent)

    def close(self) -> None:
        """The run is over: wait until the server, if there is one, has stopped."""
        self._alive.close()
        deadline = time.monotonic() + STOPPED_WITHIN
        while (self.folder / postgres.URL).exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove the folders of runs that were killed before they had a server, whose supervisor would have done it."""
    for alive in parent.glob(f"{PREFIX}*/{postgres.ALIVE}"):
        with suppress(OSError), alive.open() as held:
            if time.time() - alive.stat().st_mtime > SETTLED and not (alive.parent / postgres.URL).exists():
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(alive.parent, ignore_errors=True)


def server_url(folder: Path) -> str:
    """The URL of the run's PostgreSQL, which the first to ask starts."""
    return once(folder / postgres.URL, lambda: _start(folder)).read_text()


def _start(folder: Path) -> None:
    script = [sys.executable, str(Path(postgres.__file__)), str(folder)]
    with (folder / "log").open("w+") as log:
        done = subprocess.run(script, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
        log.seek(0)
        if done.returncode:
            raise postgres.NoPostgreSQL(log.read())


def once(made: Path, make: Callable[[], None]) -> Path:
    """Call `make`, which makes `made`, unless another worker of the run has done so."""
    if not made.exists():
        with _alone(made.with_name(f"{made.name}.lock")):
            if not made.exists():
                make()
    return made


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
