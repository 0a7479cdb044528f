"""A set of ids of any size as one bound value: 100,000 people are one parameter of one statement.

An IN list is a parameter an id, and both databases stop at some tens of thousands.
"""

import json
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, any_, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

T = TypeVar("T", UUID, str)


def among(
    session: Session, column: InstrumentedAttribute[T] | InstrumentedAttribute[T | None], ids: Iterable[T]
) -> ColumnElement[bool]:
    """Whether `column` is one of `ids`."""
    wanted = sorted(set(ids))
    if session.get_bind().dialect.name == "postgresql":
        return column == any_(literal(wanted, ARRAY(column.type)))
    values = [id_.hex if isinstance(id_, UUID) else id_ for id_ in wanted]  # as SQLAlchemy's `Uuid` stores them
    each: Any = func.json_each(json.dumps(values)).table_valued("value")
    return column.in_(select(each.c.value))
