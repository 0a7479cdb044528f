"""Requests in copies, with kills among them; and two processes that share one outbox."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from bot.slack.manifest import manifest
from models.people.members import Member
from models.storage.database import Database
from simulator.driver import Simulator
from tests.bot.process import Served, served
from tests.databases import Server
from tests.kills.campaign import Campaign, a_night_passes
from tests.kills.counting import Pat, settled, wrongs

pytestmark = [pytest.mark.long, pytest.mark.takes(35)]
COMMANDED, CLICKED = "for the copied story", "Doubled the refund."


async def test_copies_of_a_command_a_form_and_an_event_count_once_whatever_is_killed_among_them(
    slack: Simulator, campaign: Campaign, database_url: str, clock_file: Path
) -> None:
    await five_copies_of_a_command(slack, campaign)
    await a_double_click(slack, campaign)
    await five_copies_of_a_change(slack, campaign)
    await a_night_passes(slack, clock_file)
    await settled(database_url)
    support, ana = slack.channel_id("support"), slack.person("ana").id
    pats = [Pat(words, support, ana, kept=True) for words in (COMMANDED, CLICKED)]
    assert await wrongs(slack, database_url, pats) == []
    with closing(Database(database_url)) as database:
        handled = await database.read(
            lambda session: list(session.scalars(select(Member).where(Member.name == "Gita Two")))
        )
    assert [member.slack_user_id for member in handled] == [slack.person("gita").id]
    assert campaign.kills == 5


async def five_copies_of_a_command(slack: Simulator, campaign: Campaign) -> None:
    campaign.arm("committed")
    reply = await slack.person("bo").slash(f"/pat @ana {COMMANDED}", channel="support")
    assert not reply.ok
    await campaign.back_after_death()
    campaign.arm("acked", 2)
    await slack.resend(reply, times=5)
    await campaign.back_after_death()
    answers = await slack.resend(reply, times=5)
    assert all(answer["ok"] for answer in answers)


async def a_double_click(slack: Simulator, campaign: Campaign) -> None:
    carol = slack.person("carol")
    await carol.slash("/pat", channel="support")
    await carol.sees_modal("Who?")
    await carol.fill({"Who?": ["@ana"], "What did they decide?": CLICKED})
    campaign.arm("committed")
    clicks = await asyncio.gather(carol.submit(), carol.submit())
    await campaign.back_after_death()
    for click in clicks:
        await slack.resend(click, times=2)


async def five_copies_of_a_change(slack: Simulator, campaign: Campaign) -> None:
    for step, name in (("received", "Gita One"), ("received", "Gita Two")):
        campaign.arm(step)
        await slack.person("gita").changes(display_name=name, name=name)
        await campaign.back_after_death()
    changes = await slack.ledger.deliveries(name="user_change")
    for change in (changes[-1], changes[0]):
        await slack.resend(change, times=5, retry=1)


@pytest.fixture
def shared_database(postgres_server: Server) -> Iterator[str]:
    with postgres_server.database() as url:
        yield url


async def test_two_processes_share_one_outbox_and_its_limits(
    slack: Simulator, shared_database: str, tmp_path: Path, clock_file: Path
) -> None:
    """Each envelope of Slack's goes to one of them, each message is said by one of them, and never too fast."""
    await slack.use_manifest(manifest(reading=True))
    other = tmp_path / "other"
    other.mkdir()
    more = {"SLACK_APP_TOKEN": slack.app_token, "BACKPAT_CLOCK_FILE": str(clock_file)}
    async with (
        served(slack, shared_database, tmp_path, **more) as one,
        served(slack, shared_database, other, **more) as two,
    ):
        await slack.connected(2)
        campaign = Campaign(slack, one, tmp_path / "fuse", seed=3)
        await campaign.give(24)
        await a_night_passes(slack, clock_file)
        await settled(shared_database)
        sent = [await sent_by(process) for process in (one, two)]
    assert all(pat.kept for pat in campaign.pats)
    assert await wrongs(slack, shared_database, campaign.pats) == []
    assert await slack.ledger.calls(error="ratelimited") == []
    assert min(sent) > 0, sent


async def sent_by(process: Served) -> float:
    """How many messages this process has sent, of its own metrics."""
    async with aiohttp.ClientSession() as session, session.get(f"{process.url}/metrics") as response:
        lines = (await response.text()).splitlines()
    return sum(
        float(line.split()[-1]) for line in lines if line.startswith("backpat_deliveries_total") and "sent" in line
    )
