"""The leadership's digest, for those whom an admin named; and one's own month, for whoever wants it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from digests import choices
from models.delivery.outbox import Delivery, Purpose, Status
from models.kudos import Kudos, retracting
from models.people import leading, members
from models.people.members import Kind, Member
from models.schedules import Audience
from models.workspace import naming, workspaces
from simulator.driver import PersonaDriver, Simulator
from tests import waiting
from tests.bot.clocks import move_clocks, set_clocks
from tests.bot.conftest import loses
from tests.bot.running import MONDAY, WEDNESDAY, Bot
from tests.models import rows

STORY = "for refunding the late parcel on the spot"
ACROSS = "Across the company"
MONTH = "Said about you"


@pytest.fixture
async def company(slack: Simulator, bot: Bot) -> None:
    """Pats are at home in #pats, and everybody lives in London."""

    def settle(session: Session) -> None:
        settings = {"zone": "Europe/London", "kudos_channel_id": slack.channel_id("pats")}
        workspaces.configure(session, workspace_id=bot.workspace_id, **settings)

    await bot.database.run(settle)


async def names_readers(slack: Simulator, *names: str) -> Any:
    """Finn names them on his Home. Returns what the form has against it."""
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("The week across the company")
    await finn.click("Name its readers", in_="home")
    await finn.sees_modal("Who reads it?")
    await finn.fill({"Who reads it?": [f"@{name}" for name in names]})
    modal = (await finn.submit()).modal
    return str(modal["errors"]) if modal else ""


async def monday(slack: Simulator, bot: Bot) -> None:
    await set_clocks(slack, bot, MONDAY)


async def reads_it(bot: Bot, person: PersonaDriver) -> bool:
    found = await bot.database.read(members.by_slack_user, bot.workspace_id, person.id)
    return found is not None and found.reads_leadership


async def test_whoever_finn_names_reads_the_week_across_the_company_and_nobody_else(
    slack: Simulator, bot: Bot, company: None
) -> None:
    assert await names_readers(slack, "dave") == ""
    await slack.person("finn").sees_home("Read by")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await monday(slack, bot)
    told = await slack.person("dave").sees(ACROSS, in_="app")
    assert "people heard a thank-you" in told.shown
    assert "Seen by those whom an admin named" in told.shown
    for other in ("ana", "carol", "finn", "eve"):
        await slack.person(other).sees_nothing_of(ACROSS, in_="app")
    await slack.person("ana").sees_nothing_of(ACROSS, in_="pats")


async def test_whoever_is_taken_out_again_reads_nothing(slack: Simulator, bot: Bot, company: None) -> None:
    await names_readers(slack, "dave", "carol")
    await names_readers(slack, "carol")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await monday(slack, bot)
    await slack.person("carol").sees(ACROSS, in_="app")
    await slack.person("dave").sees_nothing_of(ACROSS, in_="app")


async def test_guests_and_bots_read_no_company_figures_and_the_form_says_why(
    slack: Simulator, bot: Bot, company: None
) -> None:
    assert "is a guest" in await names_readers(slack, "eve", "dave")
    assert not await reads_it(bot, slack.person("dave"))


async def test_who_is_no_admin_names_nobody_whatever_is_forged(slack: Simulator, bot: Bot, company: None) -> None:
    """The matrix presses the button as everybody; here the domain is asked past it."""
    change = leading.Change(added=(slack.person("carol").id,))
    for who in ("carol", "ana", "eve"):
        asked: dict[str, Any] = {"change": change, "actor": slack.person(who).id, "now": bot.now()}
        outcome = await bot.database.run(naming.name, workspace_id=bot.workspace_id, **asked)
        assert outcome == {"code": "not_admin"}
    assert not await reads_it(bot, slack.person("carol"))


async def test_a_reader_who_left_before_monday_gets_nothing(slack: Simulator, bot: Bot, company: None) -> None:
    await names_readers(slack, "dave", "carol")

    def leave(session: Session) -> None:
        mine = (Member.workspace_id == bot.workspace_id, Member.slack_user_id == slack.person("dave").id)
        session.execute(update(Member).where(*mine).values(active=False))

    await bot.database.run(leave)
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await monday(slack, bot)
    await slack.person("carol").sees(ACROSS, in_="app")
    await slack.person("dave").sees_nothing_of(ACROSS, in_="app")


