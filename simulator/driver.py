"""A test driver in which scenarios read like stories. Speaks to a simulator process over its control API.

async with Simulator.launch() as slack:
    ana, bo = slack.person("ana"), slack.person("bo")
    await ana.slash("/pat @bo for refunding the late parcel", channel="support")
    await bo.sees("refunding the late parcel", in_="support")
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import aiohttp

from simulator import process
from simulator.jsontypes import Json
from simulator.persona import PersonaDriver
from simulator.tallies import PATIENCE, Ledger, Message, Reply, found
from simulator.wire import Refusal, Wire

__all__ = ["Ledger", "Message", "PersonaDriver", "Refusal", "Reply", "Simulator"]


class Simulator:
    """A simulated Slack. `facts` are its addresses, tokens and ids, as of the last reset."""

    def __init__(self, wire: Wire, facts: Json) -> None:
        self.wire, self.facts = wire, facts
        self.ledger = Ledger(wire)

    @classmethod
    @asynccontextmanager
    async def launch(cls, **options: Any) -> "AsyncIterator[Simulator]":
        """Starts a simulator in its own process (options: see `process.start`) and ends it afterwards."""
        running = await asyncio.to_thread(lambda: process.start(**options))
        try:
            async with cls.at(running.address) as slack:
                yield slack
        finally:
            await asyncio.to_thread(running.stop)

    @classmethod
    @asynccontextmanager
    async def at(cls, address: str) -> "AsyncIterator[Simulator]":
        """A driver for a simulator that already runs."""
        async with aiohttp.ClientSession() as session:
            wire = Wire(address, session)
            yield cls(wire, await wire.do("facts"))

    @property
    def address(self) -> str:
        return self.wire.address

    @property
    def api_url(self) -> str:
        """For `WebClient(base_url=…)`."""
        return str(self.facts["api_url"])

    @property
    def app_token(self) -> str:
        return str(self.facts["app_token"])

    @property
    def signing_secret(self) -> str:
        return str(self.facts["signing_secret"])

    def workspace(self, name: str = "") -> Json:
        """The facts of a workspace by id, domain or name: `bot_token`, `people` and `channels` by name, …"""
        return next(one for one in self.facts["workspaces"] if name in ("", one["id"], one["domain"], one["name"]))

    @property
    def bot_token(self) -> str:
        return str(self.workspace()["bot_token"])

    def person(self, name: str, workspace: str = "") -> PersonaDriver:
        """Someone by handle or id."""
        home = self.workspace(workspace)
        ids: dict[str, str] = home["people"]
        if name not in ids and name not in ids.values():
            raise Refusal(f"nobody is called {name!r}; there are: {', '.join(sorted(ids))}")
        return PersonaDriver(self.wire, home["id"], ids.get(name, name), name)

    def channel_id(self, name: str, workspace: str = "") -> str:
        return str(self.workspace(workspace)["channels"][name.lstrip("#")])

    async def reset(
        self, *companies: str | Json, manifest: Json | None = None, events_url: str | None = None, limits: bool = True
    ) -> None:
        """Starts anew with these companies (bundled names, files or JSON; default `northwind`).

        A manifest or events URL that is not given is the one the process was started with.
        """
        self.facts = await self.wire.do(
            "reset", companies=list(companies), manifest=manifest, events_url=events_url, limits=limits
        )

    async def add_workspace(self, company: str | Json) -> Json:
        """A further workspace with the same app in it; returns its facts."""
        self.facts = await self.wire.do("add_workspace", company=company)
        workspace: Json = self.facts["workspaces"][-1]
        return workspace

    async def point_at(self, events_url: str) -> None:
        await self.wire.do("point", events_url=events_url)

    async def verifies_url(self) -> bool:
        """Whether the app answers Slack's `url_verification` challenge at its events URL."""
        return bool((await self.wire.do("verify_url"))["ok"])

    async def use_manifest(self, manifest: Json) -> None:
        await self.wire.do("manifest", manifest=manifest)

    async def move_clock(self, seconds: float = 0, *, to: datetime | None = None) -> float:
        """Moves the workspace's clock by `seconds`, or to a moment (aware); returns the offset from real time."""
        offset = to.timestamp() - time.time() if to else None
        return float((await self.wire.do("clock", seconds=seconds, offset=offset))["offset"])

    async def stop_clock(self) -> None:
        """It goes on by `move_clock` only, until a `reset`: how long the test takes is not counted."""
        await self.wire.do("clock", still=True)

    async def now(self) -> float:
        """The workspace's time, unix seconds."""
        return float((await self.wire.do("clock"))["now"])

    async def fault(
        self, method: str, kind: str, *, times: int = 1, seconds: float | None = None, lasting: float | None = None,
        code: str | None = None,
    ) -> None:  # fmt: skip
        """Plants `timeout`, `error_500`, `ratelimited` (Retry-After `seconds`), `lost_reply`, `slow_reply` or `error`.

        `lost_reply` and `slow_reply` (after `seconds`) do the work first; `error` answers `code`.

        The fault strikes the next `times` calls of `method` (`*`: any), or all of them for `lasting` seconds.
        """
        given = {"kind": kind, "times": times, "seconds": seconds, "for": lasting, "code": code}
        await self.wire.do("fault", method=method, **given)

    async def heal(self) -> None:
        """Takes all faults away."""
        await self.wire.do("heal")

    async def limits(self, *, enabled: bool = True, by_clock: bool = False, events_an_hour: int | None = None) -> None:
        """Rate limits on or off, counted in real time or by the workspace's clock. Empties all buckets."""
        await self.wire.do("limits", enabled=enabled, by_clock=by_clock, events_an_hour=events_an_hour)

    async def edit_window(self, seconds: float | None, workspace: str = "") -> None:
        """After so long a message can't be edited; None: always."""
        await self.wire.do("settings", edit_window=-1 if seconds is None else seconds, workspace=workspace)

    async def patience(self, seconds: float) -> None:
        """How long an app has to answer and a trigger_id lives: 3 with Slack, more on a busy machine."""
        await self.wire.do("settings", patience=seconds)

    async def resend(self, delivery: "int | Reply | Json", times: int = 1, *, retry: int = 0) -> list[Json]:
        """Sends an earlier delivery again, `times` at once with the same ids; how each was taken."""
        number = delivery if isinstance(delivery, int) else _number(delivery)
        answers: list[Json] = (await self.wire.do("resend", delivery=number, times=times, retry=retry))["answers"]
        return answers

    async def stop_delivering(self) -> None:
        await self.wire.do("delivering", on=False)

    async def resume_delivering(self) -> None:
        await self.wire.do("delivering", on=True)

    async def drop_sockets(self, reason: str = "drop") -> None:
        """`drop` (without a word), `refresh_requested` or `warning`."""
        await self.wire.do("sockets", reason=reason)

    async def revoke_token(self, workspace: str = "", *, uninstall: bool = False, quietly: bool = False) -> None:
        await self.wire.do("revoke", workspace=workspace, uninstall=uninstall, quietly=quietly)

    async def hire(self, workspace: str = "", **role: Any) -> PersonaDriver:
        """Someone new (fields of `company.Role`; id, handle and name at least): fires `team_join`."""
        made = await self.wire.do("hire", workspace=workspace, role=role)
        self.facts = await self.wire.do("facts")
        return self.person(made["id"], workspace)

    async def new_usergroup(self, workspace: str = "", **group: Any) -> None:
        await self.wire.do("new_group", workspace=workspace, group=group)

    async def change_usergroup(self, group: str, workspace: str = "", **changes: Any) -> None:
        await self.wire.do("change_group", group=group, workspace=workspace, changes=changes)

    async def set_usergroup_members(self, group: str, members: Sequence[str], workspace: str = "") -> None:
        await self.wire.do("regroup", group=group, members=list(members), workspace=workspace)

    async def quiet(self, timeout: float = PATIENCE) -> None:
        """Waits until nothing is on its way to the app."""
        await found(self.wire, "quiet", timeout=timeout)

    async def connected(self, count: int = 1, timeout: float = PATIENCE) -> None:
        """Waits until the app holds `count` Socket Mode connections."""
        await found(self.wire, "sockets", count=count, timeout=timeout)

    async def happenings(self, since: int = 0) -> AsyncIterator[Json]:
        """What happens, as it happens: dictionaries with `number`, `kind`, `line` (readable), `at`, and facts."""
        while True:
            for one in (await self.wire.do("happenings", since=since, timeout=60))["happenings"]:
                since = one["number"]
                yield one


def _number(delivery: Reply | Json) -> int:
    return delivery.delivery if isinstance(delivery, Reply) else int(delivery["number"])
