"""The other addresses Slack has: response_url, uploads, files, the socket."""

import json

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.websockets import WebSocket, WebSocketDisconnect

from simulator.acting.answers import late
from simulator.api.call import Refused
from simulator.world import World

NOT_FOUND = {"expired_url", "used_url"}


async def response_url(world: World, request: Request) -> Response:
    """Takes an answer at a response_url: `ok`, or Slack's code with 400 or 404."""
    try:
        body = json.loads(await request.body())
        late(world, request.path_params["token"], body)
    except ValueError:
        return _said("invalid_payload", 400)
    except Refused as refused:
        world.records.happened("refused", "", f"response_url → {refused.code}", error=refused.code)
        return _said(refused.code, 404 if refused.code in NOT_FOUND else 400)
    return PlainTextResponse("ok")


def _said(code: str, status: int) -> Response:
    return Response(json.dumps({"ok": False, "error": code}), status, media_type="application/json")


async def upload(world: World, request: Request) -> Response:
    """Takes a file's bytes, raw or as a form's file."""
    found = world.files.uploads.get(request.path_params["file"])
    if found is None or found.completed:
        return PlainTextResponse("not found", 404)
    content = await _content(request)
    if len(content) != found.length:
        return PlainTextResponse(f"expected {found.length} bytes, got {len(content)}", 400)
    found.content = content
    return PlainTextResponse(f"OK - {len(content)}")


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if not isinstance(value, str):
                return await value.read()
    return b""


async def download(world: World, request: Request) -> Response:
    found = world.files.uploads.get(request.path_params["file"])
    if found is None or not found.completed or found.content is None:
        return PlainTextResponse("not found", 404)
    return Response(found.content, media_type="application/octet-stream")


async def socket(world: World, wire: WebSocket) -> None:
    """One Socket Mode connection, from its ticket to its end."""
    sockets = world.dispatcher.sockets
    if not sockets.admit(wire.query_params.get("ticket", "")):
        await wire.close(4001)
        return
    await wire.accept()
    connection = await sockets.open(wire)
    world.records.happened("socket", "", f"the app connected ({len(sockets.connections)} open)")
    try:
        while True:
            connection.acked(json.loads(await wire.receive_text()))
    except (WebSocketDisconnect, RuntimeError, ValueError):
        pass
    finally:
        sockets.closed(connection)
        world.records.happened("socket", "", f"the app disconnected ({len(sockets.connections)} open)")
