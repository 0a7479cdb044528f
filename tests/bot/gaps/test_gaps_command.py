"""`backpat gaps`: for whoever runs Backpat."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from bot.cli import main
from models.gaps import rules
from models.gaps.rules import GapRules
from models.storage.database import Database
from tests.bot.process import ROOT
from tests.digests.giving import pat
from tests.people import Cast

Command = Callable[..., Result]
PAGE = ROOT / "docs" / "gaps-json.md"


@pytest.fixture
def backpat(database_url: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("DATABASE_URL", database_url)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["gaps", "--workspace", cast.workspace.slack_team_id, *arguments])

    return run


def reports(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["reports"]
    return found


def test_every_lead_is_there_and_one_alone_when_asked_for(cast: Cast, backpat: Command) -> None:
    assert [one["lead"]["name"] for one in reports(backpat("--json"))] == ["Carol", "Dave"]
    (carols,) = reports(backpat("--json", "--lead", "U0CAROL000"))
    assert sorted(person["name"] for person in carols["people"]) == ["Ana", "Bo"]
    assert carols["coverage"][0] == {"working_days": 7, "reached": 0, "people": 2}


def test_figures_have_their_parts_and_sum_up(cast: Cast, database: Database, now: datetime, backpat: Command) -> None:
    database.write(pat, cast.carol, cast.ana, now)
    (carols,) = reports(backpat("--json", "--lead", "U0CAROL000"))
    assert sum(carols["bands"].values()) == carols["coverage"][0]["people"]
    assert carols["people"][1]["last_received_from_lead"] == now.date().isoformat()


def test_a_team_is_read_by_its_name(cast: Cast, backpat: Command) -> None:
    (desk,) = reports(backpat("--json", "--team", "returns desk"))
    assert (desk["scope"], desk["team"], desk["lead"]["name"]) == ("team", "Returns desk", "Dave")


def test_names_that_are_off_are_off_here_too(cast: Cast, database: Database, now: datetime, backpat: Command) -> None:
    off = GapRules(names=False)
    database.write(rules.save, workspace_id=cast.workspace_id, rules=off, by_id=None, now=now)
    for how in ((), ("--json",), ("--tree",), ("--tree", "--json")):
        said = backpat(*how).stdout
        assert "Ana" not in said
        assert "Bo" not in said
    assert "names are off" in backpat().stdout


def test_people_read_it_as_text(cast: Cast, database: Database, now: datetime, backpat: Command) -> None:
    database.write(pat, cast.finn, cast.ana, now)
    text = backpat().stdout
    assert "The people of Carol" in text
    assert re.search(r"Bo: nothing for about \d+ (weeks|months)", text)
    assert "Everybody below Carol" in backpat("--tree").stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--lead", "U0NOBODY00"), "There is no U0NOBODY00"),
        (("--lead", "U0ANA00000"), "Ana leads nobody."),
        (("--team", "Weekends"), "There are: Returns desk."),
        (("--team", "Returns desk", "--lead", "U0CAROL000"), "Carol does not lead Returns desk."),
        (("--team", "Returns desk", "--tree"), "don't go together"),
    ],
)
def test_what_cant_be_answered_is_said_in_a_sentence(
    cast: Cast, backpat: Command, asked: tuple[str, ...], said: str
) -> None:
    refused = backpat(*asked)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_of_a_lead_who_has_left_it_is_said_that_they_have(cast: Cast, database: Database, backpat: Command) -> None:
    def leave(session: Session) -> None:
        session.merge(cast.carol).active = False

    database.write(leave)
    refused = backpat("--lead", "U0CAROL000")
    assert refused.exit_code == 2
    assert "Carol has left" in refused.stderr
    assert [one["lead"]["name"] for one in reports(backpat("--json"))] == ["Dave"]


def keys(found: Any) -> Iterator[str]:
    """Of a report, and of everything in it."""
    for key, value in found.items() if isinstance(found, dict) else ():
        yield key
        yield from keys(value)
    for one in found if isinstance(found, list) else ():
        yield from keys(one)


def test_every_key_is_documented(cast: Cast, database: Database, now: datetime, backpat: Command) -> None:
    database.write(pat, cast.carol, cast.ana, now)
    documented = set(re.findall(r"`(\w+)`", PAGE.read_text()))
    assert not set(keys(reports(backpat("--json")))) - documented
