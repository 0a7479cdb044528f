"""Which days are worked, and whose holidays are none: set by admins, by a team’s leads, by a lead for their people."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bot.listeners.digests.working_week import form_of
from models.people import members
from models.workdays import USUAL, Calendar
from models.workspace import calendars, working_weeks
from models.workspace.working_weeks import Owner
from simulator.driver import PersonaDriver, Simulator
from tests.bot.digests.test_digests import led
from tests.bot.digests.test_times import night
from tests.bot.running import Bot

__all__ = ["led", "night"]

WEEK = "Which days are worked?"


async def opens(person: PersonaDriver, button: str) -> None:
    await person.opens_home()
    await person.sees_home("Your week")
    await person.click(button, in_="home")
    await person.sees_modal(WEEK)


async def calendar_of(slack: Simulator, bot: Bot, name: str) -> Calendar:
    def read(session: Session) -> Calendar:
        member = members.by_slack_user(session, bot.workspace_id, slack.person(name).id)
        assert member
        return calendars.read(session, bot.workspace_id, bot.now()).of(member.id)

    return await bot.database.read(read)


async def test_a_lead_sets_the_week_of_their_people_and_sees_what_it_means(
    slack: Simulator, bot: Bot, led: None
) -> None:
    carol = slack.person("carol")
    await opens(carol, "Your people’s week…")
    await carol.fill({WEEK: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"]})
    await carol.fill({"Whose public holidays?": "Germany"})
    await carol.sees_modal("Next holidays:")
    await carol.sees_modal("Which part of it?")
    await carol.fill({"Which part of it?": "Bayern"})
    await carol.sees_modal("Next holidays:")
    assert (await carol.submit()).modal is None
    bavarian = Calendar((0, 1, 2, 3, 6), "DE", "BY")
    assert await calendar_of(slack, bot, "ana") == bavarian
    assert await calendar_of(slack, bot, "dave") == USUAL
    line = "You work Sunday to Thursday, without the holidays of Germany (Bayern)."
    for name in ("carol", "ana"):
        await slack.person(name).opens_home()
        await slack.person(name).sees_home(line)
    await carol.click("Your people’s week…", in_="home")
    await carol.sees_modal(WEEK)
    await carol.fill({"Whose public holidays?": "Switzerland"})
    await carol.sees_modal("Zürich")
    await carol.fill({"working_gone": ["Take back what is set here: the week of everyone counts again"]})
    assert (await carol.submit()).modal is None
    assert await calendar_of(slack, bot, "ana") == USUAL


async def test_a_week_has_at_least_one_day_and_a_place_that_is_known(slack: Simulator, bot: Bot, led: None) -> None:
    carol = slack.person("carol")
    await opens(carol, "Your people’s week…")
    await carol.fill({WEEK: []})
    modal = (await carol.submit()).modal
    assert modal
    assert modal["errors"]
    assert await calendar_of(slack, bot, "ana") == USUAL
    lead = await member_id(slack, bot, "carol")
    for calendar, code in ((Calendar(()), "no_day"), (Calendar((0,), "XX"), "unknown_country")):
        assert (await sets(slack, bot, "carol", Owner(lead_id=lead), calendar))["code"] == code


async def test_a_teams_own_week_comes_before_that_of_everyone(slack: Simulator, bot: Bot, night: UUID) -> None:
    finn, dave = slack.person("finn"), slack.person("dave")
    await opens(finn, "Everyone’s week…")
    await finn.fill({"Whose public holidays?": "United Kingdom"})
    assert (await finn.submit()).modal is None
    await dave.opens_home()
    await dave.sees_home("Your week")
    await dave.click("When digests come…", in_="home")
    await dave.sees_modal("*Night*")
    await dave.click("working_week.open.1")
    await dave.sees_modal("For Night")
    await dave.fill({WEEK: ["Saturday", "Sunday"]})
    assert (await dave.submit()).modal is not None
    assert await calendar_of(slack, bot, "bo") == Calendar((5, 6), "GB")
    assert await calendar_of(slack, bot, "gita") == Calendar((0, 1, 2, 3, 4), "GB")


async def test_whoever_may_not_sets_no_week_with_a_forged_form(slack: Simulator, bot: Bot, night: UUID) -> None:
    lead = await member_id(slack, bot, "carol")
    tries: list[tuple[str, Owner]] = [
        *((name, Owner(lead_id=lead)) for name in ("ana", "dave", "eve", "nils")),
        *((name, Owner(team_id=night)) for name in ("ana", "bo", "carol")),
        *((name, Owner()) for name in ("ana", "carol", "dave")),
    ]
    for name, owner in tries:
        outcome = await sets(slack, bot, name, owner, Calendar((0, 1), "DE"))
        assert outcome == {"code": "not_yours"}, (name, owner)
        key = f"lead:{lead}" if owner.lead_id else f"team:{night}" if owner.team_id else "everyone"
        form = await bot.database.read(form_of, bot.workspace_id, slack.person(name).id, bot.now(), key)
        assert form is None, (name, owner)
    assert await calendar_of(slack, bot, "ana") == USUAL
    assert (await sets(slack, bot, "carol", Owner(lead_id=lead), Calendar((0, 1), "DE")))["code"] == "saved"
    assert (await sets(slack, bot, "carol", Owner(lead_id=lead), Calendar((0, 1), "DE")))["code"] == "already"
    assert (await sets(slack, bot, "finn", Owner(lead_id=lead), Calendar((0, 1))))["code"] == "saved"


@pytest.mark.parametrize("key", ["", "x", "team:", "lead:nobody", "everyone:1"])
async def test_a_forged_key_is_nobodys(slack: Simulator, bot: Bot, key: str) -> None:
    assert await bot.database.read(form_of, bot.workspace_id, slack.person("finn").id, bot.now(), key) is None


async def member_id(slack: Simulator, bot: Bot, name: str) -> UUID:
    def read(session: Session) -> UUID:
        member = members.by_slack_user(session, bot.workspace_id, slack.person(name).id)
        assert member
        return member.id

    return await bot.database.read(read)


async def sets(slack: Simulator, bot: Bot, name: str, owner: Owner, calendar: Calendar) -> dict[str, str]:
    def act(session: Session) -> dict[str, str]:
        who = {"owner": owner, "calendar": calendar, "actor": slack.person(name).id}
        return working_weeks.set_calendar(session, workspace_id=bot.workspace_id, now=bot.now(), **who)  # type: ignore[arg-type]

    return await bot.database.run(act)
