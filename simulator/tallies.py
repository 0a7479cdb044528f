"""What the driver hands back: replies, messages, and counts of what Slack accepted."""

from dataclasses import dataclass, field
from typing import Any

from simulator.jsontypes import Json
from simulator.wire import Wire

PATIENCE = 30.0
"""Seconds that a driver waits for what is on its way: what comes costs no more for it, however busy the machine is."""


@dataclass(frozen=True)
class Reply:
    """How an interaction went. `ok`: the app acknowledged in time; `reason` says why not.

    `delivery` is the number to resend it by, `told` what a command answered at once, for their eyes only,
    `modal` what lies open afterwards, `trouble` Slack's own excuse.
    """

    ok: bool
    delivery: int = 0
    reason: str = ""
    status: int = 0
    told: list[str] = field(default_factory=list)
    modal: Json | None = None
    trouble: str = ""


@dataclass(frozen=True)
class Message:
    """A message on somebody's screen. `shown` is what it says there, `text` its raw text, `sender` a handle."""

    channel: str
    ts: str
    shown: str
    text: str
    sender: str
    ephemeral: bool = False
    thread_ts: str = ""
    edited: bool = False
    blocks: list[Json] = field(default_factory=list)
    actions: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def buttons(self) -> list[str]:
        return [one["text"] for one in self.actions]


def message(entry: Json) -> Message:
    """From what `see` and `wait` answer."""
    kept = {key: entry[key] for key in Message.__dataclass_fields__ if key in entry}
    return Message(**kept, sender=entry["from"])


def reply(answer: Json) -> Reply:
    return Reply(**{key: answer[key] for key in Reply.__dataclass_fields__ if key in answer})


async def found(wire: Wire, what: str, *, count: int = 1, timeout: float = PATIENCE, **query: Any) -> list[Json]:
    """Waits up to `timeout` seconds for `count` of `what`; AssertionError with what there was instead."""
    answer = await wire.do("wait", **{"for": what, "count": count, "timeout": timeout, **query})
    listed: list[Json] = answer["found"]
    if not answer["met"]:
        asked = ", ".join(f"{key}={value!r}" for key, value in query.items() if value)
        raise AssertionError(
            f"waited {timeout:g} s for {count} of {what} ({asked}), there were {len(listed)}: {listed}"
        )
    return listed


class Ledger:
    """What Slack accepted from the app, and all traffic. Filters: workspace, kind, channel, person, text."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def posts(self, **query: Any) -> list[Json]:
        """Accepted posts, oldest first. `kind` is one of `simulator.ledger.KINDS`."""
        listed: list[Json] = (await self._wire.do("posts", **query))["posts"]
        return listed

    async def count(self, **query: Any) -> int:
        return len(await self.posts(**query))

    async def reaches(self, count: int, *, timeout: float = PATIENCE, **query: Any) -> list[Json]:
        """Waits until there are at least `count` such posts."""
        return await found(self._wire, "posts", count=count, timeout=timeout, **query)

    async def calls(self, **query: Any) -> list[Json]:
        """Web API calls (`method`, `error`, `refused=True`), with arguments and without tokens."""
        listed: list[Json] = (await self._wire.do("calls", **query))["calls"]
        return listed

    async def called(self, method: str, *, count: int = 1, timeout: float = PATIENCE) -> list[Json]:
        """Waits until `method` has been called `count` times."""
        return await found(self._wire, "calls", count=count, timeout=timeout, method=method)

    async def deliveries(self, **query: Any) -> list[Json]:
        """What was sent to the app (`kind`: events_api, slash_commands, interactive; `name`: event type, command)."""
        listed: list[Json] = (await self._wire.do("deliveries", **query))["deliveries"]
        return listed

    async def delivered(self, *, count: int = 1, timeout: float = PATIENCE, **query: Any) -> list[Json]:
        """Waits until `count` such deliveries were acknowledged."""
        return await found(self._wire, "deliveries", count=count, timeout=timeout, answered=True, **query)
