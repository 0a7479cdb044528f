"""A bot to be killed, with one simulated Slack for each pytest worker."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.driver import Simulator
from tests.bot.conftest import clock_file, simulator_process, slack
from tests.bot.process import served
from tests.kills.campaign import Campaign

__all__ = ["clock_file", "simulator_process", "slack"]

FAST = {"BACKPAT_SEND_TIMEOUT": "1", "BACKPAT_POSTS_PER_CHANNEL": "60000", "BACKPAT_POSTS_PER_MINUTE": "60000"}


@pytest.fixture
async def campaign(
    request: pytest.FixtureRequest, slack: Simulator, database_url: str, tmp_path: Path
) -> AsyncIterator[Campaign]:
    """Parametrize it indirectly with the name of a sabotaged build."""
    build = getattr(request, "param", "")
    await slack.limits(enabled=False)
    fuse = tmp_path / "fuse"
    more = {"FUSE": str(fuse), "SABOTAGE": build, **FAST}
    async with served(slack, database_url, tmp_path, "tests.kills.serve_and_die", **more) as bot:
        yield Campaign(slack, bot, fuse, seed=7 if database_url.startswith("sqlite") else 11)
