"""Leads and start dates from Slack's profile fields: they fill what nobody has set by hand, and follow themselves."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.services import Services
from bot.slack import manifest, profiles
from models.people import leading, leads, members, profile_fields
from models.people.leading import Change
from models.people.members import Member
from simulator.driver import Simulator
from tests import waiting
from tests.bot.clocks import move_clocks
from tests.bot.running import Bot, running_bot, settings_for

QUICK = {"profiles_per_minute": 6000}
DAY = timedelta(days=1)
MANAGER = "Xf0MANAGER"


@pytest.fixture
async def reading(slack: Simulator, database_url: str, clock_file: Path) -> AsyncIterator[Bot]:
    """The bot with `--with profiles`; it has read everybody's."""
    await slack.use_manifest(manifest.manifest(url="http://127.0.0.1:1", profiles=True))
    async with running_bot(settings_for(slack, database_url, clock_file, **QUICK), slack) as running:
        await read_today(running)
        yield running


async def read_today(bot: Bot) -> None:
    """Wait until the day's reading is over."""
    services = bot.backpat.services
    await waiting.until(lambda: services.database.run(_is_done, bot, services))


def _is_done(session: Session, bot: Bot, services: Services) -> bool:
    far = services.clock.real() - timedelta(days=1)  # a look that takes nothing over
    return profile_fields.take(session, workspace_id=bot.workspace_id, now=bot.now(), real=far).done


async def person(slack: Simulator, bot: Bot, name: str) -> tuple[str, date | None]:
    """The name of their lead ("": nobody), and since when they are here."""

    def read(session: Session) -> tuple[str, date | None]:
        one = _member(session, slack, bot, name)
        above = leads.leads_of(session, bot.workspace_id, one.id)
        return (above[0].name if above else "", one.started_on)

    return await bot.database.read(read)


def _member(session: Session, slack: Simulator, bot: Bot, name: str) -> Member:
    member = members.by_slack_user(session, bot.workspace_id, slack.person(name).id)
    assert member
    return member


async def sets_by_hand(slack: Simulator, bot: Bot, lead: str, **change: list[str]) -> None:
    """An admin's form."""

    def write(session: Session) -> str:
        ids = {key: tuple(slack.person(name).id for name in names) for key, names in change.items()}
        outcome = leading.set_team(
            session,
            workspace_id=bot.workspace_id,
            lead_id=_member(session, slack, bot, lead).id,
            change=Change(**ids),
            actor=slack.person("finn").id,
            now=bot.now(),
        )
        return str(outcome["code"])

    assert await bot.database.run(write) == "saved"


async def a_day_later(slack: Simulator, bot: Bot) -> None:
    await move_clocks(slack, bot, DAY)
    await read_today(bot)


async def test_without_the_scope_nothing_is_called(slack: Simulator, bot: Bot) -> None:
    [installed] = bot.backpat.services.installations.all()
    assert await profiles.read(bot.backpat.services, installed)
    assert await slack.ledger.calls(method="team.profile.get") == []
    assert await slack.ledger.calls(method="users.profile.get") == []


async def test_leads_and_start_dates_come_from_the_profiles_once_a_day(slack: Simulator, reading: Bot) -> None:
    assert await person(slack, reading, "ana") == ("Carol", date(2019, 3, 4))
    assert await person(slack, reading, "carol") == ("Finn", date(2016, 1, 11))
    assert await person(slack, reading, "finn") == ("", date(2014, 2, 3))
    called = len(await slack.ledger.calls(method="users.profile.get"))
    assert called == 13  # people and guests who are here; no bots, nobody of another company
    [installed] = reading.backpat.services.installations.all()
    assert await profiles.read(reading.backpat.services, installed)
    assert len(await slack.ledger.calls(method="users.profile.get")) == called


async def test_a_field_that_changes_in_silence_is_followed_the_next_day(slack: Simulator, reading: Bot) -> None:
    dave = slack.person("dave").id
    await slack.person("ana").changes(fields={MANAGER: dave}, start_date="2019-04-01")
    await a_day_later(slack, reading)
    assert await person(slack, reading, "ana") == ("Dave", date(2019, 4, 1))


async def test_what_was_set_by_hand_stays_whatever_the_profile_says(slack: Simulator, reading: Bot) -> None:
    await sets_by_hand(slack, reading, "maya", added=["bo"])
    await sets_by_hand(slack, reading, "carol", removed=["gita"])
    await slack.person("bo").changes(fields={MANAGER: slack.person("dave").id})
    await a_day_later(slack, reading)
    assert (await person(slack, reading, "bo"))[0] == "Maya"
    assert (await person(slack, reading, "gita"))[0] == ""
    await a_day_later(slack, reading)
    assert (await person(slack, reading, "bo"))[0] == "Maya"
    assert (await person(slack, reading, "gita"))[0] == ""


async def test_an_emptied_field_changes_nothing(slack: Simulator, reading: Bot) -> None:
    await slack.person("ana").changes(fields={}, start_date="")
    await a_day_later(slack, reading)
    assert await person(slack, reading, "ana") == ("Carol", date(2019, 3, 4))


async def test_a_field_that_names_a_bot_or_closes_a_circle_is_left_out(slack: Simulator, reading: Bot) -> None:
    await slack.person("ana").changes(fields={MANAGER: slack.person("rotabot").id})
    await slack.person("finn").changes(fields={MANAGER: slack.person("bo").id})
    await a_day_later(slack, reading)
    assert (await person(slack, reading, "ana"))[0] == "Carol"
    assert (await person(slack, reading, "finn"))[0] == ""


async def test_a_429_is_waited_for_and_nobody_is_left_out(
    slack: Simulator, database_url: str, clock_file: Path
) -> None:
    await slack.use_manifest(manifest.manifest(url="http://127.0.0.1:1", profiles=True))
    await slack.fault("users.profile.get", "ratelimited", times=1, seconds=1)
    async with running_bot(settings_for(slack, database_url, clock_file, **QUICK), slack) as running:
        await read_today(running)
        assert (await person(slack, running, "leo"))[0] == "Dave"
        assert len(await slack.ledger.calls(method="users.profile.get")) == 14


async def test_whoever_reads_is_alone_and_is_replaced_once_their_lease_is_over(slack: Simulator, bot: Bot) -> None:
    real = bot.backpat.services.clock.real()
    of = {"workspace_id": bot.workspace_id, "now": bot.now()}

    def take(session: Session, later: timedelta) -> profile_fields.Turn:
        return profile_fields.take(session, real=real + later, **of)  # type: ignore[arg-type]

    assert (await bot.database.run(take, timedelta())).after == ""
    assert (await bot.database.run(take, timedelta(minutes=1))).after is None

    def half(session: Session) -> None:
        profile_fields.store(session, said=[], after="U0CAROL001", begun=bot.now(), real=real, **of)  # type: ignore[arg-type]

    await bot.database.run(half)
    assert (await bot.database.run(take, timedelta(minutes=9))).after is None
    assert (await bot.database.run(take, timedelta(minutes=11))).after == "U0CAROL001"


async def test_a_field_of_another_name_is_read_where_the_settings_name_it(
    slack: Simulator, database_url: str, clock_file: Path
) -> None:
    await slack.use_manifest(manifest.manifest(url="http://127.0.0.1:1", profiles=True))
    settings = settings_for(slack, database_url, clock_file, manager_field="Start date", **QUICK)
    async with running_bot(settings, slack) as running:  # which is no field of type user
        await read_today(running)
        assert (await person(slack, running, "ana"))[0] == ""
