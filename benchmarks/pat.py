"""A `/pat` from request to ack, stored, against a bare Bolt app in the same run; and draining what it owes."""

import asyncio
from contextlib import ExitStack

import aiohttp

from benchmarks import processes
from benchmarks.options import Options, say
from benchmarks.processes import UNLIMITED, Child, bare_bolt
from benchmarks.rounds import FSYNC, Rounds, in_turn
from benchmarks.verdicts import Verdict, at_least, at_most, beside

OWED = {"SQLite": 0.20, "PostgreSQL": 0.15}
P95 = 100.0
"""Milliseconds."""
BOLT, STOCK = "bare Bolt", "bare Bolt on its stock server"


def run(options: Options) -> list[Verdict]:
    return asyncio.run(_run(options))


async def _run(options: Options) -> list[Verdict]:
    slack = processes.fake_slack()
    with ExitStack() as stack:
        stack.enter_context(slack.running())
        await slack.answers("/api/auth.test")
        urls = {kind: stack.enter_context(options.databases.fresh(kind)) for kind in options.kinds}
        bots = {kind: processes.backpat(url, slack) for kind, url in urls.items()}
        rounds = await in_turn({BOLT: bare_bolt(), STOCK: bare_bolt("--stock"), **bots}, options)
        found = [beside(f"{STOCK} ÷ {BOLT}", f"{rounds.ratio(STOCK, BOLT):.2f}")]
        for kind, url in urls.items():
            found += _verdicts(rounds, kind)
            rate = await drain(processes.backpat(url, slack, **UNLIMITED), slack)
            share = rate / rounds.median(kind, lambda one: one.rate)
            found.append(at_least(f"{kind}: posts a second while draining ÷ /pat a second", share, 0.5))
        return found


async def drain(bot: Child, slack: Child) -> float:
    """Start a bot without limits on a full outbox: posts a second, from the first to the last."""
    async with aiohttp.ClientSession() as session:
        await session.post(slack.url("/api/forget"))
        with bot.running():
            stats, before = await _stats(session, slack), -1.0
            while stats["count"] == 0 or stats["count"] != before:
                before = stats["count"]
                await asyncio.sleep(2)
                stats = await _stats(session, slack)
    say(f"  drained {stats['count']:.0f} posts in {stats['last'] - stats['first']:.1f} s")
    return (stats["count"] - 1) / (stats["last"] - stats["first"])


async def _stats(session: aiohttp.ClientSession, slack: Child) -> dict[str, float]:
    async with session.get(slack.url("/api/stats")) as answer:
        found: dict[str, float] = await answer.json()
        return found


def _verdicts(rounds: Rounds, kind: str) -> list[Verdict]:
    return [
        at_least(f"{kind}: /pat ÷ {BOLT}", rounds.ratio(kind, BOLT), OWED[kind]),
        beside(f"{kind}: /pat ÷ {STOCK}", f"{rounds.ratio(kind, STOCK):.2f}"),
        beside(f"{kind}: processor time of {BOLT} ÷ of a /pat", f"{rounds.processor_ratio(BOLT, kind):.2f}"),
        beside(f"{kind}: /pat ÷ bare fsync of 4 kB", f"{rounds.ratio(kind, FSYNC):.2f}"),
        at_most(f"{kind}: p95 of a /pat, 16 at once", rounds.median(kind, lambda one: one.p95), P95, " ms"),
        beside(f"p95 of {BOLT}", f"{rounds.median(BOLT, lambda one: one.p95):.0f} ms"),
    ]
