"""Socket Mode: the same payloads over a WebSocket that we open. An envelope is acknowledged once it is dealt with."""

import json
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import log, metrics
from bot.ingress import Ingress


class SocketMode:
    """One connection to Slack, renewed by the SDK when Slack asks for it."""

    def __init__(self, ingress: Ingress, app_token: str, web_client: AsyncWebClient) -> None:
        self._ingress = ingress
        self._client = SocketModeClient(app_token=app_token, web_client=web_client, ping_interval=10)
        self._client.socket_mode_request_listeners.append(self._receive)

    async def start(self) -> None:
        await self._client.connect()  # type: ignore[no-untyped-call]
        log.info("connected", transport="socket mode")

    async def stop(self) -> None:
        await self._client.close()  # type: ignore[no-untyped-call]

    async def _receive(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """An event that failed is not acknowledged: Slack sends it again."""
        with metrics.REQUESTS.time():
            answer = await self._ingress.handle(dict(request.payload), retry=request.retry_attempt or 0)
        if answer.status == 200:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload_of(answer.body)))


def payload_of(body: str) -> dict[str, Any] | None:
    """Bolt's answer as an envelope carries it."""
    if not body:
        return None
    return dict(json.loads(body)) if body.startswith("{") else {"text": body}
