"""What a gap report of a team and of a tree holds, and whom its figures never single out."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from digests.figures import disclosure
from digests.gaps import GapReport, Scope, ScopeKind, disclosed, gaps_for_lead, reading
from digests.gaps.report import Ground
from models.decisions import rules as decision_rules
from models.decisions.rules import Rules
from models.gaps import rules
from models.gaps.rules import GapRules
from models.people import reporting
from models.people.members import Member
from models.storage.database import Database
from models.storage.ids import uuid7
from tests.digests.giving import pat
from tests.models.decisions.logged import logs
from tests.people import Cast
from tests.statements import QueryCounter

DAY = timedelta(days=1)
OWN = Scope()
TREE = Scope(ScopeKind.TREE)
MANY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def report(database: Database, cast: Cast, now: datetime, scope: Scope = OWN, lead: Member | None = None) -> GapReport:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "lead_id": (lead or cast.carol).id}
    return database.query(gaps_for_lead, **of, now=now, scope=scope)


def hired(database: Database, cast: Cast, now: datetime, leads: Iterable[UUID], **placed: Any) -> list[UUID]:
    """One more person for each of `leads`, whom they lead."""

    def hire(session: Session) -> list[UUID]:
        found = []
        for lead in leads:
            one = uuid7()
            named: dict[str, Any] = {
                "slack_user_id": f"U{one.hex[-9:].upper()}",
                "name": f"P {one.hex[-4:]}",
                "handle": one.hex,
            }
            state: dict[str, Any] = {"kind": "person", "active": True, "verified": True, "added_at": cast.ana.added_at}
            session.add(Member(workspace_id=cast.workspace_id, id=one, **named, **state, **placed))
            session.flush()
            line: dict[str, Any] = {"member_id": one, "lead_id": lead, "now": now - 8 * 7 * DAY}
            reporting.set_lead(session, workspace_id=cast.workspace_id, **line)
            found.append(one)
        return found

    return database.write(hire)


def leads(database: Database, cast: Cast, member: Member, lead: Member, now: datetime) -> None:
    line: dict[str, Any] = {"member_id": member.id, "lead_id": lead.id, "now": now - 9 * 7 * DAY}
    database.write(reporting.set_lead, workspace_id=cast.workspace_id, **line)


def names_off(database: Database, cast: Cast, now: datetime) -> None:
    off = GapRules(names=False)
    database.write(rules.save, workspace_id=cast.workspace_id, rules=off, by_id=None, now=now)


def test_peers_yes_and_the_lead_not(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now)
    database.write(pat, cast.carol, cast.bo, now)
    ana, bo = (next(gap for gap in report(database, cast, now).people if gap.name == who) for who in ("Ana", "Bo"))
    assert ana.peers_only
    assert (ana.lead_days, ana.lead_last) == (40, None)
    assert (bo.worth_a_look, bo.lead_days, bo.lead_last) == (False, 0, now.date())


def test_whoever_leads_them_since_yesterday_has_not_been_silent_for_weeks(
    database: Database, cast: Cast, now: datetime
) -> None:
    line: dict[str, Any] = {"member_id": cast.ana.id, "lead_id": cast.dave.id, "now": now - DAY}
    database.write(reporting.set_lead, workspace_id=cast.workspace_id, **line)
    database.write(pat, cast.bo, cast.ana, now)
    (ana,) = (gap for gap in report(database, cast, now, lead=cast.dave).people if gap.name == "Ana")
    assert not ana.peers_only
    assert ana.lead_days == 1


def test_what_the_lead_said_long_ago_is_remembered(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.carol, cast.ana, now - 40 * DAY)
    database.write(pat, cast.bo, cast.ana, now)
    ana = next(gap for gap in report(database, cast, now).people if gap.name == "Ana")
    assert ana.lead_last == (now - 40 * DAY).date()


def test_lead_coverage_is_of_their_own_leads_thanks(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.carol, cast.ana, now)
    database.write(pat, cast.dave, cast.bo, now)
    found = report(database, cast, now)
    assert [(one.window, one.reached, one.people) for one in found.lead_coverage] == [(7, 1, 2), (30, 1, 2), (90, 1, 2)]
    assert found.sources is not None
    assert (found.sources.lead, found.sources.peers, found.sources.other_teams) == (1, 0, 1)


def test_nothing_is_said_about_leads_where_that_may_not_be_kept(database: Database, cast: Cast, now: datetime) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "by_id": cast.finn.id, "now": now}
    database.write(decision_rules.save, **of, rules=Rules(clock=False))
    database.write(pat, cast.bo, cast.ana, now)
    for scope in (Scope(), TREE):
        found = report(database, cast, now, scope)
        assert (found.lead_coverage, found.sources, found.giving) == ((), None, None)
        assert not any(gap.peers_only or gap.lead_days or gap.lead_last for gap in found.people)


def test_who_is_named_comes_with_something_real(database: Database, cast: Cast, now: datetime) -> None:
    logs(database, cast, cast.bo, now)
    given = database.write(pat, cast.finn, cast.ana, now - 20 * DAY)
    acts = {gap.name: gap.act for gap in report(database, cast, now).people}
    assert acts["Bo"] is not None
    assert acts["Bo"].ground == Ground.DECISION
    assert acts["Ana"] is not None
    assert acts["Ana"].subject == given
    assert report(database, cast, now).waiting.decisions == 1


def test_a_team_is_read_by_whoever_leads_it_alone(database: Database, cast: Cast, now: datetime) -> None:
    team = Scope(ScopeKind.TEAM, cast.returns_desk.id, "Returns desk")
    roles = GapRules(guests=True)
    database.write(rules.save, workspace_id=cast.workspace_id, rules=roles, by_id=None, now=now)
    assert [gap.name for gap in report(database, cast, now, team, cast.dave).people] == ["Eve"]
    assert report(database, cast, now, team).people == ()
    assert report(database, cast, now, team).coverage[0].people == 0


def test_a_tree_names_the_leads_own_people_alone(database: Database, cast: Cast, now: datetime) -> None:
    leads(database, cast, cast.dave, cast.carol, now)
    below = hired(database, cast, now, [cast.dave.id] * 6)
    found = report(database, cast, now, TREE)
    assert {gap.name for gap in found.people} == {"Ana", "Bo", "Dave"}
    assert found.coverage[0].people == 3 + len(below)
    assert [(one.name, one.coverage.people) for one in found.teams] == [("Dave", 6)]
    assert found.giving is not None
    assert (found.giving.gave, found.giving.leads) == (0, 1)


def test_of_a_tree_whose_other_people_are_too_few_only_their_own_are_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    leads(database, cast, cast.dave, cast.carol, now)
    hired(database, cast, now, [cast.dave.id] * 4)
    found = report(database, cast, now, TREE)
    assert (found.coverage[0].people, found.teams, found.withheld) == (3, (), 1)


def test_lines_that_go_round_in_a_circle_end(database: Database, cast: Cast, now: datetime) -> None:
    leads(database, cast, cast.carol, cast.ana, now)
    found = report(database, cast, now, TREE)
    assert {gap.name for gap in found.people} == {"Ana", "Bo"}


@pytest.mark.parametrize(("more", "told"), [(2, False), (3, True)])
def test_without_names_a_team_is_told_from_five_on(
    database: Database, cast: Cast, now: datetime, more: int, told: bool
) -> None:
    names_off(database, cast, now)
    hired(database, cast, now, [cast.carol.id] * more)
    found = report(database, cast, now)
    assert (found.people, found.names) == ((), False)
    assert bool(found.coverage) is told
    assert sum(found.bands) == (5 if told else 0)


def test_groups_are_compared_where_both_are_five_or_more(database: Database, cast: Cast, now: datetime) -> None:
    night = hired(database, cast, now, [cast.carol.id] * 5, shift="night")
    database.write(pat, cast.dave, [cast.ana, cast.bo], now)
    assert report(database, cast, now).groups == ()
    hired(database, cast, now, [cast.carol.id] * 3, shift="day")
    (gap,) = report(database, cast, now).groups
    assert (gap.attribute, gap.group, gap.people) == ("shift", "night", len(night))


def test_a_report_takes_eight_statements_of_a_team_and_of_any_tree(
    database: Database, cast: Cast, now: datetime
) -> None:
    for _ in range(2):
        for scope in (Scope(), TREE, Scope(ScopeKind.TEAM, cast.returns_desk.id)):
            with QueryCounter(database) as executed:
                report(database, cast, now, scope)
            assert executed.count == 8
        tops = hired(database, cast, now, [cast.carol.id] * 20)
        hired(database, cast, now, [top for top in tops for _ in range(5)])
        database.write(pat, cast.dave, cast.ana, now)


@MANY
@given(
    below=st.lists(st.integers(0, 6), max_size=5),
    shifts=st.lists(st.sampled_from(["night", "day"]), min_size=1, max_size=3),
    names=st.booleans(),
)
def test_no_difference_of_what_a_lead_reads_of_a_tree_is_about_fewer_than_five(
    database: Database, cast: Cast, now: datetime, below: list[int], shifts: list[str], names: bool
) -> None:
    """Each example adds to the tree of those before it."""
    database.write(rules.save, workspace_id=cast.workspace_id, rules=GapRules(names=names), by_id=None, now=now)
    for number, size in enumerate(below):
        (top,) = hired(database, cast, now, [cast.carol.id])
        hired(database, cast, now, [top] * size, shift=shifts[number % len(shifts)])
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "lead_id": cast.carol.id, "now": now, "scope": TREE}
    found = database.query(reading.read, **of)
    told = disclosed.told(found, now.date())
    own = found.own if names else frozenset()
    sets = [told.whole, *told.teams.values(), *told.groups.values(), found.own]
    assert all(len(some) >= disclosure.FLOOR for some in (*told.teams.values(), *told.groups.values()))
    seen = {some - own for some in sets if some and len(some) >= disclosure.FLOOR} - {frozenset()}
    assert all(len(some) >= disclosure.FLOOR for some in seen)
    assert not [pair for pair in combinations(seen, 2) if disclosure.isolates(*pair)]


@MANY
@given(days=st.integers(0, 200), giver=st.integers(0, 3), to_bo=st.booleans())
def test_one_more_kudos_never_lowers_coverage_and_parts_sum_to_the_whole(
    database: Database, cast: Cast, now: datetime, days: int, giver: int, to_bo: bool
) -> None:
    before = {scope.kind: report(database, cast, now, scope) for scope in (Scope(), TREE)}
    by = (cast.carol, cast.dave, cast.finn, cast.ana if to_bo else cast.bo)[giver]
    database.write(pat, by, cast.bo if to_bo else cast.ana, now - days * DAY)
    for scope in (Scope(), TREE):
        less, more = before[scope.kind], report(database, cast, now, scope)
        for figures in ("coverage", "lead_coverage"):
            pairs = zip(getattr(less, figures), getattr(more, figures), strict=True)
            assert all(one.reached <= other.reached for one, other in pairs)
        assert sum(more.bands) == more.coverage[0].people == len(more.people)
        assert more.sources is not None
        assert more.sources.all == (more.concentration.kudos if more.concentration else 0)
        assert all(gap.days >= 0 and gap.lead_days >= 0 for gap in more.people)
        assert more == report(database, cast, now, scope)
