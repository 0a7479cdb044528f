"""Ideas: shared from the command, Home and a decision; answered, joined, handed on, withdrawn; and who learns what."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bot.home.ideas import section_of
from bot.listeners.home import visitor_of
from bot.replies import ideas as replies
from models.improving import voicing
from models.improving.ideas import Idea, IdeaStep, Step
from models.people.members import Member
from models.storage.requests import Outcome
from simulator.driver import PersonaDriver, Simulator
from tests.bot.clocks import move_clocks
from tests.bot.conftest import loses
from tests.bot.decisions.decided import decides, promised
from tests.bot.running import Bot
from tests.bot.workspace.test_team import names_leads, says_team
from tests.models import rows

WORDS = "Let parcels wait two days at the depot"
WHY = "The depot has no room <before> May"
DONE = "They wait two days now"
WHAT = "What would make it better?"
BECOMES = "What becomes of it?"


async def led(slack: Simulator) -> None:
    """Ana and Bo report to Carol; Dave is a lead too."""
    await names_leads(slack, "carol", "dave")
    assert await says_team(slack.person("carol"), "ana", "bo") == ""


async def shares(person: PersonaDriver, words: str = WORDS, *, whose: str = "With my name") -> str:
    """What the form says in the end."""
    await person.slash(f"/pat idea {words}", channel="support")
    await person.sees_modal("Share an idea")
    await person.fill({"Whose is it?": whose})
    modal = (await person.submit()).modal or {}
    await person.close()
    return str(modal["shown"])


async def answers(keeper: PersonaDriver, step: str, said: str = "", *, in_: str = "app") -> str:
    await keeper.click("Answer…", in_=in_)
    await keeper.sees_modal(BECOMES)
    await keeper.fill({BECOMES: step, "In a line": said})
    modal = (await keeper.submit()).modal or {}
    await keeper.close()
    return str(modal["shown"])


async def test_an_idea_is_heard_answered_and_done_and_everyone_who_wants_it_hears(
    slack: Simulator, either: Bot
) -> None:
    await led(slack)
    ana, bo, carol = (slack.person(name) for name in ("ana", "bo", "carol"))
    assert "@Carol answers it, and you hear each step" in await shares(ana)
    asked = await carol.sees("has an idea, and you are the one who answers", in_="app")
    assert WORDS in asked.shown
    assert "@Ana" in asked.shown
    await bo.slash("/pat ideas", channel="support")
    assert "Heard, @Carol answers" in (await bo.sees_modal(WORDS))["shown"]
    await bo.click("Me too")
    await bo.sees_modal("1 other wants it too")
    assert "Whoever had the idea hears it" in await answers(carol, "We are doing it")
    await ana.sees("Your idea is being done", in_="app")
    await carol.sees("Being done", in_="app")
    assert "So do those who said “me too”" in await answers(carol, "It is done", DONE)
    assert DONE in (await ana.sees("Your idea is done", in_="app")).shown
    assert DONE in (await bo.sees("An idea that you joined is done", in_="app")).shown
    await bo.sees_nothing_of("is being done", in_="app")


async def test_a_no_without_a_reason_cannot_be_saved_and_keeps_the_form(slack: Simulator, either: Bot) -> None:
    await led(slack)
    ana, carol = slack.person("ana"), slack.person("carol")
    await shares(ana)
    await carol.sees("has an idea", in_="app")
    await carol.click("Answer…", in_="app")
    await carol.sees_modal(BECOMES)
    await carol.fill({BECOMES: "No, and here is why", "In a line": "  "})
    assert "Why not? The reason is the answer." in str(((await carol.submit()).modal or {})["errors"])
    assert rows.count(either.database, IdeaStep) == 1
    await carol.fill({"In a line": WHY})
    await carol.submit()
    told = await ana.sees("won’t be done, and here is why", in_="app")
    assert WHY in told.shown
    assert rows.all_of(either.database, IdeaStep)[-1].words == WHY.replace("<", "&lt;").replace(">", "&gt;")


async def test_a_confidential_idea_shows_nobody_whose_it_is(slack: Simulator, either: Bot) -> None:
    """Not to the keeper, an admin, in the list, in a log of the simulator: only to Ana herself."""
    await led(slack)
    ana, bo, carol, finn = (slack.person(name) for name in ("ana", "bo", "carol", "finn"))
    await ana.slash(f"/pat idea {WORDS}", channel="support")
    form = await ana.sees_modal("In confidence")
    assert "whoever holds the database could look it up" in form["shown"]
    await ana.fill({"Whose is it?": "In confidence"})
    await ana.submit()
    await ana.close()
    keeper = finn if rows.one(either.database, Idea).keeper_id == member_id(either, finn) else slack.person("maya")
    asked = await keeper.sees("Somebody has an idea, in confidence", in_="app")
    assert WORDS in asked.shown
    assert "Ana" not in asked.shown
    for person in (keeper, bo):
        await person.slash("/pat ideas", channel="app")
        listed = await person.sees_modal(WORDS)
        assert "In confidence" in listed["shown"]
        assert "Ana" not in listed["shown"]
        await person.close()
    assert "Whoever had the idea" in await answers(keeper, "We are considering it")
    await ana.sees("Your idea is being considered", in_="app")
    await ana.opens_home()
    await ana.sees_home("You, in confidence")
    await slack.quiet()
    await carol.sees_nothing_of(WORDS, in_="app")
    for post in await slack.ledger.reaches(1, kind="message", text=WORDS):
        assert ana.id not in str(post) or "Your idea" in str(post)


def member_id(bot: Bot, person: PersonaDriver) -> UUID:
    return rows.one(bot.database, Member, Member.slack_user_id == person.id).id


async def test_what_looks_like_a_customers_details_is_asked_about_with_the_words_kept(
    slack: Simulator, bot: Bot
) -> None:
    await led(slack)
    ana = slack.person("ana")
    await ana.slash("/pat idea", channel="support")
    await ana.sees_modal(WHAT)
    await ana.fill({WHAT: "Call jo@customers.example back", "Whose is it?": "In confidence"})
    warned = (await ana.submit()).modal or {}
    assert "an e-mail address" in warned["shown"]
    assert "jo@customers.example" in str(warned["values"])
    assert "In confidence" in str(warned["values"]) or "confidential" in str(warned["values"])
    assert rows.count(bot.database, Idea) == 0
    await ana.fill({"Send it all the same?": ["Yes, send it as it is"]})
    assert "Heard" in ((await ana.submit()).modal or {})["shown"]
    assert rows.one(bot.database, Idea).confidential


async def test_nothing_written_is_asked_for_and_the_form_stays(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    await ana.opens_home()
    await ana.sees_home("Pats on the back")
    await ana.click("Share an idea", in_="home")
    await ana.sees_modal(WHAT)
    await ana.fill({WHAT: "  "})
    assert "A line is plenty" in str(((await ana.submit()).modal or {})["errors"])


async def test_a_form_submitted_five_times_is_one_idea(slack: Simulator, bot: Bot) -> None:
    await led(slack)
    ana = slack.person("ana")
    await ana.slash(f"/pat idea {WORDS}", channel="support")
    await ana.sees_modal(WHAT)
    await slack.resend(await ana.submit(), times=5)
    await slack.person("carol").sees("has an idea", in_="app")
    await slack.quiet()
    assert rows.count(bot.database, Idea) == 1
    assert await slack.ledger.count(kind="message", text="has an idea") == 1


async def test_a_guest_gets_the_words_back(slack: Simulator, bot: Bot) -> None:
    said = (await slack.person("eve").slash(f"/pat idea {WORDS}", channel="app")).told[0]
    assert "Ideas are for the people of this company" in said
    assert WORDS in said


async def test_it_is_withdrawn_from_home_and_the_words_come_back_once(slack: Simulator, either: Bot) -> None:
    await led(slack)
    ana, carol = slack.person("ana"), slack.person("carol")
    await shares(ana)
    await carol.sees(WORDS, in_="app")
    await ana.opens_home()
    await ana.sees_home(WORDS)
    await ana.click("Withdraw", in_="home")
    assert WORDS in (await ana.sees_modal("Withdrawn"))["shown"]
    await loses(carol, WORDS, "app")
    assert rows.one(either.database, Idea).words == ""


async def test_it_is_handed_to_another_lead_and_the_first_has_no_button_any_more(slack: Simulator, bot: Bot) -> None:
    await led(slack)
    carol, dave = slack.person("carol"), slack.person("dave")
    await shares(slack.person("ana"))
    await carol.sees("has an idea", in_="app")
    await carol.click("Hand to…", in_="app")
    await carol.sees_modal("Which lead answers it?")
    await carol.fill({"Which lead answers it?": "@bo"})
    assert "answered by leads and admins" in str(((await carol.submit()).modal or {})["errors"])
    await carol.fill({"Which lead answers it?": "@dave"})
    await carol.submit()
    await dave.sees("you are the one who answers", in_="app")
    assert (await carol.sees("@Dave answers it now", in_="app")).buttons == []
    assert "Whoever had the idea" in await answers(dave, "We are considering it")


async def test_someone_elses_button_and_form_are_refused(slack: Simulator, bot: Bot) -> None:
    """Carol had both open when the idea was handed to Dave."""
    await led(slack)
    carol, finn = slack.person("carol"), slack.person("finn")
    await shares(slack.person("ana"))
    await carol.sees("has an idea", in_="app")
    await carol.click("Answer…", in_="app")
    await carol.sees_modal(BECOMES)
    await carol.fill({BECOMES: "We are doing it"})
    await finn.slash("/pat ideas", channel="support")
    await finn.sees_modal(WORDS)
    await finn.click("Hand to…")
    await finn.sees_modal("Which lead answers it?")
    await finn.fill({"Which lead answers it?": "@dave"})
    await finn.submit()
    assert "Somebody else answers that idea now" in ((await carol.submit()).modal or {})["shown"]
    assert [step.step for step in rows.all_of(bot.database, IdeaStep)] == [Step.HEARD]


async def test_what_waits_long_is_pointed_out_to_its_keeper(slack: Simulator, bot: Bot) -> None:
    await led(slack)
    await shares(slack.person("ana"))
    carol = slack.person("carol")
    await carol.sees("has an idea", in_="app")
    await carol.opens_home()
    assert "for more than" not in (await carol.sees_home("You answer 1 idea"))["shown"]
    await move_clocks(slack, bot, timedelta(days=16))
    await carol.opens_home()
    home = await carol.sees_home("1 of them for more than 10 working days")
    assert "waiting 12 working days" in home["shown"]


@pytest.mark.parametrize("words", ["", "<!channel> & *bold* <@U0NOBODY0>"])
async def test_the_list_shows_anyones_words_as_they_were_typed(slack: Simulator, bot: Bot, words: str) -> None:
    if words:
        await slack.person("ana").slash("/pat idea", channel="support")
        await slack.person("ana").sees_modal(WHAT)
        await slack.person("ana").fill({WHAT: words})
        await slack.person("ana").submit()
    bo = slack.person("bo")
    await bo.slash("/pat ideas", channel="support")
    shown = (await bo.sees_modal("Everyone here can read these"))["shown"]
    assert (words or "Nobody has shared one yet") in shown


async def test_an_idea_starts_from_ones_own_decision_and_copies_none_of_it(slack: Simulator, either: Bot) -> None:
    await promised(either, slack)
    ana, carol = slack.person("ana"), slack.person("carol")
    decision = await decides(either, ana)
    await ana.sees("Logged", in_="app")
    await ana.click("This keeps happening because…", in_="app")
    form = await ana.sees_modal("Nothing of that is copied here")
    assert "six days late" not in str(form["blocks"])
    assert "This keeps happening because" in str(form["values"])
    await ana.fill({WHAT: "This keeps happening because the depot closes at noon"})
    await ana.submit()
    told = await carol.sees("the depot closes at noon", in_="app")
    assert "six days late" not in told.shown
    assert rows.one(either.database, Idea).decision_id == decision


async def test_an_idea_from_somebody_elses_decision_is_refused_and_the_words_come_back(
    slack: Simulator, bot: Bot
) -> None:
    """Bo sends what Ana’s form holds."""
    await promised(bot, slack)
    ana, bo = slack.person("ana"), slack.person("bo")
    decision = await decides(bot, ana)

    def forge(session: Session) -> Outcome:
        of: dict[str, Any] = {"workspace_id": bot.workspace_id, "author": bo.id, "key": "view:forged", "now": bot.now()}
        of |= {"words": WORDS, "confidential": True, "sure": False}
        return voicing.voice(session, **of, decision_id=decision)

    outcome = await bot.database.run(forge)
    assert outcome == {"code": "not_yours"}
    assert WORDS in replies.not_voiced(outcome, WORDS)
    assert rows.count(bot.database, Idea) == 0


async def test_the_fullest_section_of_home_is_short(slack: Simulator, bot: Bot) -> None:
    """A view holds 100 blocks, and many sections share them."""
    await led(slack)
    carol = slack.person("carol")
    for n in range(4):
        await shares(slack.person("ana"), f"idea {n}")
        await shares(carol, f"own {n}")

    def draw(session: Session) -> list[Any]:
        visitor = visitor_of(session, bot.workspace_id, carol.id, bot.now(), {})
        return list(section_of(session, visitor))

    blocks = await bot.database.read(draw)
    assert len(blocks) == 7
    assert "2 more under _See all ideas_" in str([block.to_dict() for block in blocks])
