"""Many small questions in one statement: a union of parts whose rows have the same columns, told apart by `kind`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, Uuid, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from models.storage.orm import UTCDateTime

Part = Select[*tuple[Any, ...]]
Found = dict[str, list[Any]]
AT_ONCE = {"yield_per": 1_000}
"""Of what may be very many, so many rows are held at a time (an option of the statement, for PostgreSQL's driver)."""


class Same(dict[Any, Any]):
    """`same[value]` is the first of all equal values that were asked for, so that each is kept once.

    An id comes once for each place that somebody has in a company.
    """

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value


def part(
    kind: str,
    id_: Any = None,
    lead: Any = None,
    member: Any = None,
    words: Any = None,
    said: Any = None,
    at: Any = None,
) -> Part:
    """A part that selects these columns; what it has not is null."""
    return select(
        literal(kind).label("kind"),
        cast(null(), Uuid).label("id") if id_ is None else id_.label("id"),
        cast(null(), Uuid).label("lead") if lead is None else lead.label("lead"),
        cast(null(), Uuid).label("member") if member is None else member.label("member"),
        cast(null(), String).label("words") if words is None else words.label("words"),
        cast(null(), String).label("said") if said is None else said.label("said"),
        cast(null(), UTCDateTime).label("at") if at is None else at.label("at"),
    )


def by_kind(session: Session, parts: Iterable[Part]) -> Found:
    """What all these parts find, in one statement."""
    found: Found = defaultdict(list)
    for row in session.execute(union_all(*parts)):
        found[row.kind].append(row)
    return found


def pairs(rows: Iterable[Any]) -> set[tuple[UUID, UUID]]:
    """(lead, id) of each row."""
    return {(row.lead, row.id) for row in rows}
