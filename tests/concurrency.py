"""Several copies of the same thing at once, in threads that start together; one thing while another goes on."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy.orm import Session

from models.storage.database import Database

PATIENCE = 120.0
T = TypeVar("T")
U = TypeVar("U")


def at_once(*acts: Callable[[], T]) -> list[T]:
    """Call all `acts` at the same time. Returns what each returned, in their order; raises what any raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        start.wait(timeout=PATIENCE)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=PATIENCE) for future in [pool.submit(run, act) for act in acts]]


def meanwhile(database: Database, first: Callable[[Session], T], second: Callable[[Session], U]) -> tuple[T, U]:
    """`second` begins while the transaction of `first` is still open. Returns what both returned."""
    with ThreadPoolExecutor(1) as pool:
        begun: list[Future[U]] = []

        def act(session: Session) -> T:
            done = first(session)
            session.flush()
            begun.append(pool.submit(database.write, second))
            time.sleep(0.3)  # long enough to reach the lock; where it doesn't, the test proves less and fails no more
            return done

        return database.write(act), begun[-1].result(timeout=PATIENCE)
