"""Logging a decision: from the command, a message, a pat for oneself; what can't be stored is said and kept."""

import pytest

from models.decisions import Decision
from simulator.driver import Simulator
from tests.bot.decisions.decided import promised
from tests.bot.running import Bot
from tests.models import rows

SAID = {"What happened?": "The parcel was six days late", "What did you decide?": "Refunded it <now> & wrote a card"}


async def test_a_decision_is_logged_in_two_fields_and_its_receipt_says_who_answers(
    slack: Simulator, either: Bot
) -> None:
    await promised(either, slack)
    ana = slack.person("ana")
    await ana.slash("/pat decision refunded it", channel="support")
    form = await ana.sees_modal("Seen by you and")
    assert "refunded it" in str(form["values"])
    assert "Carol" in form["shown"]
    await ana.fill(SAID)
    assert (await ana.submit()).modal is None
    receipt = await ana.sees("Logged. You are covered.", in_="app")
    for part in (*SAID.values(), "will not cost you your job", "Finn, COO", "Co-signed by", "answers by Friday"):
        assert part in receipt.shown
    asked = await slack.person("carol").sees("decided something on the spot", in_="app")
    assert SAID["What happened?"] in asked.shown
    await slack.quiet()
    for name in ("bo", "dave", "finn"):
        await slack.person(name).sees_nothing_of("six days late")


async def test_without_a_pledge_nothing_is_stored_and_the_words_come_back(slack: Simulator, either: Bot) -> None:
    ana = slack.person("ana")
    told = (await ana.slash("/pat decision refunded the parcel", channel="support")).told[0]
    assert "Nobody has signed the pledge here yet" in told
    assert "refunded the parcel" in told
    assert rows.count(either.database, Decision) == 0


async def test_a_form_submitted_five_times_logs_once(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    ana = slack.person("ana")
    await ana.slash("/pat decision", channel="support")
    await ana.sees_modal()
    await ana.fill(SAID)
    await slack.resend(await ana.submit(), times=5)
    await ana.sees("Logged. You are covered.", in_="app")
    await slack.quiet()
    assert rows.count(bot.database, Decision) == 1
    assert await slack.ledger.count(kind="message", text="Logged. You are covered.") == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"What did it cost?": "-3"}, "leave the minus out"),
        ({"What did it cost?": "a lot"}, "For example: 50"),
        ({"What did it cost?": "50 EUR 20"}, "For example: 50"),
        ({"When was it?": "2999-01-01"}, "still to come"),
        ({"When was it?": "2001-01-01"}, "older ones are not kept"),
    ],
)
async def test_what_cannot_be_read_is_said_under_its_field_and_the_form_is_kept(
    slack: Simulator, bot: Bot, typed: dict[str, str], told: str
) -> None:
    await promised(bot, slack)
    ana = slack.person("ana")
    await ana.slash("/pat decision", channel="support")
    await ana.sees_modal()
    await ana.fill(SAID | typed)
    refused = (await ana.submit()).modal or {}
    assert told in str(refused["errors"])
    assert SAID["What happened?"] in str(refused["values"])
    await ana.fill({"What did it cost?": "€1.234,50", "When was it?": bot.now().date().isoformat()})
    await ana.submit()
    await ana.sees("€1,234.50", in_="app")
    assert rows.one(bot.database, Decision).amount == 123450


async def test_a_customers_details_are_asked_about_once_and_the_form_stays(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    ana = slack.person("ana")
    await ana.slash("/pat decision", channel="support")
    await ana.sees_modal()
    await ana.fill(SAID | {"What came of it?": "Write to lee@example.com"})
    await ana.submit()
    warned = await ana.sees_modal("an e-mail address")
    assert "Nothing is stored yet" in warned["shown"]
    assert rows.count(bot.database, Decision) == 0
    await ana.submit()
    await ana.sees("Logged. You are covered.", in_="app")
    assert await ana.modal() is None
    assert rows.count(bot.database, Decision) == 1


async def test_whoever_became_a_guest_before_they_confirm_is_told_so_and_has_their_words_back(
    slack: Simulator, bot: Bot
) -> None:
    await promised(bot, slack)
    ana = slack.person("ana")
    await ana.slash("/pat decision", channel="support")
    await ana.sees_modal()
    await ana.fill(SAID | {"What came of it?": "Write to lee@example.com"})
    await ana.submit()
    await ana.sees_modal("an e-mail address")
    await ana.changes(guest=True)
    await slack.quiet()
    await ana.submit()
    told = await ana.sees_modal("I stored nothing")
    assert "the people of this company" in told["shown"]
    assert SAID["What happened?"] in told["shown"]


async def test_a_message_shortcut_takes_the_words_and_keeps_a_link(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    ana = slack.person("ana")
    said = await slack.person("bo").says("A parcel for @ana is six days late", channel="support")
    await ana.shortcut("log_my_decision", on=said)
    form = await ana.sees_modal("What did you decide?")
    assert "is six days late" in str(form["values"])
    await ana.fill({"What did you decide?": "Refunded it"})
    await ana.submit()
    await ana.sees("Logged. You are covered.", in_="app")
    row = rows.one(bot.database, Decision)
    assert (row.channel_id, row.message_ts) == (said.channel, said.ts)


async def test_a_guest_is_told_kindly_that_the_pledge_is_not_theirs(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    told = (await slack.person("eve").slash("/pat decision kept the parcel", channel="support")).told[0]
    assert "I stored nothing" in told
    assert "kept the parcel" in told


async def test_a_pat_for_oneself_can_be_logged_with_its_words(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    ana = slack.person("ana")
    told = (await ana.slash("/pat @ana for refunding the parcel", channel="support")).told[0]
    assert "Log it, and" in told
    assert "refunding the parcel" in told
    await ana.click("Log my decision", in_="support")
    form = await ana.sees_modal("What did you decide?")
    assert "refunding the parcel" in str(form["values"])
    await ana.fill({"What happened?": "It was late"})
    await ana.submit()
    await ana.sees("Logged. You are covered.", in_="app")


async def test_without_a_pledge_a_pat_for_oneself_offers_nothing_to_log(slack: Simulator, bot: Bot) -> None:
    await slack.person("ana").slash("/pat @ana for refunding the parcel", channel="support")
    seen = await slack.person("ana").sees("You can’t pat your own back", in_="support")
    assert seen.buttons == []
