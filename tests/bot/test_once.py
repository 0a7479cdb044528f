"""Once, and never lost: copies of a request, two workspaces side by side."""

import asyncio
from datetime import timedelta

from sqlalchemy import delete

from models.people.members import by_slack_user
from models.storage.requests import Request
from simulator.driver import Simulator
from tests.bot.clocks import move_clocks
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"


async def test_a_command_in_five_copies_gives_once(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    reply = await bo.slash(f"/pat @ana {STORY}", channel="support")
    await slack.resend(reply, times=5)
    await ana.sees(STORY, in_="support")
    await ana.sees(STORY, in_="app")
    await slack.quiet()
    await asyncio.sleep(1.2)
    assert await slack.ledger.count(kind="message") == 2
    await bo.opens_home()
    assert "gave 1 pat" in (await bo.sees_home("You were given"))["shown"].replace("*", "")


async def test_a_change_of_a_person_in_five_copies_is_taken_once(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    await ana.changes(display_name="Ana Maria")
    [change] = await slack.ledger.delivered(name="user_change")
    await slack.resend(change, times=5)
    await slack.quiet()
    reply = await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    assert "stored" in reply.told[0]
    await ana.sees(STORY, in_="app")


async def test_further_receipts_come_together(slack: Simulator, bot: Bot) -> None:
    await slack.person("bo").slash("/pat @ana for the first thing", channel="support")
    await slack.person("ana").sees("for the first thing", in_="app")
    await slack.person("carol").slash("/pat @ana for the second thing", channel="support")
    await slack.person("dave").slash("/pat @ana for the third thing", channel="support")
    await slack.person("bo").sees("for the third thing", in_="support")
    await slack.person("ana").sees_nothing_of("for the second thing", in_="app")
    await move_clocks(slack, bot, timedelta(seconds=3700))
    told = await slack.person("ana").sees("for the second thing", in_="app")
    assert "for the third thing" in told.shown


async def test_of_two_changes_in_one_second_the_later_one_stays_whatever_order_they_come_in(
    slack: Simulator, bot: Bot
) -> None:
    ana = slack.person("ana")
    await ana.changes(display_name="Ana One", name="Ana One")
    await ana.changes(display_name="Ana Two", name="Ana Two")
    first, second = await slack.ledger.delivered(name="user_change", count=2)
    query = delete(Request).where(Request.workspace_id == bot.workspace_id, Request.key.like("event:%"))
    await bot.database.run(lambda session: session.execute(query))
    await slack.resend(second)
    await slack.resend(first)
    member = await bot.database.read(by_slack_user, bot.workspace_id, ana.id)
    assert member is not None
    assert member.name == "Ana Two"
