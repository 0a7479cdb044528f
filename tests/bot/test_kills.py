"""kill -9: what was acknowledged is kept, and nothing is said twice. The harness with all its kills: `tests/kills`."""

import asyncio
from pathlib import Path

from simulator.driver import Simulator
from tests.bot.process import served

STORY = "for refunding the late parcel on the spot"


async def test_killed_between_commit_and_post_it_posts_once_when_it_is_back(
    slack: Simulator, database_url: str, tmp_path: Path
) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    async with served(slack, database_url, tmp_path) as backpat:
        await slack.fault("chat.postMessage", "ratelimited", times=20, seconds=3)
        reply = await bo.slash(f"/pat @ana {STORY}", channel="support")
        assert "stored" in reply.told[0]
        backpat.kill()
        await slack.heal()
        await backpat.start()
        await slack.resend(reply, times=5)
        await ana.sees(STORY, in_="support", timeout=15)
        await ana.sees(STORY, in_="app", timeout=15)
        await asyncio.sleep(1.5)
        assert await slack.ledger.count(kind="message", text=STORY) == 2


async def test_it_stops_when_told_to(slack: Simulator, database_url: str, tmp_path: Path) -> None:
    async with served(slack, database_url, tmp_path) as backpat:
        backpat.stop()
        assert backpat.process
        assert backpat.process.returncode == 0
