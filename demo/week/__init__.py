"""The script of `--once`: a week in two companies, from Wednesday to Monday's digest, and the first of a month."""

from demo.checks import Checks
from demo.scene import Scene
from demo.stage import Stage
from demo.week import again, answered, asked, friday, later, monday, promise, reached, thursday, ways, wednesday


async def play(stage: Stage, checks: Checks) -> None:
    """Every day in turn. Raises `checks.Broken`."""
    scene = Scene(stage, checks)
    await _until_thursday(scene)
    await reached.nudges(scene)
    for day in (ways, again, friday, answered, monday, later):
        await day.play(scene)


async def _until_thursday(scene: Scene) -> None:
    for day in (wednesday, asked, promise, thursday):
        await day.play(scene)
