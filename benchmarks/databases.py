"""Fresh, migrated databases, on the disk that temporary files are on."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from benchmarks import postgres
from models.storage import schema
from models.storage.database import Database


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
    def fresh(self, kind: str, like: str | None = None) -> Iterator[str]:
        """The URL of a database of its own: a copy of `like`, which nobody uses meanwhile, or migrated and empty."""
        name = f"bench_{next(self._numbers)}"
        with (self._sqlite if kind == "SQLite" else self._postgresql)(name, like) as url:
            if like is None:
                with opened(url) as database:
                    schema.migrate(database)
            yield url

    @contextmanager
    def _sqlite(self, name: str, like: str | None) -> Iterator[str]:
        file = self.folder / name
        if like is not None:
            shutil.copyfile(like.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        for left in self.folder.glob(f"{name}*"):
            left.unlink()

    @contextmanager
    def _postgresql(self, name: str, like: str | None) -> Iterator[str]:
        self._server = self._server or self._stack.enter_context(postgres.server())
        template = make_url(like).database if like else "template1"
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
            yield self._server.replace("/postgres?", f"/{name}?")
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()
