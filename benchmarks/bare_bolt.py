"""The baseline: a bare Bolt app that does nothing but acknowledge.

`python -m benchmarks.bare_bolt PORT` on the same web server as Backpat, with `--stock` on the one Bolt brings along.
"""

import sys

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.load import SECRET

PATH = "/slack/events"


async def authorize(team_id: str) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token="xoxb-1", bot_user_id="U0BOT", bot_id="B0BOT")


def bolt() -> AsyncApp:
    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)

    @app.command("/pat")
    async def on_pat(ack: AsyncAck) -> None:
        await ack("ok")

    return app


def on_starlette(app: AsyncApp) -> Starlette:
    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route(PATH, endpoint, methods=["POST"])])


def main(port: int, *, stock: bool) -> None:
    app = bolt()
    if stock:
        app.server(port=port, path=PATH, host="127.0.0.1").start(host="127.0.0.1")
    else:
        uvicorn.run(on_starlette(app), port=port, log_level="error")


if __name__ == "__main__":
    main(int(sys.argv[1]), stock="--stock" in sys.argv)
