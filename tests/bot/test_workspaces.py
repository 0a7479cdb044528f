"""Two workspaces with the same ids, side by side: each sees what it sees alone."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.sealing import Seal
from models.storage.database import Database
from models.workspace import workspaces
from simulator.driver import Simulator
from tests.bot.clocks import move_clocks
from tests.bot.running import WEDNESDAY, Bot, running_bot, settings_for

HOME, AWAY = "Northwind Parcels", "Zedmark Prints"


@pytest.fixture
async def both(slack: Simulator, database: Database, clock_file: Path) -> AsyncIterator[Bot]:
    """Northwind's token is in the environment, Zedmark's is stored."""
    zed = await slack.add_workspace("zed")
    sealed = Seal("a key for tests").close(zed["bot_token"])

    def add(session: Session) -> None:
        workspaces.install(
            session,
            slack_team_id=zed["id"],
            name=zed["name"],
            bot_user_id=zed["bot_user"],
            bot_token=sealed,
            now=WEDNESDAY,
        )

    database.write(add)
    url = database.url.render_as_string(hide_password=False)
    async with running_bot(settings_for(slack, url, clock_file), slack) as bot:
        yield bot


async def test_the_same_ids_in_two_workspaces_never_meet(slack: Simulator, both: Bot) -> None:
    await move_clocks(slack, both, timedelta(hours=6))  # 10:00 in Chicago: nobody is told anything at four
    bo, yara = slack.person("bo", HOME), slack.person("yara", AWAY)
    assert bo.id == yara.id
    await bo.slash("/pat @ana for the northern story", channel="support")
    await yara.slash("/pat @zed for the desk story", channel="desk")
    carol, zed = slack.person("carol", HOME), slack.person("zed", AWAY)
    await carol.sees("the northern story", in_="support")
    await slack.person("xena", AWAY).sees("the desk story", in_="desk")
    await zed.sees("the desk story", in_="app")
    await zed.opens_home()
    assert "northern" not in (await zed.sees_home("the desk story"))["shown"]
    await yara.slash("/pat undo", channel="desk")
    await slack.ledger.reaches(2, kind="delete", workspace=yara.workspace)
    await carol.sees("the northern story", in_="support")
    await carol.sees_nothing_of("desk story")
    assert await slack.ledger.count(kind="delete", workspace=bo.workspace) == 0
