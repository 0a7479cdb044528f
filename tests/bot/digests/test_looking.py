"""`/pat digest`: any past week of one's own digests, in a form, so that nothing is posted."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.listeners.digests.looking import DAY, WHICH, form_of
from models.people import members, teams
from models.people.teams import Role
from simulator.driver import PersonaDriver, Simulator
from tests.bot.clocks import move_clocks
from tests.bot.digests.test_digests import STORY, led
from tests.bot.running import Bot

__all__ = ["led"]

QUIET = "A quiet week: no pats reached your team."


@pytest.fixture
async def a_week_on(slack: Simulator, bot: Bot, led: None) -> None:
    """Bo thanked Ana last week, in #support."""
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="support")
    await move_clocks(slack, bot, timedelta(days=7))


async def opens(person: PersonaDriver, what: str = "/pat digest") -> None:
    reply = await person.slash(what, channel="support")
    assert reply.told == []


async def test_a_lead_looks_at_their_last_week_at_the_channels_and_at_an_older_one(
    slack: Simulator, bot: Bot, a_week_on: None
) -> None:
    carol = slack.person("carol")
    await carol.sees("1 of your 2 people", in_="app")  # that week's digests, as they are sent
    await carol.sees("week of", in_="pats")
    before = await slack.ledger.count(kind="message")
    await opens(carol)
    shown = (await carol.sees_modal("1 of your 2 people heard a thank-you"))["shown"]
    assert "It comes to you alone, Mondays at 09:00, Berlin time." in shown
    await carol.click("digests.which", value="Everyone’s, in the channel")
    shown = (await carol.sees_modal("1 pat on the back"))["shown"]
    assert STORY in shown
    assert "It is posted in #pats, Mondays at 09:00, London time." in shown
    older = bot.now() - timedelta(days=bot.now().weekday() + 14)
    year = f" {older.year}" if older.year != bot.now().year else ""
    await carol.click("digests.period", value=f"week of {older:%-d %B}{year}")
    await carol.sees_modal("Nothing would be posted")
    await carol.click("digests.which", value="Yours, as a lead")
    await carol.sees_modal(QUIET)
    assert await slack.ledger.count(kind="message") == before


async def test_a_button_in_it_does_what_it_does_in_the_message(slack: Simulator, bot: Bot, a_week_on: None) -> None:
    bo = slack.person("bo")
    await opens(bo)
    await bo.sees_modal(STORY)
    await bo.click("Give a pat")
    assert (await bo.sees_modal("What did they decide"))["title"] == "Pat on the back"


async def test_any_week_can_be_asked_for_even_from_before_the_installation(
    slack: Simulator, bot: Bot, a_week_on: None
) -> None:
    carol = slack.person("carol")
    await opens(carol, "/pat digest 2019-W07")
    before = (await carol.sees_modal("Nothing was counted in that week: counting began on"))["shown"]
    assert "week of 11 February 2019" in before
    assert QUIET not in before
    assert "No pat came from you" not in before
    week = bot.now() - timedelta(days=7)
    await carol.close(everything=True)
    await opens(carol, f"/pat digest {week:%G-W%V}")
    await carol.sees_modal("1 of your 2 people heard a thank-you")


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("some week", "2026-W45"),
        ("2019-W53", "2019 has 52 weeks."),
        ("W54", "A year has 52 or 53 weeks."),
        ("2019-13", "A year has 12 months."),
    ],
)
async def test_what_is_no_week_comes_back_with_how_one_looks(slack: Simulator, bot: Bot, said: str, how: str) -> None:
    told = (await slack.person("ana").slash(f"/pat digest {said}", channel="support")).told[0]
    assert how in told
    assert said in told


@pytest.mark.parametrize("how", ["last week", "{week:%G} w{week:%V}", "W{week:%V}"])
async def test_last_week_is_understood_as_one_types_it(slack: Simulator, bot: Bot, a_week_on: None, how: str) -> None:
    carol = slack.person("carol")
    await opens(carol, f"/pat digest {how.format(week=bot.now() - timedelta(days=7))}")
    await carol.sees_modal("1 of your 2 people heard a thank-you")


