"""The pledge, from “nobody has signed it” to one that holds: who is asked, who reads what, and who nothing."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from models.delivery.outbox import Delivery, Kind, Purpose
from models.people import members, reporting
from models.people.members import Member
from models.pledge import BrokenPromise, CoSignature, Pledge
from models.pledge.reading import in_force
from simulator.driver import PersonaDriver, Simulator
from tests.bot.clocks import move_clocks
from tests.bot.conftest import loses
from tests.bot.decisions.pledged import TEXT, pledge
from tests.bot.running import Bot
from tests.bot.signing import signed
from tests.models import rows

WHO, WHAT, TITLE = "Who signs it?", "What is promised?", "What are they here?"
WORDS = "I was asked to pay for <the> refund & more"
QUESTIONS = (Delivery.purpose == Purpose.PLEDGE_TO_COSIGN, Delivery.kind == Kind.POST)
PROMISED = "will not cost you your job"


async def leads(slack: Simulator, bot: Bot, lead: str, *people: str) -> None:
    """They report to this lead."""

    def store(session: Session) -> None:
        ids = [slack.person(one).id for one in (lead, *people)]
        known = members.by_slack_id(session, bot.workspace_id, ids)
        for one in ids[1:]:
            of = {"member_id": known[one].id, "lead_id": known[ids[0]].id}
            reporting.set_lead(session, workspace_id=bot.workspace_id, **of, now=bot.now())

    await bot.database.run(store)


async def asks_to_sign(slack: Simulator, signer: str, *, text: str | None = None, title: str | None = "COO") -> Any:
    """Finn sets it up from Home. Returns what the form shows or has against it."""
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("The pledge")
    await finn.click("pledge.open.pledge", in_="home")
    await finn.sees_modal(WHAT)
    await finn.fill({WHO: f"@{signer}", TITLE: title, **({WHAT: text} if text else {})})
    modal = (await finn.submit()).modal or {}
    await finn.close(everything=True)
    return modal


async def reads(person: PersonaDriver, words: str = "") -> str:
    """What `/pat pledge` shows them."""
    await person.slash(f"/pat pledge {words}", channel="general")
    return [one for one in await person.messages("general") if one.ephemeral][-1].shown


async def signs(person: PersonaDriver) -> None:
    await person.sees("asks you to sign this pledge", in_="app")
    await person.click("Sign", in_="app")
    await person.sees("✓ You signed the pledge", in_="app")


async def holds(bot: Bot) -> bool:
    return await bot.database.read(in_force, bot.workspace_id) is not None


async def test_an_admin_writes_it_a_leader_signs_and_the_rep_reads_who_did(slack: Simulator, bot: Bot) -> None:
    await leads(slack, bot, "carol", "ana", "bo")
    ana, carol, leo = (slack.person(name) for name in ("ana", "carol", "leo"))
    assert "decisions are off" in await reads(ana)
    assert "is asked to sign it" in (await asks_to_sign(slack, "leo"))["shown"]
    assert not await holds(bot)
    asked = await leo.sees("asks you to sign this pledge", in_="app")
    assert "Finn" in asked.shown
    assert PROMISED in asked.shown
    await signs(leo)
    assert await holds(bot)
    question = await carol.sees("Do you stand by it?", in_="app")
    assert "Leo" in question.shown
    await carol.click("I stand by it", in_="app")
    await carol.sees("✓ You stand by the pledge", in_="app")
    shown = await reads(ana)
    for part in (PROMISED, "Leo", "COO", "Co-signed by @Carol, your lead."):
        assert part in shown
    assert "Carol" not in await reads(slack.person("gita"))
    await slack.quiet()
    assert await slack.ledger.count(kind="message", text="Do you stand by it?") == 1


async def test_what_was_signed_before_is_spoken_of_only_where_something_was(slack: Simulator, bot: Bot) -> None:
    leo = slack.person("leo")
    assert "Decisions are on from then" in (await asks_to_sign(slack, "leo"))["shown"]
    await signs(leo)
    await leo.opens_home()
    await leo.sees_home("*The pledge*: you signed it.")
    assert "What was signed before holds" in (await asks_to_sign(slack, "leo", text=PROMISED + "!"))["shown"]


async def test_the_form_offers_a_good_text_and_says_who_reads_it(slack: Simulator, bot: Bot) -> None:
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("a leader promises")
    await finn.click("pledge.open.pledge", in_="home")
    shown = await finn.sees_modal(WHAT)
    assert TEXT in str(shown["values"])
    assert "Everyone here can read it" in str(shown["blocks"])


@pytest.mark.parametrize(
    ("name", "said"), [("eve", "A guest can’t"), ("olga", "another company"), ("rotabot", "A bot can’t")]
)
async def test_who_can_promise_nothing_is_refused_kindly_and_the_form_stays(
    slack: Simulator, bot: Bot, name: str, said: str
) -> None:
    modal = await asks_to_sign(slack, name, text="Mine & <yours>")
    assert said in str(modal["errors"])
    assert rows.count(bot.database, Pledge) == 0


async def test_the_signer_says_how_they_would_sign_it_and_the_admin_sends_it_again(slack: Simulator, bot: Bot) -> None:
    finn, carol = slack.person("finn"), slack.person("carol")
    await asks_to_sign(slack, "carol")
    await carol.sees("asks you to sign", in_="app")
    await carol.click("Not like this: tell the admin…", in_="app")
    await carol.sees_modal("Finn reads this")
    assert "as it stands" in str(((await carol.submit()).modal or {})["errors"])
    await carol.fill({"How would you sign it?": "Nobody pays for a refund to €100"})
    assert "Nothing is signed" in ((await carol.submit()).modal or {})["shown"]
    await carol.close()
    await loses(carol, "asks you to sign", "app")
    assert "€100" in (await finn.sees("would sign the pledge like this", in_="app")).shown
    assert not await holds(bot)
    await finn.click("Look at it, and send it again", in_="app")
    shown = await finn.sees_modal(WHAT)
    assert "€100" in str(shown["values"])
    await finn.submit()
    await finn.close()
    await signs(carol)
    assert (await reads(slack.person("ana"))).count("€100") == 1
    await loses(finn, "would sign the pledge like this", "app")


async def test_another_text_is_another_pledge_and_the_old_one_holds_until_it_is_signed(
    slack: Simulator, bot: Bot
) -> None:
    pledge(bot.database, bot.workspace_id, bot.now())
    await leads(slack, bot, "carol", "ana")
    ana, carol, leo = (slack.person(name) for name in ("ana", "carol", "leo"))
    await asks_to_sign(slack, "leo", text="Another promise")
    await leo.sees("Another promise", in_="app")
    assert PROMISED in await reads(ana)
    await signs(leo)
    shown = await reads(ana)
    assert "Another promise" in shown
    assert "Carol" not in shown
    await carol.sees("Another promise", in_="app")


async def test_saying_it_was_not_kept_reaches_the_signer_and_nobody_else(slack: Simulator, bot: Bot) -> None:
    pledge(bot.database, bot.workspace_id, bot.now(), signer="Leo")
    await leads(slack, bot, "carol", "ana")
    ana, leo = slack.person("ana"), slack.person("leo")
    with capture_logs() as logged:
        await ana.slash("/pat pledge", channel="support")
        await ana.click("This promise wasn’t kept: tell Leo", in_="support")
        assert "Only @Leo reads this" in (await ana.sees_modal("signed the pledge"))["shown"]
        await ana.fill({"What happened?": "  "})
        assert "What happened?" in str(((await ana.submit()).modal or {})["errors"])
        await ana.fill({"What happened?": WORDS})
        sent = await ana.submit()
        assert "nobody else does" in (sent.modal or {})["shown"]
        await slack.resend(sent, times=3)
        told = await leo.sees("says that the promise you signed wasn’t kept", in_="app")
    assert "Ana" in told.shown
    assert WORDS in told.shown
    assert "asked to pay" not in str(logged)
    await slack.quiet()
    assert await slack.ledger.count(kind="message", text="wasn’t kept") == 1
    assert rows.count(bot.database, BrokenPromise) == 1
    await ana.close(everything=True)
    assert "Not marked as read yet" in await reads(ana)
    await leo.click("I have read it", in_="app")
    await leo.sees("✓ You read it", in_="app")
    assert "✓ @Leo read it" in await reads(ana)
    for name in ("carol", "finn"):
        person = slack.person(name)
        await person.opens_home()
        await person.sees_home("pledge")
        await person.sees_nothing_of("asked to pay")
    for row in rows.all_of(bot.database, Delivery):
        assert "asked to pay" not in str(row.detail)


async def test_the_signer_cannot_tell_themselves_and_reads_it_on_home_too(slack: Simulator, bot: Bot) -> None:
    one = pledge(bot.database, bot.workspace_id, bot.now(), signer="Leo")

    def tell(session: Session) -> None:
        ana = members.by_slack_user(session, bot.workspace_id, slack.person("ana").id)
        assert ana
        row = BrokenPromise(workspace_id=bot.workspace_id, pledge_id=one, by_id=ana.id, words=WORDS, at=bot.now())
        session.add(row)

    await bot.database.run(tell)
    leo = slack.person("leo")
    assert "wasn’t kept" not in await reads(leo)
    await leo.opens_home()
    await leo.sees_home(WORDS)
    await leo.click("I have read it", in_="home")
    await leo.sees_modal("Whoever wrote it sees that you read it")
    await slack.ledger.called("views.publish", count=2)
    assert WORDS not in (await leo.home() or {})["shown"]


async def test_asking_for_it_tells_the_admins_how_many_and_never_who_once_a_week(slack: Simulator, bot: Bot) -> None:
    ana, bo, finn = (slack.person(name) for name in ("ana", "bo", "finn"))
    for person in (ana, bo):
        await person.slash("/pat pledge", channel="support")
        await person.click("Ask for the pledge", in_="support")
        await person.sees("and not who", in_="support")
    seen = await finn.sees("2 people have asked for the pledge", in_="app")
    assert "Ana" not in seen.shown
    await ana.click("Ask for the pledge", in_="support")
    await ana.sees("it counts once", in_="support")
    await slack.quiet()
    assert await slack.ledger.count(kind="message", person="finn") == 1
    await move_clocks(slack, bot, timedelta(days=7, minutes=1))
    await ana.click("Ask for the pledge", in_="support")
    await finn.sees("2 people have asked for the pledge", in_="app", count=2)
    await finn.click("Set up the pledge", in_="app")
    await finn.sees_modal(WHAT)
    await finn.fill({WHO: "@leo"})
    await finn.submit()
    await signs(slack.person("leo"))
    await finn.sees("✓ The pledge is signed", in_="app", count=2)


async def test_a_lead_reads_alone_on_home_that_they_have_not_co_signed(slack: Simulator, bot: Bot) -> None:
    pledge(bot.database, bot.workspace_id, bot.now(), signer="Leo", co_signers=())
    await leads(slack, bot, "carol", "ana")
    carol = slack.person("carol")
    await carol.opens_home()
    assert "Only you see this" in (await carol.sees_home("do you stand by it?"))["shown"]
    for name in ("ana", "finn", "dave", "leo"):
        await slack.person(name).opens_home()
        shown = (await slack.person(name).sees_home("pledge"))["shown"]
        assert "stand by it?" not in shown
        assert "Carol" not in shown.partition("The pledge")[2].partition("\n")[0]
    await carol.click("I stand by it", in_="home")
    await carol.sees_modal("Your people read on their receipts")
    assert rows.count(bot.database, CoSignature) == 1
    await slack.ledger.called("views.publish", count=6)
    await carol.close()
    assert "stand by it?" not in (await carol.home() or {})["shown"]


async def test_who_becomes_a_lead_later_is_asked_too_and_once(slack: Simulator, bot: Bot) -> None:
    pledge(bot.database, bot.workspace_id, bot.now(), signer="Leo", co_signers=())
    await leads(slack, bot, "dave", "jon")
    await move_clocks(slack, bot, timedelta(minutes=2))
    dave = slack.person("dave")
    await dave.sees("Do you stand by it?", in_="app")
    await move_clocks(slack, bot, timedelta(minutes=2))
    await leads(slack, bot, "carol", "ana")
    await slack.person("carol").sees("Do you stand by it?", in_="app")
    assert rows.count(bot.database, Delivery, *QUESTIONS) == 2


async def test_taking_it_back_asks_first_and_turns_decisions_off(slack: Simulator, bot: Bot) -> None:
    await asks_to_sign(slack, "leo")
    leo = slack.person("leo")
    await signs(leo)
    await leo.click("Take it back…", in_="app")
    await leo.sees_modal("Decisions are off from then on")
    assert await holds(bot)
    assert "Taken back." in ((await leo.submit()).modal or {})["shown"]
    assert not await holds(bot)
    await leo.sees("It holds no longer", in_="app")
    assert "decisions are off" in await reads(slack.person("ana"))


async def test_when_the_signer_leaves_it_holds_no_longer_and_admins_read_what_to_do(slack: Simulator, bot: Bot) -> None:
    pledge(bot.database, bot.workspace_id, bot.now(), signer="Leo")
    await bot.database.run(
        lambda session: session.execute(
            update(Member).where(Member.workspace_id == bot.workspace_id, Member.name == "Leo").values(active=False)
        )
    )
    finn = slack.person("finn")
    await finn.opens_home()
    home = await finn.sees_home("who signed it, has left")
    assert "Ask another leader to sign" in home["shown"]
    assert "What was logged stays covered" in home["shown"]
    assert "decisions are off" in await reads(slack.person("ana"))


async def forges(slack: Simulator, bot: Bot, person: str, payload: dict[str, Any]) -> None:
    """A payload of this person's of which only the signature is right."""
    who = {"team": {"id": slack.workspace()["id"]}, "user": {"id": slack.person(person).id}, "trigger_id": "1.2.x"}
    body = urlencode({"payload": json.dumps({**who, **payload})}).encode()
    headers = signed(slack.signing_secret, body)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.url}/slack/events", data=body, headers=headers) as done,
    ):
        assert done.status == 200, await done.text()


