"""One Web API call: its arguments, and the ways in which it can be refused."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.jsontypes import Json
from simulator.workspace import Channel, Workspace
from simulator.world import World

READ_SCOPE = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
HISTORY_SCOPE = {"public": "channels:history", "private": "groups:history", "im": "im:history"}


class Refused(Exception):
    """Slack says no: `code` and whatever else stands in the reply."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


def refused_arguments(*messages: str, code: str = "invalid_arguments") -> Refused:
    """`invalid_arguments` with Slack's list of what is wrong."""
    listed = [f"[ERROR] {message}" for message in messages]
    return Refused(code, response_metadata={"messages": listed})


def refused_blocks(problems: list[str]) -> Refused:
    return Refused(
        "invalid_blocks", errors=problems, response_metadata={"messages": [f"[ERROR] {p}" for p in problems]}
    )


@dataclass(frozen=True)
class Method:
    """A row of the table.

    `scopes`: any one of them; `tier` 0: no limit of its own; `errors`: codes of its own;
    `bearer`: whose token it takes (`bot`, `app`, `nobody`).
    """

    name: str
    verb: str
    run: Callable[["Call"], Json]
    scopes: tuple[str, ...] = ()
    tier: int = 0
    required: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    json: bool = False
    bearer: str = "bot"


@dataclass
class Call:
    """The arguments of one call, read as Slack reads them: a form knows only strings, JSON knows more."""

    world: World
    workspace: Workspace
    args: Json

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.args.get(name)
        return default if value is None else str(value).lower() in {"true", "1"}

    def number(self, name: str, default: int, most: int, code: str = "invalid_limit") -> int:
        """A whole number of 1 to `most`; Slack cuts what is more. Refused with `code` when it is none."""
        value = self.args.get(name)
        if value in (None, "", 0, "0"):
            return default
        if not str(value).isdigit():
            raise Refused(code)
        return min(int(str(value)), most)

    def data(self, name: str, code: str) -> Any:
        """A structured argument: itself in a JSON body, a string of JSON in a form. Refused with `code` if broken."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            raise Refused(code) from error

    def need_scope(self, *needed: str) -> None:
        """Refuses unless the app has any of `needed`."""
        provided = self.world.app.manifest.scopes
        if needed and not provided.intersection(needed):
            raise Refused("missing_scope", needed=",".join(needed), provided=",".join(sorted(provided)))

    def channel(self, reference: str, scopes: dict[str, str] | None = None) -> Channel:
        """The conversation that the app may know of: public ones, and any it is in."""
        channel = self.workspace.channels.get(reference)
        if channel is None or (channel.kind != "public" and self.workspace.bot_user not in channel.members):
            raise Refused("channel_not_found")
        if scopes:
            self.need_scope(scopes[channel.kind])
        return channel

    def inside(self, channel: Channel) -> bool:
        return self.workspace.bot_user in channel.members
