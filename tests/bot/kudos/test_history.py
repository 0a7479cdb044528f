"""One's own history, on Home and as a form: paged, searched, kept, shared."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.ids import ActionId
from models.people import members, reporting
from simulator.driver import Simulator
from simulator.persona import PersonaDriver
from tests import waiting
from tests.bot.running import Bot

DEED = "good deed number"


async def give(slack: Simulator, deeds: int, *, to: str = "ana", by: str = "bo") -> None:
    for number in range(deeds):
        await slack.person(by).slash(f"/pat @{to} for {DEED} {number}", channel="support")


async def led(bot: Bot, lead: PersonaDriver, *people: PersonaDriver) -> None:
    """From now on these people report to this lead."""

    def act(session: Any) -> None:
        found = members.by_slack_id(session, bot.workspace_id, [lead.id, *(one.id for one in people)])
        for one in people:
            pair = {"member_id": found[one.id].id, "lead_id": found[lead.id].id}
            reporting.set_lead(session, workspace_id=bot.workspace_id, **pair, now=bot.now())

    await bot.database.run(act)


async def opened(slack: Simulator, name: str = "ana") -> PersonaDriver:
    person = slack.person(name)
    await person.opens_home()
    await person.sees_home("Your pats")
    return person


async def test_a_first_visit_says_how_to_begin(slack: Simulator, bot: Bot) -> None:
    ana = await opened(slack)
    home = await ana.sees_home("The first one often comes after you gave one")
    assert "Search" not in home["shown"]
    assert "/pat @" in home["shown"]
    assert "Give the first one" not in home["shown"]  # the button on top does that
    await ana.click("Give a pat", in_="home")
    await ana.sees_modal("What did they decide?")


async def test_an_empty_history_leads_to_the_form(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    await ana.slash("/pat history", channel="support")
    await ana.sees_modal("The first one often comes after you gave one")
    await ana.click("Give the first one")
    await ana.sees_modal("What did they decide?")


async def test_each_entry_says_who_where_when_and_every_word_and_links_to_it(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal("What did they decide?")
    told = {"What did they decide?": "Refunded it.\nAt once.", "What did the customer say?": "First shop that did."}
    await bo.fill({"Who?": ["@ana"], "What came of it?": "They stayed.", **told})
    await bo.submit()
    await slack.person("carol").sees("First shop that did.", in_="support")
    ana = slack.person("ana")
    shown = await linked(ana)
    places = [shown.index(words) for words in ("From @Bo", "#support", "First shop", "Refunded it.", "They stayed.")]
    assert places == sorted(places)
    assert "seen by everyone who can open that channel" in shown


async def linked(person: PersonaDriver) -> str:
    """Home, once it is stored where the announcement stands."""

    async def shown() -> str:
        await person.opens_home()
        return str((await person.sees_home("First shop that did."))["shown"])

    return await waiting.until(shown, lambda home: "see it there" in home)


@pytest.mark.parametrize("surface", ["home", "form"])
async def test_it_is_searched_paged_and_left_again(slack: Simulator, bot: Bot, surface: str) -> None:
    await give(slack, 12)
    await slack.person("carol").slash("/pat @ana for the Müller parcel", channel="support")
    ana, sees, search = await ready(slack, surface)
    where = "home" if surface == "home" else None
    size = 5 if surface == "home" else 10
    assert f"1–{size} of 13 given to you" in (await sees("Müller"))["shown"]
    await ana.click("Older", in_=where)
    assert f"{DEED} 11" not in (await sees(f"{size + 1}–"))["shown"]
    await search("MULLER carol")
    assert DEED not in (await sees("1 of 1 given to you, with “MULLER carol”"))["shown"]
    await search("nobody wrote this")
    await sees("holds “nobody wrote this”")
    await ana.click("Clear the search", in_=where)
    assert "Clear the search" not in (await sees(f"1–{size} of 13 given to you"))["shown"]


async def ready(slack: Simulator, surface: str) -> tuple[PersonaDriver, Callable[..., Any], Callable[[str], Any]]:
    """Ana before her history, what she sees there, and how she searches."""
    ana = slack.person("ana")
    if surface == "home":
        await ana.opens_home()
        await ana.sees_home("Your pats")

        async def search(words: str) -> None:
            await ana.click(ActionId.HISTORY_SEARCH, in_="home", value=words)

        return ana, ana.sees_home, search
    await ana.slash("/pat history", channel="support")
    await ana.sees_modal("Your pats")

    async def search_form(words: str) -> None:
        await ana.fill({"Search your pats": words})
        await ana.submit()

    return ana, ana.sees_modal, search_form


@pytest.mark.parametrize("surface", ["home", "form"])
async def test_what_is_kept_stands_in_a_list_of_its_own(slack: Simulator, bot: Bot, surface: str) -> None:
    await give(slack, 2)
    ana, sees, _ = await ready(slack, surface)
    where = "home" if surface == "home" else None
    await ana.click("Kept", in_=where)
    await sees("Nothing kept yet")
    await ana.click("Given to you", in_=where)
    keeps = (await sees(f"{DEED} 1"))["actions"]
    await ana.click(next(one["action_id"] for one in keeps if one["text"] == "Keep"), in_=where)
    await sees(":star:")
    await ana.click("Kept", in_=where)
    assert f"{DEED} 0" not in (await sees("1 of 1 kept"))["shown"]
    await ana.click("Don’t keep", in_=where)
    await sees("Nothing kept yet")
    await ana.click("Given by you", in_=where)
    await sees("You haven’t given one yet")


async def test_a_click_elsewhere_on_home_leaves_the_page_as_it_is(slack: Simulator, bot: Bot) -> None:
    await give(slack, 7)
    ana = await opened(slack)
    await ana.click("Older", in_="home")
    await ana.sees_home("6–7 of 7")
    await ana.click(ActionId.HISTORY_SEARCH, in_="home", value="deed")
    await ana.sees_home("1–5 of 7")
    await ana.click("Older", in_="home")
    await ana.sees_home("6–7 of 7 given to you, with “deed”")
    keeps = (await ana.sees_home())["actions"]
    await ana.click(next(one["action_id"] for one in keeps if one["text"] == "Keep"), in_="home")
    assert "6–7 of 7 given to you, with “deed”" in (await ana.sees_home(":star:"))["shown"]


async def test_a_long_pat_is_read_whole_behind_a_button(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    await slack.person("bo").slash(f"/pat @ana for {'a long story ' * 150}and its end", channel="support")
    await ana.opens_home()
    assert "and its end" not in (await ana.sees_home("a long story"))["shown"]
    await ana.click("Read it all", in_="home")
    await ana.sees_modal("and its end")


async def test_a_pat_is_shared_with_ones_lead_once_and_goes_when_it_is_taken_back(slack: Simulator, bot: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    await led(bot, carol, ana)
    reply = await bo.slash(f"/pat @ana for {DEED} 1", channel="support")
    await opened(slack)
    await ana.click("Share with my lead", in_="home")
    await ana.sees_modal("Shared with @Carol")
    shown = await carol.sees("would like you to see this pat", in_="app")
    assert f"{DEED} 1" in shown.shown
    await ana.click("Share with my lead", in_="home")
    await ana.sees_modal("already")
    await slack.quiet()
    assert await slack.ledger.count(kind="message", text="would like you to see") == 1
    assert reply.ok
    await bo.slash("/pat undo", channel="support")
    await slack.ledger.reaches(3, kind="delete")
    await carol.sees_nothing_of(f"{DEED} 1", in_="app")


async def test_without_a_lead_it_says_so_and_what_to_do(slack: Simulator, bot: Bot) -> None:
    await give(slack, 1)
    ana = await opened(slack)
    await ana.click("Share with my lead", in_="home")
    await ana.sees_modal("Nobody is set down as your lead")
    await ana.sees_modal("Ask an admin")


async def test_from_a_history_who_sees_a_pat_is_changed(slack: Simulator, bot: Bot) -> None:
    await give(slack, 1)
    ana = await opened(slack)
    await ana.click("Change who sees it", in_="home")
    await ana.sees_modal("whom you lead")
    await ana.fill({"Who sees it?": "My team"})
    await ana.submit()
    await ana.sees_modal("What was read was read")
    await slack.ledger.reaches(1, kind="delete")
    await ana.close()
    await opened(slack)
    await ana.sees_home("the giver and their team")
