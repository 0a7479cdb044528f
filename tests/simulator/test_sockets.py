"""Socket Mode: tickets, connections, envelopes, and what happens when one breaks."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from simulator.driver import Simulator


class Socket:
    """A connection that acknowledges what it gets, or does not."""

    def __init__(self, wire: aiohttp.ClientWebSocketResponse, *, acks: bool = True) -> None:
        self.wire, self.acks = wire, acks
        self.got: list[dict[str, Any]] = []
        self.more = asyncio.Event()

    async def run(self) -> None:
        async for message in self.wire:
            envelope = message.json()
            self.got.append(envelope)
            self.more.set()
            if self.acks and "envelope_id" in envelope:
                await self.wire.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "from here"}})

    async def has(self, count: int) -> None:
        while len(self.got) < count:
            self.more.clear()
            await self.more.wait()


class Sockets:
    def __init__(self, slack: Simulator, session: aiohttp.ClientSession) -> None:
        self.slack, self.session, self.tasks = slack, session, list[asyncio.Task[None]]()

    async def address(self) -> str:
        opened = await AsyncWebClient(base_url=self.slack.api_url).apps_connections_open(app_token=self.slack.app_token)
        return str(opened["url"])

    async def open(self, *, acks: bool = True) -> Socket:
        socket = Socket(await self.session.ws_connect(await self.address()), acks=acks)
        self.tasks.append(asyncio.create_task(socket.run()))
        return socket


@pytest.fixture
async def sockets(slack: Simulator) -> AsyncIterator[Sockets]:
    async with aiohttp.ClientSession() as session:
        opened = Sockets(slack, session)
        yield opened
        for task in opened.tasks:
            task.cancel()
        await asyncio.gather(*opened.tasks, return_exceptions=True)


async def test_it_says_hello(slack: Simulator, sockets: Sockets) -> None:
    socket = await sockets.open()
    await slack.connected()
    await slack.person("ana").slash("/echo hi")
    hello, envelope = socket.got
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert envelope["type"] == "slash_commands"
    assert envelope["accepts_response_payload"] is True


async def test_an_ack_may_carry_the_answer(slack: Simulator, sockets: Sockets) -> None:
    await sockets.open()
    reply = await slack.person("ana").slash("/echo hi")
    assert reply.told == ["from here"]


async def test_a_ticket_opens_one_connection(sockets: Sockets) -> None:
    address = await sockets.address()
    first = await sockets.session.ws_connect(address)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await sockets.session.ws_connect(address)
    await first.close()


async def test_each_envelope_goes_to_exactly_one_of_ten(slack: Simulator, sockets: Sockets) -> None:
    opened = [await sockets.open() for _ in range(10)]
    await slack.connected(10)
    for number in range(20):
        await slack.person("ana").slash(f"/echo {number}")
    texts = [one["payload"]["text"] for socket in opened for one in socket.got if "payload" in one]
    assert sorted(texts, key=int) == [str(number) for number in range(20)]
    assert all(len(socket.got) == 3 for socket in opened)


async def test_there_is_no_eleventh(slack: Simulator, sockets: Sockets) -> None:
    for _ in range(10):
        await sockets.open()
    await slack.connected(10)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await sockets.open()


async def test_what_a_dropped_socket_left_comes_again(slack: Simulator, sockets: Sockets) -> None:
    silent = await sockets.open(acks=False)
    await slack.connected()
    await slack.person("ana").says("hello", channel="support")
    await silent.has(2)
    await slack.drop_sockets()
    other = await sockets.open()
    await slack.ledger.delivered(name="message")
    again = other.got[-1]
    assert again["payload"]["event_id"] == silent.got[-1]["payload"]["event_id"]
    assert again["retry_attempt"] >= 1
    assert again["retry_reason"] == "connection_failed"


async def test_a_command_is_not_sent_again(slack: Simulator, sockets: Sockets) -> None:
    silent = await sockets.open(acks=False)
    await slack.connected()
    typing = asyncio.create_task(slack.person("ana").slash("/echo hi"))
    await silent.has(2)
    await slack.drop_sockets()
    assert (await typing).told == ['/echo failed with the error "dispatch_failed"']


async def test_slack_warns_and_then_asks_for_a_new_connection(slack: Simulator, sockets: Sockets) -> None:
    socket = await sockets.open()
    await slack.connected()
    await slack.drop_sockets("warning")
    await slack.drop_sockets("refresh_requested")
    await sockets.tasks[0]
    assert [one.get("reason") for one in socket.got[1:]] == ["warning", "refresh_requested"]
    assert socket.wire.closed


async def test_with_no_socket_open_requests_go_by_http(slack: Simulator, sockets: Sockets) -> None:
    reply = await slack.person("ana").slash("/echo hi")
    assert not reply.ok
