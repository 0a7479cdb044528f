"""A stock Bolt app plays against the simulator, in both transports."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from simulator.driver import Simulator
from tests.simulator import echo

Heard = list[dict[str, Any]]


@pytest.fixture(params=["http", "socket"])
async def heard(slack: Simulator, request: pytest.FixtureRequest) -> AsyncIterator[Heard]:
    transport = echo.over_http if request.param == "http" else echo.over_socket
    async with transport(slack) as payloads:
        yield payloads


async def test_a_command_is_answered_in_the_channel(slack: Simulator, heard: Heard) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    reply = await ana.slash("/echo @bo for #pats & co", channel="support")
    assert reply.ok
    assert heard[-1]["text"] == "<@U0BO000001|bo> for <#C0PATS0001|pats> &amp; co"
    seen = await bo.sees("@Bo for #pats & co", in_="support")
    assert seen.buttons == ["Me too"]
    assert seen.sender == "backpat"


async def test_a_button_posts_through_its_response_url(slack: Simulator, heard: Heard) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    await ana.slash("/echo hello", channel="support")
    assert (await bo.click("Me too", in_="support")).ok
    await ana.sees("@Bo joins in", in_="support")
    assert await slack.ledger.count(kind="response_url") == 1


async def test_a_form_is_filled_corrected_and_sent(slack: Simulator, heard: Heard) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    opened = await ana.slash("/echo form", channel="support")
    assert opened.ok
    await ana.sees_modal("What?")
    refused = await ana.submit()
    assert refused.modal
    assert set(refused.modal["errors"]) == {"who", "words"}
    await ana.fill({"Who?": ["@bo"], "What?": "bad"})
    again = await ana.submit()
    assert again.modal
    assert again.modal["errors"] == {"words": "Not that word."}
    await ana.fill({"What?": "Well done"})
    assert (await ana.submit()).modal is None
    await bo.sees("Well done", in_="app")
    await ana.sees_nothing_of("Well done")


async def test_closing_a_form_is_told(slack: Simulator, heard: Heard) -> None:
    ana = slack.person("ana")
    await ana.slash("/echo form")
    await ana.close()
    assert heard[-1]["type"] == "view_closed"
    assert await ana.modal() is None


async def test_home_greets(slack: Simulator, heard: Heard) -> None:
    ana = slack.person("ana")
    await ana.opens_home()
    home = await ana.sees_home("Hello @Ana")
    assert [one["text"] for one in home["actions"]] == ["Me too"]


async def test_a_mention_is_answered_in_its_thread(slack: Simulator, heard: Heard) -> None:
    ana = slack.person("ana")
    said = await ana.says("@backpat are you there?", channel="support")
    answer = await ana.sees("@Ana called", in_="support")
    assert answer.thread_ts == said.ts


async def test_a_message_shortcut_opens_a_form(slack: Simulator, heard: Heard) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    said = await bo.says("done", channel="support")
    assert (await ana.shortcut("thank", on=said)).ok
    await ana.sees_modal("Who?")


async def test_a_repeated_delivery_keeps_its_ids(slack: Simulator, heard: Heard) -> None:
    reply = await slack.person("ana").slash("/echo again", channel="support")
    answers = await slack.resend(reply, times=4)
    assert [one["ok"] for one in answers] == [True] * 4
    assert len({one["trigger_id"] for one in heard if one.get("command")}) == 1
    assert len(heard) == 5


async def test_a_global_shortcut_opens_a_form(slack: Simulator, heard: Heard) -> None:
    carol = slack.person("carol")
    assert (await carol.shortcut("new")).ok
    await carol.sees_modal("Who?")
    with pytest.raises(AssertionError, match="there is no global shortcut 'thank'"):
        await carol.shortcut("thank")


async def test_an_events_url_is_verified(slack: Simulator) -> None:
    async with echo.over_http(slack):
        assert await slack.verifies_url()
    await slack.point_at(f"{slack.address}/api/auth.test")
    assert not await slack.verifies_url()
