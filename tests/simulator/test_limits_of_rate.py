"""How often: per method, per channel, per workspace; by the workspace's clock when asked."""

import asyncio

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulator.driver import Simulator


async def refused(client: AsyncWebClient, channel: str) -> int:
    """Posts; the seconds of Retry-After, 0 when it was taken."""
    answer = await asyncio.gather(client.chat_postMessage(channel=channel, text="x"), return_exceptions=True)
    if not isinstance(answer[0], SlackApiError):
        return 0
    response = answer[0].response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    return int(response.headers["Retry-After"])


async def test_a_channel_takes_one_a_second_after_a_burst(slack: Simulator, client: AsyncWebClient) -> None:
    await slack.stop_clock()
    await slack.limits(by_clock=True)
    assert [await refused(client, "C0SUPPORT1") for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    assert not await refused(client, "C0PATS0001")
    await slack.move_clock(1)
    assert not await refused(client, "C0SUPPORT1")


async def test_a_workspace_takes_three_hundred_a_minute(slack: Simulator, client: AsyncWebClient) -> None:
    await slack.stop_clock()
    await slack.limits(by_clock=True)
    people = ["ana", "bo", "carol", "dave", "eve", "finn", "gita", "hugo", "ines", "jon"]
    for _ in range(30):
        assert not any([await refused(client, slack.person(name).id) for name in people])
        await slack.move_clock(1)
    assert await refused(client, "C0SUPPORT1") == 30
    await slack.move_clock(31)
    assert not await refused(client, "C0SUPPORT1")


async def test_a_method_takes_its_tier(slack: Simulator, client: AsyncWebClient) -> None:
    await slack.stop_clock()
    await slack.limits(by_clock=True)
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError, match="ratelimited") as error:
        await client.users_list()
    assert int(error.value.response.headers["Retry-After"]) > 50
    await slack.move_clock(61)
    await client.users_list()


async def test_another_workspace_has_its_own(slack: Simulator) -> None:
    await slack.reset("northwind", "zed")
    for workspace in slack.facts["workspaces"]:
        client = AsyncWebClient(workspace["bot_token"], base_url=slack.api_url)
        for _ in range(5):
            assert not await refused(client, "C0PATS0001")
