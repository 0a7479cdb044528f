"""Writer threads. Each write is all or nothing; on SQLite, writes that wait together share one commit.

SQLite has one writer, and a commit waits for the disk: with `synchronous=FULL` that is most of a small write's time. So
the writer takes all that wait, runs them in one transaction, commits once, and only then says that each is
done. When one of them fails, all are rolled back and each is run again in a transaction of its own.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.storage.errors import TooLate

T = TypeVar("T")
Write = Callable[[Session], T]

MOST_TOGETHER = 64


class Writer(Protocol):
    """Where writes are run. `deadline`, of `time.monotonic()`: one that could not start by then raises `TooLate`."""

    def submit(self, write: Write[T], deadline: float | None = None) -> "asyncio.Future[T]": ...

    def close(self) -> None: ...


@dataclass
class Job:
    """A write that waits, and what became of it."""

    write: Write[Any]
    deadline: float | None
    done: "Future[Any]" = field(default_factory=Future)
    outcome: Any = None

    def begins(self) -> bool:
        """Whether it is to be run: somebody still waits for it, and it is not too late."""
        if not self.done.set_running_or_notify_cancel():
            return False
        if self.deadline is not None and time.monotonic() > self.deadline:
            self.done.set_exception(TooLate())
            return False
        return True


class GroupWriter:
    """One thread for a database that has one writer."""

    def __init__(self, engine: Engine, on_outbox: Callable[[], None]) -> None:
        self._engine = engine
        self._on_outbox = on_outbox
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def submit(self, write: Write[T], deadline: float | None = None) -> "asyncio.Future[T]":
        job = Job(write, deadline)
        self._waiting.put(job)
        return asyncio.wrap_future(job.done)

    def close(self) -> None:
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (jobs := self._next()) is not None:
            if begun := [job for job in jobs if job.begins()]:
                self._run(begun)

    def _run(self, jobs: Sequence[Job]) -> None:
        try:
            owes = self._commit(jobs)
        except Exception as error:  # noqa: BLE001  (handed to whoever waits for it)
            if len(jobs) == 1:
                jobs[0].done.set_exception(error)
            else:
                for job in jobs:
                    self._run([job])
            return
        for job in jobs:
            job.done.set_result(job.outcome)
        if owes:
            self._on_outbox()

    def _commit(self, jobs: Sequence[Job]) -> bool:
        """One transaction. Nothing that one job has loaded is seen by the next."""
        with Session(self._engine, expire_on_commit=False) as session:
            for job in jobs:
                job.outcome = job.write(session)
                session.flush()
                session.expunge_all()
            session.commit()
            return bool(session.info.get("outbox"))

    def _next(self) -> list[Job] | None:
        """All that wait now, at least one; None when there will be no more."""
        jobs: list[Job] = []
        while len(jobs) < MOST_TOGETHER and (not jobs or not self._waiting.empty()):
            job = self._waiting.get()
            if job is None:
                if not jobs:
                    return None
                self._waiting.put(None)
                break
            jobs.append(job)
        return jobs


class PoolWriter:
    """Several threads, a transaction each, for a database with many writers. `write` runs and commits one."""

    def __init__(self, write: Callable[[Write[Any]], Any], threads: int) -> None:
        self._write = write
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="writer")

    def submit(self, write: Write[T], deadline: float | None = None) -> "asyncio.Future[T]":
        def start() -> T:
            if deadline is not None and time.monotonic() > deadline:
                raise TooLate
            outcome: T = self._write(write)
            return outcome

        return asyncio.get_running_loop().run_in_executor(self._pool, start)

    def close(self) -> None:
        self._pool.shutdown()
