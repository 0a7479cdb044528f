"""A decision by hand: a limit looked up, a decision logged, answered with a thought, shared in the open."""

import os
from pathlib import Path

import pytest
from playwright.async_api import expect

from simulator.driver import Simulator
from tests.bot.decisions import story
from tests.bot.decisions.decided import promised
from tests.bot.running import Bot
from tests.browser.conftest import Open, Screen

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("BACKPAT_TEST_PICTURES")
"""A folder for pictures of each step, to be looked at."""


async def picture(screen: Screen, name: str) -> None:
    if PICTURES:
        await screen.page.screenshot(path=Path(PICTURES) / f"decision-{name}.png", full_page=True)


async def test_a_decision_is_logged_answered_and_shared(window: Open, slack: Simulator, bot: Bot) -> None:
    await slack.patience(20)
    await promised(bot, slack)
    await story.the_limits(slack)
    async with window(width=1200, height=1400) as screen:
        await _ana_logs(screen)
        await _carol_answers(screen)
        await _ana_reads(screen)
        await _ana_shares(screen)
        await _bo_adds_his(screen)


async def _ana_logs(screen: Screen) -> None:
    """From Home, above what is hers to decide."""
    await screen.go("ana", "home")
    home = screen.page.locator("#home")
    await expect(home).to_contain_text("Refunds: up to €50 are yours")
    await picture(screen, "1-home")
    await screen.button("Log a decision", home).click()
    form = screen.modal
    await expect(form).to_contain_text("Seen by you and @Carol, who answers it")
    await form.get_by_label("What happened?").fill(story.SITUATION)
    await form.get_by_label("What did you decide?").fill(story.FEAR)
    await form.get_by_label("What did the customer say?").fill(story.CUSTOMER)
    await form.get_by_role("combobox", name="What is it about?").fill("Refunds")
    await form.get_by_role("combobox", name="What is it about?").press("Enter")
    await form.get_by_label("What did it cost?").fill("a lot")
    await screen.button("Log it", form).click()
    await expect(form).to_contain_text("For example: 50")
    await form.get_by_label("What did it cost?").fill("€62")
    await picture(screen, "2-form")
    await screen.button("Log it", form).click()
    await expect(form).to_be_hidden()
    await screen.go("ana", "app")
    receipt = screen.message("Logged. You are covered.")
    for part in (story.PROMISE, "Co-signed by @Carol, your lead", "above the usual €50"):
        await expect(receipt).to_contain_text(part)
    await picture(screen, "3-receipt")


async def _carol_answers(screen: Screen) -> None:
    await screen.go("carol", "app")
    asked = screen.message("decided something on the spot")
    await expect(asked).to_contain_text("You are the one who answers.")
    await picture(screen, "4-asked")
    await screen.button("Pat and a thought", asked).click()
    await screen.modal.get_by_label("A line with the pat").fill(story.LINE)
    await screen.modal.get_by_label("What was good?").fill(story.GOOD)
    await screen.modal.get_by_label("What to consider?").fill(story.CONSIDER)
    await picture(screen, "5-thought")
    await screen.button("Send", screen.modal).click()
    await expect(screen.modal).to_contain_text("you alone")
    await screen.button("Close", screen.modal).last.click()


async def _ana_reads(screen: Screen) -> None:
    await screen.go("ana", "app")
    told = screen.message("gives you a pat on the back")
    await expect(told).to_contain_text("has a thought for you, which only you two can read")
    await expect(told).not_to_contain_text(story.GOOD)
    await picture(screen, "6-told")
    await screen.button("Read Carol’s thought", told).click()
    await expect(screen.modal).to_contain_text(story.CONSIDER)
    await screen.modal.get_by_label("What do you need from Carol?").fill(story.NEED)
    await picture(screen, "7-thought")
    await screen.button("Send", screen.modal).click()
    await expect(screen.modal).to_contain_text("is told that you wrote back")
    await screen.button("Close", screen.modal).last.click()


async def _ana_shares(screen: Screen) -> None:
    await screen.button("Share this pat…", screen.message("gives you a pat on the back")).click()
    await expect(screen.modal).to_contain_text("This is what others read, and nothing else")
    await screen.modal.get_by_label("Everyone: posted in a channel").check()
    channel = screen.modal.get_by_role("combobox", name="In which channel, if everyone may see it?")
    await channel.fill("support")
    await channel.press("Enter")
    await picture(screen, "8-share")
    await screen.button("Share", screen.modal).click()
    await expect(screen.modal).to_contain_text("others can add their pat")
    await screen.button("Close", screen.modal).last.click()


async def _bo_adds_his(screen: Screen) -> None:
    await screen.go("bo", "support")
    shared = screen.message("a pat on the back from")
    for part in (story.FEAR, story.LINE, story.CUSTOMER):
        await expect(shared).to_contain_text(part)
    await expect(shared).not_to_contain_text(story.SITUATION)
    await screen.button("Add my pat", shared).click()
    await expect(shared).to_contain_text("joined in")
    await picture(screen, "9-shared")
