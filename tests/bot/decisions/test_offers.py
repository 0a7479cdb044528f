"""A colleague says "they decided this on their own": the person is asked, before anything is a decision."""

from datetime import timedelta

from models.decisions import Decision
from models.decisions.offers import DecisionOffer
from simulator.driver import Simulator
from tests.bot.clocks import move_clocks
from tests.bot.conftest import loses
from tests.bot.decisions.decided import promised
from tests.bot.running import Bot
from tests.models import rows

DEED = "Refunded the late parcel on the spot."
BOX = "Did they decide this on their own?"
CHOICE = "They did: ask whether they’d like to keep it as a decision"


async def offered(slack: Simulator) -> None:
    """Bo gave Ana a pat, and said that she decided on her own."""
    bo = slack.person("bo")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal(BOX)
    await bo.fill({"Who?": ["@ana"], "What did they decide?": DEED, BOX: [CHOICE]})
    await bo.submit()
    await slack.person("ana").sees("says that you decided this on your own", in_="app")


async def test_a_kept_one_becomes_a_decision_with_the_colleagues_words_once(slack: Simulator, either: Bot) -> None:
    await promised(either, slack)
    await offered(slack)
    ana = slack.person("ana")
    assert rows.count(either.database, Decision) == 0
    await ana.click("Keep as a decision", in_="app")
    form = await ana.sees_modal("What did you decide?")
    assert DEED in str(form["values"])
    await ana.fill({"What happened?": "It was late"})
    await slack.resend(await ana.submit(), times=3)
    await ana.sees("Logged. You are covered.", in_="app")
    settled = await ana.sees("You kept it as a decision of yours", in_="app")
    assert settled.buttons == []
    row = rows.one(either.database, Decision)
    assert row.kudos_id == rows.one(either.database, DecisionOffer).kudos_id
    await slack.person("bo").sees_nothing_of("kept it as a decision")


async def test_just_a_thank_you_stores_nothing_and_tells_nobody(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    await offered(slack)
    ana = slack.person("ana")
    await ana.click("Just a thank-you", in_="app")
    settled = await ana.sees("nothing of it was stored as a decision", in_="app")
    assert settled.buttons == []
    await slack.quiet()
    assert rows.count(bot.database, Decision) == 0
    for name in ("bo", "carol"):
        await slack.person(name).sees_nothing_of("Just a thank-you")


async def test_an_offer_goes_with_the_pat_that_is_taken_back(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    await offered(slack)
    await slack.person("bo").slash("/pat undo", channel="support")
    await loses(slack.person("ana"), "says that you decided this", "app")


async def test_without_a_pledge_the_form_does_not_ask(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat", channel="support")
    assert BOX not in (await bo.sees_modal("What did they decide?"))["shown"]


async def test_an_offer_waits_for_their_morning(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    await move_clocks(slack, bot, timedelta(hours=12))
    bo, ana = slack.person("bo"), slack.person("ana")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal(BOX)
    await bo.fill({"Who?": ["@ana"], "What did they decide?": DEED, BOX: [CHOICE]})
    await bo.submit()
    await slack.person("carol").sees(DEED, in_="support")
    await slack.quiet()
    await ana.sees_nothing_of("says that you decided this", in_="app")
    await move_clocks(slack, bot, timedelta(hours=11))
    await ana.sees("says that you decided this on your own", in_="app")


async def test_somebody_elses_offer_is_refused(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    await offered(slack)
    offer = await slack.person("ana").sees("says that you decided this", in_="app")
    await slack.person("ana").click("Just a thank-you", in_=offer)
    assert rows.one(bot.database, DecisionOffer).answer == "thanks"
