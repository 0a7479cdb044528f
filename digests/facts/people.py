"""Who is counted, and since when each of them could have been noticed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, null, select
from sqlalchemy.orm import Session

from digests import weeks
from digests.facts.pats import retraction_of
from digests.facts.rows import AT_ONCE, Same
from digests.facts.sets import among
from models import workdays
from models.answers import absences
from models.decisions.rules import RulesRow
from models.gaps import rules as gap_rules
from models.gaps.rules import GapRules, GapRulesRow
from models.giving.imports import Import
from models.kudos import Kudos, KudosReceiver, Retraction
from models.people import reporting
from models.people.members import Kind, Member
from models.workdays import Calendar
from models.workspace import calendars
from models.workspace.calendars import Calendars
from models.workspace.workspaces import Workspace
from models.zones import zone_of

COUNTED = (Kind.PERSON, Kind.OFFLINE)
"""People with Slack or without; no bots, no one of another company, and guests only where the workspace says so."""
SETTLING = timedelta(days=1)
"""For how long after an installation or an import the directory still fills with people who were there before."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is counted. `last_before`: the last kudos received before the span that was asked for."""

    id: UUID
    slack_user_id: str | None
    name: str
    zones: tuple[str | None, ...]
    joined: date | None
    last_before: datetime | None
    calendar: Calendar = workdays.USUAL
    shift: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Of a workspace: its zone, from when on kudos are counted, when its directory was complete (UTC), its rules."""

    zone: str | None
    counts_from: datetime
    settled_at: datetime
    rules: GapRules = gap_rules.DEFAULT
    figures: bool = True
    """Whether figures about leads may be kept."""


def counted(
    session: Session,
    *,
    workspace_id: int,
    ids: Iterable[UUID] | None,
    at: datetime,
    before: datetime,
    history: History,
    named: bool = True,
    same: Same | None = None,
) -> dict[UUID, Person]:
    """Those of `ids` (None: of everyone) who are counted, with the last kudos that each received before `before`.

    Whoever is away at the instant `at` is not; they work by the calendars of that instant. In two statements.
    `named`: with what they are called and where they work, which of very many is a lot. `same`: ids to be kept once.
    """
    query = _people(named) if ids is None else _people(named).where(among(session, Member.id, ids))
    by = calendars.read(session, workspace_id, at)
    rows = session.execute(query.execution_options(**AT_ONCE), _values(workspace_id, at, before, history))
    return _persons(rows, history, before, at, by, same)


def led_by(
    session: Session, *, workspace_id: int, lead_id: UUID, at: datetime, before: datetime, history: History
) -> dict[UUID, Person]:
    """The same of those whom one lead leads at the instant `at`: the rule of `models.people.reporting.led_by`."""
    rows = session.execute(_led(), _values(workspace_id, at, before, history) | {"lead_id": lead_id}).all()
    by = calendars.read(session, workspace_id, at, [row.id for row in rows])
    return _persons(rows, history, before, at, by)


def below(
    session: Session, *, workspace_id: int, lead_id: UUID, at: datetime, before: datetime, history: History
) -> dict[UUID, Person]:
    """The same of everybody below one lead at the instant `at`: the rule of `models.people.reporting.below`."""
    rows = session.execute(_below(), _values(workspace_id, at, before, history) | {"lead_id": lead_id})
    return _persons(rows, history, before, at, calendars.read(session, workspace_id, at))


def history(session: Session, *, workspace_id: int, reader: UUID | None = None) -> History:
    """In one statement. `reader`: whose zone is wanted, instead of the workspace's."""
    row = session.execute(_history(), {"workspace_id": workspace_id, "reader": reader}).one()
    zone, installed_at, first, last_import, names, nudging, guests, clock = row
    rules = gap_rules.DEFAULT if names is None else GapRules(names, nudging, guests)
    begin, settled = min(first or installed_at, installed_at), max(last_import or installed_at, installed_at)
    return History(zone, begin, settled, rules, clock is not False)


# Statements are made once: making one takes as long as executing it.


