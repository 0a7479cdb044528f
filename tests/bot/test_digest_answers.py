"""Monday's digest with decisions and ideas in it: answered in place, by the one who answers, and nobody else."""

import pytest
from sqlalchemy.orm import Session

from bot.listeners.decisions.digest_answers import opened
from models.answers import Answer
from models.workspace import workspaces
from simulator.driver import Simulator
from tests.bot.decided import decides, promised
from tests.bot.running import MONDAY, Bot
from tests.bot.test_ideas import DONE, WORDS, answers, shares
from tests.models import rows

SITUATION = "six days late"


@pytest.fixture
async def told_in_pats(slack: Simulator, bot: Bot) -> None:
    """Pats are at home in #pats, in London's time."""

    def settle(session: Session) -> None:
        settings = {"zone": "Europe/London", "kudos_channel_id": slack.channel_id("pats")}
        workspaces.configure(session, workspace_id=bot.workspace_id, **settings)

    await bot.database.run(settle)


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
    bot.clock_file.write_text(str(await slack.move_clock(to=MONDAY)))
    headline = await carol.sees("One decision waits for you, since Wednesday.", in_="app", timeout=10)
    assert SITUATION not in headline.shown
    told = await slack.person("dave").sees("You said, we did", in_="pats", timeout=10)
    for part in (WORDS, DONE):
        assert part in told.shown
    for part in ("Ana", SITUATION, "waits"):
        assert part not in told.shown
    await carol.click("Answer Ana", in_=headline)
    assert SITUATION in (await carol.sees_modal("Decided on the spot"))["shown"]
    await carol.click("Pat")
    await ana.sees("pat on the back", in_="app")
    assert rows.one(bot.database, Answer).decision_id == decision


async def test_nobody_else_opens_it_from_a_forged_button(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    decision = await decides(bot, slack.person("ana"))
    for name in ("bo", "dave", "finn", "ana"):
        assert await bot.database.read(opened, bot.workspace_id, decision, slack.person(name).id) is None
    assert SITUATION in str(await bot.database.read(opened, bot.workspace_id, decision, slack.person("carol").id))