@pytest.mark.parametrize("person", ["bo", "eve"])
async def test_forged_buttons_and_forms_change_nothing(slack: Simulator, bot: Bot, person: str) -> None:
    """Bo and Eve send what was drawn for the signer, an admin, a lead."""
    await asks_to_sign(slack, "leo")
    await slack.person("leo").sees("asks you to sign", in_="app")
    waiting = rows.one(bot.database, Pledge)
    held = pledge(bot.database, bot.workspace_id, bot.now(), co_signers=())
    for action, value in (
        ("pledge.sign", waiting.id),
        ("pledge.propose", waiting.id),
        ("pledge.withdraw", held),
        ("pledge.open", held),
        ("pledge.cosign", held),
        ("promise.read", held),
    ):
        pressed = {"action_id": action, "block_id": "b", "type": "button", "value": str(value)}
        await forges(slack, bot, person, {"type": "block_actions", "actions": [pressed]})
    values = {
        "pledge_text": {"pledge_text": {"value": "Mine"}},
        "signer": {"signer": {"selected_user": slack.person(person).id}},
    }
    for form, about in (("pledge", held), ("pledge.propose", waiting.id), ("pledge.withdraw", held)):
        view = {"id": f"V{form}", "type": "modal", "callback_id": form, "blocks": [], "hash": "x"}
        filled = {**view, "private_metadata": str(about), "state": {"values": values}}
        await forges(slack, bot, person, {"type": "view_submission", "view": filled})
    assert rows.count(bot.database, Pledge) == 2
    assert rows.by_id(bot.database, Pledge, waiting.id).signed_at is None
    assert rows.count(bot.database, Pledge, Pledge.withdrawn_at.is_not(None)) == 0
    assert rows.count(bot.database, CoSignature) == 0


async def test_what_is_typed_after_it_is_given_back(slack: Simulator, bot: Bot) -> None:
    assert "was not kept, the refund" in await reads(slack.person("ana"), "was not kept, the refund")


async def test_leads_are_asked_in_their_own_hours(slack: Simulator, bot: Bot) -> None:
    await leads(slack, bot, "hugo", "ana")
    await asks_to_sign(slack, "leo")
    await move_clocks(slack, bot, timedelta(hours=2))
    await signs(slack.person("leo"))
    (row,) = rows.all_of(bot.database, Delivery, *QUESTIONS)
    assert row.due_at - bot.now() > timedelta(hours=6)
