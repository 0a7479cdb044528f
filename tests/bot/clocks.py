"""Slack's clock and the bot's, which go together."""

from datetime import datetime, timedelta
from pathlib import Path

from simulator.driver import Simulator
from tests.bot.running import Bot


async def move_clocks(slack: Simulator, bot: Bot, by: timedelta) -> None:
    tell(bot.clock_file, await slack.move_clock(by.total_seconds()))


async def set_clocks(slack: Simulator, bot: Bot, to: datetime) -> None:
    tell(bot.clock_file, await slack.move_clock(to=to))


def tell(clock_file: Path, offset: float) -> None:
    """At one stroke: the bot looks at any time, and a file that is being written is empty."""
    draft = clock_file.with_suffix(".draft")
    draft.write_text(str(offset))
    draft.replace(clock_file)
