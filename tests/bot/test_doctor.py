"""`backpat doctor`: what is wrong is said, with what to do, and is in the exit code."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.cli.checkup import granted, undelivered
from bot.slack import manifest
from bot.surfaces import examples
from models.delivery import dead_letters
from models.delivery.outbox import Delivery, Status
from models.storage.database import Database
from models.workspace import workspaces
from models.workspace.calendars import WorkingCalendar
from simulator.driver import Simulator
from tests import waiting
from tests.bot.command import backpat
from tests.bot.running import WEDNESDAY, Bot
from tests.judging.reference import reference
from tests.judging.surfaces import judge_message, judge_view


async def doctor(slack: Simulator, database_url: str, *options: str, **changed: str) -> tuple[int, str]:
    """Its exit code and what it prints."""
    environment = {
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
    }
    ended = await asyncio.to_thread(lambda: backpat("doctor", *options, **(environment | changed)))
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode, ended.stdout


async def test_all_is_well(slack: Simulator, bot: Bot, database_url: str) -> None:
    code, said = await doctor(slack, database_url)
    assert code == 0, said
    assert "✗" not in said
    assert "Slack takes the token: Northwind Parcels" in said
    assert "every scope of the manifest is granted (with reading)" in said
    assert "everything owed has arrived" in said


async def test_every_surface_is_shown_to_slack(slack: Simulator, bot: Bot, database_url: str) -> None:
    code, said = await doctor(slack, database_url, "--validate")
    assert code == 0, said
    for name in (*examples.messages(), *examples.views()):
        assert f"✓ {name}: Slack finds nothing wrong" in said
    assert len(await slack.ledger.calls(method="blocks.validate")) == said.count("finds nothing wrong")


async def test_a_surface_that_slack_refuses_is_named(slack: Simulator, bot: Bot, database_url: str) -> None:
    await slack.fault("blocks.validate", "error", code="invalid_blocks")
    code, said = await doctor(slack, database_url, "--validate")
    assert code == 1
    assert "✗ announcement: Slack says invalid_blocks" in said


async def test_a_missing_scope_is_named_with_its_reason(slack: Simulator, bot: Bot, database_url: str) -> None:
    made = manifest.manifest(url="http://127.0.0.1:1")
    made["oauth_config"]["scopes"]["bot"].remove("reactions:read")
    await slack.use_manifest(made)
    code, said = await doctor(slack, database_url)
    assert code == 1
    assert "✗ scopes are missing: reactions:read (joining in by reaction; giving by reaction" in said
    assert "reinstall" in said


async def test_a_refused_token_and_a_silent_slack_are_said(slack: Simulator, bot: Bot, database_url: str) -> None:
    code, said = await doctor(slack, database_url, SLACK_BOT_TOKEN="xoxb-wrong")
    assert (code, "Slack refuses the token (invalid_auth)" in said) == (1, True)
    code, said = await doctor(slack, database_url, SLACK_API_URL="http://127.0.0.1:1/api/")
    assert (code, "✗ Slack does not answer" in said) == (1, True)


async def test_what_did_not_arrive_and_events_that_failed_for_good_are_listed(
    slack: Simulator, bot: Bot, database_url: str
) -> None:
    await slack.fault("chat.postMessage", "error", times=2, code="is_archived")
    await slack.person("bo").slash("/pat @carol for the other parcel", channel="support")
    await slack.ledger.called("chat.postMessage", count=2)
    await bot.database.run(
        dead_letters.keep,
        workspace_id=bot.workspace_id,
        event_id="Ev1",
        event_type="user_change",
        error="KeyError",
        now=WEDNESDAY,
    )
    code, said = await waiting.until(
        lambda: doctor(slack, database_url), lambda found: "failed (is_archived)" in found[1]
    )
    assert code == 1
    assert "an event user_change failed for good (KeyError)" in said


async def test_an_unusable_setting_or_database_ends_with_2(slack: Simulator, empty_database_url: str) -> None:
    code, said = await doctor(slack, empty_database_url)
    assert (code, "Run: backpat migrate" in said, "Slack takes the token" in said) == (2, True, True)
    code, said = await doctor(slack, empty_database_url, SLACK_BOT_TOKEN="xoxp-1")
    assert (code, "✗ SLACK_BOT_TOKEN can't be right" in said) == (2, True)
    code, said = await doctor(slack, "postgresql://nobody@127.0.0.1:1/nowhere")
    assert (code, "✗ the database does not answer" in said) == (2, True)
    code, said = await doctor(slack, "mysql://root:secret@host/db")
    assert (code, "secret" in said) == (2, False)


async def test_a_stored_token_that_cannot_be_read_is_said(slack: Simulator, database_url: str) -> None:
    def install(session: Session) -> None:
        workspaces.install(
            session, slack_team_id="T0", name="Elsewhere", bot_user_id="U0", bot_token=b"sealed", now=WEDNESDAY
        )

    with closing(Database(database_url)) as database:
        database.write(install)
    code, said = await doctor(slack, database_url)
    assert (code, "✗ Elsewhere: its stored token can't be read" in said) == (2, True)


def test_a_slack_that_lists_no_scopes_is_no_trouble() -> None:
    assert granted(None).severity == 0
    assert granted("commands, chat:write").severity == 1


def test_a_row_in_doubt_says_to_look_first() -> None:
    row = Delivery(purpose="team_digest", channel_id="C0", status=Status.IN_DOUBT, failure="x", created_at=WEDNESDAY)
    [found] = undelivered([row])
    assert found.todo.startswith("Look in Slack")


@pytest.mark.parametrize("name", [*examples.messages(), *examples.views()])
def test_an_example_is_right_by_slacks_published_data(shared: Path, name: str) -> None:
    known = reference(shared)
    blocks, view = examples.messages().get(name), examples.views().get(name)
    assert not (judge_message(known, "x", blocks) if blocks else judge_view(known, view or {}))


async def test_a_country_whose_holidays_are_not_known_is_said(slack: Simulator, bot: Bot, database_url: str) -> None:
    def set_(session: Session) -> None:
        row = WorkingCalendar(workspace_id=bot.workspace_id, owner="workspace", weekdays=[0], country="XX")
        row.changed_at = bot.now()
        session.add(row)

    await bot.database.run(set_)
    code, said = await doctor(slack, database_url)
    assert code == 1
    assert "holidays of XX are not known: none are counted" in said
