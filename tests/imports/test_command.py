"""`backpat import slack-export` and `backpat import undo`, as they are typed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from models.storage.database import Database
from models.workspace import workspaces
from tests.imports.zips import export, person, said
from tests.skips import ROOT

Backpat = Callable[..., Result]

DAYS: dict[str, Any] = {
    "floor/2023-11-14.json": [
        said("thanks <@UANA> for the parcel", "1699950000.000100"),
        said("morning all", "1699950001.000100", "UBO"),
        said("kudos to <@UANA> and <@UBO>", "1699950002.000100", "UCAROL"),
    ]
}
BAD_DAY = {"desk/2023-11-15.json": "{"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return export(tmp_path / "parcels.zip", DAYS)


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> Backpat:
    """The command, with no database to speak of."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/nothing")
    return lambda *words: CliRunner().invoke(main, ["import", *map(str, words)])


@pytest.fixture
def backpat(monkeypatch: pytest.MonkeyPatch, database_url: str) -> Backpat:
    """The command, on a migrated database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(main, ["import", *map(str, words)])


def test_a_dry_run_needs_no_database(nowhere: Backpat, file: Path) -> None:
    result = nowhere("slack-export", file, "--dry-run", "--json")
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert (figures["messages"], figures["people"], figures["recognitions"], figures["receivers"]) == (3, 4, 2, 3)
    assert figures["dry_run"]
    assert result.stderr == ""


def test_details_are_lines_before_the_figures(nowhere: Backpat, file: Path) -> None:
    *details, figures = nowhere("slack-export", file, "--dry-run", "--json", "--details").stdout.splitlines()
    assert [json.loads(line) for line in details] == [
        {"channel": "floor", "ts": "1699950000.000100", "giver": "UEVE", "receivers": ["UANA"]},
        {"channel": "floor", "ts": "1699950002.000100", "giver": "UCAROL", "receivers": ["UANA", "UBO"]},
    ]
    assert json.loads(figures)["recognitions"] == 2


def test_people_are_told_in_words(nowhere: Backpat, file: Path) -> None:
    out = nowhere("slack-export", file, "--dry-run").stdout
    assert "3 messages by 4 people on 1 day" in out
    assert "2 of them thank someone (3 people thanked)" in out
    assert "Nothing was stored" in out


def test_other_emoji_can_be_chosen(nowhere: Backpat, tmp_path: Path) -> None:
    day = {"floor/2023-11-14.json": [said("<@UANA> :taco:"), said("<@UANA> :clap:", "1700000001.0")]}
    file = export(tmp_path / "tacos.zip", day)
    result = nowhere("slack-export", file, "--dry-run", "--json", "--details", "--emoji", ":taco:")
    assert [json.loads(line)["ts"] for line in result.stdout.splitlines()[:-1]] == ["1700000000.000100"]


@pytest.mark.parametrize(("strict", "code"), [([], 0), (["--strict"], 1)])
def test_a_bad_day_is_named_and_only_fails_when_strict(
    nowhere: Backpat, tmp_path: Path, strict: list[str], code: int
) -> None:
    file = export(tmp_path / "parcels.zip", DAYS | BAD_DAY)
    spoken = nowhere("slack-export", file, "--dry-run", *strict)
    assert "desk/2023-11-15.json is not JSON" in spoken.stdout
    figures = nowhere("slack-export", file, "--dry-run", "--json", *strict)
    assert (spoken.exit_code, figures.exit_code) == (code, code)
    assert json.loads(figures.stdout)["skipped"] == [{"file": "desk/2023-11-15.json", "reason": "is not JSON"}]
    assert json.loads(figures.stdout)["recognitions"] == 2


def test_a_file_that_is_no_export_ends_with_2(nowhere: Backpat, tmp_path: Path) -> None:
    file = tmp_path / "photo.zip"
    file.write_bytes(b"not a zip")
    result = nowhere("slack-export", file, "--dry-run")
    assert result.exit_code == 2
    assert "photo.zip is not a zip file" in result.stderr
    assert nowhere("slack-export", tmp_path / "absent.zip", "--dry-run").exit_code == 2


def test_an_import_into_an_empty_database_makes_the_workspace(backpat: Backpat, file: Path, database_url: str) -> None:
    result = backpat("slack-export", file)
    assert result.exit_code == 0
    assert "Recorded 2 kudos" in result.stdout
    assert "one was made from the export: T0PARCELS" in result.stdout
    database = Database(database_url)
    try:
        assert database.query(workspaces.installations) == []  # nothing is ever posted there
    finally:
        database.close()


def test_a_second_import_adds_nothing(backpat: Backpat, file: Path) -> None:
    backpat("slack-export", file)
    figures = json.loads(backpat("slack-export", file, "--json").stdout)
    assert (figures["recorded"], figures["known_before"], figures["people_changed"]) == (0, 2, 0)


def test_an_overlapping_file_adds_what_is_new(backpat: Backpat, file: Path, tmp_path: Path) -> None:
    backpat("slack-export", file)
    more = {"desk/2023-11-15.json": [said("cheers <@UBO>", "1700040000.000100")]}
    figures = json.loads(backpat("slack-export", export(tmp_path / "later.zip", DAYS | more), "--json").stdout)
    assert (figures["recorded"], figures["known_before"]) == (1, 2)


def test_undo_takes_the_last_import_back(backpat: Backpat, file: Path) -> None:
    backpat("slack-export", file)
    assert "2 kudos" in backpat("undo").stdout
    assert backpat("undo").stdout == "There is no import to take back.\n"
    assert json.loads(backpat("slack-export", file, "--json").stdout)["recorded"] == 2


def test_undo_takes_the_import_that_is_named(backpat: Backpat, file: Path, tmp_path: Path) -> None:
    first = json.loads(backpat("slack-export", file, "--json").stdout)["import_id"]
    more = {"desk/2023-11-15.json": [said("cheers <@UBO>", "1700040000.000100")]}
    backpat("slack-export", export(tmp_path / "later.zip", more))
    assert "(2 kudos)" in backpat("undo", "--id", first).stdout
    assert json.loads(backpat("slack-export", file, "--json").stdout)["recorded"] == 2


def test_undo_of_an_unknown_import_ends_with_2(backpat: Backpat, file: Path) -> None:
    assert "no import to take back" in backpat("undo").stdout
    backpat("slack-export", file)
    result = backpat("undo", "--id", "00000000-0000-7000-8000-000000000000")
    assert result.exit_code == 2
    assert "There is no import" in result.stderr


@pytest.mark.usefixtures("cast")
def test_with_several_workspaces_one_must_be_named(backpat: Backpat, file: Path) -> None:
    result = backpat("slack-export", file)
    assert result.exit_code == 2
    assert "Which workspace is it for?" in result.stderr
    assert "T0NORTHWND" in result.stderr
    assert backpat("slack-export", file, "--workspace", "T0NOWHERE").exit_code == 2
    named = backpat("slack-export", file, "--workspace", "T0NORTHWND")
    assert "Recorded 2 kudos in Northwind Parcels" in named.stdout
    assert "the export is of T0PARCELS" in named.stdout
    assert backpat("undo").exit_code == 2
    assert "2 kudos" in backpat("undo", "--workspace", "T0NORTHWND").stdout


@pytest.mark.usefixtures("cast")
def test_of_several_workspaces_the_one_that_the_export_is_of_is_taken(backpat: Backpat, tmp_path: Path) -> None:
    users = [person("UEVE", "Eve", team_id="T0ELSEWHER"), person("UANA", "Ana", team_id="T0ELSEWHER")]
    result = backpat("slack-export", export(tmp_path / "elsewhere.zip", DAYS, users=users))
    assert "Recorded 2 kudos in Elsewhere Ltd" in result.stdout


def test_a_database_behind_its_migrations_says_so(
    monkeypatch: pytest.MonkeyPatch, empty_database_url: str, file: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_database_url)
    result = CliRunner().invoke(main, ["import", "slack-export", str(file)])
    assert result.exit_code == 2
    assert "backpat migrate" in result.stderr


def test_the_docs_name_every_figure(backpat: Backpat, tmp_path: Path) -> None:
    figures = json.loads(backpat("slack-export", export(tmp_path / "parcels.zip", DAYS | BAD_DAY), "--json").stdout)
    names = [*figures, *figures["skipped"][0]]
    docs = (ROOT / "docs" / "import.md").read_text()
    assert [name for name in names if f"`{name}`" not in docs] == []
