"""Socket Mode: the same payloads over a WebSocket that we open. An envelope is acknowledged once it is dealt with."""

import json
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import log, metrics
from bot.ingress import Ingress
from bot.ingress.payloads import is_wellformed
from bot.settings import BadSettings
from bot.slack import REFUSED, code_of


class SocketMode:
    """One connection to Slack, renewed by the SDK when Slack asks for it."""

    def __init__(self, ingress: Ingress, app_token: str, web_client: AsyncWebClient) -> None:
        self._ingress = ingress
        self._client = SocketModeClient(app_token=app_token, web_client=web_client, ping_interval=10)
        self._client.socket_mode_request_listeners.append(self._receive)

    async def connect(self) -> None:
        """Until it is connected: the SDK tries again by itself. Run it as a task."""
        await self._client.connect()  # type: ignore[no-untyped-call]
        log.info("connected", transport="socket mode")

    async def stop(self) -> None:
        await self._client.close()  # type: ignore[no-untyped-call]

    async def _receive(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """An event that failed is not acknowledged: Slack sends it again."""
        payload = dict(request.payload)
        if not is_wellformed(payload):
            log.warning("not a Slack payload", transport="socket mode")
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))
            return
        with metrics.REQUESTS.time():
            answer = await self._ingress.handle(payload, retry=request.retry_attempt or 0)
        if answer.status == 200:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload_of(answer.body)))


async def check_token(client: AsyncWebClient, app_token: str) -> None:
    """Raises `BadSettings` when Slack refuses the app-level token; any other trouble may pass."""
    try:
        await client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        if code_of(error) in REFUSED:
            raise BadSettings([f"SLACK_APP_TOKEN was refused by Slack ({code_of(error)})."]) from None
        log.warning("socket mode", code=code_of(error))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        log.failure("socket mode", error)


def payload_of(body: str) -> dict[str, Any] | None:
    """Bolt's answer as an envelope carries it."""
    if not body:
        return None
    return dict(json.loads(body)) if body.startswith("{") else {"text": body}
