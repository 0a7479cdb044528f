"""The courier: claims what is owed, sends it, stores what became of it; resolves what a crash left in doubt."""

import asyncio
import contextlib
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from bot import log, metrics
from bot.delivery import doubt
from bot.delivery.limits import Limits
from bot.delivery.material import Material
from bot.delivery.painting import Painter
from bot.delivery.pictures import Gallery, send_with_pictures
from bot.delivery.rendering import gather, render
from bot.delivery.sending import InDoubt, Sending
from bot.services import Services
from bot.slack import directory
from bot.slack.installations import Installed
from models.delivery import claims, outbox, settling
from models.delivery.claims import Claimed, Lease
from models.delivery.outbox import Delivery
from models.delivery.settling import Again, Failed, Result, Settlement
from models.kudos import verifying

IN_FLIGHT = 16
GATHER = 0.01
"""Seconds in which what is owed at almost the same time is gathered into one claim."""
LOOK_AGAIN = 1.0
"""Seconds after which another replica's rows, and those that have become due, are looked for."""
EXPIRED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed row, what it says, and whom the directory has yet to confirm before it may be said."""

    sending: Sending
    kudos_ids: list[UUID]
    unverified: list[str]
    broken: bool = False
    """It can't be put into words: a fault of ours, and no reason to hold up the others."""


