"""The page in a browser, before a simulated Slack with the real bot in it."""

import contextlib
import re
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, expect

from simulator.driver import Simulator
from tests import databases
from tests.bot.conftest import bot, clock_file, simulator_process, slack

__all__ = ["bot", "clock_file", "simulator_process", "slack"]

PATIENCE = 20_000
"""Milliseconds, on a busy machine."""


@pytest.fixture
def database_url(run_folder: Path, worker: str) -> Iterator[str]:
    """On SQLite only: what is tested here is the page."""
    with databases.sqlite(run_folder, worker) as url:
        yield url


class Screen:
    """One browser window of the page; everything in its console is kept."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.console: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(message.text)

    async def go(self, person: str, place: str) -> None:
        """As somebody, to a channel, `app` or `home`."""
        await self.page.goto(f"{self.address}/#/northwind-parcels/{person}/{place}")
        await self.page.wait_for_selector(f'body[data-ready$="/{person}/{place}"]')

    @property
    def composer(self) -> Locator:
        return self.page.locator("#composer textarea")

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog#modal")

    async def types(self, text: str) -> None:
        await self.composer.fill(text)
        await self.page.keyboard.press("Escape")
        await self.composer.press("Enter")

    def message(self, text: str) -> Locator:
        """The newest message with `text` in it."""
        return self.page.locator("#messages article").filter(has_text=text).last

    def button(self, name: str, within: Locator | None = None) -> Locator:
        return (within or self.page.locator("main")).get_by_role("button", name=re.compile(f"^{re.escape(name)}$"))


Open = Callable[..., "contextlib.AbstractAsyncContextManager[Screen]"]


def opening(chromium: Browser, slack: Simulator) -> Open:
    """What the fixture `window` is made of."""

    @contextlib.asynccontextmanager
    async def window(width: int = 1200, height: int = 800, **options: Any) -> AsyncIterator[Screen]:
        expect.set_options(timeout=PATIENCE)
        context = await chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        screen = Screen(await context.new_page(), slack.address)
        yield screen
        await context.close()
        assert screen.console == []

    return window


@pytest.fixture
def window(chromium: Browser, slack: Simulator) -> Open:
    """Opens the page in a window of its own: `async with window(width=…, color_scheme=…) as screen`."""
    return opening(chromium, slack)
