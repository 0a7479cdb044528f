"""Backpat's clock goes where somebody moves Slack's, on its page."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from demo.clock import BEGIN, DemoClock
from simulator.driver import Simulator

SOON = 20.0
"""Seconds, on a busy machine."""


async def test_the_file_follows_what_others_move_and_only_that_is_told(tmp_path: Path) -> None:
    async with Simulator.launch() as slack:
        clock = DemoClock(slack, tmp_path / "clock")
        told: asyncio.Queue[datetime] = asyncio.Queue()

        async def follow() -> None:
            async for now in clock.follow():
                told.put_nowait(now)

        following = asyncio.create_task(follow())
        await clock.move_to(BEGIN)
        offset = await slack.move_clock(3600)
        now = await asyncio.wait_for(told.get(), SOON)
        following.cancel()
        assert told.empty()
        assert float(clock.file.read_text()) == pytest.approx(offset)
        assert abs(now - BEGIN - timedelta(hours=1)) < timedelta(seconds=SOON)
