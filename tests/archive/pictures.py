"""Pictures of pages in a browser, of messages as the simulator's page shows them, and of charts."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Browser, Route

from digests.png import png
from simulator.page.serve import HERE, TYPES
from tests import browsers

ORIGIN = "http://page.invalid"
LARGEST = 160_000
"""Bytes of a picture: one of twenty people, as wide as a phone, takes the most."""
WIDTH = 600
DENSITY = 0.9
"""Pixels of the picture per pixel of the page."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SHOWING = """
import { blocks } from "/page/blocks.js";
import { state } from "/page/state.js";
for (const n of NUMBERS) {
  const called = `Person ${n}`;
  state.people.set(`U${String(n).padStart(8, "0")}`, { name: called, handle: called });
}
state.look = { person: "" };
const made = document.createElement("div");
made.style.cssText = "padding: 16px; display: grid; gap: 8px";
made.className = "message-body";
made.append(...blocks(BLOCKS, { value: () => undefined }));
document.body.style.cssText = "display: block; height: auto; overflow: visible";
document.documentElement.style.cssText = "height: auto; overflow: visible";
for (const one of [...document.body.children]) if (one.localName !== "svg") one.remove();
document.body.append(made);
document.body.dataset.ready = "yes";
"""


async def draw(
    folder: Path, pages: Mapping[str, str], messages: Mapping[str, list[dict[str, Any]]], charts: Mapping[str, str]
) -> None:
    """Writes PNG files: of each page in light and dark, of each message in light, of each chart as it is."""
    for name, svg in charts.items():
        (folder / f"{name}.png").write_bytes(png(svg))
    async with browsers.chromium() as browser:
        for name, html in pages.items():
            for scheme in SCHEMES:
                await _page(browser, html, scheme, folder / f"{name}-{scheme}.png")
        for name, blocks in messages.items():
            await _message(browser, blocks, folder / f"{name}.png")


async def _page(browser: Browser, html: str, scheme: Literal["light", "dark"], path: Path) -> None:
    window = await browser.new_page(
        viewport={"width": WIDTH, "height": 400}, color_scheme=scheme, device_scale_factor=DENSITY
    )
    await window.set_content(html)
    await window.screenshot(path=path, full_page=True)
    await window.close()


async def _message(browser: Browser, blocks: list[dict[str, Any]], path: Path) -> None:
    window = await browser.new_page(viewport={"width": WIDTH, "height": 300}, color_scheme="light")
    script = SHOWING.replace("BLOCKS", json.dumps(blocks)).replace(
        "NUMBERS", str([int(n) for n in re.findall(r"<@U0*(\d+)>", json.dumps(blocks))])
    )
    await window.route(f"{ORIGIN}/**", lambda route: _serve(route, script))
    await window.goto(f"{ORIGIN}/index.html")
    await window.wait_for_selector("body[data-ready]")
    await window.screenshot(path=path, full_page=True)
    await window.close()


async def _serve(route: Route, script: str) -> None:
    """The simulator's own page, which shows these blocks and nothing else."""
    name = route.request.url.rpartition("/")[2]
    body = script if name == "main.js" else (HERE / name).read_text()
    await route.fulfill(body=body, content_type=TYPES[Path(name).suffix])
