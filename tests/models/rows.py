"""What is stored, as tests look at it: across workspaces, which only they may do."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select

from models.storage.database import Database
from models.storage.orm import Model

M = TypeVar("M", bound=Model)


def count(database: Database, table: type[Model], *where: Any) -> int:
    return database.query(lambda session: session.scalar(select(func.count()).select_from(table).where(*where)) or 0)


def all_of(database: Database, table: type[M], *where: Any) -> list[M]:
    """In the order of their keys."""
    key = list(table.__table__.primary_key)
    return database.query(lambda session: list(session.scalars(select(table).where(*where).order_by(*key))))


def one(database: Database, table: type[M], *where: Any) -> M:
    (row,) = all_of(database, table, *where)
    return row


def by_id(database: Database, table: type[M], id_: UUID) -> M:
    return one(database, table, table.__table__.c.id == id_)