@lru_cache(maxsize=2)
def _people(named: bool = True) -> Select[*tuple[Any, ...]]:
    """An index is asked for each person's last kudos, so that a long history costs nothing."""
    about = (Member.slack_user_id, Member.name, Member.handle, Member.shift, Member.site)
    last = (
        select(KudosReceiver.given_at)
        .outerjoin(Retraction, retraction_of(KudosReceiver))
        .where(
            KudosReceiver.workspace_id == Member.workspace_id,
            KudosReceiver.receiver_id == Member.id,
            KudosReceiver.given_at < bindparam("before"),
            KudosReceiver.void_reason.is_(None),
            Retraction.kudos_id.is_(None),
        )
        .order_by(KudosReceiver.given_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(
        Member.id,
        Member.zone,
        Member.started_on,
        Member.added_at,
        *(about if named else (null().label(column.key) for column in about)),
        last.label("last"),
        absences.back_on(Member).label("back_on"),
    ).where(
        Member.workspace_id == bindparam("workspace_id"),
        Member.active,
        Member.kind.in_(bindparam("kinds", expanding=True)),
    )


@lru_cache(maxsize=1)
def _led() -> Select[*tuple[Any, ...]]:
    return _people().where(Member.id.in_(reporting.led_by()))


@lru_cache(maxsize=1)
def _below() -> Select[*tuple[Any, ...]]:
    return _people().where(Member.id.in_(reporting.below()))


@lru_cache(maxsize=1)
def _history() -> Select[*tuple[Any, ...]]:
    """Everything but an imported archive comes after the installation, so the earliest kudos begins the history."""
    earliest = (
        select(Kudos.given_at)
        .outerjoin(Retraction, retraction_of(Kudos))
        .where(Kudos.workspace_id == Workspace.id, Retraction.kudos_id.is_(None))
        .order_by(Kudos.given_at)
        .limit(1)
        .scalar_subquery()
    )
    imported = select(func.max(Import.started_at)).where(
        Import.workspace_id == Workspace.id, Import.undone_at.is_(None)
    )
    own = select(Member.zone).where(Member.workspace_id == Workspace.id, Member.id == bindparam("reader"))
    zone = func.coalesce(own.scalar_subquery(), Workspace.zone)
    rules = (GapRulesRow.names, GapRulesRow.nudging, GapRulesRow.guests, RulesRow.clock)
    return (
        select(zone, Workspace.installed_at, earliest, imported.scalar_subquery(), *rules)
        .outerjoin(GapRulesRow, GapRulesRow.workspace_id == Workspace.id)
        .outerjoin(RulesRow, RulesRow.workspace_id == Workspace.id)
        .where(Workspace.id == bindparam("workspace_id"))
    )


def _values(workspace_id: int, at: datetime, before: datetime, history: History) -> dict[str, Any]:
    kinds = [*COUNTED, Kind.GUEST] if history.rules.guests else list(COUNTED)
    return {"workspace_id": workspace_id, "before": before, "kinds": kinds} | absences.times(at)


def _persons(
    rows: Iterable[Any], history: History, before: datetime, at: datetime, by: Calendars, same: Same | None = None
) -> dict[UUID, Person]:
    one = Same() if same is None else same
    here = (row for row in rows if not absences.is_away(row.back_on, row.zone, at))
    made = (_person(row, history, before, by, one) for row in here)
    return {person.id: person for person in made}


def _person(row: Any, history: History, at: datetime, by: Calendars, one: Same) -> Person:
    """Without a start date, the day on which the directory brought someone new counts as one."""
    id_, zones = one[row.id], one[row.zone, history.zone]
    came_later = row.added_at > history.settled_at + SETTLING and row.added_at < at
    added = weeks.day_of(row.added_at, zone_of(*zones)) if came_later else None
    name = row.name or row.handle or "someone"
    joined = row.started_on or added
    return Person(
        id_, row.slack_user_id, name, zones, joined, row.last, by.of(id_), row.shift or None, row.site or None
    )
