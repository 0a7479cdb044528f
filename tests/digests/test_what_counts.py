"""Which thanks count in every figure of a gap report, from whom, and from when on: each at its edge."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from digests.facts import acts, people, trend
from digests.facts.pats import Pats
from digests.facts.pats import read as read_pats
from digests.gaps import GapReport, Scope, ScopeKind, gaps_for_lead
from digests.weeks import Period
from models.giving.imports import Import
from models.kudos import Retraction
from models.people import reporting, teams
from models.people.members import Member
from models.people.teams import Role
from models.storage.database import Database
from models.storage.ids import uuid7
from tests.digests.giving import pat
from tests.digests.test_gap_reports import hired
from tests.people import Cast

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def take_back(database: Database, cast: Cast, kudos: UUID, now: datetime) -> None:
    def retract(session: Session) -> None:
        session.add(Retraction(workspace_id=cast.workspace_id, kudos_id=kudos, by_id=None, reason="undo", at=now))

    database.write(retract)


def report(
    database: Database, cast: Cast, now: datetime, *, lead: Member | None = None, kind: ScopeKind = ScopeKind.OWN
) -> GapReport:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "lead_id": (lead or cast.carol).id, "scope": Scope(kind)}
    return database.query(gaps_for_lead, **of, now=now)


def changed(database: Database, member: Member, **values: Any) -> None:
    mine = (Member.workspace_id == member.workspace_id, Member.id == member.id)
    database.write(lambda session: session.execute(update(Member).where(*mine).values(**values)))


def joined(database: Database, cast: Cast, now: datetime) -> date | None:
    """Of Ana."""

    def read(session: Session) -> date | None:
        of: dict[str, Any] = {"workspace_id": cast.workspace_id}
        history = people.history(session, **of)
        found = people.counted(session, **of, ids=[cast.ana.id], at=now, before=now, history=history)
        return found[cast.ana.id].joined

    return database.query(read)


def test_what_was_taken_back_or_never_received_is_in_no_figure(database: Database, cast: Cast, now: datetime) -> None:
    for giver in (cast.carol, cast.bo):
        database.write(pat, giver, cast.ana, now, void="deactivated")
        take_back(database, cast, database.write(pat, giver, cast.ana, now), now)
    database.write(pat, cast.ana, cast.bo, now)
    found = report(database, cast, now)
    assert found.sources
    assert found.concentration
    assert found.reciprocity
    assert found.sources.all == found.concentration.kudos == found.reciprocity.pairs == 1
    assert [one.reached for one in found.lead_coverage] == [0, 0, 0]
    assert next(one for one in found.people if one.name == "Ana").lead_last is None


def test_a_lead_whose_only_pat_was_taken_back_gave_none(database: Database, cast: Cast, now: datetime) -> None:
    line: dict[str, Any] = {"member_id": cast.carol.id, "lead_id": cast.finn.id, "now": now - 30 * DAY}
    database.write(reporting.set_lead, workspace_id=cast.workspace_id, **line)
    given = database.write(pat, cast.carol, cast.ana, now)
    tree: dict[str, Any] = {"lead": cast.finn, "kind": ScopeKind.TREE}
    before = report(database, cast, now, **tree).giving
    take_back(database, cast, given, now)
    after = report(database, cast, now, **tree).giving
    assert before
    assert after
    assert (before.gave, before.leads, after.gave, after.leads) == (1, 1, 0, 1)


def test_whoever_became_their_lead_later_was_none_when_they_thanked_them(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(pat, cast.dave, cast.ana, now - 3 * DAY)
    line: dict[str, Any] = {"member_id": cast.ana.id, "lead_id": cast.dave.id, "now": now - 2 * DAY}
    database.write(reporting.set_lead, workspace_id=cast.workspace_id, **line)
    ana = next(one for one in report(database, cast, now, lead=cast.dave).people if one.name == "Ana")
    assert (ana.last_received, ana.lead_last) == ((now - 3 * DAY).date(), None)


def test_a_lead_who_came_to_the_team_after_them_leads_from_then_on(
    database: Database, cast: Cast, now: datetime
) -> None:
    """Ana is in the Night shift since a month, Finn leads it since two days, and thanked her three days ago."""
    of: dict[str, Any] = {"workspace_id": cast.workspace_id}
    night = database.write(teams.create, **of, name="Night shift", now=now - 30 * DAY)
    roles = {cast.ana.id: Role.MEMBER}
    database.write(teams.set_members, **of, team_id=night.id, roles=roles, now=now - 30 * DAY)
    database.write(pat, cast.finn, cast.ana, now - 3 * DAY)
    both = roles | {cast.finn.id: Role.LEAD}
    database.write(teams.set_members, **of, team_id=night.id, roles=both, now=now - 2 * DAY)
    found = report(database, cast, now, lead=cast.finn)
    assert found.sources
    assert (found.sources.lead, found.sources.other_teams) == (0, 1)
    assert [one.lead_days for one in found.people] == [2]


@pytest.mark.parametrize(("after", "counts"), [(DAY, None), (DAY + SECOND, date(2026, 1, 8))])
def test_whom_the_directory_brings_within_a_day_was_there_before(
    database: Database, cast: Cast, now: datetime, after: timedelta, counts: date | None
) -> None:
    changed(database, cast.ana, added_at=cast.workspace.installed_at + after)
    assert joined(database, cast, now) == counts


def test_a_start_date_comes_before_the_day_on_which_the_directory_brought_them(
    database: Database, cast: Cast, now: datetime
) -> None:
    changed(database, cast.ana, added_at=now - 5 * DAY, started_on=date(2026, 1, 20))
    assert joined(database, cast, now) == date(2026, 1, 20)


@pytest.mark.parametrize("undone", [False, True])
def test_whom_an_import_brought_was_there_before_unless_it_was_undone(
    database: Database, cast: Cast, now: datetime, *, undone: bool
) -> None:
    then = now - 5 * DAY
    run = Import(workspace_id=cast.workspace_id, id=uuid7(), file_digest="0" * 64, started_at=then, people=0, kudos=0)
    run.undone_at = now if undone else None
    database.write(lambda session: session.add(run))
    changed(database, cast.ana, added_at=then)
    assert joined(database, cast, now) == (then.date() if undone else None)


def test_what_was_taken_back_does_not_begin_the_counting(database: Database, cast: Cast, now: datetime) -> None:
    first = database.write(pat, cast.bo, cast.ana, now - 100 * DAY)
    assert report(database, cast, now).counting_since == (now - 100 * DAY).date()
    take_back(database, cast, first, now)
    assert report(database, cast, now).counting_since == cast.workspace.installed_at.date()


def test_a_colleagues_thanks_of_42_days_ago_are_old_news(database: Database, cast: Cast, now: datetime) -> None:
    wanted = [(cast.carol.id, cast.ana.id)]
    database.write(pat, cast.bo, cast.ana, now - 42 * DAY)
    assert database.query(acts.find, cast.workspace_id, wanted, now) == {}
    database.write(pat, cast.bo, cast.ana, now - 42 * DAY + SECOND)
    assert len(database.query(acts.find, cast.workspace_id, wanted, now)) == 1


def test_the_instant_at_which_a_week_ends_is_of_the_next(database: Database, cast: Cast, now: datetime) -> None:
    weeks = [Period(now - 7 * DAY, now), Period(now, now + 7 * DAY)]
    database.write(pat, cast.bo, cast.ana, now)
    of: dict[str, Any] = {"workspace_id": cast.workspace_id}
    thanked = database.query(trend.thanked, **of, members=None, weeks=weeks)
    assert thanked == (frozenset(), frozenset({cast.ana.id}))
    pats: Pats = database.query(read_pats, **of, span=Period(now - 7 * DAY, now + 7 * DAY))
    assert pats.last_received(cast.ana.id, now) is None
    assert pats.last_received(cast.ana.id, now + SECOND) == now


def lead_of(database: Database, cast: Cast, member: UUID, lead: UUID, since: datetime) -> None:
    line: dict[str, Any] = {"member_id": member, "lead_id": lead, "now": since}
    database.write(reporting.set_lead, workspace_id=cast.workspace_id, **line)


def test_a_peers_thanks_are_not_their_leads(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now)
    found = report(database, cast, now)
    assert found.sources
    assert (found.sources.lead, found.sources.peers) == (0, 1)
    assert [one.reached for one in found.lead_coverage] == [0, 0, 0]


@pytest.mark.parametrize(("ago", "named"), [(41, False), (42, True)])
def test_a_lead_is_silent_from_thirty_working_days_on(
    database: Database, cast: Cast, now: datetime, ago: int, *, named: bool
) -> None:
    """`now` is a Wednesday: 42 days before it are thirty working days."""
    database.write(pat, cast.carol, cast.ana, now - ago * DAY)
    database.write(pat, cast.bo, cast.ana, now)
    ana = next(one for one in report(database, cast, now).people if one.name == "Ana")
    assert (ana.lead_days, ana.worth_a_look) == (30 if named else 29, named)


@pytest.mark.parametrize(("ago", "gave"), [(41, 1), (42, 0)])
def test_leads_gave_when_it_was_in_the_last_thirty_working_days(
    database: Database, cast: Cast, now: datetime, ago: int, gave: int
) -> None:
    lead_of(database, cast, cast.carol.id, cast.finn.id, now - 56 * DAY)
    database.write(pat, cast.carol, cast.ana, now - ago * DAY)
    found = report(database, cast, now, lead=cast.finn, kind=ScopeKind.TREE).giving
    assert found
    assert (found.gave, found.leads) == (gave, 1)


def test_a_lead_who_is_not_counted_is_none_of_the_giving_leads(database: Database, cast: Cast, now: datetime) -> None:
    for one in (cast.carol, cast.dave):
        lead_of(database, cast, one.id, cast.finn.id, now - 56 * DAY)
    database.write(pat, cast.dave, cast.ana, now)
    changed(database, cast.dave, kind="guest")
    found = report(database, cast, now, lead=cast.finn, kind=ScopeKind.TREE).giving
    assert found
    assert (found.gave, found.leads) == (0, 1)


@pytest.mark.parametrize(("leads", "told"), [(4, False), (5, True)])
def test_of_leads_whom_the_reader_does_not_lead_five_are_told(
    database: Database, cast: Cast, now: datetime, leads: int, *, told: bool
) -> None:
    """Below Finn is Dave, below Dave the other leads, each with one person."""
    below = hired(database, cast, now, [cast.dave.id] * (leads - 1))
    lead_of(database, cast, cast.dave.id, cast.finn.id, now - 56 * DAY)
    hired(database, cast, now, below)
    giving = report(database, cast, now, lead=cast.finn, kind=ScopeKind.TREE).giving
    assert (giving.leads if giving else None) == (leads if told else None)


def test_a_group_that_is_a_told_team_and_two_more_is_not_told(database: Database, cast: Cast, now: datetime) -> None:
    """Below Finn, Carol's eight all work at night, and two of Dave's: the group minus the team would be these two."""
    for lead in (cast.carol, cast.dave):
        lead_of(database, cast, lead.id, cast.finn.id, now - 56 * DAY)
    for one in (cast.ana, cast.bo):
        changed(database, one, shift="night")
    hired(database, cast, now, [cast.carol.id] * 6, shift="night")
    hired(database, cast, now, [cast.dave.id] * 8, shift="day")
    database.write(pat, cast.bo, cast.ana, now)
    tree: dict[str, Any] = {"lead": cast.finn, "kind": ScopeKind.TREE}
    before = report(database, cast, now, **tree)
    assert "Carol" in [one.name for one in before.teams]
    assert "night" in [one.group for one in before.groups]
    hired(database, cast, now, [cast.dave.id] * 2, shift="night")
    after = report(database, cast, now, **tree)
    assert "Carol" in [one.name for one in after.teams]
    assert "night" not in [one.group for one in after.groups]
