"""Every limit: just inside is taken, just outside refused; and the numbers are those of the shared facts."""

import re
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulator.driver import Simulator
from tests.simulator.planted import LIMITS, WRONG, Limit, modal, plain, section


async def shown(slack: Simulator, client: AsyncWebClient, surface: Any) -> None:
    """Posts blocks, opens a view."""
    if isinstance(surface, list):
        await client.chat_postMessage(channel="C0SUPPORT1", text="x", blocks=surface)
    else:
        await client.views_open(trigger_id=await trigger(slack), view=surface)


async def trigger(slack: Simulator) -> str:
    """A fresh one. Nobody answers the command: that does not matter to its trigger."""
    await slack.person("ana").slash("/echo x")
    deliveries = await slack.ledger.deliveries(kind="slash_commands")
    return str(deliveries[-1]["payload"]["trigger_id"])


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
async def test_a_limit_holds(slack: Simulator, client: AsyncWebClient, limit: Limit) -> None:
    await shown(slack, client, limit.make(limit.number))
    with pytest.raises(SlackApiError) as refused:
        await shown(slack, client, limit.make(limit.number + 1))
    assert refused.value.response["error"] == ("invalid_arguments" if limit.on_view else "invalid_blocks")
    assert refused.value.response["response_metadata"]["messages"][0].startswith("[ERROR] ")


@pytest.mark.parametrize("name", WRONG)
async def test_what_is_wrong_is_refused(slack: Simulator, client: AsyncWebClient, name: str) -> None:
    with pytest.raises(SlackApiError, match=r"invalid_blocks|invalid_arguments"):
        await shown(slack, client, WRONG[name])


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_the_number_is_that_of_the_facts(shared: Path, limit: Limit) -> None:
    facts = (shared / "FACTS.md").read_text()
    if limit.row.startswith("##"):
        text = facts.split(limit.row, 1)[1].split("\n## ")[0]
    else:
        text = next(line for line in facts.splitlines() if line.startswith(f"| {limit.row}"))
    numbers = {int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)}
    assert limit.number in numbers


async def test_a_view_may_weigh_250_kilobytes(slack: Simulator, client: AsyncWebClient) -> None:
    heavy = modal(blocks=[section(text={"type": "mrkdwn", "text": "x" * 3000}) for _ in range(90)])
    with pytest.raises(SlackApiError, match="view_too_large"):
        await shown(slack, client, heavy)


async def test_three_views_lie_on_each_other(slack: Simulator, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=await trigger(slack), view=modal())
    for _ in range(2):
        await client.views_push(trigger_id=await trigger(slack), view=modal())
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=await trigger(slack), view=modal())


async def test_a_trigger_opens_one_view(slack: Simulator, client: AsyncWebClient) -> None:
    used = await trigger(slack)
    await client.views_open(trigger_id=used, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=used, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id="1.2.three", view=modal())


async def test_an_external_id_is_given_once(slack: Simulator, client: AsyncWebClient) -> None:
    home = {"type": "home", "blocks": [section()], "external_id": "mine"}
    await client.views_publish(user_id="U0ANA00001", view=home)
    await client.views_publish(user_id="U0ANA00001", view=home)
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await client.views_publish(user_id="U0BO000001", view=home)


async def test_text_is_cut_when_posted_and_refused_when_updated(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SUPPORT1", text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    await client.chat_update(channel="C0SUPPORT1", ts=posted["ts"], text="x" * 4000)
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await client.chat_update(channel="C0SUPPORT1", ts=posted["ts"], text="x" * 4001)


async def test_blocks_validate_takes_one_thing_and_points_at_the_fault(slack: Simulator) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    wrong = [section(text={"type": "shouting", "text": "x"})]
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("blocks.validate", json={"blocks": wrong})
    assert refused.value.response["errors"][0]["pointer"] == "/0/text/type"
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.api_call("blocks.validate", json={"blocks": wrong, "view": modal(title=plain("x"))})
