"""A set of ids of any size as one bound value: 100,000 people are one parameter of one statement.

An IN list is a parameter an id, and both databases stop at some tens of thousands.
"""

import json
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    String,
    Uuid,
    any_,
    bindparam,
    column,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

T = TypeVar("T", UUID, str)


def among(
    session: Session, of: InstrumentedAttribute[T] | InstrumentedAttribute[T | None], ids: Iterable[T]
) -> ColumnElement[bool]:
    """Whether `of` is one of `ids`."""
    on = postgresql(session)
    bound = literal(value(on, ids), ARRAY(of.type) if on else String())
    return _is_one(on, of, bound)


def one_of(on_postgresql: bool, of: InstrumentedAttribute[T], name: str) -> ColumnElement[bool]:
    """The same for a statement that is made once: `name` is bound to the `value` of the ids."""
    return _is_one(on_postgresql, of, bindparam(name, type_=ARRAY(of.type) if on_postgresql else String()))


def value(on_postgresql: bool, ids: Iterable[T]) -> Any:
    """What the parameter is bound to."""
    wanted = sorted(set(ids))
    if on_postgresql:
        return wanted
    return json.dumps([id_.hex if isinstance(id_, UUID) else id_ for id_ in wanted])  # as SQLAlchemy's `Uuid` does


def postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _is_one(on_postgresql: bool, of: Any, bound: Any) -> ColumnElement[bool]:
    each: Any = func.json_each(bound).table_valued("value")
    found: ColumnElement[bool] = of == any_(bound) if on_postgresql else of.in_(select(each.c.value))
    return found


def pairs(on_postgresql: bool) -> FromClause:
    """Pairs of ids: a table with the columns `one` and `other`, whose parameters are `pair_values`."""
    if on_postgresql:
        arrays = [bindparam(name, type_=ARRAY(Uuid())) for name in ("ones", "others")]
        columns: Any = [column(name, Uuid()) for name in ("one", "other")]
        return func.unnest(*arrays).table_valued(*columns).render_derived(name="pairs")
    each: Any = func.json_each(bindparam("pairs", type_=String())).table_valued("value")
    one, other = (type_coerce(func.json_extract(each.c.value, f"$[{place}]"), Uuid()) for place in (0, 1))
    return select(one.label("one"), other.label("other")).subquery("pairs")


def pair_values(on_postgresql: bool, rows: Iterable[tuple[UUID, UUID]]) -> dict[str, Any]:
    """What the parameters of `pairs` are bound to."""
    wanted = sorted(set(rows))
    if on_postgresql:
        return {"ones": [one for one, _ in wanted], "others": [other for _, other in wanted]}
    return {"pairs": json.dumps([[one.hex, other.hex] for one, other in wanted])}
