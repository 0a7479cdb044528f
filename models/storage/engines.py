"""SQLAlchemy engines for SQLite and PostgreSQL, each as a writer and as a reader.

`hide_parameters` everywhere: SQLAlchemy's errors would otherwise print people's words and tokens.
"""

from sqlite3 import Connection as SQLiteConnection
from typing import Any

from psycopg import Connection as PostgresConnection
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from models.storage.errors import BadDatabaseUrl


def parse(url: str) -> URL:
    """The URL with its driver named. Raises `BadDatabaseUrl` for anything but SQLite and PostgreSQL."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise BadDatabaseUrl("what it is") from error
    name = parsed.get_backend_name()
    if name == "postgres":
        name = "postgresql"
    if name not in {"sqlite", "postgresql"}:
        raise BadDatabaseUrl(parsed.render_as_string(hide_password=True))
    return parsed.set(drivername="sqlite" if name == "sqlite" else "postgresql+psycopg")


def writer(url: URL, *, connections: int) -> Engine:
    engine = _engine(url, connections)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _sqlite_writer)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def reader(url: URL, *, connections: int) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = _engine(url, connections)
        event.listen(engine, "connect", _sqlite_reader)
        event.listen(engine, "begin", _begin)
        return engine
    return _engine(url, connections).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _engine(url: URL, connections: int) -> Engine:
    options: dict[str, Any] = {"pool_size": connections, "max_overflow": 5, "hide_parameters": True}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"check_same_thread": False, "timeout": 10}
        return create_engine(url, **options)
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _postgresql)
    return engine


def _postgresql(connection: "PostgresConnection[Any]", _record: object) -> None:
    """A plan that a session keeps is of the day when it was made: of a new installation's empty tables, read whole."""
    connection.execute("SET plan_cache_mode = force_custom_plan")
    connection.commit()


def _sqlite_writer(connection: SQLiteConnection, _record: object) -> None:
    """The driver's own transaction handling is off: it begins late and silently loses concurrent updates."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_reader(connection: SQLiteConnection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
