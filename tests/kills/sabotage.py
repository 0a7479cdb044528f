"""Builds that break one promise each: the harness must notice every one of them."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import slack
from bot.delivery import doubt
from bot.ingress import Ingress
from models.delivery.settling import Again

_under_way: set["asyncio.Task[Any]"] = set()


def ack_before_commit() -> None:
    """Answer at once, and work afterwards."""
    original = Ingress.handle

    async def handle(self: Ingress, body: dict[str, Any], *, retry: int = 0) -> BoltResponse:
        task = asyncio.create_task(original(self, body, retry=retry))
        _under_way.add(task)
        task.add_done_callback(_under_way.discard)
        return BoltResponse(status=200, body="")

    setattr(Ingress, "handle", handle)  # noqa: B010  (a method is replaced on purpose)


def retries_of_the_sdk() -> None:
    """The Slack client repeats what broke, as it does unless told not to."""

    def client(**options: Any) -> AsyncWebClient:
        return AsyncWebClient(**{name: value for name, value in options.items() if name != "retry_handlers"})

    setattr(slack, "AsyncWebClient", partial(client))  # noqa: B010


def no_look_at_doubts() -> None:
    """What a crash left in doubt is simply sent again."""

    async def resolve(*_: Any) -> Again:
        return Again(0, "nobody looked")

    setattr(doubt, "resolve", resolve)  # noqa: B010


BUILDS: dict[str, Callable[[], None]] = {
    "ack before commit": ack_before_commit,
    "retries of the SDK": retries_of_the_sdk,
    "no look at doubts": no_look_at_doubts,
}


def apply(name: str | None) -> None:
    if name:
        BUILDS[name]()
