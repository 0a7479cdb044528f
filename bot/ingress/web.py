"""HTTP: the one URL that Slack calls, and what whoever runs it looks at."""

import json
import time
from typing import Any
from urllib.parse import parse_qs

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.response import BoltResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import metrics
from bot.ingress import Ingress
from bot.ingress.payloads import is_wellformed
from bot.ingress.signature import is_genuine
from bot.readiness import Readiness

UNADDRESSED = {"challenge", "ssl_check"}
"""Payloads that are about this server and nobody in Slack."""
LARGEST = 1_000_000
"""Bytes of a request body."""


class BadBody(Exception):
    """The body is neither JSON nor a form that Slack sends."""


def application(ingress: Ingress, readiness: Readiness, signing_secret: str | None) -> Starlette:
    """The web application. Without a signing secret (Socket Mode) nothing is taken from Slack over HTTP."""

    async def slack_events(request: Request) -> Response:
        if signing_secret is None:
            return PlainTextResponse("Backpat uses Socket Mode here\n", status_code=404)
        body = await _limited(request)
        if body is None:
            return PlainTextResponse("too large\n", status_code=413)
        if not is_genuine(signing_secret, request.headers, body, time.time()):
            return PlainTextResponse("wrong signature\n", status_code=401)
        try:
            payload = parse_body(body, request.headers.get("content-type", ""))
            if not (payload.keys() & UNADDRESSED or is_wellformed(payload)):
                raise BadBody
        except BadBody:
            return PlainTextResponse("not a Slack payload\n", status_code=400)
        return await _answer(ingress, payload, request)

    return Starlette(
        routes=[
            Route("/slack/events", slack_events, methods=["POST"]),
            Route("/healthz", _healthz),
            Route("/readyz", readiness.route),
            Route("/metrics", _metrics),
        ]
    )


async def _answer(ingress: Ingress, payload: dict[str, Any], request: Request) -> Response:
    if payload.get("type") == "url_verification":
        return PlainTextResponse(str(payload.get("challenge", "")))
    if payload.get("ssl_check"):
        return Response()
    retry = request.headers.get("x-slack-retry-num", "0")
    number = int(retry) if retry in {"1", "2", "3"} else 0
    with metrics.REQUESTS.time():
        return response_of(await ingress.handle(payload, retry=number))


def parse_body(body: bytes, content_type: str) -> dict[str, Any]:
    """The payload of a request: JSON (events), a form with `payload` (interactions), a form (commands).

    Raises `BadBody`.
    """
    try:
        text = body.decode()
        if content_type.startswith("application/json"):
            return _object(text)
        fields = {
            key: values[-1] for key, values in parse_qs(text, keep_blank_values=True, strict_parsing=True).items()
        }
    except (UnicodeDecodeError, ValueError) as error:
        raise BadBody from error
    if "command" in fields or "ssl_check" in fields:
        return dict(fields)
    return _object(fields.get("payload", ""))


def response_of(answer: BoltResponse) -> Response:
    content_type = answer.first_headers().get("content-type", "text/plain")
    return Response(answer.body, status_code=answer.status, media_type=content_type)


def _object(text: str) -> dict[str, Any]:
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadBody from error
    if not isinstance(payload, dict):
        raise BadBody
    return payload


async def _limited(request: Request) -> bytes | None:
    """The body; None as soon as it is known to be too large."""
    if int(request.headers.get("content-length") or 0) > LARGEST:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


async def _healthz(_request: Request) -> Response:
    return JSONResponse({"ok": True})


async def _metrics(_request: Request) -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
