"""The script of `--once`: a week in two companies, from Wednesday to Monday's digest."""

from demo.checks import Checks
from demo.scene import Scene
from demo.stage import Stage
from demo.week import again, answered, friday, monday, promise, thursday, ways, wednesday


async def play(stage: Stage, checks: Checks) -> None:
    """Every day in turn. Raises `checks.Broken`."""
    scene = Scene(stage, checks)
    for day in (wednesday, promise, thursday, ways, again, friday, answered, monday):
        await day.play(scene)
