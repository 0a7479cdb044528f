"""A migrated database per test: a copy of the run's template, which the migrations made."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Dialect, make_url

from models.storage import schema
from models.storage.database import Database
from tests import lifeline, postgres

_numbers = count(1)
_known: dict[tuple[str, str], tuple[Dialect, dict[Any, Any]]] = {}
"""A dialect that knows its server, and what was compiled for it, by backend and role."""


@contextmanager
def sqlite(folder: Path, worker: str) -> Iterator[str]:
    """The URL of a migrated copy."""
    template = lifeline.once(folder / "template.db", lambda: _sqlite_template(folder / "template.db"))
    with empty_sqlite(folder, worker) as url:
        shutil.copyfile(template, make_url(url).database or "")
        yield url


@contextmanager
def empty_sqlite(folder: Path, worker: str) -> Iterator[str]:
    """The URL of a database file that does not exist yet."""
    file = folder / f"{worker}_{next(_numbers)}.db"
    try:
        yield f"sqlite:///{file}"
    finally:
        for left in folder.glob(f"{file.name}*"):
            left.unlink()


def _sqlite_template(made: Path) -> None:
    draft = made.with_suffix(".draft")
    _migrate(f"sqlite:///{draft}")
    draft.rename(made)


def compiled_once(database: Database) -> Database:
    """The same, whose engines take over what those before them compiled: a sixth of all the time of the tests."""
    backend = database.url.get_backend_name()
    for role, engine in (("writer", database.writer), ("reader", database.reader)):
        if (backend, role) not in _known:
            engine.connect().close()
            _known[backend, role] = engine.dialect, {}
        engine.dialect, cache = _known[backend, role]
        engine.update_execution_options(compiled_cache=cache)
    return database


class Server:
    """The run's PostgreSQL, as one worker uses it."""

    def __init__(self, folder: Path, worker: str) -> None:
        self._url = make_url(lifeline.server_url(folder))
        self._folder = folder
        self._prefix = postgres.prefix(folder)
        self._worker = worker
        plain = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(plain, autocommit=True)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a database of its own, gone afterwards with whoever is still connected."""
        template = self._template() if migrated else "template1"
        name = f"{self._prefix}_{self._worker}_{next(_numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        try:
            yield self._url_of(name)
        finally:
            self._await_leaving(name)
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _await_leaving(self, name: str) -> None:
        """Give connections that were just closed a moment: DROP DATABASE itself looks only every 100 ms."""
        connected = "SELECT 1 FROM pg_stat_activity WHERE datname = %s"
        for _ in range(10):
            if self._connection.execute(connected, [name]).fetchone() is None:
                return
            time.sleep(0.002)

    def _template(self) -> str:
        name = f"{self._prefix}_template"
        lifeline.once(self._folder / "template.postgresql", lambda: self._make_template(name))
        return name

    def _make_template(self, name: str) -> None:
        self._execute("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
        _migrate(self._url_of(name))
        (self._folder / "template.postgresql").touch()

    def _url_of(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str, *names: str) -> None:
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _migrate(url: str) -> None:
    database = Database(url)
    try:
        schema.migrate(database)
    finally:
        database.close()
