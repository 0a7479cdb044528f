"""Across all that one reader is told in one week: no difference is about fewer than five people."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.collecting import LeadDigest, LeadershipDigest, LeadershipReader, LeadReader, Reader, TeamReader, collect
from digests.figures.disclosure import FLOOR, isolates
from digests.gaps import Scope, ScopeKind, disclosed, reading
from digests.weeks import Period
from models.gaps import rules
from models.gaps.rules import GapRules
from models.people import members, reporting, teams
from models.people.members import Kind, Member, Profile
from models.people.teams import Role, TeamMembership
from models.storage.database import Database
from models.workspace import workspaces
from models.zones import zone_of
from tests import databases

THEN, NOW = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 9, 12, tzinfo=UTC)
WEEK = Period(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))
LONDON = zone_of("Europe/London")
TEAMS = 4

Sets = set[frozenset[UUID]]


@dataclass(frozen=True)
class Person:
    """`lead`: one of those before them (-1: nobody); `teams`: whose members they are; `leads`: the team they lead."""

    lead: int
    teams: frozenset[int]
    leads: int
    site: str


@dataclass
class Read:
    """Whom the figures are about that one reader is told, by what they count: those can be subtracted."""

    named: frozenset[UUID]
    """Whom they read by name, and themselves: a difference that holds them, too, is about the others."""
    gaps: Sets = field(default_factory=set)
    week: Sets = field(default_factory=set)

    def few(self) -> list[frozenset[UUID]]:
        """What is about one to four others, or differs by so many from another."""
        found: list[frozenset[UUID]] = []
        for sets in (self.gaps, self.week):
            others = {one - self.named for one in sets} - {frozenset[UUID]()}
            found += [one for one in others if len(one) < FLOOR]
            found += [one ^ other for one, other in combinations(others, 2) if isolates(one, other)]
        return found


class Undone(Exception):
    """Ends a transaction in which a company was only looked at."""


people = st.builds(
    Person,
    lead=st.integers(-1, 3),
    teams=st.frozensets(st.integers(0, TEAMS - 1), max_size=2),
    leads=st.sampled_from([-1, -1, -1, -1, -1, 0, 1]),
    site=st.sampled_from(["", "Hill", "Harbour"]),
)
companies = st.lists(people, min_size=8, max_size=30)


@pytest.fixture
def sqlite(run_folder: Path, worker: str) -> Iterator[Database]:
    with databases.sqlite(run_folder, worker) as url, closing(databases.compiled_once(Database(url))) as database:
        yield database


@settings(
    max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(company=companies, reader=st.integers(0, 3), names=st.booleans())
def test_no_difference_of_what_one_reader_is_told_is_about_fewer_than_five(
    sqlite: Database, company: list[Person], reader: int, names: bool
) -> None:
    found: list[Read] = []

    def look(session: Session) -> None:
        workspace_id, ids = _settle(session, company, names)
        found.append(_read(session, workspace_id, ids[reader], names))
        raise Undone

    with suppress(Undone):
        sqlite.write(look)
    assert found[0].few() == []


def test_a_difference_of_four_would_be_seen() -> None:
    all_ = [UUID(int=n) for n in range(12)]
    read = Read(frozenset(all_[:2]), gaps={frozenset(all_), frozenset(all_[6:])})
    assert read.few() == [frozenset(all_[2:6])]
    read.named = frozenset(all_[:1])
    assert read.few() == []
    assert Read(frozenset(), week={frozenset(all_[:4])}).few() == [frozenset(all_[:4])]


def _settle(session: Session, company: list[Person], names: bool) -> tuple[int, list[UUID]]:
    """Everybody was here before the week."""
    told: dict[str, Any] = {
        "slack_team_id": "T0GENERATE",
        "bot_user_id": "U0BACKPAT0",
        "installer_slack_id": "U00000000",
    }
    home = workspaces.install(session, name="Generated", now=THEN, **told)
    profiles = [Profile(f"U{n:08}", f"Person {n}", f"p{n}", Kind.PERSON, active=True) for n in range(len(company))]
    members.sync(session, workspace_id=home.id, profiles=profiles, now=THEN)
    found = members.by_slack_id(session, home.id, [one.slack_user_id for one in profiles])
    staff = [found[one.slack_user_id] for one in profiles]
    for n, (member, person) in enumerate(zip(staff, company, strict=True)):
        member.site = person.site
        if 0 <= person.lead < n:
            line = {"member_id": member.id, "lead_id": staff[person.lead].id}
            reporting.set_lead(session, workspace_id=home.id, now=THEN, **line)
    for team in range(TEAMS):
        made = teams.create(session, workspace_id=home.id, name=f"Team {team}", now=THEN)
        roles = {staff[n].id: Role.MEMBER for n, one in enumerate(company) if team in one.teams}
        roles |= {staff[n].id: Role.LEAD for n, one in enumerate(company) if one.leads == team}
        teams.set_members(session, workspace_id=home.id, team_id=made.id, roles=roles, now=THEN)
    rules.save(session, workspace_id=home.id, rules=GapRules(names=names), by_id=None, now=THEN)
    session.flush()
    return home.id, [one.id for one in staff]


def _read(session: Session, workspace_id: int, reader: UUID, names: bool) -> Read:
    """All reports and digests that go to this reader, who was named a reader of leadership's, too."""
    of: dict[str, Any] = {"workspace_id": workspace_id, "lead_id": reader, "now": NOW}
    first = reading.read(session, **of, scope=Scope())
    scopes = [Scope(), Scope(ScopeKind.TREE), *(Scope(ScopeKind.TEAM, team, "one") for team in first.led)]
    told = Read(frozenset({reader} | (first.own if names else frozenset())))
    for scope in scopes:
        one = disclosed.told(reading.read(session, **of, scope=scope), NOW.date())
        whole = [one.whole] if one.whole else []
        rests = [one.whole - some for some in one.groups.values() if one.whole]
        told.gaps |= {frozenset(some) for some in (*whole, *one.teams.values(), *one.groups.values(), *rests)}
    told.week = _weekly(session, workspace_id, reader, first.own)
    return told


def _weekly(session: Session, workspace_id: int, reader: UUID, own: frozenset[UUID]) -> Sets:
    """Of the digests of one week; a channel's has no denominators until everyone in it was thanked."""
    asked: list[Reader] = [
        LeadReader(WEEK, LONDON, WEEK.end, reader),
        LeadershipReader(WEEK, LONDON, WEEK.end, reader),
        TeamReader(WEEK, LONDON, WEEK.end),
    ]
    lead, above, _ = collect(session, workspace_id=workspace_id, readers=asked)
    assert isinstance(lead, LeadDigest)
    assert isinstance(above, LeadershipDigest)
    told = [(own, lead.people)] if lead.thanked is not None and own else []
    told += [(_members(session, workspace_id, None), above.reached.all)] if above.reached else []
    told += [(_members(session, workspace_id, one.team), one.reached.all) for one in above.teams]
    assert [len(some) for some, _ in told] == [all_ for _, all_ in told]
    return {some for some, _ in told}


def _members(session: Session, workspace_id: int, team: UUID | None) -> frozenset[UUID]:
    """Of a team (None: of all)."""
    row = TeamMembership
    everyone = select(Member.id).where(Member.workspace_id == workspace_id, Member.active)
    inside = select(row.member_id).where(row.workspace_id == workspace_id, row.team_id == team)
    return frozenset(session.scalars(inside if team else everyone))
