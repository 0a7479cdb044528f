"""Reads a control request: which workspace, who, where."""

from dataclasses import dataclass
from typing import Any

from simulator.acting.trouble import Impossible
from simulator.jsontypes import Json
from simulator.workspace import Channel, Person, Workspace
from simulator.world import World


@dataclass(frozen=True)
class Order:
    """One request to the control API: `body` is its JSON, or its query."""

    world: World
    body: Json

    @property
    def workspace(self) -> Workspace:
        """The one named by id, domain or name; the first when none is."""
        wanted = self.text("workspace")
        for workspace in self.world.workspaces.values():
            if wanted in ("", workspace.id, workspace.domain, workspace.name):
                return workspace
        raise Impossible(f"there is no workspace {wanted!r}; there are: {', '.join(self.world.workspaces)}")

    def person(self, name: str = "person") -> Person:
        found = self.workspace.person(self.text(name))
        if found is None:
            raise Impossible(f"nobody is called {self.text(name)!r} in {self.workspace.name}")
        return found

    def channel(self, person: Person | None = None) -> Channel:
        """By id, `#name`, `@handle` (the direct conversation with them) or `app` (that with the app)."""
        workspace, given = self.workspace, self.text("channel")
        if person and given in ("app", f"@{workspace.bot_name}"):
            return workspace.app_dm(person.id, self.world.clock.now())
        if person and given.startswith("@") and (other := workspace.person(given)):
            return workspace.dm(person.id, other.id, self.world.clock.now())
        if (found := workspace.channel(given)) is None:
            raise Impossible(f"there is no conversation {given!r} in {workspace.name}")
        return found

    def my_channel(self) -> Channel:
        """The conversation of the request, in which its person must be."""
        person = self.person()
        channel = self.channel(person)
        if person.id not in channel.members:
            raise Impossible(f"{person.handle} is not in {channel.name or channel.id}")
        return channel

    def text(self, name: str) -> str:
        value = self.body.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: float) -> float:
        value = self.body.get(name)
        try:
            return default if value in (None, "") else float(str(value))
        except ValueError as error:
            raise Impossible(f"{name} must be a number, not {value!r}") from error

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.body.get(name)
        return default if value is None else str(value).lower() in {"true", "1"}

    def need(self, name: str) -> Any:
        if self.body.get(name) is None:
            raise Impossible(f"{name} is missing")
        return self.body[name]
