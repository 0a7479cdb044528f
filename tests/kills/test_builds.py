"""The harness can fail: a build that breaks a promise is caught by the counts, and the sound one passes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.driver import Simulator
from tests import databases
from tests.kills.campaign import Campaign, a_night_passes
from tests.kills.counting import settled, wrongs
from tests.kills.sabotage import BUILDS

pytestmark = [pytest.mark.long, pytest.mark.takes(25)]
CAUGHT_BY = {
    "ack before commit": "(acknowledged): 0 kudos",
    "retries of the SDK": " 2 ",
    "no look at doubts": " 2 ",
}


@pytest.fixture
def database_url(run_folder: Path, worker: str) -> Iterator[str]:
    """SQLite alone: it is the harness that is tested here."""
    with databases.sqlite(run_folder, worker) as url:
        yield url


async def an_ordeal(slack: Simulator, campaign: Campaign) -> None:
    """A kill inside the transaction, replies that get lost, and a kill between Slack's post and its storing."""
    campaign.arm("inside", 2)
    await campaign.give(6)
    await campaign.back_after_death()
    await slack.fault("chat.postMessage", "lost_reply", times=2)
    await campaign.give(4)
    await asyncio.sleep(3)  # time in which the SDK would try again
    campaign.arm("posted", 2)
    await campaign.give(4)
    await campaign.back_after_death()


async def test_the_sound_build_passes(
    slack: Simulator, campaign: Campaign, database_url: str, clock_file: Path
) -> None:
    await an_ordeal(slack, campaign)
    await a_night_passes(slack, clock_file)
    await settled(database_url)
    assert await wrongs(slack, database_url, campaign.pats) == []


@pytest.mark.parametrize("campaign", BUILDS, indirect=True)
async def test_a_build_that_breaks_a_promise_is_caught(
    request: pytest.FixtureRequest, slack: Simulator, campaign: Campaign, database_url: str, clock_file: Path
) -> None:
    await an_ordeal(slack, campaign)
    await a_night_passes(slack, clock_file)
    await settled(database_url)
    found = await wrongs(slack, database_url, campaign.pats)
    evidence = CAUGHT_BY[request.node.callspec.params["campaign"]]
    assert any(evidence in wrong for wrong in found), found
