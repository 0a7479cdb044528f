"""Who can be given a pat, also when the directory does not know them yet."""

import pytest
from sqlalchemy import delete

from models.people.members import Member
from simulator.driver import Simulator
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"


@pytest.mark.parametrize(
    ("who", "why"),
    [("rotabot", "is a bot"), ("nils", "has left"), ("olga", "in another company’s workspace")],
)
async def test_someone_who_cannot_receive_is_named_with_the_reason(
    slack: Simulator, bot: Bot, who: str, why: str
) -> None:
    person = slack.person(who)
    reply = await slack.person("bo").slash(f"/pat @{person.name} {STORY}", channel="support")
    assert reply.ok
    told = reply.told[0]
    assert why in told
    assert STORY in told
    assert await slack.ledger.count(kind="message") == 0


async def test_the_others_get_it_all_the_same(slack: Simulator, bot: Bot) -> None:
    reply = await slack.person("bo").slash(f"/pat @ana @bo {STORY}", channel="support")
    assert "Left out: <@U0BO000001> is you" in reply.told[0]
    await slack.person("ana").sees(STORY, in_="app")


async def test_a_guest_can_be_given_a_pat(slack: Simulator, bot: Bot) -> None:
    await slack.person("bo").slash(f"/pat @eve {STORY}", channel="support")
    await slack.person("eve").sees(STORY, in_="app")


async def test_a_newcomer_is_known_from_their_first_minute(slack: Simulator, bot: Bot) -> None:
    joined = await slack.hire(id="U0NINA0001", handle="nina", name="Nina New")
    await slack.ledger.delivered(name="team_join")
    await slack.person("bo").slash(f"/pat @nina {STORY}", channel="support")
    await joined.sees(STORY, in_="app")


async def forget(bot: Bot, *slack_ids: str) -> None:
    """As if the directory had not been read since they joined."""
    query = delete(Member).where(Member.workspace_id == bot.workspace_id, Member.slack_user_id.in_(slack_ids))
    await bot.database.run(lambda session: session.execute(query))


async def test_someone_the_directory_does_not_know_is_checked_before_anything_is_posted(
    slack: Simulator, bot: Bot
) -> None:
    bo, carol, eve, robot = slack.person("bo"), slack.person("carol"), slack.person("eve"), slack.person("rotabot")
    await forget(bot, eve.id, robot.id)
    await bo.slash(f"/pat @eve {STORY}", channel="support")
    await eve.sees(STORY, in_="app")
    await carol.sees("Eve", in_="support")
    reply = await bo.slash("/pat @rotabot for beeping kindly", channel="support")
    assert "stored" in reply.told[0]
    notice = await bo.sees("is a bot", in_="app")
    assert "for beeping kindly" in notice.shown
    await carol.sees_nothing_of("beeping", in_="support", after=0.5)
