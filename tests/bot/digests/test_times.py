"""When digests come: each sets their own, leads their teams’, admins every channel’s; and everybody gets it in time."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.listeners.digests.times import form_of
from digests.scheduling import timing
from models.people import members, teams
from models.people.teams import Role
from models.schedules import Audience, Run, Schedule
from models.schedules.timetable import Times
from simulator.driver import PersonaDriver, Simulator
from tests import waiting
from tests.bot.clocks import move_clocks, set_clocks
from tests.bot.digests.test_digests import STORY, led
from tests.bot.running import LONDON, MONDAY, WEDNESDAY, Bot
from tests.models import rows

__all__ = ["led"]

HEARD = "heard a thank-you"


@pytest.fixture
async def night(slack: Simulator, bot: Bot, led: None) -> UUID:
    """A team in Tokyo with a channel: Dave leads it, Bo is in it."""

    def settle(session: Session) -> UUID:
        where = {"zone": "Asia/Tokyo", "channel_id": slack.channel_id("returns")}
        team = teams.create(session, workspace_id=bot.workspace_id, name="Night", now=bot.now(), **where)
        known = members.by_slack_id(session, bot.workspace_id, [slack.person(n).id for n in ("dave", "bo")])
        roles = {known[slack.person("dave").id].id: Role.LEAD, known[slack.person("bo").id].id: Role.MEMBER}
        teams.set_members(session, workspace_id=bot.workspace_id, team_id=team.id, roles=roles, now=bot.now())
        return team.id

    return await bot.database.run(settle)


async def until(slack: Simulator, bot: Bot, when: datetime) -> None:
    await set_clocks(slack, bot, when)


async def opens(person: PersonaDriver, button: str, then: str) -> None:
    """From Home, the list; and of it, the form."""
    await person.opens_home()
    await person.sees_home("When digests come…")
    await person.click("When digests come…", in_="home")
    await person.sees_modal("When it comes…")
    await person.click(button)
    await person.sees_modal(then)


def runs_of(bot: Bot, audience: Audience) -> list[Run]:
    """Of each schedule in order."""

    def read(session: Session) -> list[Run]:
        mine = select(Schedule.id).where(Schedule.workspace_id == bot.workspace_id, Schedule.audience == audience)
        query = select(Run).where(Run.workspace_id == bot.workspace_id, Run.schedule_id.in_(mine))
        return list(session.scalars(query.order_by(Run.schedule_id, Run.period_start)))

    return bot.database.query(read)


async def test_a_lead_sets_their_own_day_and_hour_and_no_week_is_lost_or_told_twice(
    slack: Simulator, bot: Bot, led: None
) -> None:
    carol = slack.person("carol")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="support")
    await opens(carol, "times.change.0", "By the clock of Berlin")
    await carol.fill({"On which day?": "Wednesday", "At what time?": "14:00"})
    told = (await carol.submit()).modal
    assert told
    assert "Saved. The next one comes" in told["shown"]
    await carol.close()
    await carol.sees_modal("*Your digest, as a lead*: Wednesdays at 14:00, Berlin time")
    await carol.close(everything=True)
    await until(slack, bot, MONDAY + timedelta(hours=1))
    await slack.person("dave").sees(STORY, in_="pats")
    await carol.sees_nothing_of(HEARD, in_="app", after=1)
    berlin = ZoneInfo("Europe/Berlin")
    wednesday = datetime.combine(WEDNESDAY.date() + timedelta(days=7), time(14, 0, 30), tzinfo=berlin)
    await until(slack, bot, wednesday)
    await carol.sees(f"1 of your 2 people {HEARD}", in_="app")
    (run,) = runs_of(bot, Audience.LEAD)
    assert run.period_start.astimezone(berlin).weekday() == 0
    assert run.period_end == datetime.combine(wednesday.date(), time(), tzinfo=berlin)
    await until(slack, bot, wednesday + timedelta(days=7))
    await carol.sees("A quiet week", in_="app")
    first, second = runs_of(bot, Audience.LEAD)
    assert first.period_end == second.period_start


async def test_a_teams_lead_moves_its_digest_to_another_channel_and_clock(
    slack: Simulator, bot: Bot, night: UUID
) -> None:
    dave = slack.person("dave")
    await opens(dave, "times.change.1", "By whose clock?")
    await dave.fill(
        {
            "In which channel?": "#support",
            "On which day?": "Tuesday",
            "At what time?": "08:00",
            "By whose clock?": "Europe/Berlin",
        }
    )
    told = (await dave.submit()).modal
    assert told
    assert "Saved" in told["shown"]
    (row,) = (one for one in rows.all_of(bot.database, Schedule) if one.team_id == night)
    assert (row.weekday, row.hour, row.zone, row.channel_id) == (1, 8, "Europe/Berlin", slack.channel_id("support"))
    due = row.next_due_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert (due.weekday(), due.hour) == (1, 8)


async def test_an_admin_reads_when_each_channels_comes_there_and_for_them(
    slack: Simulator, bot: Bot, night: UUID
) -> None:
    """Tokyo's nine o'clock is London's midnight, or one in the morning."""
    finn = slack.person("finn")
    await move_clocks(slack, bot, timedelta(seconds=61))
    await waiting.until(lambda: night in {one.team_id for one in rows.all_of(bot.database, Schedule)})
    await opens(finn, "times.change.1", "*Night*")
    await finn.close()
    shown = (await finn.sees_modal("*Night*"))["shown"]
    here = datetime.combine(MONDAY.date(), time(9), tzinfo=ZoneInfo("Asia/Tokyo")).astimezone(LONDON)
    assert f"09:00 in Tokyo, that is Monday {here:%H:%M} for you." in shown
    assert f"in #pats. Next: Monday {MONDAY.day} {MONDAY:%B}." in shown


