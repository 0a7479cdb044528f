"""Setting down for many people at once who leads them, which teams they are in, where, and since when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from models.people.members import Kind, Member
from models.people.reporting import ReportingLine
from models.people.staffing import Person, Staff
from models.people.teams import Role, Team, TeamMembership
from models.storage.ids import uuid7
from models.storage.orm import Model, table_of

BATCH = 500
"""Ids in one statement."""
DESCRIBED = ("site", "shift", "started_on", "name", "active")


@dataclass(frozen=True, slots=True)
class Change:
    """One person, as they were (None: not there) and as they are now."""

    before: Person | None
    after: Person


def changes(before: Staff, people: Iterable[Person]) -> list[Change]:
    """What it takes for these people to be as they are given here. Whoever is so already needs none."""
    known = {person.id: person for person in before.people}
    return [Change(known.get(one.id), one) for one in people if known.get(one.id) != one]


def place(session: Session, *, workspace_id: int, staff: Staff, changes: Sequence[Change], now: datetime) -> None:
    """From `now` on it is so: who is not there yet is added, without Slack. `staff` is read under `leading.lock`.

    A number of statements that does not grow with the people, batches apart.
    """
    _add(session, workspace_id, [change.after for change in changes if change.before is None], now)
    _describe(session, workspace_id, [change for change in changes if change.before and _described(change)])
    _lead(session, workspace_id, [one for one in changes if _was(one, "lead_id") != one.after.lead_id], now)
    moved = [one for one in changes if (_was(one, "teams") or ()) != one.after.teams]
    _move(session, workspace_id, staff.teams, moved, now)
    session.flush()


def _was(change: Change, field: str) -> Any:
    return getattr(change.before, field) if change.before else None


def _add(session: Session, workspace_id: int, people: Sequence[Person], now: datetime) -> None:
    """Only people without Slack are added: everyone else comes from Slack's directory."""
    state = {"workspace_id": workspace_id, "kind": Kind.OFFLINE, "active": True, "verified": True, "added_at": now}
    rows = [{**state, "id": one.id, "handle": one.handle, **_description(one)} for one in people]
    if rows:
        session.execute(insert(Member), rows)


def _describe(session: Session, workspace_id: int, changes: Sequence[Change]) -> None:
    """What is said of a person; a name only of those without Slack: the others’ is Slack’s."""
    for offline in (True, False):
        rows = [
            {"of_workspace": workspace_id, "of_member": one.after.id, **_description(one.after, named=offline)}
            for one in changes
            if (one.after.kind == Kind.OFFLINE) == offline
        ]
        if rows:
            member = table_of(Member)
            ours = member.c.workspace_id == bindparam("of_workspace"), member.c.id == bindparam("of_member")
            session.connection().execute(update(member).where(*ours), rows)


def _described(change: Change) -> bool:
    """Whether more than their lead and teams changed."""
    return any(_was(change, field) != getattr(change.after, field) for field in DESCRIBED)


def _description(one: Person, *, named: bool = True) -> dict[str, Any]:
    said: dict[str, Any] = {"site": one.site, "shift": one.shift, "started_on": one.started_on}
    return said | ({"name": one.name, "active": one.active} if named else {})


def _lead(session: Session, workspace_id: int, changes: Sequence[Change], now: datetime) -> None:
    led = [one.before.id for one in changes if one.before and one.before.lead_id]
    _end(session, ReportingLine, workspace_id, "member_id", led, now)
    lines = [{"member_id": one.after.id, "lead_id": one.after.lead_id} for one in changes if one.after.lead_id]
    _begin(session, ReportingLine, workspace_id, lines, now)


def _move(
    session: Session, workspace_id: int, teams: dict[str, UUID], changes: Sequence[Change], now: datetime
) -> None:
    """Out of the teams that they are in no longer, or in another role; into the others. New teams are made."""
    left = {(one.after.id, old) for one in changes for old in (_was(one, "teams") or ()) if old not in one.after.teams}
    joined = [
        (one.after.id, new) for one in changes for new in one.after.teams if new not in (_was(one, "teams") or ())
    ]
    ids = teams | _found(session, workspace_id, {name for _, (name, _) in joined} - set(teams), now)
    _revive(session, workspace_id, {ids[name] for _, (name, _) in joined})
    _end(session, TeamMembership, workspace_id, "id", _rows_of(session, workspace_id, ids, left), now)
    rows = [{"team_id": ids[name], "member_id": member_id, "role": role} for member_id, (name, role) in joined]
    _begin(session, TeamMembership, workspace_id, rows, now)


def _found(session: Session, workspace_id: int, names: set[str], now: datetime) -> dict[str, UUID]:
    """New teams of these names."""
    made = {name: uuid7() for name in sorted(names)}
    rows = [{"workspace_id": workspace_id, "id": made[name], "name": name, "created_at": now} for name in made]
    if rows:
        session.execute(insert(Team), rows)
    return made


def _revive(session: Session, workspace_id: int, team_ids: set[UUID]) -> None:
    """A team that somebody joins is in use."""
    for some in _batches(team_ids):
        archived = Team.workspace_id == workspace_id, Team.id.in_(some), Team.archived_at.is_not(None)
        session.execute(update(Team).where(*archived).values(archived_at=None))


def _rows_of(
    session: Session, workspace_id: int, teams: dict[str, UUID], left: set[tuple[UUID, tuple[str, Role]]]
) -> list[UUID]:
    """The rows of these places that hold now."""
    wanted = {(member_id, teams[name]) for member_id, (name, _) in left}
    found: list[UUID] = []
    for some in _batches({member_id for member_id, _ in wanted}):
        query = select(TeamMembership.id, TeamMembership.member_id, TeamMembership.team_id).where(
            TeamMembership.workspace_id == workspace_id,
            TeamMembership.member_id.in_(some),
            TeamMembership.ends_at.is_(None),
        )
        found += [row_id for row_id, member_id, team_id in session.execute(query) if (member_id, team_id) in wanted]
    return found


def _end(
    session: Session, table: type[ReportingLine] | type[TeamMembership], workspace_id: int, column: str,
    ids: Iterable[UUID], now: datetime,
) -> None:  # fmt: skip
    """The rows that hold now with one of `ids` in `column` hold until `now`."""
    for some in _batches(ids):
        held = table.workspace_id == workspace_id, getattr(table, column).in_(some), table.ends_at.is_(None)
        session.execute(update(table).where(*held).values(ends_at=now))


def _begin(
    session: Session, table: type[Model], workspace_id: int, rows: Sequence[dict[str, Any]], now: datetime
) -> None:
    """These rows hold from `now` on."""
    if rows:
        dated = {"workspace_id": workspace_id, "starts_at": now, "ends_at": None}
        session.execute(insert(table), [{**dated, "id": uuid7(), **row} for row in rows])


def _batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    wanted = list(ids)
    return (wanted[begin : begin + BATCH] for begin in range(0, len(wanted), BATCH))
