"""Adding a row unless its key is taken: the UNIQUE key decides, not an `if`. The statements are built once."""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.dml import ReturningInsert

from models.storage.orm import Model, table_of


def add_once(session: Session, column: InstrumentedAttribute[Any], row: dict[str, Any]) -> Any | None:
    """Insert `row` into the table of `column`. Returns that column of the new row; None when a key was taken."""
    connection = session.connection()
    return connection.scalar(_statement(connection.dialect.name, column), row)


def add_missing(session: Session, column: InstrumentedAttribute[Any], rows: Sequence[dict[str, Any]]) -> list[Any]:
    """Insert those of `rows` whose keys are free. Returns `column` of the new ones."""
    if not rows:
        return []
    return list(session.scalars(_statement(session.get_bind().dialect.name, column), list(rows)))


@cache
def _statement(dialect: str, column: InstrumentedAttribute[Any]) -> ReturningInsert[Any]:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = table_of(cast("type[Model]", column.class_))
    return insert(table).on_conflict_do_nothing().returning(table.c[column.key])
