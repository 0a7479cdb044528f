"""The SQL that a test's code executes: counted, and checked to stay within a workspace."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from models.storage.database import Database
from models.storage.tables import metadata

ROOT = Path(__file__).resolve().parent.parent
OWNED = sorted(table.name for table in metadata.tables.values() if "workspace_id" in table.columns)
NOT_SCOPED: frozenset[str] = frozenset()
"""Functions that may look across workspaces, as "module.function", each with its reason."""

_TABLE = re.compile(rf"\b(FROM|JOIN|UPDATE|INTO|,)\s+({'|'.join(OWNED)})\b(?!\.)(?:\s+AS\s+(\w+))?", re.IGNORECASE)


class QueryCounter:
    """`with QueryCounter(database) as executed:` then `len(executed.statements)`, or `executed.count`."""

    def __init__(self, database: Database) -> None:
        self.statements: list[str] = []
        self._engines = (database.writer, database.reader)

    @property
    def count(self) -> int:
        """Statements, without BEGIN and PRAGMA."""
        return len(self.statements)

    def __enter__(self) -> "QueryCounter":
        for engine in self._engines:
            event.listen(engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for engine in self._engines:
            event.remove(engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.statements.append(statement)


@contextmanager
def scoped(database: Database) -> Iterator[None]:
    """Fails at its end when code of ours (not the tests') executed a statement that looks across workspaces."""
    found: list[str] = []

    def look(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if tables := unscoped(statement):
            asker = _asker()
            if asker and asker not in NOT_SCOPED:
                found.append(f"{asker} reads or writes {', '.join(tables)} of every workspace:\n{statement}")

    engines = (database.writer, database.reader)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", look)
    if found:
        pytest.fail("\n\n".join(found), pytrace=False)


@lru_cache(10_000)
def unscoped(statement: str) -> tuple[str, ...]:
    """The workspace-owned tables that this SQL names without bounding them by their `workspace_id`."""
    if not statement.lstrip().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
        return ()
    names = {match[3] or match[2]: match[1].upper() for match in _TABLE.finditer(statement)}
    return tuple(name for name, keyword in names.items() if not _bounded(statement, name, keyword))


def _bounded(statement: str, name: str, keyword: str) -> bool:
    if keyword == "INTO":
        return "workspace_id" in statement.partition(")")[0]
    column = rf"\b{name}\.workspace_id\b"
    return bool(re.search(rf"{column}\s*(=|IN\b)|=\s*{column}|\({column},[^)]*\)\s*IN\b", statement))


def _asker() -> str | None:
    """The function of ours that executes a statement, as "module.function"; None when a test does it itself."""
    frame = sys._getframe(1)
    while frame := frame.f_back:  # type: ignore[assignment]
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts and path != Path(__file__):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            return None if module.startswith("tests.") else f"{module}.{frame.f_code.co_name}"
    return None
