"""What the app answers: to commands and at response_urls."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from simulator.driver import Simulator
from tests.simulator.echo import BUTTON, section
from tests.simulator.listener import Listener, listening


@pytest.fixture
async def app(slack: Simulator) -> AsyncIterator[Listener]:
    async with listening(slack) as listener:
        yield listener


async def hook(slack: Simulator, app: Listener) -> AsyncWebhookClient:
    """The response_url of a command of Ana's."""
    await slack.person("ana").slash("/echo hi", channel="support")
    return AsyncWebhookClient(app.forms[-1]["response_url"])


async def test_plain_text_is_for_their_eyes_only(slack: Simulator, app: Listener) -> None:
    app.answer = lambda _: web.Response(text="just you")
    reply = await slack.person("ana").slash("/echo hi", channel="support")
    assert reply.told == ["just you"]
    await slack.person("bo").sees_nothing_of("just you")


async def test_in_channel_is_for_everyone(slack: Simulator, app: Listener) -> None:
    app.answer = lambda _: web.json_response({"response_type": "in_channel", "text": "all of you"})
    await slack.person("ana").slash("/echo hi", channel="support")
    await slack.person("bo").sees("all of you", in_="support")


async def test_a_broken_answer_is_not_shown(slack: Simulator, app: Listener) -> None:
    app.answer = lambda _: web.json_response({"text": "hi", "blocks": [{"type": "section"}]})
    reply = await slack.person("ana").slash("/echo hi", channel="support")
    assert "failed" in reply.told[0]


async def test_five_answers_and_no_sixth(slack: Simulator, app: Listener) -> None:
    webhook = await hook(slack, app)
    for number in range(5):
        assert (await webhook.send(text=f"answer {number}")).body == "ok"
    sixth = await webhook.send(text="answer 5")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
    assert await slack.ledger.count(kind="response_url") == 5


async def test_after_half_an_hour_it_is_over(slack: Simulator, app: Listener) -> None:
    webhook = await hook(slack, app)
    await slack.move_clock(30 * 60 + 1)
    late = await webhook.send(text="late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


async def test_a_broken_answer_does_not_count(slack: Simulator, app: Listener) -> None:
    webhook = await hook(slack, app)
    wrong = await webhook.send(blocks=[{"type": "section"}])
    assert (wrong.status_code, "invalid_blocks" in wrong.body) == (400, True)
    assert (await webhook.send(text="right")).status_code == 200


@pytest.mark.parametrize("kind", ["in_channel", "ephemeral"])
async def test_the_original_is_replaced_and_deleted(slack: Simulator, app: Listener, kind: str) -> None:
    ana = slack.person("ana")
    await (await hook(slack, app)).send(text="x", blocks=[section("before"), BUTTON], response_type=kind)
    await ana.click("Me too", in_="support")
    payload = (await slack.ledger.deliveries(kind="interactive"))[-1]["payload"]
    assert payload["container"]["is_ephemeral"] == (kind == "ephemeral")
    assert ("message" in payload) == (kind == "in_channel")
    webhook = AsyncWebhookClient(payload["response_url"])
    await webhook.send(text="after", replace_original=True)
    await ana.sees("after", in_="support")
    await ana.sees_nothing_of("before")
    await webhook.send(delete_original=True)
    await ana.sees_nothing_of("after")


async def test_a_click_carries_what_was_clicked(slack: Simulator, app: Listener) -> None:
    await (await hook(slack, app)).send(text="x", blocks=[BUTTON], response_type="in_channel")
    await slack.person("bo").click("join", in_="support")
    payload = (await slack.ledger.deliveries(kind="interactive"))[-1]["payload"]
    action: dict[str, Any] = payload["actions"][0]
    assert (action["action_id"], action["value"], action["type"]) == ("join", "7", "button")
    assert payload["user"]["id"] == "U0BO000001"


async def test_a_click_that_nobody_takes_is_marked(slack: Simulator, app: Listener) -> None:
    await (await hook(slack, app)).send(text="x", blocks=[BUTTON], response_type="in_channel")
    app.answer = lambda _: web.Response(status=500)
    reply = await slack.person("bo").click("join", in_="support")
    assert reply.trouble == "We had some trouble connecting. Try again?"


async def test_an_update_replaces_text_and_blocks_together(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SUPPORT1", text="x", blocks=[section("before")])
    here = {"channel": "C0SUPPORT1", "ts": posted["ts"]}
    with_blocks = (await client.chat_update(**here, text="y", blocks=[section("after")]))["message"]
    assert "edited" not in with_blocks
    without = (await client.chat_update(**here, text="only text"))["message"]
    assert "blocks" not in without
    assert without["edited"]["user"] == "U0BACKPAT1"


async def test_an_update_keeps_metadata_until_it_is_emptied(client: AsyncWebClient) -> None:
    metadata = {"event_type": "a", "event_payload": {}}
    posted = await client.chat_postMessage(channel="C0SUPPORT1", text="x", metadata=metadata)
    here = {"channel": "C0SUPPORT1", "ts": posted["ts"]}
    await client.chat_update(**here, text="y")
    kept = await client.conversations_history(channel="C0SUPPORT1", include_all_metadata=True)
    assert kept["messages"][0]["metadata"] == metadata
    await client.chat_update(**here, text="y", metadata={})
    gone = await client.conversations_history(channel="C0SUPPORT1", include_all_metadata=True)
    assert "metadata" not in gone["messages"][0]
