"""The form: decision first, mended when refused, submitted once."""

from typing import Any

from bot.surfaces.kudos.give_form import Place
from models.kudos import ChannelKind
from models.people import offline
from simulator.driver import Simulator
from tests.bot.running import Bot

DECIDED = {"Who?": ["@ana"], "What did they decide?": "Refunded the late parcel on the spot."}


async def test_the_form_gives_a_pat_with_the_customers_words_on_it(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal("What did they decide?")
    customer = {"What came of it?": "They stayed.", "What did the customer say?": "First shop that ever did that."}
    await bo.fill(DECIDED | customer)
    await bo.submit()
    seen = await slack.person("carol").sees("Refunded the late parcel on the spot.", in_="support")
    assert "First shop that ever did that." in seen.shown
    assert "They stayed." in seen.shown
    assert "Decided on the spot" in seen.shown


async def test_a_form_submitted_five_times_at_once_gives_once(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal()
    await bo.fill(DECIDED)
    submitted = await bo.submit()
    await slack.resend(submitted, times=5)
    await slack.person("carol").sees("Refunded the late parcel", in_="support")
    await slack.person("ana").sees("Refunded the late parcel", in_="app")
    await slack.quiet()
    assert await slack.ledger.count(kind="message") == 2


async def test_a_refused_form_keeps_what_was_typed_and_can_be_mended(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal()
    await bo.fill(DECIDED | {"Who?": ["@bo"]})
    refused = await bo.submit()
    assert refused.modal
    assert "can’t pat your own back" in str(refused.modal["errors"])
    await bo.fill({"Who?": ["@ana"]})
    await bo.submit()
    await slack.person("carol").sees("Refunded the late parcel", in_="support")


async def test_several_people_named_in_the_middle_open_the_form_instead_of_a_guess(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat for helping @ana with what @dave asked", channel="support")
    modal = await bo.sees_modal("What did they decide?")
    assert "for helping" in str(modal["values"])
    assert await slack.ledger.count(kind="message") == 0


async def test_the_form_that_asks_holds_the_people_of_a_user_group(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat @frontline for helping @dave", channel="app")
    values = (await bo.sees_modal("What did they decide?"))["values"]
    people = {slack.person(name).id for name in ("ana", "gita", "hugo")}
    assert set(values["Who?"]) == people  # Bo is in the group too, and nobody pats their own back
    assert values["What did they decide?"] == "for helping @Dave"


async def test_the_form_that_asks_holds_who_is_not_in_slack(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    new: dict[str, Any] = {"name": "Lee Wong", "handle": None, "site": None, "actor": slack.person("finn").id}
    lee = await bot.database.run(
        lambda session: offline.add(session, workspace_id=bot.workspace_id, **new, key="lee", now=bot.now())
    )
    await bo.slash("/pat @lee-wong for the weekend", channel="app")
    form = await bo.sees_modal("What did they decide?")
    assert form["values"]["Or someone who isn’t in Slack?"][0]["value"] == lee["member"]


async def test_the_form_says_which_name_it_does_not_know(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat @ana @nobody-here for the weekend", channel="app")
    form = await bo.sees_modal("What did they decide?")
    assert "I can’t tell who “@nobody-here” is" in form["shown"]
    assert form["values"]["Who?"] == [slack.person("ana").id]


def test_a_conversation_that_slack_does_not_name_is_taken_for_a_private_one() -> None:
    assert Place.of("C0SUPPORT1", None).kind == ChannelKind.PRIVATE


async def test_the_words_come_back_when_slack_does_not_open_the_form(slack: Simulator, bot: Bot) -> None:
    await slack.fault("views.open", "error", code="expired_trigger_id")
    await slack.person("bo").slash("/pat for helping @ana with the Berger parcel", channel="support")
    told = await slack.person("bo").sees("didn’t open the form", in_="support")
    assert "for helping @Ana with the Berger parcel" in told.shown
