"""The first hour: one message to the installer with three choices in it, an introduction, a checklist on Home."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery.outbox import Delivery, Purpose
from models.schedules import Schedule
from models.workspace import onboarding, workspaces
from simulator.driver import Simulator
from tests import waiting
from tests.bot.clocks import move_clocks, set_clocks, tell
from tests.bot.conftest import home_without, loses
from tests.bot.running import LONDON, WEDNESDAY, Bot, running_bot, settings_for

WELCOME = "works already"
HELLO = "this is the place for pats"
STORY = "for refunding the late parcel on the spot"


@pytest.fixture
async def fresh(slack: Simulator, database_url: str, clock_file: Path) -> AsyncIterator[Bot]:
    """Installed a moment ago."""
    async with running_bot(settings_for(slack, database_url, clock_file), slack, fresh=True) as running:
        yield running


async def test_the_owner_gets_one_message_with_three_choices_and_nobody_else_gets_any(
    slack: Simulator, fresh: Bot
) -> None:
    welcome = await slack.person("finn").sees(WELCOME, in_="app")
    assert "Which channel is for pats?" in welcome.shown
    assert "0 of 12 people have a lead" in welcome.shown
    assert "Mondays at 09:00" in welcome.shown
    await slack.quiet()
    assert await slack.ledger.count(kind="message") == 1


async def test_whoever_installed_it_gets_the_message_instead_of_the_owner(
    slack: Simulator, database_url: str, clock_file: Path
) -> None:
    maya = slack.person("maya")
    async with running_bot(settings_for(slack, database_url, clock_file, installer=maya.id), slack, fresh=True):
        await maya.sees(WELCOME, in_="app")
        await slack.person("finn").sees_nothing_of(WELCOME)


async def test_a_restart_and_a_second_installation_say_nothing_more(
    slack: Simulator, database_url: str, clock_file: Path
) -> None:
    settings = settings_for(slack, database_url, clock_file)
    async with running_bot(settings, slack, fresh=True):
        await slack.person("finn").sees(WELCOME, in_="app")
    async with running_bot(settings, slack, fresh=True) as again:
        await again.database.run(workspaces.uninstall, workspace_id=again.workspace_id, now=again.now())
    async with running_bot(settings, slack, fresh=True):
        await slack.quiet()
    assert await slack.ledger.count(kind="message", text=WELCOME) == 1


async def test_at_night_it_waits_for_the_morning(slack: Simulator, database_url: str, clock_file: Path) -> None:
    evening = datetime.combine(WEDNESDAY.date(), datetime.min.time(), tzinfo=LONDON) + timedelta(hours=21)
    tell(clock_file, await slack.move_clock(to=evening))
    async with running_bot(settings_for(slack, database_url, clock_file), slack, fresh=True) as fresh:
        await slack.person("finn").sees_nothing_of(WELCOME, after=1.0)
        await move_clocks(slack, fresh, timedelta(hours=11, minutes=1))
        await slack.person("finn").sees(WELCOME, in_="app")


async def test_an_installation_in_use_or_older_than_a_week_is_not_welcomed(slack: Simulator, bot: Bot) -> None:
    assert await slack.ledger.count(kind="message") == 0


async def test_choosing_the_channel_introduces_backpat_there_once_and_is_shown(slack: Simulator, fresh: Bot) -> None:
    finn = slack.person("finn")
    await finn.sees(WELCOME, in_="app")
    for _ in range(2):
        await finn.click("setup.channel", in_="app", value="#pats")
    await slack.person("ana").sees(HELLO, in_="pats")
    shown = await finn.sees("✓ Pats go to", in_="app")
    assert WELCOME in shown.shown
    await slack.quiet()
    assert await slack.ledger.count(kind="message", text=HELLO) == 1
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="pats")


async def test_another_channel_takes_the_introduction_along_there_and_back(slack: Simulator, fresh: Bot) -> None:
    finn, ana = slack.person("finn"), slack.person("ana")
    await finn.sees(WELCOME, in_="app")
    for there, before in (("general", ""), ("pats", "general"), ("general", "pats")):
        await finn.click("setup.channel", in_="app", value=f"#{there}")
        await ana.sees(HELLO, in_=there)
        if before:
            await loses(ana, HELLO, in_=before)


async def test_the_digest_comes_when_the_admin_says(slack: Simulator, fresh: Bot) -> None:
    finn = slack.person("finn")
    await finn.sees(WELCOME, in_="app")
    await finn.click("setup.channel", in_="app", value="#pats")
    await finn.click("setup.weekday", in_="app", value="Friday")
    await finn.click("setup.hour", in_="app", value="15:00")
    await finn.sees("Fridays at 15:00", in_="app")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    friday = datetime.combine(WEDNESDAY.date() + timedelta(days=2), datetime.min.time(), tzinfo=LONDON)
    await set_clocks(slack, fresh, friday + timedelta(hours=15, minutes=2))
    await slack.person("dave").sees("1 person was thanked", in_="pats")


async def test_new_leads_get_theirs_at_the_time_that_was_chosen(slack: Simulator, fresh: Bot) -> None:
    finn = slack.person("finn")
    await finn.sees(WELCOME, in_="app")
    await finn.click("setup.weekday", in_="app", value="Friday")
    await finn.opens_home()
    await finn.sees_home("Still to set up")
    await finn.click("team.open_of", in_="home", value="@carol")
    await finn.sees_modal("Who reports to Carol?")
    await finn.fill({"Who reports to Carol?": ["@ana"]})
    await finn.submit()
    await move_clocks(slack, fresh, timedelta(minutes=2))

    def weekdays(session: Session) -> list[int]:
        return list(session.scalars(select(Schedule.weekday).where(Schedule.workspace_id == fresh.workspace_id)))

    await waiting.becomes(lambda: fresh.database.read(weekdays), [4, 4])


async def test_leads_count_from_when_they_are_named(slack: Simulator, fresh: Bot) -> None:
    finn = slack.person("finn")
    await finn.sees(WELCOME, in_="app")
    await finn.click("Name the leads", in_="app")
    await finn.sees_modal("lead")
    await finn.fill({"people": ["@carol", "@dave"]})
    await finn.submit()
    named = await finn.sees("2 leads are named, and asked who is in their team", in_="app")
    assert "0 of 12 people have a lead" in named.shown


@pytest.mark.parametrize("what", ["setup.channel", "setup.weekday", "setup.hour", "setup.leads", "setup.hide"])
async def test_what_an_admin_sets_up_is_refused_to_whoever_is_none_any_more(
    slack: Simulator, database_url: str, clock_file: Path, what: str
) -> None:
    """The message with the choices outlives its reader's role."""
    maya = slack.person("maya")
    values = {"setup.channel": "#pats", "setup.weekday": "Friday", "setup.hour": "15:00"}
    async with running_bot(settings_for(slack, database_url, clock_file), slack, fresh=True) as fresh:
        await maya.opens_home()
        await maya.sees_home("Still to set up")
        await maya.changes(admin=False)
        await slack.quiet()
        await maya.click(what if what != "setup.leads" else "Name the leads", in_="home", value=values.get(what))
        await maya.sees_modal("for the admins of Backpat")
        progress = await fresh.database.read(onboarding.progress, fresh.workspace_id)
        assert (progress.channel_id, progress.weekday, progress.hour) == (None, 0, 9)
        await maya.close()
        await maya.opens_home()
        await home_without(maya, "Still to set up")


