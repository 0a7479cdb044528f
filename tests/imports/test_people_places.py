"""`backpat import people`: sites and shifts, people without Slack, and leaving: a lead, a team, all of them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from models.people import reporting, staffing
from models.people.members import Kind, Member
from models.people.reporting import ReportingLine
from models.people.staffing import Person
from models.people.teams import Role
from models.storage.database import Database
from tests.imports.conftest import Import
from tests.people import Cast

OFFLINE = """name,slack,handle,lead,team,site,shift,start_date
Lee Wong,no,,carol@northwind.example,Depot,Leeds,Nights,2020-05-01
Inés Ortega,no,ines.o,carol@northwind.example,Depot,Leeds,Days,
"""


def staff(database: Database, cast: Cast) -> dict[str, Person]:
    """Everyone, by name."""
    return {one.name: one for one in database.query(staffing.staff, workspace_id=cast.workspace_id).people}


def test_site_shift_and_several_teams_are_set_and_told_person_by_person(
    database: Database, cast: Cast, import_people: Import
) -> None:
    content = (
        "email,site,shift,team,team_lead,lead,start_date\n"
        "ana@northwind.example,Leeds,Nights,Depot; Front line,no; yes,dave@northwind.example,2020-05-01\n"
    )
    rehearsed = import_people(content, "--dry-run").output
    assert rehearsed.startswith(
        "Ana: reports to Dave (was Carol); joins Depot; leads Front line; site Leeds; shift Nights; "
        "here since 2020-05-01."
    )
    assert "New teams: Depot, Front line." in rehearsed
    assert staff(database, cast)["Ana"].site is None
    done = import_people(content).output
    assert "1 person read. Changed: 1 lead, 2 places in teams, 2 sites and shifts, 1 start date." in done
    ana = staff(database, cast)["Ana"]
    assert (ana.site, ana.shift) == ("Leeds", "Nights")
    assert ana.teams == (("Depot", Role.MEMBER), ("Front line", Role.LEAD))
    assert "nothing changed" in import_people(content).output


def test_a_hyphen_ends_what_was_and_an_empty_cell_does_not(
    database: Database, cast: Cast, now: datetime, import_people: Import
) -> None:
    import_people(
        "email,lead,team,site,shift,start_date\neve@northwind.example,U0CAROL000,Depot,Leeds,Days,2020-05-01\n"
    )
    assert (
        "nothing changed" in import_people("email,lead,team,site,shift,start_date\neve@northwind.example,,,,,\n").output
    )
    ending = "email,lead,team,site,shift,start_date\neve@northwind.example,-,-,-,-,-\n"
    told = import_people(ending, "--dry-run").output
    for words in (
        "reports to nobody any more (was Carol)", "leaves Depot", "leaves Returns desk",
        "site no longer known (was Leeds)", "here since no longer known (was 2020-05-01)",
    ):  # fmt: skip
        assert words in told
    import_people(ending)
    eve = staff(database, cast)["Eve"]
    assert (eve.lead_id, eve.teams, eve.site, eve.shift, eve.started_on) == (None, (), None, None, None)
    query = select(ReportingLine.ends_at).where(ReportingLine.member_id == eve.id)
    assert database.query(lambda session: list(session.scalars(query))) != [None], "what was is kept, with its end"
    assert "nothing changed" in import_people(ending).output


def test_a_hyphen_beside_teams_says_these_and_no_others(database: Database, cast: Cast, import_people: Import) -> None:
    import_people("email,team\ndave@northwind.example,Depot\n")
    assert dict(staff(database, cast)["Dave"].teams) == {"Depot": Role.MEMBER, "Returns desk": Role.LEAD}
    import_people("email,team\ndave@northwind.example,-; Returns desk; Night desk\n")
    assert dict(staff(database, cast)["Dave"].teams) == {"Returns desk": Role.LEAD, "Night desk": Role.MEMBER}
    import_people("email,team,team_lead\ndave@northwind.example,Returns desk,no\n")
    assert dict(staff(database, cast)["Dave"].teams)["Returns desk"] == Role.MEMBER


def test_people_without_slack_are_added_once_and_found_again(
    database: Database, cast: Cast, import_people: Import
) -> None:
    told = import_people(OFFLINE, "--dry-run").output
    assert "Lee Wong: new, without Slack, typed @lee-wong; reports to Carol; joins Depot; site Leeds;" in told
    assert "Lee Wong" not in staff(database, cast)
    assert "2 new people without Slack" in import_people(OFFLINE).output
    lee = staff(database, cast)["Lee Wong"]
    assert (lee.kind, lee.handle, lee.lead_id, lee.slack_id) == (Kind.OFFLINE, "lee-wong", cast.carol.id, None)
    assert "nothing changed" in import_people(OFFLINE).output
    told = import_people("handle,name\n@Lee-Wong,Lee W. Wong\n", "--dry-run").output
    assert "Lee W. Wong: was called Lee Wong." in told
    import_people("handle,shift\nlee-wong,Days\n")
    assert staff(database, cast)["Lee Wong"].shift == "Days"


def test_somebody_without_slack_who_left_is_here_again(database: Database, cast: Cast, import_people: Import) -> None:
    import_people(OFFLINE)

    gone = update(Member).where(Member.handle == "lee-wong").values(active=False)
    database.write(lambda session: session.execute(gone))
    assert "Lee Wong: here again." in import_people(OFFLINE, "--dry-run").output
    import_people(OFFLINE)
    assert staff(database, cast)["Lee Wong"].active


@pytest.mark.parametrize(
    ("header", "line", "said"),
    [
        ("email,slack,name", "typo@northwind.example,,Ana", "there is nobody with the address typo@northwind.example"),
        ("email,handle,name", "typo@northwind.example,ana-l,Ana", "has a handle, which only people without Slack have"),
        ("email,slack,name", "ana@northwind.example,no,Ana", "is in Slack, as Ana, and the column slack says no"),
        ("slack_id,slack,name", "U0ANA00000,no,Ana", "has a slack_id, and the column slack says no"),
        ("slack,name", "yes,Ana", "has neither slack_id nor email"),
        ("slack,name", ",Ana", "has neither slack_id nor email"),
        ("slack,name", "maybe,Ana", "slack can’t be “maybe”. It is yes or no."),
        ("slack,handle", "no,lee", "needs a name"),
        ("slack,name", "no,12", "needs a handle, made of letters"),
        ("slack,name,handle", "no,Lee,channel", "the handle can’t be “channel”"),
        ("slack,name,handle", "no,Lee,lee wong", "the handle can’t be “lee wong”"),
        ("slack,name,handle", "no,Other Ana,ana", "the handle ana is Ana’s already"),
        ("slack,name", "no,Lee\nno,lee", "lee stands in line 2 already"),
        ("slack,name,handle", "no,Lee,lee\nno,Lee,leo\nno,Lee,", "2 people without Slack are called so"),
        ("slack,name,handle,lead,email", "no,Lee,lee,,\n,,,@lee,ana@northwind.example", "has no Slack account here"),
        ("email,team,team_lead", "ana@northwind.example,A; B,yes; no; yes", "3 answers for 2 teams"),
        ("email,team", "ana@northwind.example,Desk; desk", "“desk” was “Desk” in a line before"),
        ("email,lead", "ana@northwind.example,@nobody", "the lead is unknown, there is nobody"),
    ],
)  # fmt: skip
def test_what_cant_be_is_said_and_nobody_is_added(
    database: Database, cast: Cast, import_people: Import, header: str, line: str, said: str
) -> None:
    before = staff(database, cast)
    done = import_people(f"{header}\n{line}\n")
    assert done.exit_code == 1, done.output
    assert said in done.output
    assert staff(database, cast) == before


def test_two_of_one_name_get_handles_of_their_own(database: Database, cast: Cast, import_people: Import) -> None:
    done = import_people("slack,name,handle\nno,Ana,\nno,Lee,lee\nno,Lee,lee.b\n")
    assert done.exit_code == 0, done.output
    handles = [one.handle for one in database.query(staffing.staff, workspace_id=cast.workspace_id).people]
    assert {"ana", "ana-2", "lee", "lee.b"} <= set(handles)


def test_the_past_keeps_its_teams(database: Database, cast: Cast, now: datetime, import_people: Import) -> None:
    import_people("email,team\neve@northwind.example,-\n")
    for at, led in ((now - timedelta(hours=1), ["Eve"]), (now + timedelta(hours=1), [])):
        found = database.query(reporting.reports_of, workspace_id=cast.workspace_id, lead_id=cast.dave.id, at=at)
        assert [one.name for one in found] == led
