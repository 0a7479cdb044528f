"""What pictures show: of whom, and what they leave out."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from digests import charts, preview
from digests.charts import AgesChart, Chart, CoverageChart, SourcesChart, TeamsChart
from digests.charts.reading import company
from digests.charts.reading.asked import Asked
from digests.charts.reading.channel import of_team
from digests.charts.reading.lead import of_lead
from digests.facts.trend import Reached
from digests.weeks import Period
from models.decisions import rules as decision_rules
from models.decisions.rules import Rules
from models.gaps import rules
from models.gaps.rules import GapRules
from models.kudos import ChannelKind
from models.people import members, reporting, teams
from models.people.members import Member
from models.people.teams import Role
from models.schedules import Audience
from models.storage.database import Database
from models.zones import zone_of
from tests.digests.giving import pat
from tests.people import Cast, profile

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
NOW = MONDAY + timedelta(hours=9)
WEEK = timedelta(days=7)
LONDON = zone_of("Europe/London")


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return Asked(cast.workspace_id, MONDAY, LONDON)


def staff(session: Session, cast: Cast, name: str, size: int) -> tuple[UUID, list[Member]]:
    """A team of so many people."""
    names, then, workspace_id = [f"{name}{n}" for n in range(size)], MONDAY - 8 * WEEK, cast.workspace_id
    members.sync(session, workspace_id=workspace_id, profiles=[profile(one) for one in names], now=then)
    found = members.by_slack_id(session, workspace_id, [profile(one).slack_user_id for one in names])
    team = teams.create(session, workspace_id=workspace_id, name=name, now=then)
    roles = dict.fromkeys((one.id for one in found.values()), Role.MEMBER)
    teams.set_members(session, workspace_id=workspace_id, team_id=team.id, roles=roles, now=then)
    return team.id, list(found.values())


def test_a_lead_sees_their_own_peoples_weeks_and_ages(database: Database, cast: Cast, asked: Asked) -> None:
    database.write(pat, cast.dave, [cast.ana, cast.finn], MONDAY - timedelta(days=3), kind=ChannelKind.PRIVATE)
    coverage, ages = database.query(of_lead, asked, lead_id=cast.carol.id, now=NOW)
    assert isinstance(coverage, CoverageChart)
    assert isinstance(ages, AgesChart)
    assert (coverage.weeks[-1].reached, coverage.weeks[-1].people) == (1, 2)
    assert [one.name for one in ages.people] == ["Bo", "Ana"]
    assert database.query(of_lead, asked, lead_id=cast.ana.id, now=NOW) == ()


def test_whom_a_lead_leads_no_more_is_not_named_to_them(database: Database, cast: Cast, asked: Asked) -> None:
    def moves(session: Session) -> None:
        reporting.set_lead(session, workspace_id=cast.workspace_id, member_id=cast.bo.id, lead_id=None, now=MONDAY)

    database.write(moves)
    _, ages = database.query(of_lead, asked, lead_id=cast.carol.id, now=NOW)
    assert isinstance(ages, AgesChart)
    assert [one.name for one in ages.people] == ["Ana"]


@pytest.mark.parametrize("more", [0, 4])
def test_where_names_are_left_out_a_lead_has_no_picture(
    database: Database, cast: Cast, asked: Asked, more: int
) -> None:
    """Carol leads two, or six: of six, those of two days would tell of whoever went away between."""
    led: dict[str, Any] = {"workspace_id": cast.workspace_id, "lead_id": cast.carol.id, "now": MONDAY - 8 * WEEK}
    for one in database.write(staff, cast, "Front", more)[1]:
        database.write(reporting.set_lead, member_id=one.id, **led)
    assert len(database.query(of_lead, asked, lead_id=cast.carol.id, now=NOW)) == 2
    off = GapRules(names=False)
    database.write(rules.save, workspace_id=cast.workspace_id, rules=off, by_id=cast.finn.id, now=MONDAY)
    assert database.query(of_lead, asked, lead_id=cast.carol.id, now=NOW) == ()


def test_a_channel_sees_where_open_thanks_come_from_once_five_people_had_some(
    database: Database, cast: Cast, asked: Asked
) -> None:
    team, people = database.write(staff, cast, "Front", 6)
    at = MONDAY - timedelta(days=3)
    database.write(pat, cast.dave, people[:4], at)
    database.write(pat, people[0], people[5], at, kind=ChannelKind.PRIVATE)
    assert database.query(of_team, asked, team_id=team) == ()
    database.write(pat, people[0], people[4], at)
    assert database.query(of_team, asked, team_id=team) == (
        SourcesChart("this team", "in the eight weeks to 1 March", lead=0, peers=1, other_teams=4),
    )
    off = Rules(clock=False)  # no figures about leads
    database.write(decision_rules.save, workspace_id=cast.workspace_id, rules=off, by_id=cast.finn.id, now=MONDAY)
    assert database.query(of_team, asked, team_id=team) == ()


def test_teams_of_fewer_than_five_are_in_no_picture_and_a_channel_reads_of_open_thanks_only(
    database: Database, cast: Cast, asked: Asked
) -> None:
    _, front = database.write(staff, cast, "Front", 5)
    at = MONDAY - timedelta(days=3)
    database.write(pat, front[0], front[1], at)
    assert database.query(company.of_workspace, asked) == ()
    _, back = database.write(staff, cast, "Back", 5)
    database.write(staff, cast, "Few", 4)
    database.write(pat, front[0], back[:2], at)
    database.write(pat, front[0], back[3], at, kind=ChannelKind.PRIVATE)
    span = "in the eight weeks to 1 March"
    told = TeamsChart(span, ("Back", "Front"), ((0, 0), (2, 1)), more=2)
    assert database.query(company.of_workspace, asked) == (told,)
    coverage = [None, *[Reached(3, 20)] * 7]
    shown = database.query(company.of_leadership, asked, coverage=coverage)
    assert [type(one) for one in shown] == [CoverageChart, TeamsChart]
    assert shown[1] == TeamsChart(span, ("Back", "Front"), ((0, 0), (3, 1)), more=2)
    known = [{one.id} for one in front[:3]]  # the reader sees them by name, so two would be left
    assert len(database.query(company.of_leadership, asked, coverage=coverage, known=known)) == 1


def test_a_page_has_its_pictures_with_their_descriptions(database: Database, cast: Cast) -> None:
    database.write(pat, cast.dave, cast.ana, MONDAY - timedelta(days=3))
    rendered = database.query(
        preview.preview,
        workspace_id=cast.workspace_id,
        audience=Audience.LEAD,
        period=Period(MONDAY - WEEK, MONDAY),
        now=NOW,
        member_id=cast.carol.id,
    )
    assert rendered
    assert [type(one) for one in rendered.charts] == [CoverageChart, AgesChart]
    for chart in rendered.charts:
        assert described(chart) in rendered.html


def described(chart: Chart) -> str:
    return f'<title id="bp-{charts.name(chart)}-title">{charts.title(chart)}</title>'