async def test_the_checklist_follows_every_choice_and_can_be_hidden(slack: Simulator, fresh: Bot) -> None:
    finn, maya = slack.person("finn"), slack.person("maya")
    await finn.opens_home()
    shown = await finn.sees_home("Still to set up")
    assert "none is set yet" in shown["shown"]
    await finn.click("setup.channel", in_="home", value="#pats")
    await finn.sees_home("✓ Pats go to")
    await finn.sees("✓ Pats go to", in_="app")
    await finn.click("Hide this", in_="home")
    await home_without(finn, "Still to set up")
    await maya.opens_home()
    await maya.sees_home("Still to set up")
    await slack.person("ana").opens_home()
    assert "Still to set up" not in (await slack.person("ana").sees_home("Pats on the back"))["shown"]


async def test_what_was_never_a_channel_or_an_hour_changes_nothing(slack: Simulator, fresh: Bot) -> None:
    """A forged payload: only its signature was right."""
    finn = slack.person("finn")
    await finn.sees(WELCOME, in_="app")
    actor: dict[str, Any] = {"workspace_id": fresh.workspace_id, "actor": finn.id, "now": fresh.now()}
    outcome = await fresh.database.run(onboarding.choose_channel, channel_id="C0PATS0001", **actor)
    assert outcome["code"] == "chosen"
    stranger = {**actor, "actor": slack.person("ana").id}
    refused = await fresh.database.run(onboarding.choose_channel, channel_id="C0GENERAL1", **stranger)
    assert refused["code"] == "not_admin"

    def introductions(session: Session) -> int:
        query = select(Delivery.id).where(Delivery.workspace_id == fresh.workspace_id)
        return len(list(session.scalars(query.where(Delivery.purpose == Purpose.INTRODUCTION))))

    assert await fresh.database.read(introductions) == 1
