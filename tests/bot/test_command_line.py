"""The commands of the server, by hand."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from bot.cli import main
from models.kudos import ChannelKind
from models.people import teams
from models.people.teams import Role
from models.storage.database import Database
from tests.digests.giving import pat
from tests.people import Cast

Command = Callable[..., Result]

WEEK = "2026-W10"
"""The week of `now`."""


@pytest.fixture
def told(database: Database, cast: Cast, now: datetime) -> None:
    database.write(pat, cast.bo, cast.ana, now, decision="Refunded the late &lt;parcel&gt;", customer_words="Wow.")


@pytest.fixture
def backpat(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("DATABASE_URL", database_url)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return run


def test_a_weeks_digest_is_shown_as_text_html_blocks_and_figures(cast: Cast, told: None, backpat: Command) -> None:
    preview = ("digest", "preview", "--week", WEEK, "--workspace", cast.workspace.slack_team_id)
    text = backpat(*preview)
    assert text.exit_code == 0, text.output
    assert "Refunded the late <parcel>" in text.stdout
    assert "Wow." in text.stdout
    html = backpat(*preview, "--format", "html").stdout
    assert "Refunded the late &lt;parcel&gt;" in html
    assert html.casefold().startswith("<!doctype html>")
    blocks = json.loads(backpat(*preview, "--format", "blocks").stdout)["blocks"]
    assert any("Refunded the late &lt;parcel&gt;" in str(block) for block in blocks)
    figures = json.loads(backpat(*preview, "--format", "figures").stdout)
    assert (figures["pats"], figures["decisions"], figures["thanked"]) == (1, 1, 1)
    assert "parcel" not in str(figures)


def test_a_leads_digest_is_shown_for_the_lead_who_is_named(cast: Cast, told: None, backpat: Command) -> None:
    lead = ("digest", "preview", "--week", WEEK, "--audience", "lead", "--workspace", cast.workspace.slack_team_id)
    unsaid = backpat(*lead)
    assert unsaid.exit_code == 2
    assert "Which lead?" in unsaid.stderr
    assert str(cast.carol.slack_user_id) in unsaid.stderr
    shown = backpat(*lead, "--member", str(cast.carol.slack_user_id))
    assert "heard a thank-you" in shown.stdout, shown.output


def test_a_named_teams_digest_is_of_its_people_and_an_unknown_team_is_answered_with_those_there_are(
    cast: Cast, told: None, database: Database, now: datetime, backpat: Command
) -> None:
    here = ("digest", "preview", "--week", WEEK, "--workspace", cast.workspace.slack_team_id)

    def settle(session: Session) -> None:
        for name, one in (("Days", cast.ana), ("Nights", cast.dave)):
            team = teams.create(session, workspace_id=cast.workspace.id, name=name, now=now - timedelta(days=9))
            roles, then = {one.id: Role.MEMBER}, now - timedelta(days=9)
            teams.set_members(session, workspace_id=cast.workspace.id, team_id=team.id, roles=roles, now=then)

    database.write(settle)
    assert "1 pat on the back" in backpat(*here, "--team", "days").stdout
    assert "nothing would be posted" in backpat(*here, "--team", "Nights").stdout
    unknown = backpat(*here, "--team", "Weekends")
    assert unknown.exit_code == 2
    assert "Days, Nights" in unknown.stderr


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "Which week?"),
        (("--audience", "personal", "--member", "U0ANA00001"), "Which month?"),
        (("--audience", "personal", "--month", "2026-13", "--member", "U0ANA00001"), "a year has 12"),
        (("--audience", "personal", "--month", "2026-01"), "Whose?"),
        (("--audience", "leadership", "--week", WEEK), "Nobody reads the leadership's digest yet"),
        (("--audience", "lead", "--week", WEEK, "--team", "Days"), "--team goes with"),
        (("--audience", "lead", "--week", WEEK, "--member", "U0NOBODY01"), "There is no U0NOBODY01"),
    ],
)
def test_what_is_missing_is_asked_for_in_a_sentence(
    cast: Cast, backpat: Command, asked: tuple[str, ...], said: str
) -> None:
    named = [cast.ana.slack_user_id if one == "U0ANA00001" else one for one in asked]
    refused = backpat("digest", "preview", "--workspace", cast.workspace.slack_team_id, *map(str, named))
    assert refused.exit_code == 2
    assert said in refused.stderr


@pytest.mark.parametrize(
    ("week", "said"),
    [
        ("2019-W54", "2019 has 52 weeks"),
        ("2019-W00", "2019 has 52 weeks"),
        ("2019-07", "2019-W07"),
        ("last", "2019-W07"),
    ],
)
def test_a_week_that_is_none_is_refused_with_what_there_is(cast: Cast, backpat: Command, week: str, said: str) -> None:
    refused = backpat("digest", "preview", "--week", week, "--workspace", cast.workspace.slack_team_id)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_a_quiet_week_says_that_nothing_would_be_posted(cast: Cast, backpat: Command) -> None:
    shown = backpat("digest", "preview", "--week", "2025-W10", "--workspace", cast.workspace.slack_team_id)
    assert "nothing would be posted" in shown.stdout


def test_private_words_are_in_no_preview(cast: Cast, database: Database, now: datetime, backpat: Command) -> None:
    later = now + timedelta(hours=1)
    database.write(pat, cast.bo, cast.ana, later, message="said in private", kind=ChannelKind.PRIVATE)
    for audience in ("team", "lead"):
        shown = backpat(
            *("digest", "preview", "--week", WEEK, "--audience", audience),
            *("--workspace", cast.workspace.slack_team_id, "--member", str(cast.carol.slack_user_id)),
        )
        assert "said in private" not in shown.output


def test_workspaces_are_listed_and_set(cast: Cast, backpat: Command) -> None:
    team = cast.workspace.slack_team_id
    assert backpat("workspace", "set", team, "--zone", "Asia/Tokyo", "--value", "Customer first").exit_code == 0
    assert backpat("workspace", "set", team, "--reactions", "give").stdout == "Saved.\n"
    listed = backpat("workspace", "list").stdout
    assert "Asia/Tokyo" in listed
    for wrong in (["--zone", "Mars/Base"], ["--kudos-channel", "#pats"], []):
        refused = backpat("workspace", "set", team, *wrong)
        assert refused.exit_code == 2
    assert backpat("workspace", "set", "T0NOWHERE1", "--zone", "UTC").exit_code == 2
