"""What comes in over HTTP: genuine, small enough, and something Slack sends."""

import json
import time
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.ingress.signature import is_genuine
from bot.ingress.web import BadBody, parse_body
from simulator.driver import Simulator
from tests.bot.running import Bot
from tests.bot.signing import signed

FIELDS = {
    "command": "/pat",
    "text": "help",
    "user_id": "U0BO000001",
    "team_id": "T0NORTHWND",
    "channel_id": "C0SUPPORT1",
    "channel_name": "support",
    "trigger_id": "1.2.abc",
}
COMMAND = urlencode(FIELDS)


async def post(bot: Bot, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    url = bot.url + "/slack/events"
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as r:
        return r.status, await r.text()


async def test_a_signed_command_is_answered(slack: Simulator, bot: Bot) -> None:
    body = COMMAND.encode()
    status, text = await post(bot, body, signed(slack.signing_secret, body))
    assert status == 200
    assert "/pat undo" in text


async def test_a_wrong_an_old_and_a_missing_signature_are_refused(slack: Simulator, bot: Bot) -> None:
    body = COMMAND.encode()
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert (await post(bot, body, signed("another secret", body)))[0] == 401
    assert (await post(bot, body, signed(slack.signing_secret, body, at=time.time() - 400)))[0] == 401
    assert (await post(bot, body, signed(slack.signing_secret, body, at=time.time() + 400)))[0] == 401
    assert (await post(bot, body, form))[0] == 401
    assert (await post(bot, body + b"x", signed(slack.signing_secret, body)))[0] == 401


@pytest.mark.parametrize("body", [b"", b"not a form", b"\xff\xfe", b"payload=notjson", b"payload=%5B1%5D", b"a=b"])
async def test_a_body_that_is_no_form_is_answered_400(slack: Simulator, bot: Bot, body: bytes) -> None:
    assert (await post(bot, body, signed(slack.signing_secret, body)))[0] == 400


@pytest.mark.parametrize("left_out", ["user_id", "team_id", "channel_id", "trigger_id"])
async def test_a_command_without_what_every_command_has_is_answered_400(
    slack: Simulator, bot: Bot, left_out: str
) -> None:
    body = urlencode({key: value for key, value in FIELDS.items() if key != left_out}).encode()
    assert (await post(bot, body, signed(slack.signing_secret, body)))[0] == 400


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback", "event": "x", "event_id": "Ev1"},
        {"type": "event_callback", "event": None, "event_id": "Ev1"},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": []},
        {"type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1"}},
        {"type": 7},
    ],
)
async def test_a_payload_of_no_known_shape_is_answered_400(
    slack: Simulator, bot: Bot, payload: dict[str, object]
) -> None:
    body = json.dumps(payload).encode()
    assert (await post(bot, body, signed(slack.signing_secret, body, "application/json")))[0] == 400


@pytest.mark.parametrize("timestamp", ["9" * 400, "9" * 5000, "²", "-1", "1e9"])
async def test_an_absurd_timestamp_is_a_wrong_signature(slack: Simulator, bot: Bot, timestamp: str) -> None:
    body = COMMAND.encode()
    headers = signed(slack.signing_secret, body) | {"x-slack-request-timestamp": timestamp}
    assert (await post(bot, body, headers))[0] == 401


async def test_a_body_over_a_megabyte_is_answered_413(slack: Simulator, bot: Bot) -> None:
    body = b"x" * 1_000_001
    assert (await post(bot, body, signed(slack.signing_secret, body)))[0] == 413


async def test_slacks_url_check_is_answered_with_its_challenge(slack: Simulator, bot: Bot) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc123", "token": "x"}).encode()
    assert await post(bot, body, signed(slack.signing_secret, body, "application/json")) == (200, "abc123")


async def test_an_event_that_nobody_listens_to_is_acknowledged(slack: Simulator, bot: Bot) -> None:
    event = {"type": "emoji_changed", "subtype": "add"}
    envelope = {"type": "event_callback", "team_id": "T0NORTHWND", "event_id": "Ev1", "event": event}
    body = json.dumps(envelope).encode()
    assert (await post(bot, body, signed(slack.signing_secret, body, "application/json")))[0] == 200


async def test_health_readiness_and_metrics_answer(slack: Simulator, bot: Bot) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/healthz", "/readyz", "/metrics"):
            async with session.get(bot.url + path) as response:
                assert response.status == 200, path


def test_slacks_published_signature_is_accepted_and_any_changed_byte_refused(shared: Path) -> None:
    example = json.loads((shared / "slack" / "signature.json").read_text())
    headers = {"x-slack-request-timestamp": example["timestamp"], "x-slack-signature": example["signature"]}
    body, at = example["body"].encode(), float(example["timestamp"])
    assert is_genuine(example["secret"], headers, body, at)
    assert not is_genuine(example["secret"], headers, body, at + 301)
    for place in range(len(body)):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        assert not is_genuine(example["secret"], headers, changed, at)


def test_a_command_with_the_word_payload_is_a_command() -> None:
    form = urlencode({"command": "/pat", "text": "@ana for the payload=1 fix"}).encode()
    assert parse_body(form, "application/x-www-form-urlencoded")["text"] == "@ana for the payload=1 fix"


def test_deeply_nested_json_is_a_bad_body_and_no_crash() -> None:
    with pytest.raises(BadBody):
        parse_body(b"[" * 100_000, "application/json")
