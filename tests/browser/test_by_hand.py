"""What one person after another does on the page: a pat, an answer, Home, the digest."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from simulator.driver import Simulator
from tests.bot.clocks import move_clocks
from tests.bot.digests.test_digests import led
from tests.bot.running import Bot
from tests.browser.conftest import Open

__all__ = ["led"]
pytestmark = pytest.mark.browser

STORY = "for refunding the late parcel on the spot"


async def test_a_pat_is_given_answered_and_read_on_home(window: Open, bot: Bot) -> None:
    async with window() as screen:
        await screen.go("bo", "support")
        await screen.types(f"/pat @ana {STORY}")
        await expect(screen.message("is stored and will be posted")).to_contain_text("Only visible to you")
        await expect(screen.message("a pat on the back from")).to_contain_text(STORY)
        await expect(screen.page.locator("#live")).to_contain_text("Backpat: ")
        await screen.page.get_by_label("The person you are").select_option("carol")
        await screen.button("Add my pat", screen.message(STORY)).click()
        await expect(screen.message(STORY)).to_contain_text("joined in")
        await screen.go("ana", "app")
        await screen.button("Say thanks", screen.message("gave you a pat")).click()
        await expect(screen.button("Say thanks", screen.message("gave you a pat"))).to_be_focused()
        await screen.page.get_by_role("link", name="Home").click()
        await expect(screen.page.locator("#home")).to_contain_text("You were given 1 pat and gave 0 pats.")
        await screen.go("bo", "app")
        await expect(screen.message("says thank you")).to_contain_text(STORY)


async def test_the_form_is_filled_in_refused_mended_and_given(window: Open, bot: Bot) -> None:
    async with window() as screen:
        await screen.go("bo", "support")
        await screen.types("/pat")
        who = screen.modal.get_by_label("Who?")
        await expect(who).to_be_focused()
        await who.press_sequentially("larsen")
        await who.press("Enter")
        await screen.modal.get_by_label("What did they decide?").fill("Refunded the parcel, unasked.")
        await screen.button("Give", screen.modal).click()
        await expect(screen.modal).to_contain_text("can’t pat your own back")
        await screen.button("Remove Bo", screen.modal).click()
        await who.press_sequentially("ana")
        await who.press("Enter")
        await expect(screen.modal).not_to_contain_text("can’t pat your own back")
        await screen.modal.get_by_label("What did the customer say?").fill("First shop that ever did that.")
        await screen.button("Give", screen.modal).click()
        await expect(screen.modal).to_be_hidden()
        await expect(screen.message("Refunded the parcel, unasked.")).to_contain_text("First shop that ever did that.")
        await expect(screen.composer).to_be_focused()


async def test_the_digest_is_read_once_the_clock_was_moved_to_monday(
    window: Open, slack: Simulator, bot: Bot, led: None
) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    async with window() as screen:
        await screen.go("carol", "pats")
        await screen.page.get_by_role("button", name="Move the clock").click()
        await screen.page.get_by_role("menuitem", name="To Monday 09:00").click()
        await expect(screen.page.get_by_role("button", name="Move the clock")).to_contain_text("Mon")
        # In the demonstration the bot's clock follows by itself.
        await move_clocks(slack, bot, timedelta(seconds=3600))
        await expect(screen.message("Pats on the back, week of")).to_contain_text(STORY)
        await screen.page.get_by_role("link", name="Backpat 1 new").click()
        await expect(screen.message("heard a thank-you")).to_contain_text("1 of your 2 people")


async def test_a_refused_call_stands_in_red_with_its_code(window: Open, slack: Simulator, bot: Bot) -> None:
    async with window() as screen:
        await screen.go("carol", "leads")
        await screen.types(f"/pat @dave {STORY}")
        await screen.page.get_by_role("button", name="Traffic").click()
        row = screen.page.locator("#rows .is-refused").first
        await expect(row).to_contain_text("chat.postMessage")
        await expect(row).to_contain_text("channel_not_found")
        await row.locator("summary").click()
        await expect(row).to_contain_text('"error": "channel_not_found"')
