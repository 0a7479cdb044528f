"""`backpat export people`: what it writes is harmless in a spreadsheet, and imports again unchanged."""

import csv
import io
from datetime import date
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import main
from bot.exports.people import table
from bot.imports import cells
from bot.imports.people import check
from bot.imports.people_table import read
from models.people import members, staffing
from models.people.members import Kind, Profile
from models.people.staffing import Person, Staff
from models.people.teams import Role
from models.storage.database import Database
from models.storage.ids import uuid7
from tests.imports.conftest import HOME, Export, Import
from tests.people import Cast

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NASTY = """slack_id,slack,name,handle,lead,team,team_lead,site,shift,start_date
U0ANA00000,,,,U0CAROL000,"'=SUM(A1); Desk, two; '-",no; yes; no,'+44,'@Leeds,2020-05-01
U0EVE00000,,,,-,"-","",O'Hara,'t Hooft,
,no,'=cmd|' /C calc'!A0,lee,U0DAVE0000,,,,,
,no,"Inés ""Ina"" Ortega",,U0DAVE0000,"Night
",,,,
"""


def rows(exported: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported.decode("utf-8-sig"), newline="")))


def test_an_export_imports_again_and_changes_nothing(
    database: Database, cast: Cast, import_people: Import, export_people: Export
) -> None:
    done = import_people(NASTY)
    assert done.exit_code == 0, done.output
    before = database.query(staffing.staff, workspace_id=cast.workspace_id)
    exported = export_people()
    again = import_people(exported)
    assert "8 people read. Everything is so already: nothing changed." in again.output
    assert database.query(staffing.staff, workspace_id=cast.workspace_id) == before
    assert export_people() == exported


def test_no_cell_begins_as_a_formula_does(cast: Cast, import_people: Import, export_people: Export) -> None:
    import_people(NASTY)
    exported = rows(export_people())
    assert not [cell for row in exported for cell in row.values() if cell.startswith(FORMULAS)]
    assert {"'=cmd|' /C calc'!A0", "Ana"} <= {row["name"] for row in exported}


def test_an_export_says_who_is_who(cast: Cast, import_people: Import, export_people: Export) -> None:
    import_people(NASTY)
    exported = export_people()
    assert exported.startswith(
        b"\xef\xbb\xbfslack_id,email,name,handle,slack,lead,team,team_lead,site,shift,start_date"
    )
    found = {row["name"]: row for row in rows(exported)}
    assert found["Ana"]["email"] == "ana@northwind.example"
    assert found["Ana"]["lead"] == "carol@northwind.example"
    assert (found["Dave"]["team"], found["Dave"]["team_lead"]) == ("Returns desk", "yes")
    assert (found['Inés "Ina" Ortega']["slack"], found['Inés "Ina" Ortega']["handle"]) == ("no", "ines-ina-ortega")


def test_whoever_left_is_a_bot_or_works_elsewhere_is_not_in_it(
    database: Database, cast: Cast, now: object, import_people: Import, export_people: Export
) -> None:
    others = [
        Profile("U0ROTA0000", "Rota", "rota", Kind.BOT, active=True),
        Profile("U0CAROL000", "Carol", "carol", Kind.PERSON, active=False, updated=2),
        Profile("U0OLGA0000", "Olga", "olga", Kind.EXTERNAL, active=True),
    ]
    database.write(members.sync, workspace_id=cast.workspace_id, profiles=others, now=now)  # type: ignore[arg-type]
    exported = export_people()
    assert [row["name"] for row in rows(exported)] == ["Ana", "Bo", "Dave", "Eve", "Finn"]
    assert rows(exported)[0]["lead"] == "", "a lead who left can’t be imported"
    assert "nothing changed" in import_people(exported).output


def test_a_file_that_is_there_stays_as_it_is(cast: Cast, import_people: Import, tmp_path: Path) -> None:
    file = tmp_path / "there.csv"
    file.write_text("mine")
    done = CliRunner().invoke(main, ["export", "people", str(file), "--workspace", HOME])
    assert (done.exit_code, file.read_text()) == (2, "mine")
    assert "is there already" in done.output
    elsewhere = CliRunner().invoke(main, ["export", "people", str(tmp_path / "no" / "x.csv"), "--workspace", HOME])
    assert (elsewhere.exit_code, "can’t be written" in elsewhere.output) == (2, True)


def test_only_its_owner_can_read_it(cast: Cast, import_people: Import, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    CliRunner().invoke(main, ["export", "people", str(file), "--workspace", HOME])
    assert file.stat().st_mode & 0o077 == 0


anything = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
texts = anything | st.builds("".join, st.tuples(st.sampled_from(("", "'", "''")), st.sampled_from(FORMULAS), anything))


@given(texts)
def test_reading_a_cell_undoes_writing_it(text: str) -> None:
    written = cells.written(text)
    assert cells.read(written) == cells.tidy(text)
    assert not written.startswith(FORMULAS)


@given(st.lists(texts.map(cells.tidy).filter(bool)))
def test_reading_several_undoes_writing_them(several: list[str]) -> None:
    written = cells.written_several(several)
    assert [cells.read(part) for part in cells.parts(written)] == several
    assert not written.startswith(FORMULAS)
    assert cells.NONE not in cells.parts(written)


names = texts.map(cells.tidy).filter(bool)


@st.composite
def companies(draw: st.DrawFn) -> Staff:
    """Some people, in Slack and not, with any names, sites and teams."""
    teams = draw(st.lists(names, max_size=4, unique_by=str.casefold))
    places = st.lists(st.tuples(st.sampled_from(teams), st.sampled_from(Role)), unique_by=lambda place: place[0])
    people: list[Person] = []
    for n in range(draw(st.integers(1, 5))):
        in_slack, led = n == 0 or draw(st.booleans()), bool(people) and draw(st.booleans())
        one = Person(
            id=uuid7(),
            slack_id=f"U{n}" if in_slack else None,
            email=None,
            name=draw(names),
            handle=f"handle{n}",
            kind=Kind.PERSON if in_slack else Kind.OFFLINE,
            active=True,
            lead_id=people[0].id if led else None,
            started_on=draw(st.none() | st.dates(min_value=date(1900, 1, 1))),
            site=draw(st.none() | names),
            shift=draw(st.none() | names),
            teams=tuple(sorted(draw(places))) if teams else (),
        )
        people.append(one)
    return Staff(tuple(people), {name: uuid7() for name in teams})


@given(companies())
def test_any_company_comes_back_as_it_went(company: Staff) -> None:
    found = read(table(company).encode("utf-8-sig"))
    checked = check(found.rows, company)
    assert not found.problems + checked.problems
    assert {one.id: one for one in checked.people} == {one.id: one for one in company.people}
