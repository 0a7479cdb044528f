"""The rows of a table that are about a person, as an export holds them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, or_, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from models.people.members import Member
from models.storage.orm import Model, table_of

TECHNICAL = frozenset({"workspace_id", "fingerprint", "lease_owner", "lease_until", "version"})
Row = dict[str, Any]
Section = Callable[["Who"], list[Row]]


@dataclass(frozen=True, slots=True)
class Who:
    """Whose data it is."""

    session: Session
    workspace_id: int
    member: Member

    @property
    def id(self) -> UUID:
        return self.member.id

    def mentions(self, column: Any) -> ColumnElement[bool]:
        """Whether text or JSON holds their Slack id."""
        return as_type(column, Text).contains(self.member.slack_user_id or "-", autoescape=True)


def stored(who: Who, table: type[Model], *which: ColumnElement[bool]) -> list[Row]:
    """Every column of these rows but those that say nothing about anyone, oldest first."""
    bare = table_of(table)
    query = select(bare).where(bare.c.workspace_id == who.workspace_id, *which).order_by(*bare.primary_key)
    return [
        {name: value for name, value in row.items() if name not in TECHNICAL}
        for row in who.session.execute(query).mappings()
    ]


def of(table: type[Model], *columns: Any) -> Section:
    """Rows in which one of `columns` is the person."""
    return lambda who: stored(who, table, or_(*(column == who.id for column in columns)))


def only(rows: Iterable[Row], *names: str) -> list[Row]:
    """These columns alone."""
    return [{name: row[name] for name in names} for row in rows]


def grouped(rows: Iterable[Row], key: str) -> dict[UUID, list[Row]]:
    """By the column `key`, which is left out."""
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.pop(key), []).append(row)
    return found


def hang(rows: list[Row], parts: dict[str, dict[UUID, list[Row]]]) -> list[Row]:
    """Each row with what hangs on it, by its id."""
    return [{**row, **{name: part.get(row["id"], []) for name, part in parts.items()}} for row in rows]
