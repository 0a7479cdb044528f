"""A person's export holds everything that is held about them, and nothing that is told in confidence."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from bot.cli import main
from bot.exports.person import as_html, as_json
from models.delivery.outbox import Delivery, Purpose
from models.giving import drafts
from models.kudos import Retraction, responding
from models.kudos.reports import KudosReport
from models.kudos.versions import KudosVersion
from models.privacy import exporting
from models.privacy.exported.decisions import WHERE
from models.privacy.exporting import COVERED, NOT_ABOUT_PEOPLE
from models.storage.database import Database
from models.storage.tables import metadata
from tests.models import rows
from tests.models.decisions import deciding
from tests.models.gifts import gift, give
from tests.people import Cast

HOUR = timedelta(hours=1)


@pytest.fixture
def data(database: Database, cast: Cast, now: datetime) -> exporting.Data:
    """Ana's, after she was given, gave, joined in, wrote a draft and was reported by Dave."""
    mention = f"<@{cast.ana.slack_user_id}>"
    to_her = give(database, cast, gift(cast.bo, cast.ana, cast.carol, message=f"{mention} &amp; Carol: calm"), now=now)
    by_her = give(database, cast, gift(cast.ana, cast.dave, message="fed the wren"), now=now + HOUR)
    others = give(database, cast, gift(cast.bo, cast.dave, message="not hers"), now=now + HOUR)

    def more(session: Session) -> None:
        given, joined = UUID(by_her["kudos"]), UUID(others["kudos"])
        of = cast.workspace_id
        responding.boost(session, workspace_id=of, kudos_id=joined, member=str(cast.ana.slack_user_id), now=now)
        fields = {"gifts": [{"message": "half a thought"}]}
        drafts.keep(session, workspace_id=of, giver_id=cast.ana.id, fields=fields, now=now)
        words = "told in confidence"
        session.add(KudosReport(workspace_id=of, kudos_id=given, by_id=cast.dave.id, words=words, at=now))
        version = {"message": "saw the wren", "by_id": cast.ana.id, "replaced_at": now}
        session.add(KudosVersion(workspace_id=of, kudos_id=given, **version))
        taken = UUID(to_her["kudos"])
        session.add(
            Retraction(workspace_id=of, kudos_id=taken, by_id=cast.finn.id, reason="removed", note="why", at=now)
        )

    database.write(more)
    found = database.query(exporting.export, workspace_id=cast.workspace_id, member_id=cast.ana.id)
    assert found
    return found


def test_it_holds_what_was_given_said_joined_and_begun(data: exporting.Data) -> None:
    [received] = data["pats received"]
    assert received["message"] == "@Ana & Carol: calm"
    assert (received["giver"], [one["receiver"] for one in received["receivers"]]) == ("Bo", ["Ana", "Carol"])
    assert received["taken_back"][0]["note"] == "why"
    [given] = data["pats given"]
    assert (given["message"], given["said_before"][0]["message"]) == ("fed the wren", "saw the wren")
    assert len(data["joined in"]) == 1
    assert "half a thought" in json.dumps(data["drafts"])
    assert {row["lead"] for row in data["leads and reports"]} == {"Carol"}
    assert data["profile and preferences"][0]["email"] == "ana@northwind.example"
    assert [row["purpose"] for row in data["messages to them"]] == [Purpose.RECEIPT]


def test_who_reported_a_pat_and_what_was_not_theirs_is_not_in_it(data: exporting.Data) -> None:
    assert "told in confidence" not in as_json(data)
    assert "not hers" not in as_json(data)


def test_the_page_to_read_escapes_words_and_leaves_ids_out(data: exporting.Data) -> None:
    page = as_html(data)
    assert "@Ana &amp; Carol: calm" in page
    assert "fed the wren" in page
    assert data["pats given"][0]["id"] not in page


def test_every_table_that_may_hold_something_about_a_person_is_in_it() -> None:
    known = COVERED | set(NOT_ABOUT_PEOPLE)
    assert {table.name for table in metadata.sorted_tables} == known, (
        "say in models/privacy/exporting.py where its rows go"
    )
    assert not COVERED & set(NOT_ABOUT_PEOPLE)


