"""Lists in statements that are built once: SQLAlchemy writes out a list of no fixed length anew at each call."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, bindparam

T = TypeVar("T")


def padded(values: Sequence[T]) -> list[T]:
    """The last repeated until there are 1, 2, 4, 8 … of them: a statement for each length would be many statements."""
    length = 1 << (len(values) - 1).bit_length()
    return [*values, *[values[-1]] * (length - len(values))] if values else []


def among(column: Column[Any], name: str, length: int) -> ColumnElement[bool]:
    """Whether `column` is one of a list of this length."""
    return column.in_([bindparam(f"{name}_{n}", type_=column.type) for n in range(length)])


def filling(name: str, values: Sequence[Any]) -> dict[str, Any]:
    """What goes into the list of this name."""
    return {f"{name}_{n}": value for n, value in enumerate(values)}
