"""A digest looked at, when it comes, and a working week, by hand."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import expect

from simulator.driver import Simulator
from tests.bot.clocks import move_clocks
from tests.bot.digests.test_digests import STORY, led
from tests.bot.digests.test_times import night
from tests.bot.running import Bot
from tests.browser.conftest import Open, Screen

__all__ = ["led", "night"]

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("BACKPAT_TEST_PICTURES")
"""A folder for pictures of each step, to be looked at."""


async def picture(screen: Screen, name: str) -> None:
    if PICTURES:
        await screen.page.screenshot(path=Path(PICTURES) / f"times-{name}.png", full_page=True)


async def test_a_lead_looks_at_a_digest_and_sets_when_it_comes_and_their_week(
    window: Open, slack: Simulator, bot: Bot, night: UUID
) -> None:
    await slack.patience(20)
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="support")
    await move_clocks(slack, bot, timedelta(days=7))
    async with window(width=1200, height=1400) as screen:
        await screen.go("carol", "support")
        await slack.person("carol").slash("/pat digest", channel="support")
        await expect(screen.modal).to_contain_text("1 of your 2 people heard a thank-you")
        await picture(screen, "1-lead")
        await slack.person("carol").click("digests.which", value="Everyone’s, in the channel")
        await expect(screen.modal).to_contain_text(STORY)
        await picture(screen, "2-everyone")
        await slack.person("carol").close(everything=True)
        await screen.go("carol", "home")
        home = screen.page.locator("#home")
        await expect(home).to_contain_text("You work Monday to Friday")
        await picture(screen, "3-home")
        await screen.button("Your people’s week…", home).click()
        await expect(screen.modal).to_contain_text("Which days are worked?")
        await slack.person("carol").fill({"Whose public holidays?": "Germany"})
        await expect(screen.modal).to_contain_text("Next holidays:")
        await picture(screen, "4-week")
        await slack.person("carol").close(everything=True)
        await screen.go("finn", "home")
        await screen.button("When digests come…", home).click()
        await expect(screen.modal).to_contain_text("Night")
        await picture(screen, "5-list")
        await slack.person("finn").click("times.change.1")
        await expect(screen.modal).to_contain_text("By whose clock?")
        await picture(screen, "6-form")
