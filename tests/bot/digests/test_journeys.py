"""Weeks as they go wrong: the bot is off, a lead flies around the world, their people aren't theirs any more."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from digests.actions import DigestAction
from models.kudos import Kudos
from models.people import members, reporting, teams
from models.people.teams import Team
from models.schedules import Audience, Schedule
from models.workspace import workspaces
from simulator.driver import Simulator
from tests import waiting
from tests.bot.clocks import set_clocks, tell
from tests.bot.conftest import loses
from tests.bot.digests.test_digests import STORY, led
from tests.bot.digests.test_times import HEARD, moves, night, runs_of
from tests.bot.running import MONDAY, WEDNESDAY, Bot, running_bot, settings_for
from tests.models import rows

__all__ = ["led", "night"]

ONE = f"The one person you lead {HEARD}"
BEFORE = "Narrow the ones I was given before as well"
WEEK = timedelta(weeks=1)
TOKYO, LOS_ANGELES = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")


def two_leads(slack: Simulator, bot: Bot) -> None:
    """Ana reports to Carol, in Berlin, and Bo to Dave, in Los Angeles; pats are at home in #pats, in London's time."""

    def settle(session: Session) -> None:
        names = ("ana", "bo", "carol", "dave")
        found = members.by_slack_id(session, bot.workspace_id, [slack.person(one).id for one in names])
        ana, bo, carol, dave = (found[slack.person(one).id] for one in names)
        carol.zone, dave.zone = "Europe/Berlin", LOS_ANGELES.key
        for person, lead in ((ana, carol), (bo, dave)):
            who = {"member_id": person.id, "lead_id": lead.id}
            reporting.set_lead(session, workspace_id=bot.workspace_id, **who, now=bot.now())
        where = {"zone": "Europe/London", "kudos_channel_id": slack.channel_id("pats")}
        workspaces.configure(session, workspace_id=bot.workspace_id, **where)

    bot.database.write(settle)


def schedules(bot: Bot) -> int:
    """How many stand at their reader's hour: in step with who leads, and lives where."""
    return rows.count(bot.database, Schedule)


async def given_up(slack: Simulator, clock_file: Path) -> bool:
    """Six minutes later: whether Slack has stopped bringing what was said."""
    tell(clock_file, await slack.move_clock(360))
    happened = await slack.wire.do("happenings", since=0, timeout=0)
    return any(one["kind"] == "lost" for one in happened["happenings"])


async def test_what_came_due_while_it_was_off_comes_once_of_the_newest_week_at_a_decent_hour(
    slack: Simulator, database_url: str, clock_file: Path
) -> None:
    """From Friday to Wednesday, and then for two weeks."""
    settings = settings_for(slack, database_url, clock_file)
    ana, bo, carol, dave = (slack.person(one) for one in ("ana", "bo", "carol", "dave"))
    async with running_bot(settings, slack) as bot:
        two_leads(slack, bot)
        await dave.changes(tz=LOS_ANGELES.key)
        await bo.slash(f"/pat @ana {STORY}", channel="support")
        await ana.slash("/pat @bo for the night queue", channel="support")
        await bo.sees("night queue", in_="app")
        await set_clocks(slack, bot, WEDNESDAY + timedelta(days=2, hours=6))
        await waiting.until(lambda: schedules(bot) == 3)
    await slack.point_at("http://127.0.0.1:9/slack/events")
    await slack.resume_delivering()
    assert not (await carol.slash("/pat @ana for what Slack could not bring", channel="support")).ok
    await carol.says("@ana ++ for what was said meanwhile", "support")
    await waiting.until(lambda: given_up(slack, clock_file))
    night_there = datetime.combine((WEDNESDAY + WEEK).date(), datetime.min.time(), tzinfo=LOS_ANGELES)
    tell(clock_file, await slack.move_clock(to=night_there + timedelta(hours=2)))
    async with running_bot(settings, slack) as bot:
        assert STORY in (await dave.sees("week of", in_="pats")).shown
        await carol.sees(ONE, in_="app")
        await dave.sees_nothing_of(ONE, in_="app", after=1)
        await set_clocks(slack, bot, night_there + timedelta(hours=8, seconds=5))
        await dave.sees(ONE, in_="app")
        assert rows.count(bot.database, Kudos) == 2
    tell(clock_file, await slack.move_clock(to=WEDNESDAY + 3 * WEEK))
    await slack.resume_delivering()
    async with running_bot(settings, slack) as bot:
        quiet = await carol.sees("A quiet week", in_="app")
        assert f"week of {(MONDAY + WEEK):%-d %B}" in quiet.shown
        await waiting.until(lambda: len(runs_of(bot, Audience.LEAD)) == 6)
        statuses = [one.status for one in runs_of(bot, Audience.LEAD)]
        assert sorted(statuses) == ["missed"] * 2 + ["owed"] * 4
        await slack.quiet()
    assert await slack.ledger.count(kind="message", channel=slack.channel_id("pats"), text="week of") == 1
    assert await slack.ledger.count(kind="message", text=ONE) == 2
    assert await slack.ledger.count(kind="message", text="A quiet week") == 1  # Dave sleeps


