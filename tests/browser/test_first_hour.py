"""The first hour, by hand: Finn installs Backpat and answers its message, and by the end of it Ana is thanked."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from simulator.driver import Simulator
from tests.bot.running import Bot, running_bot, settings_for
from tests.browser.conftest import Open, Screen

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("BACKPAT_TEST_PICTURES")
"""A folder for pictures of each step, to be looked at."""


@pytest.fixture
async def bot(slack: Simulator, database_url: str, clock_file: Path) -> AsyncIterator[Bot]:
    """Installed a moment ago."""
    await slack.patience(20)
    async with running_bot(settings_for(slack, database_url, clock_file), slack, fresh=True) as running:
        yield running


async def picture(screen: Screen, name: str) -> None:
    if PICTURES:
        await screen.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


async def pick(box: Locator, typed: str) -> None:
    """From a list of people, channels or options that opens as one types."""
    await box.fill(typed)
    await box.press("Enter")


async def test_the_first_hour(window: Open, slack: Simulator, bot: Bot) -> None:
    async with window(width=1200, height=1400) as screen:
        await _finn_chooses(screen)
        await _carol_answers(screen)
        await _bo_gives(screen, slack)
        await _the_checklist_shrinks(screen)


async def _finn_chooses(screen: Screen) -> None:
    """The channel, when the digest comes, and who leads: in the one message that he gets."""
    await screen.go("finn", "home")
    await expect(screen.page.locator("#home")).to_contain_text("Still to set up")
    await picture(screen, "1-home")
    await screen.go("finn", "app")
    welcome = screen.message("works already")
    await picture(screen, "2-welcome")
    await pick(welcome.get_by_role("combobox", name="Choose a channel"), "pats")
    await expect(welcome).to_contain_text("✓ Pats go to")
    await pick(welcome.get_by_role("combobox", name="Hour of the digest"), "15:00")
    await expect(welcome).to_contain_text("Mondays at 15:00")
    await expect(welcome.get_by_role("combobox", name="Hour of the digest")).to_have_value("15:00")
    await screen.button("Name the leads", welcome).click()
    await pick(screen.modal.get_by_role("combobox", name="Who leads people?"), "carol")
    await screen.page.keyboard.press("Escape")
    await picture(screen, "3-leads")
    await screen.button("Save", screen.modal).click()
    await expect(screen.modal).to_be_hidden()
    await picture(screen, "4-chosen")
    await screen.go("ana", "pats")
    await expect(screen.message("this is the place for pats")).to_be_visible()
    await picture(screen, "5-introduction")


async def _carol_answers(screen: Screen) -> None:
    await screen.go("carol", "app")
    question = screen.message("Who is in your team?")
    await expect(question).to_contain_text("Finn named you as a lead here.")
    await picture(screen, "6-question")
    await screen.button("Choose people", question).click()
    people = screen.modal.get_by_role("combobox", name="Who reports to you?")
    for name in ("lima", "larsen"):
        await pick(people, name)
    await screen.page.keyboard.press("Escape")
    await picture(screen, "7-team")
    await screen.button("Save", screen.modal).click()
    await expect(screen.message("✓ In your team:")).to_contain_text("Ana and @Bo")
    await screen.page.get_by_role("link", name="Home").click()
    await expect(screen.page.locator("#home")).to_contain_text("Your team: @Ana and @Bo")
    await picture(screen, "8-lead")


async def _bo_gives(screen: Screen, slack: Simulator) -> None:
    """For what Ana has just said, from the menu of her message."""
    await slack.person("ana").says("I refunded the late parcel on the spot; they are happy.", "support")
    await screen.go("bo", "support")
    said = screen.message("I refunded the late parcel")
    await said.hover()
    await screen.button("More actions", said).click()
    await screen.page.get_by_role("menuitem", name="Pat on the back").click()
    await expect(screen.modal).to_contain_text("Ana")
    await picture(screen, "9-form")
    await screen.button("Give", screen.modal).click()
    await expect(screen.modal).to_be_hidden()
    await screen.go("ana", "app")
    await expect(screen.message("gave you a pat on the back")).to_contain_text("refunded the late parcel")
    await screen.go("ana", "home")
    await expect(screen.page.locator("#home")).to_contain_text("Your lead: @Carol")
    await screen.go("ana", "pats")
    await expect(screen.message("a pat on the back from")).to_contain_text("refunded the late parcel")
    await picture(screen, "10-pats")


async def _the_checklist_shrinks(screen: Screen) -> None:
    await screen.go("finn", "home")
    home = screen.page.locator("#home")
    await expect(home).to_contain_text("✓ Pats go to")
    await expect(home).to_contain_text("✓ 2 of 12 people have a lead.")
    await picture(screen, "11-checklist")
    await screen.button("Hide this", home).click()
    await expect(home).not_to_contain_text("Still to set up")
    await picture(screen, "12-home")
