"""The simulated Slack, in a process of its own that ends with this one."""

import asyncio
import contextlib
import json
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from demo import processes
from simulator.driver import Simulator

STARTS_WITHIN = 30.0
"""Seconds, on a busy machine."""


class NoSlack(Exception):
    """The simulated Slack did not come up; the message is what it said."""


@asynccontextmanager
async def slack(*companies: str, log: Path) -> AsyncIterator[Simulator]:
    """These companies; ends with the block. Raises `NoSlack`."""
    named = [word for name in companies for word in ("--company", name)]
    words = ("-m", "simulator", "--json", "--until-stdin-closes", *named)
    with log.open("ab") as errors:
        process = await processes.start(*words, settings={}, out=PIPE, errors=errors.fileno())
    facts = b""
    try:
        assert process.stdout
        with contextlib.suppress(TimeoutError):
            facts = await asyncio.wait_for(process.stdout.readline(), STARTS_WITHIN)
        if not facts.startswith(b"{"):
            raise NoSlack(f"The simulated Slack did not come up. {processes.last_words(log)}")
        async with Simulator.at(str(json.loads(facts)["address"])) as simulator:
            yield simulator
    finally:
        await processes.stop(process)
