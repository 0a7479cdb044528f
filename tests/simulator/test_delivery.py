"""How payloads reach the app over HTTP: signed, in time, events again and commands never."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from simulator.delivery.parcels import SECONDS_TO_ANSWER
from simulator.delivery.sign import signature
from simulator.driver import Simulator
from simulator.grants import TRIGGER_SECONDS
from simulator.tallies import PATIENCE
from tests.simulator.listener import Listener, listening


@pytest.fixture
async def app(slack: Simulator) -> AsyncIterator[Listener]:
    async with listening(slack) as listener:
        yield listener


def test_an_app_has_three_seconds() -> None:
    assert SECONDS_TO_ANSWER == TRIGGER_SECONDS == 3


def test_the_signature_is_slacks_own(shared: Path) -> None:
    vector = json.loads((shared / "signature.json").read_text())
    assert signature(vector["secret"], vector["timestamp"], vector["body"].encode()) == vector["signature"]


async def test_every_request_is_signed(slack: Simulator, app: Listener) -> None:
    ana = slack.person("ana")
    await ana.slash("/echo payload & <b>", channel="support")
    await ana.says("hello", channel="support")
    await slack.ledger.delivered(count=2)
    verifier = SignatureVerifier(slack.signing_secret)
    for body, headers in zip(app.bodies, app.headers, strict=True):
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + b" ", headers)


async def test_an_event_comes_again_at_once_after_a_minute_and_after_five(slack: Simulator, app: Listener) -> None:
    app.answer = lambda _: web.Response(status=500)
    await slack.person("ana").says("hello", channel="support")
    await attempts(slack, 2)
    await slack.move_clock(59)
    await slack.quiet()
    assert len(app.bodies) == 2
    await slack.move_clock(2)
    await attempts(slack, 3)
    await slack.move_clock(301)
    await attempts(slack, 4)
    await slack.move_clock(10_000)
    await slack.quiet()
    numbers = [headers.get("X-Slack-Retry-Num") for headers in app.headers]
    assert numbers == [None, "1", "2", "3"]
    assert {headers.get("X-Slack-Retry-Reason") for headers in app.headers[1:]} == {"http_error"}
    assert len({json.loads(body)["event_id"] for body in app.bodies}) == 1


async def attempts(slack: Simulator, count: int) -> None:
    """Until `count` attempts at delivering have ended."""
    ended = 0
    async for one in slack.happenings():
        ended += one["kind"] == "delivery"
        if ended == count:
            return


async def test_an_event_stops_coming_when_it_is_acknowledged(slack: Simulator, app: Listener) -> None:
    app.answer = lambda number: web.Response(status=500 if number == 1 else 204)
    await slack.person("ana").says("hello", channel="support")
    await slack.ledger.delivered(name="message")
    await slack.move_clock(10_000)
    await slack.quiet()
    assert len(app.bodies) == 2


async def test_no_retry_is_honoured(slack: Simulator, app: Listener) -> None:
    app.answer = lambda _: web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
    await slack.person("ana").says("hello", channel="support")
    await attempts(slack, 1)
    await slack.move_clock(10_000)
    await slack.quiet()
    assert len(app.bodies) == 1


async def test_a_command_is_never_sent_again_and_its_sender_is_told(slack: Simulator, app: Listener) -> None:
    app.answer = lambda _: web.Response(status=503)
    reply = await slack.person("ana").slash("/echo hi", channel="support")
    assert (reply.ok, reply.reason, reply.status) == (False, "http_error", 503)
    assert reply.told == ['/echo failed with the error "http_service_error"']
    await slack.move_clock(10_000)
    await slack.quiet()
    assert len(app.bodies) == 1
    await slack.person("bo").sees_nothing_of("failed")


async def test_nobody_at_home_is_told_to_the_sender(slack: Simulator) -> None:
    await slack.point_at("http://127.0.0.1:9/")
    reply = await slack.person("ana").slash("/echo hi")
    assert reply.told == ['/echo failed with the error "dispatch_failed"']


async def test_a_late_answer_is_none(slack: Simulator, app: Listener) -> None:
    await slack.point_at(slack.address + "/api/auth.test")  # a URL that hangs, by a fault
    await slack.patience(0.2)
    await slack.fault("auth.test", "timeout", seconds=1)
    reply = await slack.person("ana").slash("/echo hi")
    assert reply.reason == "http_timeout"
    assert reply.told == ['/echo failed with the error "operation_timeout"']


async def test_text_is_escaped_when_the_manifest_says_so(slack: Simulator, app: Listener) -> None:
    ana = slack.person("ana")
    typed = "@bo, @frontline @here @nobody #pats a&b <c> ana@example.com (https://example.com/x?a=1&b=2)."
    await ana.slash(f"/echo {typed}", channel="support")
    await ana.slash(f"/plain {typed}", channel="support")
    escaped, plain = (form["text"] for form in app.forms)
    assert escaped == (
        "<@U0BO000001|bo>, <!subteam^S0FRONT001|@frontline> <!here> @nobody <#C0PATS0001|pats> "
        "a&amp;b &lt;c&gt; <mailto:ana@example.com|ana@example.com> (<https://example.com/x?a=1&amp;b=2>)."
    )
    assert (
        plain
        == "@bo, @frontline @here @nobody #pats a&amp;b &lt;c&gt; ana@example.com (https://example.com/x?a=1&amp;b=2)."
    )


async def test_a_command_comes_from_channels_without_the_app_too(slack: Simulator, app: Listener) -> None:
    await slack.person("carol").slash("/echo hi", channel="leads")
    await slack.person("carol").slash("/echo hi", channel="@dave")
    assert [form["channel_name"] for form in app.forms] == ["privategroup", "directmessage"]


async def test_a_command_slack_does_not_know_goes_nowhere(slack: Simulator, app: Listener) -> None:
    reply = await slack.person("ana").slash("/pats hi")
    assert reply.told == ["/pats is not a valid command."]
    assert not app.bodies


async def test_delivering_can_be_held_back(slack: Simulator, app: Listener) -> None:
    await slack.stop_delivering()
    await slack.person("ana").says("hello", channel="support")
    await slack.quiet()
    assert not app.bodies
    await slack.resume_delivering()
    await slack.ledger.delivered(name="message")


async def test_an_app_that_floods_is_told_of_its_limit_once_a_minute(slack: Simulator, app: Listener) -> None:
    await slack.limits(by_clock=True, events_an_hour=2)
    for _ in range(5):
        await slack.person("ana").says("hello", channel="support")
    await slack.ledger.delivered(count=3)
    await slack.quiet()
    kinds = sorted(json.loads(body)["event"]["type"] for body in app.bodies)
    assert kinds == ["app_rate_limited", "message", "message"]


async def test_patience_can_be_shortened_and_lengthened(slack: Simulator) -> None:
    await slack.point_at(slack.address + "/api/auth.test")
    for patience, ok in ((0.05, False), (PATIENCE, True)):
        await slack.patience(patience)
        await slack.fault("auth.test", "slow_reply", seconds=0.2)
        assert (await slack.person("ana").slash("/echo hi")).ok == ok
