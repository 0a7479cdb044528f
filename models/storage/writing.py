"""Writer threads. Each write is all or nothing; writes that wait together are done together where that is cheaper.

A commit waits for the disk, and a statement costs nearly the same for one row as for many. So a writer takes what
waits: on SQLite, which has one writer, everything; elsewhere those writes that can be made by one call. It runs them in
one transaction, commits once, and only then says that each is done. When one of them fails, all are rolled back and
each is run again in a transaction of its own.
"""

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from models.storage.errors import TooLate

T = TypeVar("T")
Many = Callable[[Session, Sequence[Any]], Sequence[Any]]
"""A write of several things at once: what becomes of each, in their order."""

MOST_TOGETHER = 64


@dataclass(eq=False)
class Job:
    """`thing`, which `many` writes, and who waits for what becomes of it. Without `many` it is a write itself."""

    many: Many | None
    thing: Any
    deadline: float | None
    done: "asyncio.Future[Any]"

    def begins(self) -> bool:
        """Whether it is to be run: somebody still waits for it, and it is not too late."""
        if self.done.cancelled():
            return False
        if self.deadline is not None and time.monotonic() > self.deadline:
            _tell([(self, TooLate())])
            return False
        return True


class Writer:
    """So many threads. `transact` runs a write in a transaction of its own and commits it.

    With `everything`, a thread takes all that waits; without, the first, and what `many` writes together with it.
    """

    def __init__(self, transact: Callable[[Callable[[Session], Any]], Any], threads: int, *, everything: bool) -> None:
        self._transact = transact
        self._everything = everything
        self._waiting: deque[Job] = deque()
        self._news = threading.Condition()
        self._under_way: set[Many | None] = set()
        self._closing = False
        self._threads = [threading.Thread(target=self._work, name=f"writer-{n}", daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    def submit(self, many: Many | None, thing: Any, deadline: float | None = None) -> "asyncio.Future[Any]":
        """Have `thing` written. What could not start by `deadline` (of `time.monotonic()`) raises `TooLate`."""
        job = Job(many, thing, deadline, asyncio.get_running_loop().create_future())
        with self._news:
            self._waiting.append(job)
            self._news.notify()
        return job.done

    def close(self) -> None:
        """What waits is done before."""
        with self._news:
            self._closing = True
            self._news.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while jobs := self._next():
            if begun := [job for job in jobs if job.begins()]:
                self._run(begun)
            with self._news:
                self._under_way.discard(jobs[0].many)
                self._news.notify()

    def _next(self) -> list[Job]:
        """At least one; none when there will be no more."""
        with self._news:
            self._news.wait_for(lambda: self._first() or self._closing)
            first = self._first()
            if first is None:
                return []
            self._under_way.add(first.many)
            taken = [job for job in self._waiting if job is first or self._goes_with(first, job)][:MOST_TOGETHER]
            for job in taken:
                self._waiting.remove(job)
            return taken

    def _first(self) -> Job | None:
        """What is made together waits while another thread makes some of it: then there are more."""
        return next((job for job in self._waiting if job.many is None or job.many not in self._under_way), None)

    def _goes_with(self, first: Job, job: Job) -> bool:
        return self._everything or (job.many is not None and job.many is first.many)

    def _run(self, jobs: Sequence[Job]) -> None:
        try:
            outcomes = self._transact(lambda session: _all(session, jobs))
        except Exception as error:  # noqa: BLE001  (handed to whoever waits for it)
            if len(jobs) == 1:
                outcomes = [error]
            else:
                for job in jobs:
                    self._run([job])
                return
        _tell(list(zip(jobs, outcomes, strict=True)))


def _all(session: Session, jobs: Sequence[Job]) -> list[Any]:
    outcomes: list[Any] = []
    for many, alike in groupby(jobs, key=lambda job: job.many):
        outcomes += (many or _one_by_one)(session, [job.thing for job in alike])
    return outcomes


def _one_by_one(session: Session, writes: Sequence[Callable[[Session], T]]) -> list[T]:
    """Nothing that one has loaded is seen by the next."""
    outcomes = []
    for write in writes:
        outcomes.append(write(session))
        session.flush()
        session.expunge_all()
    return outcomes


def _tell(told: Sequence[tuple[Job, Any]]) -> None:
    """Each what became of it: each event loop is woken once. One that was closed meanwhile has nobody who waits."""
    for loop, its in groupby(told, key=lambda one: one[0].done.get_loop()):
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle, list(its))


def _settle(told: Sequence[tuple[Job, Any]]) -> None:
    for job, outcome in told:
        if job.done.done():
            continue
        if isinstance(outcome, Exception):
            job.done.set_exception(outcome)
        else:
            job.done.set_result(outcome)
