"""Faults on request: what the stock client meets on a bad day."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulator.driver import Simulator
from simulator.tallies import PATIENCE


@pytest.fixture
def bare(slack: Simulator) -> AsyncWebClient:
    """A client that tries once."""
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


async def test_a_method_fails_once(slack: Simulator, bare: AsyncWebClient) -> None:
    await slack.fault("chat.postMessage", "error", code="internal_error")
    with pytest.raises(SlackApiError, match="internal_error"):
        await bare.chat_postMessage(channel="C0SUPPORT1", text="x")
    await bare.chat_postMessage(channel="C0SUPPORT1", text="x")
    assert await slack.ledger.count(kind="message") == 1


async def test_a_server_error_has_status_500(slack: Simulator, bare: AsyncWebClient) -> None:
    await slack.fault("*", "error_500")
    with pytest.raises(SlackApiError) as error:
        await bare.auth_test()
    assert error.value.response.status_code == 500


async def test_limits_on_request_last_a_while(slack: Simulator, bare: AsyncWebClient) -> None:
    await slack.fault("auth.test", "ratelimited", seconds=7, lasting=60)
    for _ in range(2):
        with pytest.raises(SlackApiError) as error:
            await bare.auth_test()
        assert error.value.response.headers["Retry-After"] == "7"
    await slack.heal()
    await bare.auth_test()


async def test_a_lost_reply_leaves_the_work_done(slack: Simulator, bare: AsyncWebClient) -> None:
    await slack.fault("chat.postMessage", "lost_reply")
    with pytest.raises(aiohttp.ClientError):
        await bare.chat_postMessage(channel="C0SUPPORT1", text="x")
    assert await slack.ledger.count(kind="message", text="x") == 1


async def test_the_sdks_own_retry_posts_twice(slack: Simulator, client: AsyncWebClient) -> None:
    """Why the bot must switch it off."""
    await slack.fault("chat.postMessage", "lost_reply")
    await client.chat_postMessage(channel="C0SUPPORT1", text="x")
    assert await slack.ledger.count(kind="message", text="x") == 2


async def test_a_method_that_hangs_does_nothing(slack: Simulator, bare: AsyncWebClient) -> None:
    await slack.fault("chat.postMessage", "timeout", seconds=2)
    bare.timeout = 1
    with pytest.raises(TimeoutError):
        await bare.chat_postMessage(channel="C0SUPPORT1", text="x")
    assert not await slack.ledger.count(kind="message")


async def test_a_slow_reply_comes_after_the_work(slack: Simulator, bare: AsyncWebClient) -> None:
    await slack.fault("chat.postMessage", "slow_reply", seconds=PATIENCE)
    posting = asyncio.create_task(bare.chat_postMessage(channel="C0SUPPORT1", text="x"))
    await slack.ledger.reaches(1, kind="message")
    assert not posting.done()
    posting.cancel()
    await slack.fault("chat.postMessage", "slow_reply", seconds=0.1)
    assert (await bare.chat_postMessage(channel="C0SUPPORT1", text="y"))["ok"]


async def test_a_trigger_expires(slack: Simulator, bare: AsyncWebClient) -> None:
    await slack.patience(0.1)
    await slack.person("ana").slash("/echo x")
    trigger = (await slack.ledger.deliveries())[-1]["payload"]["trigger_id"]
    await asyncio.sleep(0.15)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await bare.views_open(
            trigger_id=trigger,
            view={"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []},
        )


async def test_calls_are_noted_without_their_token(slack: Simulator, bare: AsyncWebClient) -> None:
    await bare.chat_postMessage(channel="C0SUPPORT1", text="x")
    await bare.api_call("auth.test", params={"token": slack.bot_token})
    calls = await slack.ledger.calls()
    assert [one["method"] for one in calls] == ["chat.postMessage", "auth.test"]
    assert slack.bot_token not in str(calls)
