"""A migrated database per test: a copy of a template of the run's, which the migrations made."""

import pickle
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Template:
    """What tests begin with: filled once in a run, and copied for each."""

    name: str
    fill: Callable[[Database], object] = lambda database: None

    def keep(self, folder: Path, backend: str, url: str) -> None:
        """Fill that database, and keep what filling it gave."""
        with closing(Database(url)) as database:
            schema.migrate(database)
            given = self.fill(database)
        (folder / f"{self.name}.{backend}").write_bytes(pickle.dumps(given))

    def given(self, folder: Path, backend: str) -> Any:
        """What filling it gave, for this test alone."""
        return pickle.loads((folder / f"{self.name}.{backend}").read_bytes())


MIGRATED = Template("migrated")


@contextmanager
def sqlite(folder: Path, worker: str, template: Template = MIGRATED) -> Iterator[str]:
    """The URL of a migrated copy."""
    made = folder / f"{template.name}.db"
    lifeline.once(made, lambda: _make_sqlite(folder, template, made))
    with empty_sqlite(folder, worker) as url:
        shutil.copyfile(made, make_url(url).database or "")
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


def _make_sqlite(folder: Path, template: Template, made: Path) -> None:
    draft = made.with_suffix(".draft")
    template.keep(folder, "sqlite", f"sqlite:///{draft}")
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
        self._copied = _copied_fastest(self._connection)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def database(self, template: Template | None = MIGRATED) -> Iterator[str]:
        """The URL of a database of its own (None: without a table), gone afterwards with whoever is still connected."""
        made = self._template(template) if template else "template1"
        name = f"{self._prefix}_{self._worker}_{next(_numbers)}"
        self._execute(f"CREATE DATABASE {{}} TEMPLATE {{}}{self._copied}", name, made)
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

    def _template(self, template: Template) -> str:
        name = f"{self._prefix}_{template.name}"
        made = self._folder / f"{template.name}.postgresql.made"
        lifeline.once(made, lambda: self._make(template, name, made))
        return name

    def _make(self, template: Template, name: str, made: Path) -> None:
        self._execute("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
        template.keep(self._folder, "postgresql", self._url_of(name))
        made.touch()

    def _url_of(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str, *names: str) -> None:
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _copied_fastest(connection: "psycopg.Connection[Any]") -> str:
    """How a template is copied: as files, in a third of the time, where nobody waits for the disk."""
    fsync = connection.execute("SHOW fsync").fetchone()
    return " STRATEGY FILE_COPY" if fsync == ("off",) and connection.info.server_version >= 150000 else ""
