"""Over HTTP: a signed POST, three seconds, any 2xx is an ack."""

import json
import ssl
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from simulator.delivery.parcels import EVENT, INTERACTION, SECONDS_TO_ANSWER, Answer, Parcel
from simulator.delivery.sign import signature

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def encoded(parcel: Parcel) -> tuple[bytes, str]:
    """The body as Slack sends it and its content type."""
    if parcel.kind == EVENT:
        return json.dumps(parcel.payload, separators=(",", ":")).encode(), JSON
    fields = {"payload": json.dumps(parcel.payload)} if parcel.kind == INTERACTION else parcel.payload
    return urlencode({key: str(value) for key, value in fields.items()}).encode(), FORM


def headers(secret: str, body: bytes, content_type: str, retry: int, reason: str) -> dict[str, str]:
    timestamp = str(int(time.time()))
    sent = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body),
        "User-Agent": "Slackbot 1.0 (simulated)",
    }
    return sent | ({"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason} if retry else {})


async def post(
    session: aiohttp.ClientSession,
    url: str,
    secret: str,
    parcel: Parcel,
    *,
    retry: int = 0,
    reason: str = "",
    seconds: float = SECONDS_TO_ANSWER,
) -> Answer:
    """One attempt. `retry` counts from 1; 0 is the first time. The app has `seconds`."""
    body, content_type = encoded(parcel)
    sent = headers(secret, body, content_type, retry, reason)
    limit = aiohttp.ClientTimeout(total=seconds)
    try:
        async with session.post(url, data=body, headers=sent, timeout=limit, max_redirects=2) as response:
            return _answer(response.status, await response.read(), response.headers)
    except TimeoutError:
        return Answer(False, "http_timeout")
    except aiohttp.TooManyRedirects:
        return Answer(False, "too_many_redirects")
    except (aiohttp.ClientSSLError, ssl.SSLError):
        return Answer(False, "ssl_error")
    except (aiohttp.ClientError, OSError):
        return Answer(False, "connection_failed")


def _answer(status: int, raw: bytes, received: Any) -> Answer:
    if 200 <= status < 300:
        return Answer(True, "", status, _read(raw, received.get("Content-Type", "")))
    return Answer(False, "http_error", status, final=received.get("X-Slack-No-Retry") == "1")


def _read(raw: bytes, content_type: str) -> Any:
    """JSON when it is, text otherwise, None when empty."""
    text = raw.decode(errors="replace")
    if not text.strip():
        return None
    if not content_type.startswith("application/json"):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
