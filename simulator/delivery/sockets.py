"""Socket Mode: up to ten connections, each envelope to exactly one of them."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, Protocol
from uuid import uuid4

from starlette.websockets import WebSocketDisconnect

from simulator.delivery.parcels import EVENT, SECONDS_TO_ANSWER, Answer, Parcel
from simulator.pulse import Pulse

MOST_CONNECTIONS = 10
GONE = (RuntimeError, OSError, WebSocketDisconnect)


class Wire(Protocol):
    """The two things a connection must be able to do."""

    async def send_text(self, data: str) -> None: ...

    async def close(self, code: int = 1000) -> None: ...


@dataclass(eq=False)
class Connection:
    wire: Wire
    waiting: dict[str, asyncio.Future[Answer]] = field(default_factory=dict)

    def acked(self, message: Any) -> None:
        """Takes what the app sent; anything that is no ack of an open envelope is ignored, as Slack does."""
        envelope = message.get("envelope_id") if isinstance(message, dict) else None
        future = self.waiting.pop(envelope, None) if isinstance(envelope, str) else None
        if future and not future.done():
            future.set_result(Answer(True, "", 200, message.get("payload") or None))

    def lost(self) -> None:
        for future in self.waiting.values():
            if not future.done():
                future.set_result(Answer(False, "connection_failed"))
        self.waiting.clear()


@dataclass
class Sockets:
    """The open connections of the app, the least recently used first."""

    app_id: str
    tickets: set[str] = field(default_factory=set)
    connections: deque[Connection] = field(default_factory=deque)
    connected: Pulse = field(default_factory=Pulse)

    def ticket(self) -> str:
        made = token_hex(12)
        self.tickets.add(made)
        return made

    def admit(self, ticket: str) -> bool:
        """True once for each ticket."""
        known = ticket in self.tickets
        self.tickets.discard(ticket)
        return known and len(self.connections) < MOST_CONNECTIONS

    async def open(self, wire: Wire) -> Connection:
        connection = Connection(wire)
        self.connections.append(connection)
        hello = {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "applink-simulated", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }
        await wire.send_text(json.dumps(hello))
        self.connected.beat()
        return connection

    def closed(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        connection.lost()

    async def deliver(
        self, parcel: Parcel, *, retry: int = 0, reason: str = "", seconds: float = SECONDS_TO_ANSWER
    ) -> Answer:
        """Sends one envelope to one connection and waits for its ack. A connection that turns out dead is left out."""
        while self.connections:
            connection = self.connections[0]
            self.connections.rotate(-1)
            try:
                return await self._deliver(connection, _envelope(str(uuid4()), parcel, retry, reason), seconds)
            except GONE:
                self.closed(connection)
        return Answer(False, "connection_failed")

    async def _deliver(self, connection: Connection, envelope: dict[str, Any], seconds: float) -> Answer:
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = future
        try:
            async with asyncio.timeout(seconds):
                await connection.wire.send_text(json.dumps(envelope))
                return await future
        except TimeoutError:
            return Answer(False, "timeout")
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str) -> None:
        """`warning` says that the connection will end, `refresh_requested` ends it, `drop` says nothing."""
        for connection in list(self.connections):
            if reason != "drop":
                message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-simulated"}}
                await connection.wire.send_text(json.dumps(message))
            if reason != "warning":
                self.closed(connection)
                await connection.wire.close(1000 if reason != "drop" else 1011)


def _envelope(envelope: str, parcel: Parcel, retry: int, reason: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "envelope_id": envelope,
        "type": parcel.kind,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.kind != EVENT,
    }
    return body | {"retry_attempt": retry, "retry_reason": reason} if parcel.kind == EVENT else body
