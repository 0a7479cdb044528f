"""Writer threads. Each write is one transaction; on SQLite, writes that wait together share one commit.

SQLite has one writer, and a commit waits for the disk: with `synchronous=FULL` that is most of a small write's time. So
the writer takes all that wait, runs each inside a savepoint of its own, commits once, and only then says that each is
done. One that fails is rolled back to its savepoint and takes nobody with it.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

T = TypeVar("T")
Write = Callable[[Session], T]

MOST_TOGETHER = 64


class Writer(Protocol):
    """Where writes are run."""

    def submit(self, write: Write[T]) -> "asyncio.Future[T]": ...

    def close(self) -> None: ...


@dataclass
class Job:
    """A write that waits, and what became of it."""

    write: Write[Any]
    done: "Future[Any]" = field(default_factory=Future)
    outcome: Any = None
    error: BaseException | None = None
    owes: bool = False
    begun: bool = False
    """False: whoever waited for it has gone away."""

    def attempt(self, connection: Connection) -> None:
        """Run it inside a savepoint."""
        self.begun = self.done.set_running_or_notify_cancel()
        if not self.begun:
            return
        try:
            with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
                self.outcome = self.write(session)
                session.commit()
                self.owes = bool(session.info.get("outbox"))
        except Exception as error:  # noqa: BLE001  (handed to whoever waits for it)
            self.error = error

    def settle(self, failure: BaseException | None = None) -> None:
        error = self.error or failure
        if not self.begun and not self.done.set_running_or_notify_cancel():
            return
        if error is not None:
            self.done.set_exception(error)
        else:
            self.done.set_result(self.outcome)


class GroupWriter:
    """One thread for a database that has one writer."""

    def __init__(self, engine: Engine, on_outbox: Callable[[], None]) -> None:
        self._engine = engine
        self._on_outbox = on_outbox
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def submit(self, write: Write[T]) -> "asyncio.Future[T]":
        job = Job(write)
        self._waiting.put(job)
        return asyncio.wrap_future(job.done)

    def close(self) -> None:
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while jobs := self._next():
            try:
                with self._engine.begin() as connection:
                    for job in jobs:
                        job.attempt(connection)
            except Exception as error:  # noqa: BLE001  (handed to all who wait for this commit)
                failure: Exception | None = error
            else:
                failure = None
            for job in jobs:
                job.settle(failure)
            if failure is None and any(job.owes for job in jobs):
                self._on_outbox()

    def _next(self) -> list[Job]:
        """All that wait now, at least one; nothing when there will be no more."""
        jobs = [self._waiting.get()]
        while len(jobs) < MOST_TOGETHER and jobs[-1] is not None and not self._waiting.empty():
            jobs.append(self._waiting.get())
        if jobs[-1] is None and len(jobs) > 1:
            self._waiting.put(None)
        return [job for job in jobs if job is not None]


class PoolWriter:
    """Several threads, a transaction each, for a database with many writers."""

    def __init__(self, run: Callable[[Write[Any]], Any], threads: int) -> None:
        self._run = run
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="writer")

    def submit(self, write: Write[T]) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._pool, self._run, write)

    def close(self) -> None:
        self._pool.shutdown()
