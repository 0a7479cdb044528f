"""All addresses of the simulated Slack, over one world."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from simulator import hooks
from simulator.api.web import answer as api
from simulator.control.routes import answer as control
from simulator.control.routes import stream
from simulator.page import serve as page
from simulator.world import World

Handler = Callable[[World, Request], Awaitable[Response]]


def build(world: World, *, ready: Callable[[], None] = lambda: None) -> Starlette:
    """The ASGI application. `ready` is called once it can answer."""

    def at(path: str, handler: Handler, *methods: str) -> Route:
        return Route(path, partial(handler, world), methods=list(methods))

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        ready()
        yield
        await world.dispatcher.close()

    routes = [
        at("/", page.index, "GET"),
        at("/page/{name}", page.part, "GET"),
        at("/api/{method}", api, "GET", "POST"),
        at("/sim/happenings.ndjson", stream, "GET"),
        at("/sim/{verb}", control, "GET", "POST"),
        at("/commands/{team}/{token}", hooks.response_url, "POST"),
        at("/actions/{team}/{token}", hooks.response_url, "POST"),
        at("/upload/v1/{file}", hooks.upload, "POST", "PUT"),
        at("/files/{file}", hooks.download, "GET"),
        WebSocketRoute("/link/", partial(hooks.socket, world)),
    ]
    return Starlette(routes=routes, lifespan=life)
