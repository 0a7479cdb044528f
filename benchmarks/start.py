"""From start to ready, and memory at rest, of `backpat serve` with nothing to do."""

import asyncio
import statistics
import subprocess
import sys
import time

from benchmarks import processes
from benchmarks.options import Options, say
from benchmarks.processes import Child, memory
from benchmarks.verdicts import Verdict, at_most, beside

REST = 3.0
"""Seconds after which nothing of the start is left to do."""
STARTS = 5
LIBRARIES = (
    "import slack_bolt.async_app, sqlalchemy.orm, starlette.applications, uvicorn, apscheduler.schedulers.asyncio"
)


def run(options: Options) -> list[Verdict]:
    return asyncio.run(_run(options))


async def _run(options: Options) -> list[Verdict]:
    kind, slack = options.kinds[0], processes.fake_slack()
    found, imports = [], []
    with slack.running(), options.databases.fresh(kind) as url:
        await slack.answers("/api/auth.test")
        for _ in range(STARTS):
            found.append(await _start(processes.backpat(url, slack)))
            imports.append(_imports())
            say(f"  ready after {found[-1][0]:.2f} s, {found[-1][1]:.0f} MB; its libraries alone {imports[-1]:.2f} s")
    seconds, megabytes = (statistics.median(column) for column in zip(*found, strict=True))
    return [
        at_most(f"{kind}: start to ready", seconds, 2, " s"),
        beside(f"{kind}: start to ready ÷ importing its libraries", f"{seconds / statistics.median(imports):.1f}"),
        at_most(f"{kind}: memory at rest", megabytes, 150, " MB"),
    ]


async def _start(bot: Child) -> tuple[float, float]:
    """Seconds until it is ready, and megabytes once it rests."""
    begin = time.perf_counter()
    with bot.running() as process:
        await bot.answers("/readyz")
        seconds = time.perf_counter() - begin
        await asyncio.sleep(REST)
        return seconds, memory(process.pid, "VmRSS")


def _imports() -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", LIBRARIES], check=True)
    return time.perf_counter() - begin
