"""The door to the database: `run` for a write, `read` for a query, each with an awaitable and a plain form.

A domain function is plain and synchronous, `def f(session, …)`. It never commits: `run` gives it one transaction in a
writer thread and commits; `read` gives it one snapshot in a reader thread. Nothing inside can await the network.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.storage import engines
from models.storage.writing import Writer

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")
Domain = Callable[Concatenate[Session, P], T]
Together = Callable[[Session, Sequence[A]], Sequence[T]]
"""A domain function that does a thing for each of several: what becomes of each, in their order."""

SERIALIZATION_FAILURES = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock
TRIES = 4


class Database:
    """Engines and threads for one database URL.

    SQLite has one writer thread and PostgreSQL `writers`; both have `readers` reader threads. `on_outbox` is called
    in the writer thread after every commit that put a row in the outbox.
    """

    def __init__(self, url: str, *, writers: int = 4, readers: int = 4) -> None:
        self.url = engines.parse(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        writers = 1 if self.is_sqlite else writers
        self.writer: Engine = engines.writer(self.url, connections=writers)
        self.reader: Engine = engines.reader(self.url, connections=readers)
        self.on_outbox: Callable[[], None] = lambda: None
        self._writer = Writer(self.write, writers, everything=self.is_sqlite)
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")

    def write(self, fn: Domain[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `fn` in one transaction and commit; a deadlock or a lost connection starts it anew."""
        return _again_when_it_may_help(lambda: self._transact(fn, *args, **kwargs))

    def query(self, fn: Domain[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `fn` on one snapshot that it can't change."""

        def look() -> T:
            with Session(self.reader, expire_on_commit=False, autoflush=False) as session:
                return fn(session, *args, **kwargs)

        return _again_when_it_may_help(look)

    async def run(self, fn: Domain[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """`write` in a writer thread (see `models/storage/writing.py`)."""
        outcome: T = await self._writer.submit(None, lambda session: fn(session, *args, **kwargs))
        return outcome

    async def run_before(self, deadline: float, fn: Domain[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """`run`, but raises `TooLate` when the write could not start before `deadline` (of `time.monotonic()`)."""
        outcome: T = await self._writer.submit(None, lambda session: fn(session, *args, **kwargs), deadline)
        return outcome

    async def run_with_others(self, many: Together[A, T], thing: A, deadline: float | None = None) -> T:
        """Have `many` write `thing`, in one transaction with all that wait for `many` to write them.

        When one of them raises, each is written again in a transaction of its own.
        """
        outcome: T = await self._writer.submit(many, thing, deadline)
        return outcome

    async def read(self, fn: Domain[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """`query` in a reader thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, lambda: self.query(fn, *args, **kwargs))

    def close(self) -> None:
        self._writer.close()
        self._readers.shutdown()
        self.writer.dispose()
        self.reader.dispose()

    def _transact(self, fn: Domain[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        with Session(self.writer, expire_on_commit=False) as session:
            result = fn(session, *args, **kwargs)
            session.commit()
            if session.info.get("outbox"):
                self.on_outbox()
            return result


def _again_when_it_may_help(act: Callable[[], T]) -> T:
    """A deadlock, or a connection that the server closed while it lay in the pool: cheaper than a ping each time."""
    for attempt in range(1, TRIES + 1):
        try:
            return act()
        except OperationalError as error:
            transient = getattr(error.orig, "sqlstate", None) in SERIALIZATION_FAILURES or error.connection_invalidated
            if attempt == TRIES or not transient:
                raise
    raise AssertionError("unreachable")
