"""Speaking to Slack: one shared HTTP session, no retries of the SDK's own (they post twice), one time-out."""

from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import log

REFUSED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "no_permission"}
"""What Slack says of a token that will never do; everything else may pass."""


class SlackClients:
    """Clients that share one session. `seconds` is how long one call may take."""

    def __init__(self, api_url: str, seconds: float) -> None:
        self._api_url = api_url if api_url.endswith("/") else api_url + "/"
        self.seconds = seconds
        self._session: aiohttp.ClientSession | None = None
        self._clients: dict[str, AsyncWebClient] = {}

    def client(self, token: str) -> AsyncWebClient:
        """The Web API client of this token."""
        if token not in self._clients:
            self._clients[token] = AsyncWebClient(
                token=token,
                base_url=self._api_url,
                timeout=int(self.seconds) or 1,
                session=self._shared(),
                retry_handlers=[],
            )
        return self._clients[token]

    async def respond(self, response_url: str | None, message: dict[str, Any]) -> None:
        """An answer only its reader sees; best effort."""
        if not response_url:
            return
        seconds = int(self.seconds) or 1
        hook = AsyncWebhookClient(response_url, timeout=seconds, session=self._shared(), retry_handlers=[])
        try:
            await hook.send_dict({"response_type": "ephemeral", "replace_original": False, **message})
        except (aiohttp.ClientError, TimeoutError) as error:
            log.failure("response_url", error)

    def _shared(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self.seconds)
            self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=64))
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def code_of(error: SlackApiError) -> str:
    """Slack's error code; empty when its reply could not be read: then nobody knows what Slack did."""
    data = getattr(error.response, "data", error.response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def status_of(error: SlackApiError) -> int:
    """The HTTP status of the reply."""
    response = error.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)


def retry_after(error: SlackApiError) -> float:
    """Seconds that Slack asks to wait; 30 when it does not say."""
    value = str(getattr(error.response, "headers", {}).get("Retry-After", ""))
    return float(value) if value.isdecimal() else 30.0
