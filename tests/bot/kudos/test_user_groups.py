"""Pats for user groups, as Slack has them now."""

from sqlalchemy import select

from bot.slack.manifest import manifest
from models.people.user_groups import UserGroup
from simulator.driver import Simulator
from tests.bot.kudos.stored import live
from tests.bot.running import Bot, directory_read, running_bot, settings_for

STORY = "for the weekend"


async def members_of(bot: Bot, group: str) -> set[str]:
    query = select(UserGroup.slack_users).where(UserGroup.workspace_id == bot.workspace_id, UserGroup.handle == group)
    return set(await bot.database.read(lambda session: session.scalars(query).one()))


async def test_a_group_is_given_a_pat_without_the_giver_and_its_people_are_named(slack: Simulator, either: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    reply = await bo.slash(f"/pat @frontline {STORY}", channel="support")
    assert "stored" in reply.told[0]
    assert bo.id not in reply.told[0]
    seen = await slack.person("carol").sees(STORY, in_="support")
    assert "Ana" in seen.shown
    assert "Hugo" in seen.shown
    await ana.sees(STORY, in_="app")
    assert await live(either) == [("bo", ("ana", "gita", "hugo"), STORY)]


async def test_a_group_and_people_beside_it_get_one_pat_each_once(slack: Simulator, bot: Bot) -> None:
    await slack.person("carol").slash(f"/pat @frontline and @ana and @dave {STORY}", channel="support")
    await slack.person("dave").sees(STORY, in_="app")
    [(_, receivers, _)] = await live(bot)
    assert sorted(receivers) == ["ana", "bo", "dave", "gita", "hugo"]


async def test_a_group_in_a_message_gets_its_pat_too(slack: Simulator, bot: Bot) -> None:
    await slack.person("bo").says(f"@frontline ++ {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="app")
    assert await live(bot) == [("bo", ("ana", "gita", "hugo"), STORY)]


async def test_whoever_comes_to_a_group_or_leaves_it_counts_at_once(slack: Simulator, bot: Bot) -> None:
    await slack.set_usergroup_members("frontline", ["ana", "jon"])
    await slack.ledger.delivered(name="subteam_members_changed")
    await slack.person("bo").slash(f"/pat @frontline {STORY}", channel="support")
    await slack.person("jon").sees(STORY, in_="app")
    assert await live(bot) == [("bo", ("ana", "jon"), STORY)]


async def test_a_group_that_is_new_is_known_and_one_that_is_switched_off_is_said_to_be(
    slack: Simulator, bot: Bot
) -> None:
    bo = slack.person("bo")
    await slack.new_usergroup(id="S0NIGHTS01", handle="nights", name="Nights", members=["kim", "hugo"])
    await slack.ledger.delivered(name="subteam_created")
    assert "stored" in (await bo.slash(f"/pat @nights {STORY}", channel="support")).told[0]
    await slack.change_usergroup("nights", disabled=True)
    await slack.ledger.delivered(name="subteam_updated")
    told = (await bo.slash("/pat @nights for more", channel="support")).told[0]
    assert "switched off in Slack" in told
    assert "for more" in told
    assert "switched off" in (await bo.slash("/pat @depot for the years", channel="support")).told[0]
    assert len(await live(bot)) == 1


async def test_an_empty_group_and_one_nobody_knows_are_said_plainly(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await slack.set_usergroup_members("frontline", ["bo"])
    await slack.ledger.delivered(name="subteam_members_changed")
    assert "Besides you, nobody is in" in (await bo.slash(f"/pat @frontline {STORY}", channel="support")).told[0]
    await slack.point_at("http://127.0.0.1:1/slack/events")
    await slack.new_usergroup(id="S0NIGHTS01", handle="nights", name="Nights", members=["kim"])
    await slack.quiet()
    await slack.point_at(f"{bot.url}/slack/events")
    told = (await bo.slash(f"/pat @nights {STORY}", channel="support")).told[0]
    assert "is new to me" in told
    assert STORY in told
    assert await live(bot) == []


async def test_a_group_of_more_than_fifty_is_refused_with_the_numbers(slack: Simulator, bot: Bot) -> None:
    crowd = [f"clone{number}" for number in range(51)]
    for number, handle in enumerate(crowd):
        await slack.hire(id=f"U0CLONE{number:03}", handle=handle, name=handle, email=f"{handle}@northwind.example")
    await slack.set_usergroup_members("frontline", crowd)
    await slack.ledger.delivered(name="subteam_members_changed")
    bo = slack.person("bo")
    assert "51 people, and 50 fit" in (await bo.slash(f"/pat @frontline {STORY}", channel="support")).told[0]
    await slack.set_usergroup_members("frontline", crowd[1:])
    await slack.ledger.delivered(name="subteam_members_changed", count=2)
    assert "stored" in (await bo.slash(f"/pat @frontline {STORY}", channel="support")).told[0]
    await slack.person("carol").sees("clone50", in_="support")


async def test_changes_in_the_wrong_order_and_five_times_leave_the_newest(slack: Simulator, bot: Bot) -> None:
    await slack.point_at("http://127.0.0.1:1/slack/events")
    await slack.set_usergroup_members("frontline", ["ana", "jon"])
    await slack.set_usergroup_members("frontline", ["jon", "kim"])
    await slack.quiet()
    first, second = [one["payload"] for one in await slack.ledger.deliveries(name="subteam_members_changed")]
    await slack.point_at(f"{bot.url}/slack/events")
    for event in (second, first, second, first, second):
        assert (await bot.backpat.ingress.handle(event)).status == 200
    await directory_read(bot.backpat)
    assert await members_of(bot, "frontline") == {slack.person("jon").id, slack.person("kim").id}


async def test_without_the_scope_the_bot_starts_and_says_that_a_group_is_new_to_it(
    slack: Simulator, database_url: str, clock_file: object
) -> None:
    narrow = manifest(url="http://127.0.0.1:1", reading=True)
    narrow["oauth_config"]["scopes"]["bot"].remove("usergroups:read")
    await slack.use_manifest(narrow)
    async with running_bot(settings_for(slack, database_url, clock_file), slack):  # type: ignore[arg-type]
        told = (await slack.person("bo").slash(f"/pat @frontline {STORY}", channel="support")).told[0]
        assert "is new to me" in told
        assert "stored" in (await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")).told[0]
