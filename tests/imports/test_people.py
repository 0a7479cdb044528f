"""`backpat import people`: who leads whom, in which team, since when; all of a file or nothing of it."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.imports.people_table import NotATable, read
from models.people import members, reporting
from models.people.members import Kind, Member, Profile
from models.people.reporting import ReportingLine
from models.people.teams import TeamMembership
from models.storage.database import Database
from tests.imports.conftest import Import
from tests.people import Cast

GOOD = """email,name,lead,team,team_lead,start_date
ana@northwind.example,Ana,carol@northwind.example,Front line,no,2019-03-04
bo@northwind.example,Bo,U0CAROL000,Front line,,
carol@northwind.example,Carol,finn@northwind.example,Front line,yes,2016-01-11
"""


def leads(database: Database, cast: Cast, at: datetime) -> dict[str, list[str]]:
    """Who reports to whom, by name."""
    return {lead.name: reports(database, lead, at) for lead in (cast.carol, cast.dave, cast.finn)}


def reports(database: Database, lead: Member, at: datetime) -> list[str]:
    found = database.query(reporting.reports_of, workspace_id=lead.workspace_id, lead_id=lead.id, at=at)
    return [report.name for report in found]


def rows(database: Database) -> tuple[int, int, int]:
    def counted(session: Session) -> tuple[int, int, int]:
        one, two = (session.scalar(select(func.count()).select_from(t)) or 0 for t in (ReportingLine, TeamMembership))
        return one, two, session.scalar(select(func.count(Member.started_on))) or 0

    return database.query(counted)


def test_leads_teams_and_start_dates_hold_from_now_on(
    database: Database, cast: Cast, now: datetime, import_people: Import
) -> None:
    done = import_people(GOOD)
    assert done.exit_code == 0, done.output
    assert "Changed: 1 lead, 3 places in teams, 2 start dates." in done.output
    assert leads(database, cast, now - timedelta(hours=1))["Finn"] == []
    assert leads(database, cast, now + timedelta(hours=1))["Finn"] == ["Carol"]
    [ana] = database.query(members.by_id, cast.workspace_id, [cast.ana.id]).values()
    assert ana.started_on == date(2019, 3, 4)


def test_importing_again_changes_nothing(database: Database, import_people: Import) -> None:
    import_people(GOOD)
    before = rows(database)
    again = import_people(GOOD)
    assert "Everything is so already: nothing changed." in again.output
    assert rows(database) == before


def test_a_dry_run_says_the_same_and_stores_nothing(database: Database, import_people: Import) -> None:
    before = rows(database)
    rehearsed = import_people(GOOD, "--dry-run")
    assert "Would change: 1 lead, 3 places in teams, 2 start dates." in rehearsed.output
    assert "Nothing was stored." in rehearsed.output
    assert rows(database) == before
    assert "Changed: 1 lead" in import_people(GOOD).output


def test_an_empty_cell_leaves_the_lead_and_the_role_as_they_are(
    database: Database, cast: Cast, now: datetime, import_people: Import
) -> None:
    import_people(GOOD)
    assert import_people("email,team,lead\ncarol@northwind.example,front LINE,\n").exit_code == 0
    assert leads(database, cast, now + timedelta(hours=1)) == {
        "Carol": ["Ana", "Bo"],
        "Dave": ["Eve"],
        "Finn": ["Carol"],
    }


@pytest.mark.parametrize(
    "written",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace("email", "E-Mail").replace("team_lead", "Team lead").encode(),
        GOOD.replace("\n", "\n\n,,,,,\n").encode(),
        GOOD.replace("ana@", "ANA@").replace("Front line", "  Front   line ").encode(),
    ],
)
def test_what_spreadsheets_write_is_read_alike(import_people: Import, written: bytes) -> None:
    assert (
        "New team: Front line.\n3 people read. Changed: 1 lead, 3 places in teams, 2 start dates"
        in import_people(written).output
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("someone@northwind.example,,,,", "there is nobody with the address someone@northwind.example here"),
        ("zed@northwind.example,,,,", "there is nobody with the address zed@"),
        ("ana@northwind.example,nobody@northwind.example,,,", "the lead is unknown"),
        ("ana@northwind.example,U0NOBODY,,,", "the lead is unknown, there is nobody with the Slack id U0NOBODY"),
        ("ana@northwind.example,ana@northwind.example,,,", "can’t be their own lead"),
        ("rota@northwind.example,,,,", "is a bot"),
        ("ana@northwind.example,rota@northwind.example,,,", "the lead can’t be rota@northwind.example, who is a bot"),
        ("gone@northwind.example,,,,", "has left (deactivated in Slack)"),
        ("bo@northwind.example,,,,", "stands in line 2 already"),
        (",,Front line,,", "for someone who is not in Slack, write no in the column slack"),
        ("ana@northwind.example,,,maybe,", "team_lead can’t be “maybe”. It is yes or no."),
        ("ana@northwind.example,,,yes,", "but team is empty"),
        ("ana@northwind.example,,,,04/03/2019", "start_date can’t be “04/03/2019”. It looks like: 2024-04-02."),
        ("ana@northwind.example,,,,2019-02-30", "start_date can’t be"),
        ("ana@northwind.example,,,,0019-02-03", "start_date can’t be"),
        ("ana@northwind.example,,desk A,,\neve@northwind.example,,Desk A,,", "“Desk A” was “desk A”"),
        (f"ana@northwind.example,,{'x' * 201},,", "team has 201 characters; 200 fit"),
        ("ana@northwind.example,,,,,,,", "has 8 cells, and the header has 5"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_of_the_file_is_stored(
    database: Database, cast: Cast, now: datetime, import_people: Import, line: str, said: str
) -> None:
    away = [
        Profile("U0ROTA0000", "Rota", "rota", Kind.BOT, active=True, email="rota@northwind.example"),
        Profile("U0GONE0000", "Gone", "gone", Kind.PERSON, active=False, email="gone@northwind.example"),
    ]
    database.write(members.sync, workspace_id=cast.workspace_id, profiles=away, now=now)
    before = rows(database)
    first = "bo@northwind.example,finn@northwind.example,New,,2020-01-01"
    done = import_people(f"email,lead,team,team_lead,start_date\n{first}\n{line}\n")
    assert done.exit_code == 1
    assert ", line 3: " in done.output or ", line 4: " in done.output
    assert said in done.output
    assert "Nothing was stored" in done.output
    assert rows(database) == before


def test_a_circle_through_leads_that_stand_already_is_found(import_people: Import) -> None:
    done = import_people("email,lead\ncarol@northwind.example,ana@northwind.example\n")
    assert "line 2: They would lead each other in a circle: Carol → Ana → Carol." in done.output


def test_a_circle_within_the_file_is_said_once(import_people: Import) -> None:
    done = import_people("email,lead\nbo@northwind.example,eve@northwind.example\neve@northwind.example,U0BO000000\n")
    assert done.output.count("in a circle") == 1


def test_leads_may_change_places_in_one_file(
    database: Database, cast: Cast, now: datetime, import_people: Import
) -> None:
    swap = "carol@northwind.example,ana@northwind.example\nana@northwind.example,finn@northwind.example"
    assert import_people(f"email,lead\n{swap}\n").exit_code == 0
    assert leads(database, cast, now + timedelta(hours=1))["Finn"] == ["Ana"]


def test_an_id_and_an_address_of_two_people_are_refused(import_people: Import) -> None:
    done = import_people("slack_id,email\nU0ANA00000,bo@northwind.example\n")
    assert "the slack_id is Ana’s and the address is Bo’s" in done.output


def test_unknown_columns_are_named(import_people: Import) -> None:
    done = import_people("shoe size,email,Phone\n43,ana@northwind.example,\n")
    assert done.exit_code == 0
    assert "columns I don't know: shoe size, Phone." in done.output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "names neither slack_id nor email"),
        (b"name,lead\nAna,Bo\n", "names neither slack_id nor email"),
        (b"email,E-mail\na@b,c@d\n", "The column email is there twice"),
        (b"PK\x03\x04rest", "That is a workbook"),
        ("email,name\na@b,Inés\n".encode("latin-1"), "Line 2 is not UTF-8"),
        ("email\na@b\n".encode("utf-16"), "is not UTF-8"),
        (b"email\na\x00b\n", "Line 2 holds a NUL"),
        (b'email,name\na@b,"Ana\nc@d,Bo\n', "From line 2 on"),
    ],
)
def test_what_is_no_table_says_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(NotATable) as refused:
        read(content)
    assert said in str(refused.value)


def test_a_file_without_people_and_an_unknown_workspace_end_with_two(import_people: Import) -> None:
    empty = import_people("email\n")
    assert (empty.exit_code, "nothing below it" in empty.output) == (2, True)
    for workspace in ("", "T0NOBODY"):
        unclear = import_people(GOOD, workspace=workspace)
        assert (unclear.exit_code, "T0ELSEWHER, T0NORTHWND" in unclear.output or "T0NORTHWND" in unclear.output) == (
            2,
            True,
        )


def test_lines_of_cells_that_span_lines_are_counted_as_an_editor_does() -> None:
    table = read(b'email,name\n"a@b","Ana\nLima"\nc@d,Bo\n')
    assert [(row.line, row.name) for row in table.rows] == [(2, "Ana Lima"), (4, "Bo")]


def test_somebody_put_in_charge_of_a_team_leads_its_members(
    database: Database, cast: Cast, now: datetime, import_people: Import
) -> None:
    import_people("email,team,team_lead\nbo@northwind.example,Returns desk,yes\n")
    assert reports(database, cast.bo, now + timedelta(hours=1)) == ["Eve"]
    assert reports(database, cast.bo, now - timedelta(hours=1)) == []
