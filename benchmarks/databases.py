"""Fresh, migrated databases, on the disk that temporary files are on."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import psycopg

from benchmarks import postgres
from models import schema
from models.database import Database


class Databases:
    """Leave the context to be rid of them all. PostgreSQL is started when the first of its databases is wanted."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._numbers = count(1)
        self._server: str | None = None
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="backpat-bench-")))

    @classmethod
    @contextmanager
    def open(cls) -> "Iterator[Databases]":
        with ExitStack() as stack:
            yield cls(stack)

    @contextmanager
    def fresh(self, kind: str) -> Iterator[str]:
        """The URL of a migrated database of its own."""
        number = next(self._numbers)
        if kind == "SQLite":
            file = self.folder / f"bench_{number}.db"
            yield _migrated(f"sqlite:///{file}")
            for left in self.folder.glob(f"{file.name}*"):
                left.unlink()
            return
        self._server = self._server or self._stack.enter_context(postgres.server())
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE bench_{number}".encode())
            yield _migrated(self._server.replace("/postgres?", f"/bench_{number}?"))
            connection.execute(f"DROP DATABASE bench_{number} WITH (FORCE)".encode())


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def _migrated(url: str) -> str:
    with opened(url) as database:
        schema.migrate(database)
    return url