async def test_a_lead_who_flies_to_the_other_side_and_back_reads_each_week_once_on_their_own_monday(
    slack: Simulator, bot: Bot, led: None
) -> None:
    carol, bo = slack.person("carol"), slack.person("bo")
    monday = MONDAY.replace(tzinfo=None)
    for n, zone in enumerate((TOKYO, LOS_ANGELES, TOKYO)):
        await moves(slack, bot, zone.key)
        await bo.slash(f"/pat @ana {STORY}, week {n}", channel="support")
        await slack.person("ana").sees(f"week {n}", in_="support")
        nine = (monday + n * WEEK).replace(tzinfo=zone)
        await set_clocks(slack, bot, nine - timedelta(minutes=5))
        await carol.sees_nothing_of(f"{nine - WEEK:%-d %B}", in_="app", after=1)
        await set_clocks(slack, bot, nine)
        await carol.sees(f"1 of your 2 people {HEARD}", in_="app", count=n + 1)
        await set_clocks(slack, bot, nine + timedelta(days=1))
    told = [one for one in runs_of(bot, Audience.LEAD) if one.status == "owed"]
    assert len(told) == 3
    for before, after in pairwise(told):
        assert before.period_end == after.period_start
    for run, zone in zip(told, (TOKYO, LOS_ANGELES, TOKYO), strict=True):
        due = run.due_at.astimezone(zone)
        assert (due.weekday(), due.hour) == (0, 9)


async def test_a_lead_whose_people_are_anothers_now_is_shown_nothing_by_old_buttons(
    slack: Simulator, bot: Bot, led: None
) -> None:
    carol, dave = slack.person("carol"), slack.person("dave")
    await set_clocks(slack, bot, WEDNESDAY + 4 * WEEK)
    await carol.slash("/pat gaps", channel="support")
    report = next(one for one in await carol.messages("support") if one.ephemeral)
    assert "Ana" in report.shown
    ids = {one["action_id"] for block in report.blocks for one in _elements(block)}
    buttons = sorted(one for one in ids if not one.startswith("digest.give"))  # anybody gives a pat
    assert len(buttons) == 6

    def hand_over(session: Session) -> None:
        found = members.by_slack_id(session, bot.workspace_id, [slack.person(n).id for n in ("ana", "bo", "dave")])
        for name in ("ana", "bo"):
            who = {"member_id": found[slack.person(name).id].id, "lead_id": found[dave.id].id}
            reporting.set_lead(session, workspace_id=bot.workspace_id, **who, now=bot.now())

    await bot.database.run(hand_over)
    await set_clocks(slack, bot, WEDNESDAY + 4 * WEEK + timedelta(days=1))
    for button in buttons:
        await carol.click(button, in_=report, value="Away until…" if button.startswith("kudos.more") else None)
        why = "Pictures are for leads" if button == DigestAction.CHART else "whom you don’t lead now"
        refused = await carol.sees(why, in_="support")
        assert "Ana" not in refused.shown
        assert await carol.modal() is None, button
    assert "Gaps are for leads" in (await carol.slash("/pat gaps", channel="support")).told[0]


def _elements(block: Any) -> list[Any]:
    return [*block.get("elements", ()), *filter(None, [block.get("accessory")])] if block["type"] != "context" else []


@pytest.mark.parametrize("became", ["renamed", "archived", "emptied"])
async def test_a_team_that_changed_between_its_week_and_its_digest(
    slack: Simulator, bot: Bot, night: UUID, became: str
) -> None:
    """Its channel reads of its people, those of the end of the week, and of a team that is there no more nothing."""
    await slack.person("ana").slash("/pat @bo for the night queue", channel="support")
    await slack.person("bo").sees("night queue", in_="support")
    await set_clocks(slack, bot, MONDAY - timedelta(hours=12))
    await waiting.until(lambda: schedules(bot) == 4)

    def change(session: Session) -> None:
        team = session.get_one(Team, (bot.workspace_id, night))
        team.name = "Day <shift>" if became == "renamed" else team.name
        team.archived_at = bot.now() if became == "archived" else None
        if became == "emptied":
            teams.set_members(session, workspace_id=bot.workspace_id, team_id=night, roles={}, now=bot.now())

    await bot.database.run(change)
    await set_clocks(slack, bot, MONDAY)
    await slack.person("dave").sees("week of", in_="pats")
    await slack.quiet()
    told = 0 if became == "archived" else 1
    assert await slack.ledger.count(kind="message", channel=slack.channel_id("returns"), text="week of") == told


async def test_whoever_keeps_pats_to_a_smaller_circle_after_the_digest_is_in_it_no_more(
    slack: Simulator, bot: Bot, night: UUID
) -> None:
    ana, bo, dave = (slack.person(one) for one in ("ana", "bo", "dave"))
    await ana.slash("/pat @bo for the night queue", channel="support")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await bo.sees("night queue", in_="support")
    await set_clocks(slack, bot, MONDAY - timedelta(hours=12))
    await waiting.until(lambda: schedules(bot) == 4)
    await set_clocks(slack, bot, MONDAY)
    for channel in ("pats", "returns"):
        assert "night queue" in (await dave.sees("week of", in_=channel)).shown
    await bo.slash("/pat privacy", channel="support")
    await bo.sees_modal("Who sees a pat that you are given")
    await bo.click("Settings")
    await bo.sees_modal("Who sees the pats I am given?")
    await bo.fill({"Who sees the pats I am given?": "Me and my lead", "And those of before?": [BEFORE]})
    assert "1 pat of before" in str((await bo.submit()).modal)
    for channel in ("pats", "returns"):
        await loses(dave, "night queue", channel)
    assert STORY in (await dave.sees("week of", in_="pats")).shown
