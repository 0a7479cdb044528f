"""Load: signed `/pat` commands to a server, so many at once, and how long each took."""

import asyncio
import hmac
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

import aiohttp

SECRET = "benchmark signing secret"
TEAM = "T0BENCH001"
CONNECTIONS = 16
PEOPLE = 200
"""Who give and receive."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Requests a second, and the 95th percentile of one request in milliseconds."""

    rate: float
    p95: float


@dataclass(frozen=True, slots=True)
class Signed:
    body: bytes
    headers: dict[str, str]


def command(number: int) -> dict[str, str]:
    """A `/pat` from one of `PEOPLE` to another, with words of its own."""
    giver, receiver = number % PEOPLE, (number * 7 + 1) % PEOPLE
    receiver = receiver if receiver != giver else (receiver + 1) % PEOPLE
    return {
        "command": "/pat",
        "text": f"<@{user(receiver)}|p> for solving case {number} on the spot",
        "team_id": TEAM,
        "channel_id": f"C0BENCH{number % 50:03}",
        "channel_name": "support",
        "user_id": user(giver),
        "user_name": "p",
        "trigger_id": f"{time.time_ns()}.{number}",
        "response_url": "http://127.0.0.1:9/none",
        "api_app_id": "A1",
        "token": "t",
    }


def user(number: int) -> str:
    return f"U0{number:08}"


def signed(number: int) -> Signed:
    body = urlencode(command(number)).encode()
    timestamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), b"v0:%b:%b" % (timestamp.encode(), body), sha256).hexdigest()
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={digest}",
    }
    return Signed(body, headers)


async def measure(url: str, *, first: int, requests: int) -> Figures:
    """Send `requests` commands, numbered from `first`; every answer has to be a 200 and no excuse."""
    ready = iter([signed(number) for number in range(first, first + requests)])
    took: list[float] = []
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:
        begin = time.perf_counter()
        await asyncio.gather(*(_send(session, url, ready, took) for _ in range(CONNECTIONS)))
        whole = time.perf_counter() - begin
    return Figures(requests / whole, statistics.quantiles(took, n=20)[-1] * 1000)


async def _send(session: aiohttp.ClientSession, url: str, ready: Iterator[Signed], took: list[float]) -> None:
    for one in ready:
        begin = time.perf_counter()
        async with session.post(url, data=one.body, headers=one.headers) as answer:
            text = await answer.text()
        took.append(time.perf_counter() - begin)
        assert answer.status == 200, answer.status
        assert "went wrong" not in text, text
