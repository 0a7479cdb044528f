"""One thing on its way to the app, and what came back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.jsontypes import Json

EVENT, COMMAND, INTERACTION = "events_api", "slash_commands", "interactive"
SECONDS_TO_ANSWER = 3.0


@dataclass(frozen=True)
class Answer:
    """`ok` is an ack in time. `reason` is Slack's word for what went wrong, `body` what the app said."""

    ok: bool
    reason: str = ""
    status: int = 0
    body: Any = None
    final: bool = False


@dataclass
class Parcel:
    """A payload for the app. `accept` does what its answer asks for (shows a message, moves a modal)."""

    number: int
    kind: str
    workspace: str
    payload: Json
    person: str = ""
    accept: Callable[[Answer], None] | None = None
    attempts: list[Json] = field(default_factory=list)
    made: float = field(default_factory=time.time)

    @property
    def answered(self) -> bool:
        return bool(self.attempts) and bool(self.attempts[-1]["ok"])

    @property
    def name(self) -> str:
        """What it is in a word: the event's type, the command, the interaction's type."""
        inner = self.payload.get("event", {}).get("type") or self.payload.get("command")
        return str(inner or self.payload.get("type"))

    def as_json(self) -> Json:
        return {
            "number": self.number,
            "kind": self.kind,
            "name": self.name,
            "workspace": self.workspace,
            "person": self.person,
            "payload": self.payload,
            "attempts": self.attempts,
        }