@pytest.mark.parametrize("table", sorted(NOT_ABOUT_PEOPLE))
def test_a_table_that_is_left_out_points_at_nobody(table: str) -> None:
    assert not [key for key in metadata.tables[table].foreign_keys if key.column.table.name == "members"]


def test_a_second_order_is_not_taken_while_the_first_is_on_its_way(
    database: Database, cast: Cast, now: datetime
) -> None:
    def order() -> str:
        who = str(cast.ana.slack_user_id)
        return str(database.write(exporting.order, workspace_id=cast.workspace_id, member=who, now=now)["code"])

    assert (order(), order()) == ("ordered", "already")
    assert rows.count(database, Delivery, Delivery.purpose == Purpose.EXPORT) == 1


def test_an_admin_exports_and_removes_by_command(
    database: Database, database_url: str, cast: Cast, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    ana, team = str(cast.ana.slack_user_id), cast.workspace.slack_team_id
    give(database, cast, gift(cast.bo, cast.ana, message="fed the wren"), now=now)
    run = CliRunner()
    exported = run.invoke(main, ["export", "person", ana, str(tmp_path / "new"), "--workspace", team])
    assert exported.exit_code == 0, exported.output
    assert "fed the wren" in (tmp_path / "new" / "backpat-my-data.json").read_text()
    unsure = run.invoke(main, ["remove", "person", ana, "--workspace", team], input="n\n")
    assert (unsure.exit_code, "Nothing was removed" in unsure.stderr) == (2, True)
    removed = run.invoke(main, ["remove", "person", ana, "--workspace", team, "--yes"])
    assert removed.exit_code == 0, removed.output
    unknown = run.invoke(main, ["remove", "person", ana, "--workspace", team, "--yes"])
    assert (unknown.exit_code, "There is nobody called" in unknown.stderr) == (2, True)
    elsewhere = run.invoke(main, ["export", "person", ana, str(tmp_path)])
    assert (elsewhere.exit_code, "Which workspace" in elsewhere.stderr) == (2, True)


@pytest.fixture
def deciders(database: Database, cast: Cast, now: datetime) -> exporting.Data:
    """Ana's, after she decided, answered, asked and proposed whatever one can."""
    database.write(deciding.everything, cast, cast.ana, "fed the wren", now)
    found = database.query(exporting.export, workspace_id=cast.workspace_id, member_id=cast.ana.id)
    assert found
    return found


def test_it_holds_what_was_decided_answered_and_proposed(deciders: exporting.Data) -> None:
    first = deciders["decisions"][0]
    assert (first["situation"], first["category"]) == ("fed the wren", "Refunds")
    assert [one["words"] for one in first["answer"]] == ["well done"]
    assert [one["member"] for one in first["answered_by"]] == ["Carol"]
    assert {one["words"] for one in deciders["answers they gave"]} == {"fed the wren"}
    assert deciders["ideas"][0]["words"] == "fed the wren"
    assert [one["lead"] for one in deciders["pledges they stand by"]] == ["Ana"]
    assert deciders["limits"][0]["author"] == "Ana"
    assert deciders["lines for the digest"][0]["words"] == "fed the wren"


def test_of_guidance_it_says_that_there_is_some_and_where_to_read_it(deciders: exporting.Data) -> None:
    to_her = next(one for one in deciders["guidance"] if one["by"] == "Carol")
    assert (to_her["to"], to_her["text"]) == ("Ana", WHERE)
    assert "sealed" not in as_json(deciders).replace(WHERE, "")


def test_whose_idea_it_is_and_who_voted_for_them_is_not_in_it(
    database: Database, cast: Cast, deciders: exporting.Data, now: datetime
) -> None:
    database.write(deciding.idea, cast, cast.bo, cast.ana, "told in confidence", now)
    found = database.query(exporting.export, workspace_id=cast.workspace_id, member_id=cast.ana.id)
    assert found
    kept = found["ideas that they answer"]
    assert kept
    assert not [one for one in kept if "author" in one or "words" in one]
    of_others = [one for one in found["peer leads"] if one["peer"] == "Ana"]
    assert not [one for one in of_others if one.get("member") not in (None, "Ana")]
    asked = [one for one in found["more room"] if one["member"] != "Ana"]
    assert not [one for one in asked if "words" in one]
