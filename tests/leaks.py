"""What a test opens it closes: what is left fails that test, and not the one during which Python comes upon it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from weakref import WeakSet

from models.storage.database import Database

_made: WeakSet[Database] = WeakSet()


def watch() -> None:
    """From now on each database that is made is known."""
    make = Database.__init__

    @wraps(make)
    def noted(self: Database, *args: Any, **options: Any) -> None:
        make(self, *args, **options)
        _made.add(self)

    Database.__init__ = noted  # type: ignore[method-assign]


@contextmanager
def none() -> Iterator[None]:
    """AssertionError at the end with the databases that were made meanwhile and are open still; closes them.

    One that was there before is somebody else's, also where it is asked for the first time meanwhile.
    """
    before = set(_made)
    yield
    left = _open() - before
    for database in left:
        database.close()
    assert not left, f"left open: {[str(one.url) for one in left]}"


def _open() -> set[Database]:
    """Those with a connection."""
    pools = {one: (one.writer.pool, one.reader.pool) for one in _made}
    return {one for one, two in pools.items() if any(pool.checkedin() + pool.checkedout() for pool in two)}  # type: ignore[attr-defined]
