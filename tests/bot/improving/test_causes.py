"""A root cause, from the third time it is met to its thanks: who is told what, and what nobody learns."""

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.decisions import Decision, Fix
from models.improving import causes
from models.improving.causes import Cause
from models.money import Money
from models.people.members import Member
from simulator.driver import PersonaDriver, Simulator
from tests.bot.conftest import loses
from tests.bot.decisions.decided import decides, pledged
from tests.bot.kudos.test_history import led
from tests.bot.running import Bot
from tests.models import rows

STORY = "Refunded it on the spot"
CHANGED = "The courier sends a <photo> & picks up at six"
WHAT_CHANGED = "What changed?"


async def meets(
    bot: Bot, person: PersonaDriver, name: str = "Late courier", amount: Money | None = None, fix: Fix | None = None
) -> UUID:
    """`person` logs a decision that names a cause. Returns the cause's id."""
    decision_id = await decides(bot, person, amount=amount, fix=fix)

    def name_it(session: Session) -> UUID:
        cause = causes.named(session, workspace_id=bot.workspace_id, name=name, now=bot.now())
        session.get_one(Decision, (bot.workspace_id, decision_id)).cause_id = cause.id
        session.flush()
        causes.seen(session, workspace_id=bot.workspace_id, cause_id=cause.id, now=bot.now())
        return cause.id

    return await bot.database.run(name_it)


async def begins(slack: Simulator, bot: Bot) -> None:
    """The pledge is signed; Carol leads Ana and Bo, Dave leads Eve; nobody has quiet hours."""
    await pledged(bot, slack.person("maya"))
    await led(bot, slack.person("carol"), slack.person("ana"), slack.person("bo"))
    await led(bot, slack.person("dave"), slack.person("eve"))
    always = update(Member).where(Member.workspace_id == bot.workspace_id).values(quiet_from=0, quiet_until=0)
    await bot.database.run(lambda session: session.execute(always) and None)


async def keeps_coming_back(slack: Simulator, bot: Bot) -> UUID:
    """Ana meets it twice and Bo once."""
    ana, bo = slack.person("ana"), slack.person("bo")
    await begins(slack, bot)
    await meets(bot, ana, amount=Money(30000, "EUR"))
    await meets(bot, bo, "late  COURIER!", amount=Money(1200, "EUR"))
    return await meets(bot, ana, amount=Money(4000, "EUR"))


def menu_of(cause: UUID) -> str:
    """What stands behind "…" beside it."""
    return f"kudos.more.{cause.hex}"


async def closes(person: PersonaDriver, words: str = CHANGED, **where: Any) -> str:
    """Returns what they are told in the end."""
    await person.click("Close it…", **where)
    await person.sees_modal(WHAT_CHANGED)
    await person.fill({WHAT_CHANGED: words})
    modal = (await person.submit()).modal or {}
    return str(modal.get("errors") or modal.get("shown"))


async def test_the_third_time_is_said_taken_and_closed_and_those_who_met_it_are_thanked(
    slack: Simulator, either: Bot
) -> None:
    await keeps_coming_back(slack, either)
    ana, bo, carol, dave, finn = (slack.person(name) for name in ("ana", "bo", "carol", "dave", "finn"))
    seen = await carol.sees("“Late courier” keeps coming back", in_="app")
    assert "seen three times, €352 in 30 days" in seen.shown
    assert "Nobody has taken it yet" in seen.shown
    await finn.sees("“Late courier” keeps coming back", in_="app")
    for text in ("Ana", "Bo", STORY):
        assert text not in seen.shown
    await dave.sees_nothing_of("Late courier")
    await carol.click("I’ll take it", in_="app")
    await carol.sees("It is yours now", in_="app")
    await finn.sees("Carol has taken it", in_="app")
    assert "Closed. Whoever met it is thanked" in await closes(carol, in_="app")
    for person in (ana, bo):
        thanked = await person.sees("Thanks to you, “Late courier” is fixed", in_="app")
        assert "The courier sends a <photo> & picks up at six" in thanked.shown
        assert "Carol" in thanked.shown
    assert (await finn.sees("What changed:", in_="app")).buttons == []
    await slack.quiet()
    assert await slack.ledger.count(kind="message", text="Thanks to you") == 2
    await meets(either, ana)
    await carol.opens_home()
    assert "It is back: closed" in (await carol.sees_home("Late courier"))["shown"]


async def test_leads_and_admins_see_the_list_and_others_do_not(slack: Simulator, either: Bot) -> None:
    await keeps_coming_back(slack, either)
    for name in ("carol", "dave", "finn"):
        person = slack.person(name)
        await person.opens_home()
        shown = (await person.sees_home("Causes"))["shown"]
        assert "seen three times, €352 in 30 days" in shown
        assert name == "carol" or STORY not in shown  # Carol answers those decisions
    ana = slack.person("ana")
    await ana.opens_home()
    assert "seen three times" not in (await ana.sees_home("Pats on the back"))["shown"]
    await slack.person("dave").click("All causes", in_="home")
    form = await slack.person("dave").sees_modal("What decisions keep running into")
    for text in ("Ana", "Bo", STORY):
        assert text not in form["shown"]


