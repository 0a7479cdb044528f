"""Servers measured one after the other, again and again: what else the machine does troubles all of them alike."""

import statistics
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks import disk
from benchmarks.load import Figures, measure
from benchmarks.options import Options, say
from benchmarks.processes import Child, processor_seconds

EVENTS = "/slack/events"
FSYNC = "fsync"
WARM_UP = 300
"""Requests."""


@dataclass(frozen=True, slots=True)
class Round:
    """Requests a second, their 95th percentile (milliseconds), and the server's processor milliseconds for each."""

    rate: float
    p95: float
    processor: float


class Rounds(dict[str, list[Round]]):
    """By server; `FSYNC` is what the disk can do."""

    def ratio(self, name: str, to: str) -> float:
        """How many times as fast: the median over the rounds, each compared within itself."""
        return statistics.median(one.rate / other.rate for one, other in zip(self[name], self[to], strict=True))

    def processor_ratio(self, name: str, to: str) -> float:
        pairs = zip(self[name], self[to], strict=True)
        return statistics.median(one.processor / other.processor for one, other in pairs)

    def median(self, name: str, figure: Callable[[Round], float]) -> float:
        return statistics.median(map(figure, self[name]))


async def in_turn(servers: dict[str, Child], options: Options) -> Rounds:
    """Start these servers and measure each in each round."""
    found = Rounds({name: [] for name in (FSYNC, *servers)})
    with ExitStack() as stack:
        for server in servers.values():
            stack.enter_context(server.running())
            await server.answers("/readyz" if server.module == "bot" else "/")
            await measure(server.url(EVENTS), first=0, requests=WARM_UP)
        for number in range(1, options.rounds + 1):
            found[FSYNC].append(Round(disk.syncs_a_second(options.databases.folder), 0, 0))
            for name, server in servers.items():
                found[name].append(await _one(server, number * 1_000_000, options.requests))
            say("  " + ", ".join(f"{name} {rounds[-1].rate:.0f}/s" for name, rounds in found.items()))
    return found


async def _one(server: Child, first: int, requests: int) -> Round:
    before = processor_seconds(server.process)
    figures: Figures = await measure(server.url(EVENTS), first=first, requests=requests)
    used = processor_seconds(server.process) - before
    return Round(figures.rate, figures.p95, used / requests * 1000)
