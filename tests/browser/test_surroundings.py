"""The page with the keyboard alone, on a phone, in the dark, and with text that means ill."""

import pytest
from playwright.async_api import expect

from simulator.driver import Simulator
from tests.bot.running import Bot
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

STORY = "for refunding the late parcel on the spot"


async def test_the_keyboard_alone_is_enough(window: Open, bot: Bot) -> None:
    async with window() as screen:
        press, typing = screen.page.keyboard.press, screen.page.keyboard.type
        await screen.go("bo", "support")
        await press("Tab")
        await press("Enter")
        await expect(screen.composer).to_be_focused()
        await typing("/p")
        await expect(screen.page.get_by_role("option", name="/pat")).to_be_visible()
        await press("Enter")
        await expect(screen.composer).to_have_value("/pat ")
        await press("Enter")
        await expect(screen.modal.get_by_label("Who?")).to_be_focused()
        await typing("ana")
        await press("Enter")
        await press("Escape")
        await expect(screen.modal).to_contain_text("Ana")
        await press("Tab")
        await typing("Refunded it.")
        for _ in range(12):
            await press("Tab")
            assert await screen.page.evaluate("document.activeElement.closest('dialog, body').id") in ("modal", "")
        await screen.button("Give", screen.modal).focus()
        await press("Enter")
        await expect(screen.modal).to_be_hidden()
        await expect(screen.composer).to_be_focused()
        await expect(screen.message("Refunded it.")).to_be_visible()
        await press("Shift+Tab")
        await expect(screen.button("Add my pat")).to_be_visible()
        await screen.message("Refunded it.").focus()
        await press("Tab")
        await expect(screen.button("Add my pat")).to_be_focused()


async def test_escape_closes_a_form_and_the_focus_comes_back(window: Open, bot: Bot) -> None:
    async with window() as screen:
        await screen.go("bo", "support")
        await screen.types("/pat")
        await expect(screen.modal.get_by_label("Who?")).to_be_focused()
        await screen.page.keyboard.press("Escape")
        await expect(screen.modal).to_be_hidden()
        await expect(screen.composer).to_be_focused()


async def test_a_phone_shows_everything_without_scrolling_sideways(window: Open, slack: Simulator, bot: Bot) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY} {'x' * 200}", channel="support")
    await slack.person("carol").slash(f"/pat @dave {STORY}", channel="leads")
    async with window(375, 700, has_touch=True, is_mobile=True) as screen:
        for place in ("support", "app", "home"):
            await screen.go("ana", place)
            width = await screen.page.evaluate(
                "Math.max(document.body.scrollWidth, document.documentElement.scrollWidth)"
            )
            assert width <= 375, place
        await expect(screen.page.get_by_role("button", name="Traffic, 1 refused")).to_be_visible()
        edges = "[...document.querySelectorAll('#bar > *')].map((one) => one.getBoundingClientRect().right)"
        assert max(await screen.page.evaluate(edges)) <= 375
        channels = screen.page.get_by_role("navigation", name="Channels and messages")
        await expect(channels).to_be_hidden()
        await screen.page.get_by_role("button", name="Channels").tap()
        await channels.get_by_role("link", name="support").tap()
        await expect(channels).to_be_hidden()
        await expect(screen.message(STORY)).to_be_in_viewport()
        await screen.types("/pat")
        await expect(screen.modal).to_be_in_viewport(ratio=1)


async def test_the_dark_is_dark(window: Open, bot: Bot) -> None:
    async with window(color_scheme="dark", reduced_motion="reduce") as screen:
        await screen.go("ana", "support")
        ground = await screen.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(int(part) for part in ground[4:-1].split(",")) < 60


async def test_what_people_write_stays_text(window: Open, slack: Simulator, bot: Bot) -> None:
    evil = "<img src=x onerror=\"document.title='gone'\"> <script>alert(1)</script> javascript:alert(1) *bold*"
    async with window() as screen:
        await screen.go("bo", "support")
        await screen.types(evil)
        await expect(screen.message("onerror")).to_contain_text('<img src=x onerror="document')
        await screen.types(f"/pat @ana for {evil}")
        await expect(screen.message("a pat on the back from")).to_contain_text("<script>alert(1)</script>")
        await screen.go("ana", "home")
        await expect(screen.page.locator("#home")).to_contain_text("<script>alert(1)</script>")
        assert await screen.page.locator("img, main script").count() == 0
        assert "gone" not in await screen.page.title()


async def test_reactions_and_replies_are_made_by_hand(window: Open, slack: Simulator, bot: Bot) -> None:
    said = await slack.person("ana").says("Who has the *keys*?", "support")
    async with window() as screen:
        await screen.go("bo", "support")
        await screen.message("Who has the").hover()
        await screen.button("Add a reaction…", screen.message("Who has the")).click()
        await screen.page.get_by_role("searchbox").fill("tada")
        await screen.page.keyboard.press("Enter")
        await expect(screen.message("Who has the").get_by_role("button", name="tada, 1: Bo")).to_be_visible()
        await screen.message("Who has the").hover()
        await screen.button("Reply in thread", screen.message("Who has the")).click()
        await expect(screen.page.locator("#thread textarea")).to_be_focused()
        await screen.page.keyboard.type("I do.")
        await screen.page.keyboard.press("Enter")
        await expect(screen.page.locator("#thread article").last).to_contain_text("I do.")
        await expect(screen.message("Who has the")).to_contain_text("1 reply")
    replies = [one for one in await slack.person("ana").messages("support") if one.thread_ts == said.ts]
    assert "I do." in [one.text for one in replies]
