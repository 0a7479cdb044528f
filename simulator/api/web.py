"""`/api/<method>`: reads the arguments, judges the token, and answers as Slack does."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from simulator.api.call import Call, Method, Refused, refused_arguments
from simulator.api.table import METHODS
from simulator.faults import Fault
from simulator.jsontypes import Json
from simulator.workspace import Workspace
from simulator.world import World


async def answer(world: World, request: Request) -> Response:
    """One call, from the request to the reply, noted down in the traffic."""
    name = request.path_params["method"]
    method = METHODS.get(name)
    args = await _arguments(request, method)
    token = _token(request, args)
    fault = world.faults.take(name, world.clock.real())
    if fault and (early := await _before(fault)):
        code = fault.code if fault.kind == "error" else fault.kind
        world.records.call(name, _owner(world, token), args, code, early.status_code)
        return early
    reply, status, wait = _judged(world, method, name, token, args)
    error, more = reply.get("error", ""), _more(reply, wait)
    world.records.call(name, _owner(world, token), args, error, status, more=more, replied=reply)
    if fault and fault.kind == "slow_reply":
        await asyncio.sleep(fault.seconds)
    if fault and fault.kind == "lost_reply":
        _hang_up(request)
    return _response(reply, status, _scopes(world, token) | ({"Retry-After": str(wait)} if wait else {}))


def _scopes(world: World, token: str) -> dict[str, str]:
    """Slack tells whoever has a token which scopes it carries."""
    return {"x-oauth-scopes": ",".join(sorted(world.app.manifest.scopes))} if token in world.tokens else {}


def _more(reply: Json, wait: int) -> Json:
    """What a refusal says beside its code."""
    said = {} if reply["ok"] else {key: value for key, value in reply.items() if key not in ("ok", "error")}
    return said | ({"retry_after": wait} if wait else {})


def _judged(world: World, method: Method | None, name: str, token: str, args: Json) -> tuple[Json, int, int]:
    """The reply, its HTTP status, and the seconds of `Retry-After`."""
    try:
        return {"ok": True, **_run(world, method, name, token, args)}, 200, 0
    except Refused as refused:
        wait = refused.more.pop("retry_after", 0)
        return {"ok": False, "error": refused.code, **refused.more}, 429 if wait else 200, wait


def _run(world: World, method: Method | None, name: str, token: str, args: Json) -> Json:
    if method is None:
        raise Refused("unknown_method", req_method=name)
    workspace = _authorised(world, method, token)
    call = Call(world, workspace, args)
    call.need_scope(*method.scopes)
    if wait := world.rates.call(workspace.id, name, method.tier, world.rate_now()):
        raise Refused("ratelimited", retry_after=wait)
    missing = [one for one in method.required if args.get(one) in (None, "")]
    if missing:
        raise refused_arguments(*(f"missing required field: {one}" for one in missing))
    return method.run(call)


def _authorised(world: World, method: Method, token: str) -> Workspace:
    """Whose token it is. An app-level token belongs to no workspace: any will do to carry the call."""
    anywhere = next(iter(world.workspaces.values()))
    if method.bearer == "nobody":
        return anywhere
    if not token:
        raise Refused("not_authed")
    if token in world.revoked:
        raise Refused("token_revoked")
    if method.bearer == "app":
        if token == world.app.app_token:
            return anywhere
        raise Refused("not_allowed_token_type" if token in world.tokens else "invalid_auth")
    if token == world.app.app_token:
        raise Refused("not_allowed_token_type")
    if (workspace := world.tokens.get(token)) is None:
        raise Refused("invalid_auth")
    if not workspace.installed:
        raise Refused("account_inactive")
    return workspace


async def _before(fault: Fault) -> Response | None:
    """What a fault answers instead of doing the work; None when the work is done all the same."""
    if fault.kind == "timeout":
        await asyncio.sleep(fault.seconds)
        return _response({}, 504, {})
    if fault.kind == "error_500":
        return Response("", 500)
    if fault.kind == "ratelimited":
        return _response({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(int(fault.seconds))})
    return _response({"ok": False, "error": fault.code}, 200, {}) if fault.kind == "error" else None


async def _arguments(request: Request, method: Method | None) -> Json:
    """Query, then body. A JSON body counts only where Slack takes one."""
    args: Json = dict(request.query_params)
    if request.method != "POST":
        return args
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return args | (_object(await request.body()) if method is None or method.json else {})
    if kind == "multipart/form-data":
        async with request.form() as form:
            return args | {key: value for key, value in form.items() if isinstance(value, str)}
    return args | dict(parse_qsl((await request.body()).decode(errors="replace"), keep_blank_values=True))


def _hang_up(request: Request) -> None:
    """Cuts the connection under the request. Only the server's own cycle object knows the transport."""
    transport = getattr(getattr(request.receive, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionAbortedError
    transport.abort()


def _object(body: bytes) -> Json:
    try:
        found: Any = json.loads(body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _token(request: Request, args: Json) -> str:
    """The bearer token, or the `token` argument, which leaves the arguments: no log shall hold it."""
    given = str(args.pop("token", "") or "")
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    return bearer.strip() if scheme.lower() == "bearer" else given


def _owner(world: World, token: str) -> str:
    return world.tokens[token].id if token in world.tokens else ""


def _response(reply: Json, status: int, headers: dict[str, str]) -> Response:
    body = json.dumps(reply, separators=(",", ":"))
    return Response(body, status, headers, media_type="application/json")
