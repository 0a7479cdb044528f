"""Monday at nine: the digests arrive, once; and `/pat gaps`."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.people import reporting
from models.people.members import by_slack_id
from models.workspace import workspaces
from simulator.driver import Simulator
from tests.bot.clocks import set_clocks
from tests.bot.running import MONDAY, Bot

STORY = "for refunding the late parcel on the spot"


@pytest.fixture
async def led(slack: Simulator, bot: Bot) -> None:
    """Ana and Bo report to Carol; pats are at home in #pats."""

    def settle(session: Session) -> None:
        people = by_slack_id(session, bot.workspace_id, [slack.person(n).id for n in ("ana", "bo", "carol")])
        carol = people[slack.person("carol").id]
        for name in ("ana", "bo"):
            reporting.set_lead(
                session,
                workspace_id=bot.workspace_id,
                member_id=people[slack.person(name).id].id,
                lead_id=carol.id,
                now=bot.now(),
            )
        settings = {"zone": "Europe/London", "kudos_channel_id": slack.channel_id("pats")}
        workspaces.configure(session, workspace_id=bot.workspace_id, **settings)

    await bot.database.run(settle)


async def test_on_monday_the_digest_tells_the_story_in_the_channel_and_the_lead_reads_a_headline(
    slack: Simulator, bot: Bot, led: None
) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="support")
    await set_clocks(slack, bot, MONDAY)
    digest = await slack.person("dave").sees("week of", in_="pats")
    assert STORY in digest.shown
    assert "Ana" in digest.shown
    headline = await slack.person("carol").sees("heard a thank-you", in_="app")
    assert "1 of your 2 people" in headline.shown
    assert await slack.ledger.count(kind="message", channel=slack.channel_id("pats"), text="week of") == 1


async def test_a_pat_taken_back_before_the_digest_is_posted_is_not_in_it(slack: Simulator, bot: Bot, led: None) -> None:
    bo = slack.person("bo")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await bo.slash("/pat @carol for the other story", channel="support")
    await bo.slash("/pat @ana for a third", channel="pats")
    await bo.click("Undo", in_="pats")
    await set_clocks(slack, bot, MONDAY)
    digest = await slack.person("dave").sees("week of", in_="pats")
    assert "the other story" in digest.shown
    await slack.person("dave").sees_nothing_of("for a third", in_="pats")


async def test_gaps_are_a_leads_and_about_their_own_people(slack: Simulator, bot: Bot, led: None) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    report = (await slack.person("carol").slash("/pat gaps", channel="support")).told[0]
    assert "1 of your 2 people" in report
    assert "Dave" not in report
    assert "Gaps are for leads" in (await slack.person("ana").slash("/pat gaps", channel="support")).told[0]


async def test_a_story_taken_back_after_the_digest_goes_from_the_digest_too(
    slack: Simulator, bot: Bot, led: None
) -> None:
    bo = slack.person("bo")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await bo.slash("/pat @carol for the other story", channel="support")
    sunday = MONDAY - timedelta(hours=20)
    await set_clocks(slack, bot, sunday)
    await bo.slash("/pat @dave for the story of Sunday", channel="support")
    await set_clocks(slack, bot, MONDAY)
    await slack.person("dave").sees("the story of Sunday", in_="pats")
    assert "Taken back" in (await bo.slash("/pat undo", channel="support")).told[0]
    await slack.ledger.reaches(1, kind="update", channel=slack.channel_id("pats"))
    await slack.person("dave").sees_nothing_of("the story of Sunday", in_="pats")
    await slack.person("dave").sees("the other story", in_="pats")
