"""The SQL that a call executes: counted, kept, and executed again bare."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from models.storage.database import Database

Statement = tuple[str, Any]
"""SQL and its parameters, as the driver gets them."""
CEREMONY = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def executed(database: Database) -> Iterator[list[Statement]]:
    """Every statement that readers execute inside, without BEGIN and PRAGMA."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith(CEREMONY):
            found.append((statement, parameters))

    event.listen(database.reader, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.reader, "before_cursor_execute", note)


@contextmanager
def bare(database: Database, statements: list[Statement]) -> Iterator[Callable[[], None]]:
    """Gives what executes these statements on the driver's own cursor, and fetches everything, in one transaction."""
    connection = database.reader.raw_connection()

    def execute() -> None:
        cursor = connection.cursor()
        if database.is_sqlite:
            cursor.execute("BEGIN")
        for statement, parameters in statements:
            cursor.execute(statement, parameters)
            cursor.fetchall()
        connection.rollback()

    try:
        yield execute
    finally:
        connection.close()
