"""A set of ids of any size as one bound value: 100,000 people are one parameter of one statement.

An IN list is a parameter an id, and both databases stop at some tens of thousands.
"""

import json
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, FromClause, Uuid, any_, column, func, literal, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

T = TypeVar("T", UUID, str)


def among(
    session: Session, of: InstrumentedAttribute[T] | InstrumentedAttribute[T | None], ids: Iterable[T]
) -> ColumnElement[bool]:
    """Whether `of` is one of `ids`."""
    wanted = sorted(set(ids))
    if session.get_bind().dialect.name == "postgresql":
        return of == any_(literal(wanted, ARRAY(of.type)))
    values = [id_.hex if isinstance(id_, UUID) else id_ for id_ in wanted]  # as SQLAlchemy's `Uuid` stores them
    each: Any = func.json_each(json.dumps(values)).table_valued("value")
    return of.in_(select(each.c.value))


def pairs(session: Session, rows: Iterable[tuple[UUID, UUID]]) -> FromClause:
    """Pairs of ids as one or two bound values: a table with the columns `one` and `other`."""
    wanted = sorted(set(rows))
    if session.get_bind().dialect.name == "postgresql":
        arrays = [literal([pair[place] for pair in wanted], ARRAY(Uuid())) for place in (0, 1)]
        columns: Any = [column(name, Uuid()) for name in ("one", "other")]
        return func.unnest(*arrays).table_valued(*columns).render_derived(name="pairs")
    each: Any = func.json_each(json.dumps([[one.hex, other.hex] for one, other in wanted])).table_valued("value")
    one, other = (type_coerce(func.json_extract(each.c.value, f"$[{place}]"), Uuid()) for place in (0, 1))
    return select(one.label("one"), other.label("other")).subquery("pairs")
