"""From what the simulator has noted to the complaints, and to the counts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import manifest
from simulator.driver import Simulator
from tests.judging.collecting import judged
from tests.simulator.planted import modal, mrkdwn, section


@pytest.fixture
async def slack() -> AsyncIterator[Simulator]:
    async with Simulator.launch(manifest=manifest.manifest(url="http://127.0.0.1:1")) as simulator:
        yield simulator


async def test_faults_of_a_bot_are_found_in_what_slack_has_noted_refused_or_not(slack: Simulator, shared: Path) -> None:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    await client.chat_postMessage(channel="C0SUPPORT1", text="fine", blocks=[section()])
    assert (await judged(slack, shared)).complaints == []
    await client.chat_postMessage(channel="C0SUPPORT1", text="hi", colour="red")
    for wrong in ([section(text=mrkdwn("x" * 3001))], [section(), section(accessory={"type": "lever"})]):
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel="C0SUPPORT1", text="hi", blocks=wrong)
    with pytest.raises(SlackApiError):
        await client.views_open(trigger_id="1.2.three", view=modal(title={"type": "plain_text", "text": "x" * 25}))
    found = await judged(slack, shared)
    assert found.covered["call chat.postMessage"] == 4
    assert found.covered["view modal"] == 1
    told = "\n".join(found.complaints)
    for said in ("unknown argument 'colour'", "section.text is 3001 long", "the schema of a section", "title of 25"):
        assert said in told