async def test_what_is_taken_in_the_list_stands_there_as_taken(slack: Simulator, either: Bot) -> None:
    cause = await keeps_coming_back(slack, either)
    dave = slack.person("dave")
    await dave.opens_home()
    await dave.sees_home("Causes")
    await dave.click("All causes", in_="home")
    await dave.sees_modal("Nobody has taken it yet")
    await dave.click(menu_of(cause), value="I’ll take it")
    await dave.sees_modal("Dave has taken it")
    await dave.click(menu_of(cause), value="Give it back")
    await dave.sees_modal("Nobody has taken it yet")
    await dave.click(menu_of(cause), value="Close it…")
    await dave.sees_modal(WHAT_CHANGED)
    await dave.fill({WHAT_CHANGED: CHANGED})
    assert "Closed." in str((await dave.submit()).modal)
    await dave.close()
    await dave.sees_modal("No decision has named a cause yet")


async def test_two_causes_that_are_one_become_one(slack: Simulator, either: Bot) -> None:
    cause = await keeps_coming_back(slack, either)
    other = await meets(either, slack.person("bo"), "Courier late")
    carol = slack.person("carol")
    await carol.sees("keeps coming back", in_="app")
    await carol.click("I’ll take it", in_="app")
    await carol.sees("Carol has taken it", in_="app")
    await carol.opens_home()
    await carol.sees_home("Carol has taken it")
    await carol.click(menu_of(cause), in_="home", value="Rename, merge, hand on…")
    await carol.sees_modal("Change this cause")
    await carol.fill({"Name": "COURIER, late"})
    assert "one of that name" in str(((await carol.submit()).modal or {})["errors"])
    await carol.fill({"It is the same as": "Courier late"})
    assert "3 decisions have gone over" in ((await carol.submit()).modal or {})["shown"]
    assert rows.one(either.database, Cause).id == other
    await loses(slack.person("finn"), "“Late courier” keeps", in_="app")
    await carol.sees("“Courier late” keeps coming back", in_="app")


async def test_it_is_handed_to_somebody_who_closes_it(slack: Simulator, either: Bot) -> None:
    cause = await keeps_coming_back(slack, either)
    finn, bo = slack.person("finn"), slack.person("bo")
    await finn.opens_home()
    await finn.sees_home("Late courier")
    await finn.click(menu_of(cause), in_="home", value="Rename, merge, hand on…")
    await finn.sees_modal("Change this cause")
    await finn.fill({"Name": "Late pick-up", "Who looks after it": "@bo"})
    assert "Saved" in ((await finn.submit()).modal or {})["shown"]
    told = await bo.sees("asks you to look after “Late pick-up”", in_="app")
    assert "Finn" in told.shown
    assert "A line will do" in await closes(bo, "   ", in_="app")
    await bo.fill({WHAT_CHANGED: CHANGED})
    assert "Closed. Whoever met it is thanked" in ((await bo.submit()).modal or {})["shown"]
    assert rows.by_id(either.database, Cause, cause).closed_at is not None


async def test_a_decision_that_fixed_it_asks_whether_it_can_close(slack: Simulator, either: Bot) -> None:
    await begins(slack, either)
    await meets(either, slack.person("ana"), fix=Fix.ROOT_CAUSE)
    carol = slack.person("carol")
    seen = await carol.sees("A decision says that “Late courier” is fixed now", in_="app")
    assert "Ana" not in seen.shown
    assert "Closed." in await closes(carol, in_="app")
    await slack.person("ana").sees("Thanks to you", in_="app")


async def test_an_old_button_and_an_old_form_prove_nothing(slack: Simulator, either: Bot) -> None:
    cause = await keeps_coming_back(slack, either)
    carol, dave = slack.person("carol"), slack.person("dave")
    await dave.opens_home()
    await dave.sees_home("Nobody has taken it yet")
    await dave.click(menu_of(cause), in_="home", value="Close it…")
    await dave.sees_modal(WHAT_CHANGED)
    await carol.sees("keeps coming back", in_="app")
    await carol.click("I’ll take it", in_="app")
    await carol.sees("Carol has taken it", in_="app")
    await dave.fill({WHAT_CHANGED: CHANGED})
    assert "Whoever has taken this cause decides" in ((await dave.submit()).modal or {})["shown"]
    await dave.close(everything=True)
    assert rows.by_id(either.database, Cause, cause).closed_at is None
    await slack.quiet()
    await slack.person("ana").sees_nothing_of("Thanks to you")


async def test_whoever_gave_it_back_has_no_say_any_more(slack: Simulator, either: Bot) -> None:
    cause = await keeps_coming_back(slack, either)
    finn, bo = slack.person("finn"), slack.person("bo")
    await finn.opens_home()
    await finn.sees_home("Late courier")
    await finn.click(menu_of(cause), in_="home", value="Rename, merge, hand on…")
    await finn.sees_modal("Change this cause")
    await finn.fill({"Who looks after it": "@bo"})
    await finn.submit()
    await bo.sees("asks you to look after", in_="app")
    await bo.click("Close it…", in_="app")
    await bo.sees_modal(WHAT_CHANGED)
    await bo.fill({WHAT_CHANGED: CHANGED})
    await bo.click("Give it back", in_="app")
    await bo.sees("Nobody has taken it yet", in_="app")
    assert "Whoever has taken this cause decides" in ((await bo.submit()).modal or {})["shown"]
    await bo.click("I’ll take it", in_="app")
    await bo.sees("looked after by leads and admins", in_="app")
    assert (row := rows.by_id(either.database, Cause, cause)).closed_at is None
    assert row.owner_id is None
