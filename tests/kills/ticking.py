"""A process that ticks: at each instant it is handed, it does what a tick of the scheduler does."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from digests.scheduling import running
from models.storage.database import Database

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.kills.ticking", "models.storage.tables"])
TICK = 60.0
"""Seconds that a tick may take."""


def ticks(pipe: Connection, url: str, workspace_id: int) -> None:
    database = Database(url)
    while True:
        pipe.send(running.run_due(database, workspace_id=workspace_id, now=pipe.recv()))


class Ticker:
    """One such process, which can be killed; there is a new one at once."""

    def __init__(self, url: str, workspace_id: int) -> None:
        self._of = (url, workspace_id)
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = PROCESSES.Pipe()
        self._process: BaseProcess = PROCESSES.Process(target=ticks, args=(theirs, *self._of), daemon=True)
        self._process.start()
        theirs.close()

    def begin(self, now: datetime) -> None:
        self._pipe.send(now)

    def end(self) -> int:
        """How many messages it came to owe."""
        assert self._pipe.poll(TICK), "a tick takes long"
        return int(self._pipe.recv())

    def die(self) -> None:
        """Whatever it is at, without a word."""
        assert self._process.pid
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()
        self._pipe.close()
        self._start()

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


@contextmanager
def tickers(count: int, url: str, workspace_id: int) -> Iterator[list[Ticker]]:
    started = [Ticker(url, workspace_id) for _ in range(count)]
    try:
        yield started
    finally:
        for one in started:
            one.stop()


def tick(some: list[Ticker], now: datetime, *, victim: Ticker | None, chance: random.Random) -> None:
    """All at once; the victim is killed meanwhile, and its successor does the same again."""
    for one in some:
        one.begin(now)
    if victim:
        time.sleep(chance.uniform(0, 0.06))
        victim.die()
        victim.begin(now)
    for one in some:
        one.end()
