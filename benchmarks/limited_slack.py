"""Slack as the courier meets it on a simulated clock: the simulator's own limits, and a reply after a while."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError

from benchmarks.load import TEAM
from bot.clock import Clock
from bot.slack import SlackClients
from simulator.rates import Rates

CALL = 0.2
"""Seconds of one call."""


@dataclass(frozen=True)
class TooMany:
    """The reply 429."""

    headers: dict[str, str]
    status_code: int = 429
    data: dict[str, Any] = field(default_factory=lambda: {"ok": False, "error": "ratelimited"})


class LimitedSlack(SlackClients):
    """Takes messages as Slack does. `taken`: (seconds, channel) of each.

    `refused`: how often it said 429; `longest_row`: how often without taking one in between.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__("http://127.0.0.1:9/api/", 10)
        self.taken: list[tuple[float, str]] = []
        self.refused = self.row = self.longest_row = 0
        self._clock, self._rates, self._news = clock, Rates(), asyncio.Event()

    def client(self, token: str) -> Any:  # noqa: ARG002  (one workspace)
        return self

    async def chat_postMessage(self, *, channel: str, **_: Any) -> dict[str, str]:
        now = self._clock.real().timestamp()
        if wait := self._rates.message(TEAM, channel, now):
            self.refused, self.row = self.refused + 1, self.row + 1
            self.longest_row = max(self.longest_row, self.row)
            raise SlackApiError("ratelimited", TooMany({"Retry-After": str(wait)}))  # type: ignore[no-untyped-call]
        self.row = 0
        self.taken.append((now, channel))
        self._news.set()
        await asyncio.sleep(CALL)
        return {"channel": channel, "ts": f"{now:.6f}"}

    async def has_taken(self, count: int) -> None:
        """Wait for it."""
        while len(self.taken) < count:
            self._news.clear()
            await self._news.wait()
