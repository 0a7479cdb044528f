"""Background tasks: the newest of a kind, one at a time."""

import asyncio
from functools import partial

from bot.tasks import Tasks


async def test_the_newest_of_a_kind_runs_last_and_alone() -> None:
    tasks, begun, done = Tasks(), [], []

    async def draw(name: str, seconds: float) -> None:
        begun.append(name)
        await asyncio.sleep(seconds)
        done.append(name)

    tasks.start_newest("home", lambda: draw("slow", 0.05), "draw")
    await asyncio.sleep(0.01)
    for name in ("skipped", "quick"):
        tasks.start_newest("home", partial(draw, name, 0), "draw")
    tasks.start_newest("another home", lambda: draw("another", 0), "draw")
    await tasks.finish(5)
    assert (begun, done) == (["slow", "another", "quick"], ["another", "slow", "quick"])


async def test_one_that_fails_does_not_keep_the_next_from_running() -> None:
    tasks, done = Tasks(), []

    async def fail() -> None:
        tasks.start_newest("home", succeed, "draw")
        raise RuntimeError

    async def succeed() -> None:
        done.append("drawn")

    for _ in range(2):
        tasks.start_newest("home", fail, "draw")
        await tasks.finish(5)
    assert done == ["drawn", "drawn"]