class Courier:
    def __init__(self, services: Services, limits: Limits, painter: Painter | None = None) -> None:
        self._services = services
        self._limits = limits
        self._painter = painter or Painter()
        self._owner = uuid4().hex
        self._news = asyncio.Event()
        self._settled = asyncio.Event()
        self._storing = asyncio.Lock()
        self._results: dict[int, list[Settlement]] = {}
        self._in_flight: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._shut_until: dict[int, datetime | None] = {}
        self._expired_from: dict[int, float] = {}
        """When leases that are over are looked for again, by workspace, in the loop's time."""

    def wake(self) -> None:
        """Something is owed. Safe to call from any thread."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._news.set)

    async def run(self) -> None:
        """Until `stop`."""
        self._loop = asyncio.get_running_loop()
        self._services.database.on_outbox = self.wake
        settler = asyncio.create_task(self._settle())
        while not self._stopping:
            self._news.clear()
            pause = await self._round()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), pause)
            await asyncio.sleep(GATHER)
        if self._in_flight:
            await asyncio.wait(self._in_flight)
        async with self._storing:  # never in the middle: what Slack has would look as if it were in doubt
            settler.cancel()
        await self._store_results()

    def stop(self) -> None:
        """What is on its way is finished; nothing new is claimed."""
        self._stopping = True
        self._news.set()

    async def _round(self) -> float:
        """Serve every workspace once. Returns the seconds until the next round, unless something new is owed."""
        pauses = [LOOK_AGAIN]
        for installed in self._services.installations.all():
            try:
                pauses.append(await self._serve(installed))
            except Exception as error:  # noqa: BLE001  (the edge of the loop: one workspace's trouble is its own)
                log.failure("delivery", error, workspace=installed.workspace_id)
        return min(pauses)

    async def _serve(self, installed: Installed) -> float:
        await self._resolve_expired(installed)
        room = IN_FLIGHT - len(self._in_flight)
        if room <= 0:
            return LOOK_AGAIN
        now, real = self._services.clock.now(), self._services.clock.real()
        claimed = await self._claim(installed, room, now, real)
        if claimed.rows:
            found = await self._services.database.read(parcels, claimed.rows)
            await self._give_back(installed, found)
            for parcel in found:
                self._start(self._deliver(installed, parcel))
        if claimed.opens_at is None:
            return LOOK_AGAIN
        return max(0.01, (claimed.opens_at - self._services.clock.real()).total_seconds())

    async def _claim(self, installed: Installed, most: int, now: datetime, real: datetime) -> Claimed:
        shut_until = self._shut_until.get(installed.workspace_id)
        if shut_until is not None and real < shut_until:
            return Claimed([], shut_until)
        idle = await self._services.database.read(claims.nothing_due, workspace_id=installed.workspace_id, now=now)
        if idle:
            return Claimed([], None)
        claimed = await self._services.database.run(
            claims.claim,
            workspace_id=installed.workspace_id,
            lease=self._lease(real),
            limits_of=self._limits.of,
            shared=self._limits.shared,
            now=now,
            real=real,
            most=most,
        )
        if claimed.shut and claimed.opens_at is not None:
            later, soon = claimed.opens_at + self._limits.gathers, real + timedelta(seconds=LOOK_AGAIN)
            claimed = replace(claimed, opens_at=min(later, soon))  # changes have a limit of their own
        self._shut_until[installed.workspace_id] = claimed.opens_at if claimed.shut else None
        return claimed

    async def _give_back(self, installed: Installed, found: Iterable[Parcel]) -> None:
        """Those that could have pictures and have none take nothing from the others' uploads."""
        spared = [one for one in found if self._limits.uploads_spared(one.sending.row, one.sending.message)]
        if spared:
            await self._services.database.run(
                claims.give_back,
                workspace_id=installed.workspace_id,
                limit=self._limits.uploads,
                calls=len(spared),
                real=self._services.clock.real(),
            )

    async def _deliver(self, installed: Installed, parcel: Parcel) -> None:
        sending = parcel.sending
        if parcel.broken:
            self._became(installed, sending.row, Failed("it can’t be put into words"))
            return
        try:
            if parcel.unverified:
                sending = await self._confirmed(installed, parcel)
            gallery = Gallery(
                self._services.client(installed.workspace_id), self._painter, self._services.slack.seconds
            )
            files = await gallery.hang(sending)
            is_over, limit = partial(self._lease_is_over, sending.row), self._limits.of(sending.row)[0]
            if is_over():
                return
            result = await send_with_pictures(gallery, sending, files, limit, is_over)
            await gallery.take_down(sending, result)
        except InDoubt:
            log.warning("in doubt", purpose=sending.row.purpose, delivery=str(sending.row.id))
            return
        except Exception as error:  # noqa: BLE001  (the edge of one delivery)
            log.failure("delivery", error, purpose=sending.row.purpose, delivery=str(sending.row.id))
            result = Again(60, type(error).__name__)
        self._became(installed, sending.row, result)

    async def _confirmed(self, installed: Installed, parcel: Parcel) -> Sending:
        """Ask Slack who these people are; what is said then is read anew."""
        services = self._services
        profiles = await directory.look_up(services, installed, parcel.unverified)
        now = services.clock.now()
        await services.database.run(
            verifying.verify,
            workspace_id=installed.workspace_id,
            profiles=profiles,
            kudos_ids=parcel.kudos_ids,
            now=now,
        )
        return (await services.database.read(parcels, [parcel.sending.row]))[0].sending

    async def _resolve_expired(self, installed: Installed) -> None:
        """Once a second is often enough, however often something new is owed."""
        if self._loop.time() < self._expired_from.get(installed.workspace_id, 0):
            return
        self._expired_from[installed.workspace_id] = self._loop.time() + LOOK_AGAIN
        now, real = self._services.clock.now(), self._services.clock.real()
        expired = partial(claims.any_expired, workspace_id=installed.workspace_id, real=real)
        if not await self._services.database.read(expired):
            return
        rows = await self._services.database.run(
            claims.claim_expired,
            workspace_id=installed.workspace_id,
            lease=self._lease(real),
            now=now,
            real=real,
            most=EXPIRED_AT_ONCE,
        )
        for row in rows:
            self._start(self._resolve(installed, row))

    async def _resolve(self, installed: Installed, row: Delivery) -> None:
        result = await doubt.resolve(self._services.client(installed.workspace_id), row)
        if result is not None:
            log.info("doubt resolved", purpose=row.purpose, result=type(result).__name__)
            self._became(installed, row, result)

    def _became(self, installed: Installed, row: Delivery, result: Result) -> None:
        metrics.DELIVERIES.labels(type(result).__name__.lower()).inc()
        settlement = Settlement(row.id, self._owner, row.version, result)
        self._results.setdefault(installed.workspace_id, []).append(settlement)
        self._settled.set()

    async def _settle(self) -> None:
        """Store results as they come; those that come together share a transaction."""
        while True:
            await self._settled.wait()
            self._settled.clear()
            try:
                await self._store_results()
            except Exception as error:  # noqa: BLE001  (they stay leased, and are resolved as in doubt)
                log.failure("settling", error)

    async def _store_results(self) -> None:
        async with self._storing:
            results, self._results = self._results, {}
            for workspace_id, settlements in results.items():
                await self._services.database.run(
                    settling.settle,
                    workspace_id=workspace_id,
                    settlements=settlements,
                    now=self._services.clock.now(),
                    real=self._services.clock.real(),
                )

    def _start(self, delivery: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(delivery)
        self._in_flight.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._in_flight.discard(task)
        self._news.set()

    def _lease(self, real: datetime) -> Lease:
        """At least three time-outs."""
        return Lease(self._owner, real + timedelta(seconds=3 * self._services.slack.seconds))

    def _lease_is_over(self, row: Delivery) -> bool:
        """With less than one time-out left, somebody else could take the row while the call is under way."""
        left = row.lease_until - self._services.clock.real() if row.lease_until else timedelta()
        return left < timedelta(seconds=self._services.slack.seconds)


def parcels(session: Session, rows: list[Delivery]) -> list[Parcel]:
    """What these claimed rows of one workspace say now."""
    posts = outbox.posts_of(session, rows)
    material = gather(session, list(posts.values()))
    return [_parcel(material, row, posts[row.id]) for row in rows]


def _parcel(material: Material, row: Delivery, post: Delivery) -> Parcel:
    kudos_ids = material.kudos_of(post)
    unverified = {slack_id for kudos_id in kudos_ids for slack_id in material.unverified.get(kudos_id, [])}
    try:
        message = render(material, post)
    except Exception as error:  # noqa: BLE001  (one row's fault is its own)
        log.failure("rendering", error, purpose=post.purpose, delivery=str(post.id))
        return Parcel(Sending(row, post, None), kudos_ids, [], broken=True)
    return Parcel(Sending(row, post, message), kudos_ids, sorted(unverified))
