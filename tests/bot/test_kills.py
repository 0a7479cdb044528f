"""kill -9: what was acknowledged is kept, and nothing is said twice. The harness with all its kills: `tests/kills`."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people.members import Member
from models.storage.database import Database
from models.workspace.workspaces import Workspace
from simulator.driver import Simulator
from tests import waiting
from tests.bot.decisions.pledged import pledge
from tests.bot.process import served

STORY = "for refunding the late parcel on the spot"
SHORT = {"BACKPAT_SEND_TIMEOUT": "2"}
"""A lease is three of these."""
LATE = 120.0
"""Seconds: what was being sent when it was killed waits for the end of its lease, and is then looked for."""


async def test_killed_between_commit_and_post_it_posts_once_when_it_is_back(
    slack: Simulator, database_url: str, tmp_path: Path
) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    async with served(slack, database_url, tmp_path, **SHORT) as backpat:
        await slack.fault("chat.postMessage", "ratelimited", times=20, seconds=3)
        reply = await bo.slash(f"/pat @ana {STORY}", channel="support")
        assert "stored" in reply.told[0]
        backpat.kill()
        await slack.heal()
        await backpat.start()
        await slack.resend(reply, times=5)
        await ana.sees(STORY, in_="support", timeout=LATE)
        await ana.sees(STORY, in_="app", timeout=LATE)
        await asyncio.sleep(1.5)
        assert await slack.ledger.count(kind="message", text=STORY) == 2


async def test_it_stops_when_told_to(slack: Simulator, database_url: str, tmp_path: Path) -> None:
    async with served(slack, database_url, tmp_path, **SHORT) as backpat:
        backpat.stop()
        assert backpat.process
        assert backpat.process.returncode == 0


async def test_killed_while_a_decision_is_told_it_tells_each_of_the_two_once(
    slack: Simulator, database_url: str, tmp_path: Path
) -> None:
    ana, carol = slack.person("ana"), slack.person("carol")
    async with served(slack, database_url, tmp_path, **SHORT) as backpat:
        await ana.slash("/pat help", channel="support")
        with closing(Database(database_url)) as database:
            await known(database, "Carol", "Finn")
            workspace_id = database.query(lambda session: session.scalars(select(Workspace.id)).one())
            pledge(database, workspace_id, datetime.now(UTC))
        await ana.slash("/pat decision", channel="support")
        await ana.sees_modal("What happened?")
        await ana.fill({"What happened?": "It was six days late", "What did you decide?": "Refunded it on the spot"})
        await slack.fault("chat.postMessage", "ratelimited", times=20, seconds=3)
        sent = await ana.submit()
        backpat.kill()
        await slack.heal()
        await backpat.start()
        await slack.resend(sent, times=5)
        await ana.sees("Logged. You are covered.", in_="app", timeout=LATE)
        await slack.person("finn").sees("You are the one who answers", in_="app", timeout=LATE)
        await asyncio.sleep(1.5)
        assert await slack.ledger.count(kind="message", text="Logged. You are covered.") == 1
        assert await slack.ledger.count(kind="message", text="You are the one who answers") == 1
        await carol.sees_nothing_of("six days late")


async def known(database: Database, *names: str) -> None:
    """Wait until the process has read these people from Slack's directory, which it does after it is ready."""

    def read(session: Session) -> set[str]:
        return set(session.scalars(select(Member.name)))

    await waiting.until(lambda: database.read(read), lambda found: found >= set(names))
