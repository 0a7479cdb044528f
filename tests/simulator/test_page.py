"""What the page is made of, and what it asks for."""

import asyncio

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulator.driver import Simulator


@pytest.mark.parametrize(("path", "kind"), [("/", "text/html"), ("/page/main.js", "text/javascript")])
async def test_the_page_is_served_and_loads_nothing_from_elsewhere(slack: Simulator, path: str, kind: str) -> None:
    async with slack.wire.session.get(slack.address + path) as answer:
        assert answer.status == 200
        assert answer.content_type == kind
        assert "default-src 'none'; script-src 'self';" in answer.headers["Content-Security-Policy"]
        assert "//" not in (await answer.text()).replace("http://www.w3.org/2000/svg", "").replace("// ", "")


@pytest.mark.parametrize("name", ["nothing.js", "serve.py", "..%2Fweb.py", "%2Fetc%2Fpasswd"])
async def test_nothing_else_is_served(slack: Simulator, name: str) -> None:
    async with slack.wire.session.get(f"{slack.address}/page/{name}") as answer:
        assert answer.status == 404


async def test_a_look_waits_for_news_and_sends_the_directory_once(slack: Simulator) -> None:
    asked = {"person": "bo", "channel": "support"}
    first = await slack.wire.do("look", **asked)
    assert "Ana" in [one["name"] for one in first["directory"]["people"]]
    waiting = asyncio.create_task(slack.wire.do("look", **asked, beat=first["beat"], known=first["known"], timeout=20))
    await slack.person("ana").says("Here is news", "support")
    second = await waiting
    assert second["messages"][-1]["text"] == "Here is news"
    assert len(second["news"][second["channel"]]) == 1
    assert "directory" not in second


async def test_nobody_sees_channels_or_messages_that_are_not_theirs(slack: Simulator) -> None:
    await slack.person("carol").says("Between leads", "leads")
    seen = await slack.wire.do("look", person="bo", channel="leads")
    assert seen["messages"] == []
    assert slack.channel_id("leads") not in {*seen["news"], *(one["id"] for one in seen["directory"]["channels"])}


async def test_the_traffic_says_why_a_call_was_refused(slack: Simulator, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="C0SUPPORT1", blocks=[{"type": "nonsense"}], text="x")
    refused = (await slack.wire.do("traffic"))["traffic"][-1]
    assert (refused["name"], refused["outcome"], refused["code"]) == ("chat.postMessage", "refused", "invalid_blocks")
    assert refused["more"]["response_metadata"]["messages"]
    whole = await slack.wire.do("carried", key=refused["key"])
    assert whole["reply"]["error"] == "invalid_blocks"
    assert "nonsense" in str(whole["arguments"])