async def test_a_reader_who_became_a_guest_gets_nothing_and_sets_nothing(
    slack: Simulator, bot: Bot, company: None
) -> None:
    await names_readers(slack, "dave", "carol")

    def moves_out(session: Session) -> list[Audience]:
        dave = members.by_slack_user(session, bot.workspace_id, slack.person("dave").id)
        assert dave
        dave.kind = Kind.GUEST
        found = choices.settable(session, workspace_id=bot.workspace_id, member=dave, now=bot.now())
        return [one.audience for one in found]

    assert Audience.LEADERSHIP not in await bot.database.run(moves_out)
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await monday(slack, bot)
    await slack.person("carol").sees(ACROSS, in_="app")
    await slack.person("dave").sees_nothing_of(ACROSS, in_="app")


async def wants_a_month(person: PersonaDriver) -> None:
    await person.slash("/pat privacy", channel="support")
    await person.sees_modal("Who sees a pat that you are given")
    await person.click("Settings")
    await person.sees_modal("Who sees the pats I am given?")
    await person.fill({"My month": ["Once a month, send me what was said about me"]})
    await person.submit()
    assert "Once a month you get what was said about you" in str((await person.sees_modal("Saved"))["shown"])
    await person.close(everything=True)


async def next_month(slack: Simulator, bot: Bot) -> None:
    """To noon of the first working day, in London."""
    first = (WEDNESDAY.replace(day=1) + timedelta(days=32)).replace(day=1)
    while first.weekday() > 4:
        first += timedelta(days=1)
    await set_clocks(slack, bot, first.replace(hour=12))


async def test_ana_reads_her_month_keeps_a_pat_shares_it_and_stops_these(
    slack: Simulator, bot: Bot, company: None
) -> None:
    ana = slack.person("ana")
    await wants_a_month(ana)
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await next_month(slack, bot)
    told = await ana.sees(MONTH, in_="app")
    assert STORY in told.shown
    assert "Only you get this." in told.shown
    await slack.person("bo").sees_nothing_of(MONTH, in_="app")
    await ana.click("kudos.keep:1", in_="app")
    await ana.sees("Kept. It has a star", in_="app")
    await ana.click("history.share:1", in_="app")
    await ana.sees("Nobody is set down as your lead", in_="app")
    await ana.click("personal.stop:0", in_="app")
    await ana.sees("Stopped: no more message about your month", in_="app")
    assert not await wants(bot, ana)
    await ana.click("Send them again", in_="app")
    await ana.sees("once a month you get what was said about you, alone", in_="app")
    assert await wants(bot, ana)


async def months_are(bot: Bot, status: Status) -> None:
    """Waits until there is one message about somebody's month, and this has become of it."""
    months = (Delivery.purpose == Purpose.PERSONAL_DIGEST, Delivery.status == status)
    await waiting.until(lambda: rows.count(bot.database, Delivery, *months))


async def test_a_month_that_waits_for_the_end_of_quiet_hours_does_not_come_to_whoever_stopped_it_meanwhile(
    slack: Simulator, bot: Bot, company: None
) -> None:
    ana = slack.person("ana")
    await wants_a_month(ana)

    def change(session: Session, **to: Any) -> None:
        person = members.by_slack_id(session, bot.workspace_id, [ana.id])[ana.id]
        for name, value in to.items():
            setattr(person, name, value)

    await bot.database.run(lambda session: change(session, quiet_from=7, quiet_until=18))
    await next_month(slack, bot)
    await months_are(bot, Status.DUE)
    await bot.database.run(lambda session: change(session, monthly_digest=False))
    await move_clocks(slack, bot, timedelta(hours=8))
    await months_are(bot, Status.DROPPED)
    await ana.sees_nothing_of(MONTH, in_="app")


async def test_a_pat_taken_back_goes_from_the_month_that_told_of_it(slack: Simulator, bot: Bot, company: None) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    await wants_a_month(ana)
    await slack.person("carol").slash("/pat @ana for what stays", channel="support")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await next_month(slack, bot)
    await ana.sees(MONTH, in_="app")

    def take_back(session: Session) -> None:
        found = session.scalars(select(Kudos.id).where(Kudos.workspace_id == bot.workspace_id))
        for kudos_id in found.all():
            retracting.undo_one(
                session,
                workspace_id=bot.workspace_id,
                kudos_id=kudos_id,
                giver=bo.id,
                now=bot.now() - timedelta(days=40),
            )

    await bot.database.run(take_back)
    await loses(ana, STORY, "app")
    await ana.sees("what stays", in_="app")


async def wants(bot: Bot, person: PersonaDriver) -> bool:
    found = await bot.database.read(members.by_slack_user, bot.workspace_id, person.id)
    return found is not None and found.monthly_digest
