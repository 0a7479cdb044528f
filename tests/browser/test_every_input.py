"""Whatever an app can put before people: each kind of input, menus, shortcuts, pictures."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, expect
from slack_sdk.web.async_client import AsyncWebClient

from simulator import process
from simulator.driver import Simulator
from simulator.jsontypes import Json
from tests import waiting
from tests.browser.conftest import Open, Screen, opening
from tests.simulator.conftest import manifest
from tests.simulator.listener import Listener, listening

pytestmark = pytest.mark.browser

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
async def slack(simulator_process: process.SimulatorProcess) -> AsyncIterator[Simulator]:
    """A workspace with somebody else's app in it: one that has shortcuts."""
    async with Simulator.at(simulator_process.address) as simulator:
        await simulator.reset("northwind", manifest=manifest(), limits=False)
        await simulator.patience(20)
        yield simulator


@pytest.fixture
def window(chromium: Browser, slack: Simulator) -> Open:
    return opening(chromium, slack)


@pytest.fixture
async def app(slack: Simulator) -> AsyncIterator[Listener]:
    async with listening(slack) as listener:
        yield listener


@pytest.fixture
def client(slack: Simulator) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(label: str, kind: str, **more: Any) -> Json:
    name = label.casefold()
    element = {"type": kind, "action_id": name, **more}
    return {"type": "input", "block_id": name, "label": plain(label), "element": element}


OPTIONS = [{"text": plain(name), "value": name.casefold()} for name in ("Red", "Green", "Blue")]
FORM = {
    "type": "modal",
    "callback_id": "all",
    "title": plain("Everything"),
    "submit": plain("Send"),
    "blocks": [
        field("Line", "plain_text_input"),
        field("Lines", "plain_text_input", multiline=True),
        field("Person", "users_select"),
        field("People", "multi_users_select"),
        field("Channel", "channels_select"),
        field("Conversation", "conversations_select"),
        field("One", "static_select", options=OPTIONS),
        field("Several", "multi_static_select", options=OPTIONS),
        field("Radio", "radio_buttons", options=OPTIONS),
        field("Boxes", "checkboxes", options=OPTIONS),
        field("Day", "datepicker"),
        field("Mail", "email_text_input"),
        field("Number", "number_input", is_decimal_allowed=False),
    ],
}
FILLED = {
    "line": "a line",
    "lines": "two\nlines",
    "person": "U0ANA00001",
    "people": ["U0ANA00001", "U0INES0001"],
    "channel": "C0PATS0001",
    "conversation": "C0ESCALATE",
    "one": "green",
    "several": ["red", "blue"],
    "radio": "blue",
    "boxes": ["red", "green"],
    "day": "2026-03-09",
    "mail": "bo@northwind.example",
    "number": "7",
}


async def fill(screen: Screen) -> None:
    modal, press = screen.modal, screen.page.keyboard.press
    for label, text in (("Line", "a line"), ("Lines", "two\nlines"), ("Mail", "bo@northwind.example"), ("Number", "7")):
        await modal.get_by_label(label, exact=True).fill(text)
    picks = {"Person": ["lima"], "People": ["ana", "ortega"], "Channel": ["pats"], "Conversation": ["escal"]}
    for label, typed in (picks | {"One": ["green"], "Several": ["red", "blue"]}).items():
        for words in typed:
            await modal.get_by_label(label, exact=True).fill(words)
            await press("Enter")
        if label in ("People", "Several"):
            await press("Escape")  # the list of several stays open
    await modal.get_by_role("radio", name="Blue").check()
    for name in ("Red", "Green"):
        await modal.get_by_role("checkbox", name=name).check()
    await modal.get_by_label("Day", exact=True).fill("2026-03-09")


def put_in(payload: Json) -> Json:
    """What each block of a submitted form holds, in short."""
    found = {}
    for block, actions in payload["view"]["state"]["values"].items():
        entry = actions[block]
        value = next(one for key, one in entry.items() if key != "type")
        short = [one["value"] if isinstance(one, dict) else one for one in value] if isinstance(value, list) else value
        found[block] = short["value"] if isinstance(short, dict) else short
    return found


async def heard(app: Listener, kind: str, action: str = "") -> Json:
    """The newest interaction of a kind (and of one button), once it came."""

    def found() -> list[Json]:
        payloads = [json.loads(form["payload"]) for form in app.forms if "payload" in form]
        return [one for one in payloads if one["type"] == kind and action in str(one.get("actions"))]

    return (await waiting.until(found))[-1]


async def test_a_form_of_every_input_sends_what_was_put_in(window: Open, app: Listener, client: AsyncWebClient) -> None:
    async with window() as screen:
        await screen.go("bo", "support")
        await screen.page.get_by_role("button", name="Shortcuts").click()
        await screen.page.get_by_role("menuitem", name="New").click()
        await client.views_open(trigger_id=(await heard(app, "shortcut"))["trigger_id"], view=FORM)
        await expect(screen.modal).to_be_visible()
        await screen.button("Send", screen.modal).click()
        await expect(screen.modal.get_by_text("Please complete this required field.")).to_have_count(len(FILLED))
        await expect(screen.modal.get_by_label("Line", exact=True)).to_be_focused()
        await fill(screen)
        await screen.button("Send", screen.modal).click()
        await expect(screen.modal).to_be_hidden()
    assert put_in(await heard(app, "view_submission")) == FILLED


async def test_a_shortcut_on_a_message_and_an_overflow_menu(
    window: Open, slack: Simulator, app: Listener, client: AsyncWebClient
) -> None:
    said = await slack.person("ana").says("Refunded it.", "support")
    menu = {"type": "overflow", "action_id": "menu", "options": OPTIONS}
    sure = {"title": plain("Sure?"), "text": plain("Really."), "confirm": plain("Yes"), "deny": plain("No")}
    button = {"type": "button", "action_id": "go", "text": plain("Go :tada:"), "confirm": sure}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "*Choose*"}, "accessory": menu}
    blocks: list[Json] = [section, {"type": "actions", "elements": [button]}]
    await client.chat_postMessage(channel="C0SUPPORT1", text="Choose", blocks=blocks)
    async with window() as screen:
        await screen.go("bo", "support")
        await screen.message("Refunded it.").hover()
        await screen.button("More actions", screen.message("Refunded it.")).click()
        await screen.page.get_by_role("menuitem", name="Thank").click()
        assert (await heard(app, "message_action"))["message_ts"] == said.ts
        await screen.button("More", screen.message("Choose")).click()
        await screen.page.get_by_role("menuitem", name="Green").click()
        chosen = (await heard(app, "block_actions"))["actions"][0]["selected_option"]
        assert chosen["value"] == "green"
        await screen.message("Choose").get_by_role("button", name="Go").click()
        await screen.page.get_by_role("button", name="Yes").click()
        await heard(app, "block_actions", action="go")


async def test_a_picture_that_was_uploaded_is_shown(window: Open, slack: Simulator, client: AsyncWebClient) -> None:
    await client.files_upload_v2(channel="C0SUPPORT1", content=PIXEL, filename="chart.png", alt_txt="Pats by week")
    async with window() as screen:
        await screen.go("bo", "support")
        picture = screen.page.get_by_role("img", name="Pats by week")
        await expect(picture).to_be_visible()
        await expect(picture).to_have_js_property("naturalWidth", 1)
