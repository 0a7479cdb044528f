"""Monday's digest with decisions and ideas in it: answered in place, by the one who answers, and nobody else."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.listeners.answers.digest_answers import opened
from bot.listeners.answers.not_theirs import became
from bot.replies.answers import NOT_YOURS
from digests.actions import DigestAction
from models.answers import Answer, Because, assigning
from models.decisions import editing
from models.people import members
from models.workspace import workspaces
from simulator.driver import Simulator
from tests import waiting
from tests.bot.clocks import set_clocks
from tests.bot.decisions.decided import decides, promised
from tests.bot.improving.test_ideas import DONE, WORDS, answers, shares
from tests.bot.running import MONDAY, Bot
from tests.models import rows

SITUATION, CHOICE = "six days late", "Refunded it on the spot"


@pytest.fixture
async def told_in_pats(slack: Simulator, bot: Bot) -> None:
    """Pats are at home in #pats, in London's time."""

    def settle(session: Session) -> None:
        settings = {"zone": "Europe/London", "kudos_channel_id": slack.channel_id("pats")}
        workspaces.configure(session, workspace_id=bot.workspace_id, **settings)

    await bot.database.run(settle)


async def until_monday(slack: Simulator, bot: Bot) -> None:
    await set_clocks(slack, bot, MONDAY)


async def test_a_lead_answers_from_their_digest_and_the_channel_reads_what_was_done(
    slack: Simulator, bot: Bot, told_in_pats: None
) -> None:
    await promised(bot, slack)
    ana, carol = slack.person("ana"), slack.person("carol")
    await shares(ana)
    await carol.sees("has an idea", in_="app")
    await answers(carol, "It is done", DONE)
    decision = await decides(bot, ana)
    await carol.sees(SITUATION, in_="app")
    await until_monday(slack, bot)
    headline = await carol.sees("One decision waits for you, since Wednesday.", in_="app")
    assert SITUATION not in headline.shown
    told = await slack.person("dave").sees("You said, we did", in_="pats")
    for part in (WORDS, DONE):
        assert part in told.shown
    for part in ("Ana", SITUATION, CHOICE, "waits"):
        assert part not in told.shown
    await carol.click("Pat", in_=headline)
    await ana.sees("pat on the back", in_="app")
    assert rows.one(bot.database, Answer).decision_id == decision


async def test_two_decisions_are_answered_in_the_one_message_which_says_what_still_waits(
    slack: Simulator, bot: Bot, told_in_pats: None
) -> None:
    await promised(bot, slack)
    ana, bo, carol = (slack.person(name) for name in ("ana", "bo", "carol"))
    await decides(bot, ana)
    await decides(bot, bo, choice="Sent another one")
    await until_monday(slack, bot)
    digest = await carol.sees("Two decisions wait for you", in_="app")
    for part in (CHOICE, "Sent another one", "About two minutes"):
        assert part in digest.shown
    await carol.click(f"{DigestAction.PAT}:1", in_=digest)
    digest = await carol.sees("You gave Ana a pat.", in_="app")
    assert "One decision waits for you" in digest.shown
    assert CHOICE not in digest.shown
    await carol.click("Let’s talk", in_=digest)
    await carol.submit()
    digest = await carol.sees("All answered. Thank you.", in_="app")
    assert "You asked Bo to talk." in digest.shown
    assert "About two minutes" not in digest.shown
    await bo.sees("You are covered", in_="app")


async def test_a_decision_that_is_deleted_or_moves_leaves_the_digest_and_an_old_button_says_so(
    slack: Simulator, bot: Bot, told_in_pats: None
) -> None:
    await promised(bot, slack)
    ana, bo, carol = (slack.person(name) for name in ("ana", "bo", "carol"))
    first, second = await decides(bot, ana), await decides(bot, bo, choice="Sent another one")
    await until_monday(slack, bot)
    await carol.sees("Two decisions wait for you", in_="app")
    of: dict[str, Any] = {"workspace_id": bot.workspace_id, "decision_id": first}
    await bot.database.run(editing.delete, **of, member=ana.id, now=bot.now())
    digest = await carol.sees("One decision waits for you", in_="app")
    assert CHOICE not in digest.shown

    def hand_over(session: Session) -> None:
        dave = members.by_slack_id(session, bot.workspace_id, [slack.person("dave").id])[slack.person("dave").id]
        to: dict[str, Any] = {"member": dave, "because": Because.HANDED_OVER, "now": bot.now()}
        assigning.hand_to(session, workspace_id=bot.workspace_id, decision_id=second, **to)

    await bot.database.run(hand_over)
    wait = "Sent another one" in digest.shown
    assert wait
    digest = await waiting.until(
        lambda: carol.sees("Your team, week of", in_="app"), lambda seen: "Sent another one" not in seen.shown
    )
    assert "waits" not in digest.shown
    old = await bot.database.read(became, bot.workspace_id, first, carol.id)
    assert "deleted it" in old.text
    old = await bot.database.read(became, bot.workspace_id, second, carol.id)
    assert slack.person("dave").id in old.text
    assert (await bot.database.read(became, bot.workspace_id, second, slack.person("finn").id)).text == NOT_YOURS.text


async def test_nobody_else_opens_it_from_a_forged_button(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    decision = await decides(bot, slack.person("ana"))
    for name in ("bo", "dave", "finn", "ana"):
        assert await bot.database.read(opened, bot.workspace_id, decision, slack.person(name).id) is None
    assert SITUATION in str(await bot.database.read(opened, bot.workspace_id, decision, slack.person("carol").id))
