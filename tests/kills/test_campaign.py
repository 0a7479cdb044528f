"""Ten kills in a row on each database: whatever was acknowledged is there once, and nothing is there twice."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import members, reporting
from models.storage.database import Database
from models.workspace import workspaces
from simulator.driver import Simulator
from tests.bot.clocks import tell
from tests.bot.running import MONDAY, WEDNESDAY
from tests.kills.campaign import Campaign, a_night_passes
from tests.kills.counting import settled, wrongs

pytestmark = [pytest.mark.long, pytest.mark.takes(30)]
STEPS = [
    *(("received", 3), ("inside", 3), ("committed", 1), ("acked", 3)),
    *(("posting", 3), ("posted", 1), ("posted", 4)),
]


async def test_ten_kills_lose_nothing_and_double_nothing(
    slack: Simulator, campaign: Campaign, database_url: str, clock_file: Path
) -> None:
    for step, nth in STEPS:
        await campaign.killed_at(step, nth)
    for _ in range(3):
        await campaign.killed_by_chance()
    await a_night_passes(slack, clock_file)
    await settled(database_url)
    assert await wrongs(slack, database_url, campaign.pats) == []
    assert campaign.kills == 10
    assert sum(pat.kept for pat in campaign.pats) > len(campaign.pats) / 2


async def test_a_digest_is_posted_once_though_killed_while_it_is_stored_and_when_slack_has_it(
    slack: Simulator, campaign: Campaign, database_url: str, clock_file: Path
) -> None:
    asked = await campaign.give(6)
    await slack.ledger.reaches(6, kind="message")
    lead_ana_and_bo(slack, database_url)
    campaign.arm("digest inside")
    tell(clock_file, await slack.move_clock(to=MONDAY))
    await campaign.back_after_death()
    campaign.arm("digest posted")
    await campaign.back_after_death()
    await campaign.again(asked)
    await slack.person("carol").sees("Your team, week", in_="app", timeout=150)
    await settled(database_url)
    assert await slack.ledger.count(kind="message", channel=slack.channel_id("pats")) == 1
    assert await slack.ledger.count(kind="message", person="carol", text="Your team, week") == 1
    assert await wrongs(slack, database_url, campaign.pats) == []
    assert campaign.kills == 2


def lead_ana_and_bo(slack: Simulator, database_url: str) -> None:
    """Ana and Bo report to Carol; the digest's channel is #pats, in which nobody gives anything here."""

    def settle(session: Session) -> None:
        workspace_id = session.scalars(select(workspaces.Workspace.id)).one()
        ana, bo, carol = (slack.person(name).id for name in ("ana", "bo", "carol"))
        people = members.resolve(session, workspace_id=workspace_id, slack_ids=[ana, bo, carol], now=WEDNESDAY)
        for report in (ana, bo):
            of = {"member_id": people[report].id, "lead_id": people[carol].id}
            reporting.set_lead(session, workspace_id=workspace_id, **of, now=WEDNESDAY)
        workspaces.configure(
            session, workspace_id=workspace_id, zone="Europe/London", kudos_channel_id=slack.channel_id("pats")
        )

    with closing(Database(database_url)) as database:
        database.write(settle)
