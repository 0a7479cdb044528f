"""The same story over HTTP and over Socket Mode."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.slack.manifest import manifest
from simulator.driver import Simulator
from tests import waiting
from tests.bot.conftest import running_over
from tests.bot.running import Bot, running_bot, settings_for

STORY = "for refunding the late parcel on the spot"


@pytest.fixture(params=["http", "socket mode"])
async def each(
    request: pytest.FixtureRequest, slack: Simulator, database_url: str, clock_file: Path
) -> AsyncIterator[Bot]:
    """Each transport on each database."""
    async with running_over(slack, database_url, clock_file, socket_mode=request.param == "socket mode") as bot:
        yield bot


async def test_command_form_button_event_and_home(slack: Simulator, each: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    assert "stored" in (await bo.slash(f"/pat @ana {STORY}", channel="support")).told[0]
    await ana.sees(STORY, in_="app")
    await carol.sees(STORY, in_="support")
    await carol.click("Add my pat", in_="support")
    await bo.sees("Carol joined in", in_="support")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal("Who?")
    await bo.fill({"Who?": ["@bo"], "What did they decide?": "Waived the fee."})
    assert "own back" in str((await bo.submit()).modal)
    await bo.fill({"Who?": ["@carol"]})
    await bo.submit()
    await carol.sees("Waived the fee.", in_="app")
    await carol.opens_home()
    await carol.sees_home("Waived the fee.")
    await ana.changes(deactivated=True)
    await slack.ledger.delivered(name="user_change")
    assert "has left" in (await bo.slash("/pat @ana for more", channel="support")).told[0]


async def test_a_dropped_socket_is_opened_again(slack: Simulator, database_url: str, clock_file: Path) -> None:
    await slack.use_manifest(manifest(reading=True))
    settings = settings_for(slack, database_url, clock_file, SLACK_APP_TOKEN=slack.app_token)
    async with running_bot(settings, slack):
        await slack.drop_sockets("refresh_requested")
        await slack.connected()
        bo = slack.person("bo")  # who types in the very moment of it is told that it failed, and types again
        await waiting.until(lambda: bo.slash(f"/pat @ana {STORY}", channel="support"), lambda reply: reply.ok)
        await slack.person("ana").sees(STORY, in_="app")