async def test_an_admin_switches_a_channels_digest_off_and_on_again_and_what_passed_is_not_called_missed(
    slack: Simulator, bot: Bot, night: UUID
) -> None:
    finn = slack.person("finn")
    await opens(finn, "times.change.1", "Is it posted?")
    await finn.fill({"Is it posted?": []})
    told = (await finn.submit()).modal
    assert told
    assert "switched off: nothing is posted" in told["shown"]
    assert "next one comes" not in told["shown"]
    await finn.close()
    await finn.sees_modal("*Night*: switched off.")
    await slack.person("ana").slash(f"/pat @bo {STORY}", channel="support")
    await slack.person("bo").sees(STORY, in_="support")
    for week in range(3):
        await until(slack, bot, MONDAY + timedelta(days=7 * week, hours=10))
        await waiting.becomes(lambda: _statuses(bot, night), ["nothing"] * (week + 1))
    await opens(finn, "times.change.1", "Is it posted?")
    await finn.fill({"Is it posted?": ["Yes, once a week"]})
    assert (await finn.submit()).modal
    await finn.close()
    await finn.sees_modal("*Night*: Mondays at 09:00, Tokyo time")


def _statuses(bot: Bot, team: UUID) -> list[str]:
    (mine,) = (one.id for one in rows.all_of(bot.database, Schedule) if one.team_id == team)
    return [one.status for one in runs_of(bot, Audience.TEAM) if one.schedule_id == mine]


async def test_a_channel_has_to_be_chosen_for_a_team_that_has_none(slack: Simulator, bot: Bot, night: UUID) -> None:
    dave = slack.person("dave")
    await opens(dave, "times.change.1", "By whose clock?")
    await dave.fill({"In which channel?": None})
    errors = (await dave.submit()).modal
    assert errors
    assert "Which channel is it posted in?" in str(errors["errors"])


