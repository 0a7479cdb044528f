"""Whichever way somebody gives: the digest of a lead who was to look out for them no longer says so."""

from datetime import timedelta

import pytest

from simulator.driver import PersonaDriver, Simulator
from tests.bot.clocks import set_clocks
from tests.bot.digests.test_charts import settled  # noqa: F401  (a fixture)
from tests.bot.running import MONDAY, Bot

STORY = "for refunding the late parcel on the spot"


@pytest.fixture
async def told(slack: Simulator, bot: Bot, settled: None) -> PersonaDriver:  # noqa: F811
    """Carol, whose digest names Ana and Bo, whom nobody thanked for weeks."""
    await set_clocks(slack, bot, MONDAY + timedelta(days=28))
    carol = slack.person("carol")
    digest = await carol.sees("Two people to look out for", in_="app", timeout=30)
    assert "Ana" in digest.shown
    assert "Bo" in digest.shown
    return carol


async def names_bo_alone(carol: PersonaDriver) -> None:
    digest = await carol.sees("One person to look out for", in_="app", timeout=30)
    assert "Bo" in digest.shown
    assert "Ana" not in digest.shown


async def test_a_pat_of_the_leads_own_by_command_and_its_being_taken_back(
    slack: Simulator, told: PersonaDriver
) -> None:
    await told.slash(f"/pat @ana {STORY}", channel="support")
    await names_bo_alone(told)
    await told.slash("/pat undo", channel="support")
    assert "Ana" in (await told.sees("Two people to look out for", in_="app", timeout=30)).shown


async def test_a_pat_of_a_colleagues_in_a_message(slack: Simulator, told: PersonaDriver) -> None:
    await slack.person("bo").says("@ana ++ for the late parcel", "support")
    await names_bo_alone(told)


async def test_a_pat_by_the_form(slack: Simulator, told: PersonaDriver) -> None:
    await told.slash("/pat", channel="support")
    await told.sees_modal("Who")
    await told.fill({"Who?": ["@ana"], "What did they decide?": "Refunded it on the spot"})
    await told.submit()
    await names_bo_alone(told)


async def test_what_says_so_already_is_left_alone(slack: Simulator, told: PersonaDriver) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await names_bo_alone(told)
    await slack.quiet()
    updates = len(await slack.ledger.calls(method="chat.update"))
    await slack.person("bo").slash("/pat @dave for the loan of the van", channel="support")
    await told.sees("loan of the van", in_="support", timeout=30)
    await slack.quiet()
    assert len(await slack.ledger.calls(method="chat.update")) == updates
