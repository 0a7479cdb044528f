"""Whom people reported to and which teams they were in, and when: read from the members' side."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, bindparam, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from digests.facts import sets
from digests.facts.groups import Groups, Span, both
from models.people.reporting import ReportingLine
from models.people.teams import Role, TeamMembership

LED_BY = "led by"


@dataclass(frozen=True, slots=True)
class Placed:
    """By member: whoever led them, and the teams that they were in, in any role, as members, and as leads."""

    leads: Groups
    teams: Groups
    member_of: Groups
    lead_of: Groups


def read(session: Session, *, workspace_id: int, members: Collection[UUID], first: datetime, last: datetime) -> Placed:
    """Of these members, at any time between two instants, in one statement.

    The rule of `models.people.reporting.led_by`: direct reports, and members of the teams somebody leads.
    """
    on = sets.postgresql(session)
    values = {"workspace_id": workspace_id, "members": sets.value(on, members), "first": first, "last": last}
    found: dict[str, list[tuple[UUID, Span]]] = defaultdict(list)
    for kind, member, owner, *spans in session.execute(_placed(on), values):
        found[kind].append((member, Span(owner, *both(*spans))))
    teams = [Groups(found[role]) for role in (Role.MEMBER, Role.LEAD)]
    return Placed(Groups(found[LED_BY]), Groups(found[Role.MEMBER] + found[Role.LEAD]), *teams)


@lru_cache(maxsize=2)
def _placed(on_postgresql: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """Lines up; leads of the teams they are members of, while both are; and teams."""
    workspace_id = bindparam("workspace_id", type_=ReportingLine.workspace_id.type)
    line, row, lead = ReportingLine, TeamMembership, aliased(TeamMembership)
    lines = _row(literal(LED_BY), line, line.lead_id, line).where(line.workspace_id == workspace_id)
    led = _row(literal(LED_BY), row, lead.member_id, lead).join(lead, lead.team_id == row.team_id)
    led = led.where(row.workspace_id == workspace_id, lead.workspace_id == workspace_id)
    led = led.where(row.role == Role.MEMBER, lead.role == Role.LEAD, *_overlap(lead))
    teams = _row(row.role, row, row.team_id, row).where(row.workspace_id == workspace_id)
    parts = ((lines, line), (led, row), (teams, row))
    return union_all(
        *(query.where(sets.one_of(on_postgresql, of.member_id, "members"), *_overlap(of)) for query, of in parts)
    )


def _row(kind: Any, of: Any, owner: Any, other: Any) -> Select[*tuple[Any, ...]]:
    """The columns that all parts have: `of` is the member's row, and `other` holds as long as it counts."""
    spans = (of.starts_at, of.ends_at, other.starts_at, other.ends_at)
    labels = ("starts_at", "ends_at", "also_starts_at", "also_ends_at")
    named = (column.label(name) for column, name in zip(spans, labels, strict=True))
    return select(kind.label("kind"), of.member_id.label("member"), owner.label("owner"), *named).select_from(of)


def _overlap(row: Any) -> tuple[Any, Any]:
    ends_later = or_(row.ends_at.is_(None), row.ends_at > bindparam("first"))
    return row.starts_at <= bindparam("last"), ends_later