async def test_whoever_may_not_sets_nothing_with_a_forged_form(slack: Simulator, bot: Bot, night: UUID) -> None:
    carol = await bot.database.read(
        lambda session: members.by_slack_user(session, bot.workspace_id, slack.person("carol").id)
    )
    assert carol
    tries: list[tuple[str, tuple[Audience, UUID | None]]] = [
        *((name, (Audience.LEAD, carol.id)) for name in ("ana", "dave", "finn")),
        *((name, (Audience.TEAM, night)) for name in ("ana", "bo", "carol", "eve")),
        *((name, (Audience.TEAM, None)) for name in ("ana", "carol", "dave")),
        ("carol", (Audience.LEADERSHIP, carol.id)),
        ("carol", (Audience.PERSONAL, carol.id)),
    ]
    for name, whose in tries:
        what: dict[str, Any] = {"whose": whose, "times": Times(3, 3, channel_id="C0SUPPORT1"), "now": bot.now()}
        what |= {"workspace_id": bot.workspace_id, "actor": slack.person(name).id}
        outcome = await bot.database.run(timing.set_times, **what)
        assert outcome == {"code": "not_yours"}, (name, whose)
        key = f"{whose[0]}:{whose[1]}" if whose[1] else str(whose[0])
        form = await bot.database.read(form_of, bot.workspace_id, slack.person(name).id, bot.now(), key, {})
        assert form is None, (name, whose)
    assert 3 not in {one.hour for one in rows.all_of(bot.database, Schedule)}


async def moves(slack: Simulator, bot: Bot, zone: str) -> None:
    """Carol lives there from now on."""
    carol = slack.person("carol")
    await carol.changes(tz=zone)

    def lives(session: Session) -> str | None:
        member = members.by_slack_user(session, bot.workspace_id, carol.id)
        return member.zone if member else None

    await waiting.becomes(lambda: bot.database.read(lives), zone)


async def test_after_the_night_in_which_clocks_change_it_comes_at_the_same_hour_of_theirs(
    slack: Simulator, bot: Bot, led: None
) -> None:
    """In Los Angeles, on the second Sunday of March: the week is an hour shorter, and none of it is lost."""
    there = ZoneInfo("America/Los_Angeles")
    await moves(slack, bot, there.key)
    carol, march = slack.person("carol"), datetime(WEDNESDAY.year + 1, 3, 8, 9, 0, 30, tzinfo=there)
    sunday = march + timedelta(days=(6 - march.weekday()) % 7)
    await until(slack, bot, sunday - timedelta(days=6))
    await carol.sees("Your team, week of", in_="app")
    await until(slack, bot, sunday + timedelta(days=1, minutes=-5))
    await slack.quiet()
    assert [one.status for one in runs_of(bot, Audience.LEAD)][-1:] == ["owed"]
    await until(slack, bot, sunday + timedelta(days=1))
    await carol.sees("Your team, week of", in_="app", count=2)
    before, last = runs_of(bot, Audience.LEAD)[-2:]
    assert before.period_end == last.period_start
    assert last.period_end - last.period_start == timedelta(days=7, hours=-1)
    assert [one.due_at.astimezone(there).time() for one in (before, last)] == [time(9), time(9)]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
async def test_a_lead_on_another_continent_gets_it_on_their_own_monday_morning(
    slack: Simulator, bot: Bot, led: None, zone: str
) -> None:
    """The workspace is in London."""
    await moves(slack, bot, zone)
    carol = slack.person("carol")

    monday = datetime.combine(MONDAY.date(), time(9, 0, 30), tzinfo=ZoneInfo(zone))
    await until(slack, bot, monday - timedelta(minutes=5))
    await carol.sees_nothing_of("A quiet week", in_="app", after=1.5)
    await until(slack, bot, monday)
    await carol.sees("A quiet week", in_="app")
    (run,) = runs_of(bot, Audience.LEAD)
    assert run.due_at.astimezone(ZoneInfo(zone)).time() == time(9)
    assert run.period_end.astimezone(ZoneInfo(zone)).time() == time()


async def test_when_it_comes_can_be_set_from_the_digest_itself(slack: Simulator, bot: Bot, led: None) -> None:
    carol = slack.person("carol")
    await carol.slash("/pat digest", channel="support")
    await carol.sees_modal("It comes to you alone, Mondays at 09:00")
    await carol.click("When it comes…")
    await carol.sees_modal("On which day?")
    await carol.fill({"At what time?": "07:00"})
    assert (await carol.submit()).modal
    await carol.close()
    await carol.sees_modal("It comes to you alone, Mondays at 07:00, Berlin time")


async def test_who_leads_nobody_is_told_who_sets_it(slack: Simulator, bot: Bot, led: None) -> None:
    ana = slack.person("ana")
    await ana.opens_home()
    assert "When digests come" not in (await ana.sees_home("Pats on the back"))["shown"]
