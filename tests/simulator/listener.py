"""A bare app that answers as it is told and keeps what it was sent, headers and all."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import web

from simulator.driver import Simulator


@dataclass
class Listener:
    """`answer` is called with the number of requests so far and says what to reply."""

    answer: Callable[[int], web.Response] = lambda _: web.Response()
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.headers.append(dict(request.headers))
        self.bodies.append(await request.read())
        return self.answer(len(self.bodies))

    @property
    def forms(self) -> list[dict[str, str]]:
        return [dict(parse_qsl(body.decode())) for body in self.bodies]


@asynccontextmanager
async def listening(slack: Simulator) -> AsyncIterator[Listener]:
    listener = Listener()
    app = web.Application()
    app.router.add_post("/", listener.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await slack.point_at(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    yield listener
    await runner.cleanup()