@pytest.mark.parametrize(("zone", "hour", "over"), [("Asia/Tokyo", 20, True), ("America/Los_Angeles", 26, False)])
async def test_a_week_is_over_by_the_clock_of_whoever_asks(
    slack: Simulator, bot: Bot, led: None, zone: str, hour: int, over: bool
) -> None:
    """`hour`: of the week's last day, in UTC."""
    carol, now = slack.person("carol"), bot.now()
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    asked = "{0[0]}-W{0[1]:02}".format(monday.isocalendar())

    def move(session: Session) -> None:
        members.by_slack_id(session, bot.workspace_id, [carol.id])[carol.id].zone = zone

    await bot.database.run(move)
    await move_clocks(slack, bot, monday + timedelta(days=6, hours=hour) - now)
    told = (await carol.slash(f"/pat digest {asked}", channel="support")).told
    assert (told == []) == over


async def test_a_week_that_is_not_over_has_no_digest_yet(slack: Simulator, bot: Bot) -> None:
    for asked in (f"{bot.now():%G-W%V}", f"{bot.now() + timedelta(days=7):%G-W%V}", f"{bot.now():%Y-%m}"):
        told = (await slack.person("ana").slash(f"/pat digest {asked}", channel="support")).told[0]
        assert f"{asked} isn’t over yet" in told


async def test_everybody_looks_at_their_own_months_and_at_nobody_elses(slack: Simulator, bot: Bot, led: None) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="support")
    given = bot.now()
    await move_clocks(slack, bot, timedelta(days=35))
    for name, reads in (("ana", True), ("carol", False)):
        person = slack.person(name)
        await opens(person, f"/pat digest {given:%Y-%m}")
        shown = (await person.sees_modal("It comes once a month"))["shown"]
        assert f"{given:%B %Y}" in shown
        assert (STORY in shown) == reads


async def test_who_was_named_reads_the_leaderships_until_they_are_named_no_more(
    slack: Simulator, bot: Bot, a_week_on: None
) -> None:
    finn = slack.person("finn")

    def name(session: Session, *, reads: bool) -> None:
        member = members.by_slack_user(session, bot.workspace_id, finn.id)
        assert member
        member.reads_leadership = reads

    await bot.database.run(name, reads=True)
    await opens(finn)
    await finn.sees_modal("For leadership")
    await bot.database.run(name, reads=False)
    await finn.click("digests.which", value="For leadership")
    assert "For leadership" not in (await finn.sees_modal("1 pat on the back"))["shown"]


async def test_nobody_sees_a_digest_that_is_not_theirs_whatever_they_ask_for(
    slack: Simulator, bot: Bot, a_week_on: None
) -> None:
    """Forged: a lead's by one of their people, a team's by who is not in it; and a guest, who reads no channel here."""

    def settle(session: Session) -> str:
        night = teams.create(session, workspace_id=bot.workspace_id, name="Night", now=bot.now())
        known = members.by_slack_id(session, bot.workspace_id, [slack.person("dave").id])
        (dave,) = known.values()
        teams.set_members(
            session, workspace_id=bot.workspace_id, team_id=night.id, roles={dave.id: Role.MEMBER}, now=bot.now()
        )
        return f"team:{night.id}"

    night = await bot.database.run(settle)
    day = (bot.now() - timedelta(days=7)).date().isoformat()

    async def form(name: str, key: str) -> str:
        shown = {WHICH: key, DAY: day}
        return str(await bot.database.read(form_of, bot.workspace_id, slack.person(name).id, bot.now(), shown))

    assert "heard a thank-you" in await form("carol", "lead")
    assert "Night" in await form("dave", night)
    for name in ("ana", "finn", "dave"):
        assert "heard a thank-you" not in await form(name, "lead")
    for name in ("ana", "carol", "finn"):
        assert "Night" not in await form(name, night)
    for name in ("eve", "olga", "nils"):
        for key in ("lead", "team", night):
            told = await form(name, key)
            assert "thank" not in told
            assert "Night" not in told
            assert STORY not in told
