"""Brings payloads to the app, by socket or by HTTP, and brings events again."""

import asyncio
from collections.abc import Callable, Coroutine
from itertools import count
from typing import Any

import aiohttp

from simulator.clock import Clock
from simulator.delivery.parcels import EVENT, SECONDS_TO_ANSWER, Answer, Parcel
from simulator.delivery.post import post
from simulator.delivery.sockets import Sockets
from simulator.jsontypes import Json
from simulator.ledger import Records
from simulator.slackapp import SlackApp

RETRY_AFTER = (0.0, 0.0, 60.0, 300.0)


class Dispatcher:
    """Every parcel is kept, so that any of them can be sent again."""

    def __init__(self, app: SlackApp, clock: Clock, records: Records) -> None:
        self.app, self.clock, self.records = app, clock, records
        self.sockets = Sockets(app.id)
        self.patience = SECONDS_TO_ANSWER
        self.parcels: list[Parcel] = []
        self._numbers = count(1)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._under_way = 0
        self._flowing: asyncio.Event | None = None
        self._session: aiohttp.ClientSession | None = None

    def parcel(
        self,
        kind: str,
        workspace: str,
        payload: Json,
        *,
        person: str = "",
        accept: Callable[[Answer], None] | None = None,
    ) -> Parcel:
        made = Parcel(next(self._numbers), kind, workspace, payload, person, accept)
        self.parcels.append(made)
        return made

    def event(self, workspace: str, payload: Json) -> None:
        """Starts bringing an event, for as long as Slack would try."""
        self.start(self._until_acked(self.parcel(EVENT, workspace, payload)))

    async def bring(self, parcel: Parcel, *, retry: int = 0, reason: str = "") -> Answer:
        """One attempt, noted down; the answer is acted on."""
        if self._flowing:
            await self._flowing.wait()
        started = self.clock.real()
        self._under_way += 1
        try:
            answer = await self._carry(parcel, retry, reason)
        finally:
            self._under_way -= 1
        if parcel.accept:
            parcel.accept(answer)
        self._note(parcel, answer, retry, started)
        return answer

    @property
    def busy(self) -> bool:
        """Something is on its way to the app right now (a retry that waits its turn is not)."""
        return self._under_way > 0

    async def _carry(self, parcel: Parcel, retry: int, reason: str) -> Answer:
        if self.sockets.connections:
            return await self.sockets.deliver(parcel, retry=retry, reason=reason, seconds=self.patience)
        if not self.app.events_url:
            return Answer(False, "connection_failed")
        return await post(
            self._http(), self.app.events_url, self.app.signing_secret, parcel,
            retry=retry, reason=reason, seconds=self.patience,
        )  # fmt: skip

    async def _until_acked(self, parcel: Parcel) -> None:
        reason = ""
        for retry, wait in enumerate(RETRY_AFTER):
            if wait:
                await self._until_due(wait)
            answer = await self.bring(parcel, retry=retry, reason=reason)
            if answer.ok or answer.final:
                return
            reason = answer.reason
        self.records.happened("lost", parcel.workspace, f"{parcel.name} was never acknowledged: {reason}")

    async def _until_due(self, wait: float) -> None:
        """Waits for a retry's turn, or for the app to connect again: Slack then brings what was left at once."""
        turn = self.clock.sleep_until(self.clock.now() + wait)
        waits = [asyncio.ensure_future(turn), asyncio.ensure_future(self.sockets.connected.wait(wait))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()

    def _note(self, parcel: Parcel, answer: Answer, retry: int, started: float) -> None:
        seconds = self.clock.real() - started
        parcel.attempts.append(
            {
                "retry": retry,
                "ok": answer.ok,
                "reason": answer.reason,
                "status": answer.status,
                "body": answer.body,
                "at": started,
                "seconds": seconds,
            }
        )
        outcome = f"acknowledged in {seconds * 1000:.0f} ms" if answer.ok else f"failed: {answer.reason}"
        again = f" (retry {retry})" if retry else ""
        line = f"{parcel.name} → app{again}: {outcome}"
        self.records.happened("delivery", parcel.workspace, line, number_of_delivery=parcel.number, ok=answer.ok)

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Holds back everything until `resume`."""
        self._flowing = self._flowing or asyncio.Event()

    def resume(self) -> None:
        if self._flowing:
            self._flowing.set()
        self._flowing = None

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    def clear(self) -> None:
        """Drops whatever is under way."""
        for task in self._tasks:
            task.cancel()
        self.parcels.clear()
        self.patience = SECONDS_TO_ANSWER
        self.resume()
        self._numbers = count(1)

    async def close(self) -> None:
        self.clear()
        await self.sockets.disconnect("drop")
        if self._session:
            await self._session.close()
