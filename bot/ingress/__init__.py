"""One way in for HTTP and Socket Mode: a parsed payload goes to Bolt, and what becomes of it goes back.

Bolt gets the payload already parsed, in the form that Socket Mode uses: its own form parser answers 404 to a command
whose text holds the word "payload".
"""

import logging
import time
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot import listeners, log
from bot.replies import trouble
from bot.services import Services
from models.delivery import dead_letters
from models.storage.errors import TooLate

START_WITHIN = 2.5
"""Seconds after which Slack is about to tell the sender that it failed: a write that has not begun is dropped."""
LAST_RETRY = 3
SORRY = "Something went wrong on my side. Your words are still here: try again in a minute."


class Ingress:
    def __init__(self, services: Services) -> None:
        self._services = services

        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
            return await services.installations.authorize(enterprise_id, team_id)  # Bolt takes plain functions only

        self._app = AsyncApp(
            name="backpat",  # or else Bolt looks through the whole stack for the name of a file: a tenth of a second
            logger=logging.getLogger("slack_bolt"),
            authorize=authorize,  # type: ignore[arg-type]  # None: not installed
            process_before_response=True,
            request_verification_enabled=False,
            ssl_check_enabled=False,
            ignoring_self_events_enabled=False,
            ignoring_self_assistant_message_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
            user_facing_authorize_error_message="Backpat is not installed in this workspace.",
        )
        listeners.register(self._app, services)
        self._app.error(self._failed)

    async def handle(self, body: dict[str, Any], *, retry: int = 0) -> BoltResponse:
        """What to answer. An event that fails for the last time is kept as a dead letter."""
        deadline = time.monotonic() + START_WITHIN
        request = AsyncBoltRequest(body=body, mode="socket_mode", context={"deadline": deadline})
        response = await self._app.async_dispatch(request)
        if response.status == 404:  # an event or interaction that nobody listens to
            return BoltResponse(status=200, body="")
        if "event" in body and response.status >= 500 and retry >= LAST_RETRY:
            await self._bury(body, response)
            return BoltResponse(status=200, body="")
        return response

    async def _failed(self, error: Exception, body: dict[str, Any]) -> BoltResponse:
        """An event answers 500, so that Slack sends it again; a person is told, because nobody sends theirs again."""
        if isinstance(error, TooLate):
            return self._too_late(body)
        log.failure("request failed", error, payload=kind_of(body))
        if body.get("type") == "event_callback":
            return BoltResponse(status=500, body="", headers={"x-backpat-error": [type(error).__name__]})
        if body.get("type") == "view_submission":
            return BoltResponse(status=200, body={"response_action": "errors", "errors": _first_block(body)})
        message = {"response_type": "ephemeral", **trouble.failed(str(body.get("text", ""))).payload()}
        if "command" in body:
            return BoltResponse(status=200, body=message)
        self._services.tasks.start(self._services.slack.respond(body.get("response_url"), message), "answer a failure")
        return BoltResponse(status=200, body="")

    def _too_late(self, body: dict[str, Any]) -> BoltResponse:
        """Slack has given up on this answer: say it where it still arrives."""
        message = trouble.too_late(str(body.get("text", ""))).payload()
        self._services.tasks.start(self._services.slack.respond(body.get("response_url"), message), "answer too late")
        return BoltResponse(status=200, body="")

    async def _bury(self, body: dict[str, Any], response: BoltResponse) -> None:
        installed = self._services.installations.of_team(str(body.get("team_id", "")))
        if installed is not None:
            await self._services.database.run(
                dead_letters.keep,
                workspace_id=installed.workspace_id,
                event_id=str(body.get("event_id", "")),
                event_type=str(body["event"].get("type", "")),
                error=response.first_headers().get("x-backpat-error", ""),
                now=self._services.clock.now(),
            )


def kind_of(body: dict[str, Any]) -> str:
    """What kind of payload it is, for logs."""
    if body.get("type") == "event_callback":
        return f"event {body.get('event', {}).get('type')}"
    return str(body.get("command") or body.get("type") or "unknown")


def _first_block(body: dict[str, Any]) -> dict[str, str]:
    """The error goes under the form's first input; what was typed stays where it is."""
    inputs = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    return dict.fromkeys(inputs[:1], SORRY)
