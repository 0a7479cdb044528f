"""One's own decisions: on Home and in a form, edited, deleted; what the other one reads; what nobody else can press."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import aiohttp
import pytest
from sqlalchemy.orm import Session

from models.answers import Answer, Kind, answering
from models.answers.answering import Said
from models.decisions import Decision
from models.decisions.versions import DecisionVersion
from models.improving import owning
from models.improving.causes import Cause
from models.limits import Category
from models.money import Money
from simulator.driver import Simulator
from tests.bot.clocks import move_clocks
from tests.bot.conftest import loses
from tests.bot.decisions.decided import decides, promised
from tests.bot.running import Bot
from tests.bot.signing import signed
from tests.models import rows

CHOICE = "Refunded it on the spot"
BETTER = "Refunded half of it"


async def logged(slack: Simulator, bot: Bot, **changes: Any) -> UUID:
    """Ana has logged a decision, and the receipt and the question are out."""
    await promised(bot, slack)
    decision = await decides(bot, slack.person("ana"), **changes)
    await slack.person("ana").sees("Logged. You are covered.", in_="app")
    await slack.person("carol").sees(CHOICE, in_="app")
    return decision


async def test_an_edit_is_read_by_both_and_what_it_said_before_too(slack: Simulator, either: Bot) -> None:
    await logged(slack, either, amount=Money(3800, "EUR"), cause="Late <courier>", fix="symptom")
    ana, carol = slack.person("ana"), slack.person("carol")
    await ana.click("Edit", in_="app")
    form = await ana.sees_modal("What did you decide?")
    assert "38.00 EUR" in str(form["values"])
    await ana.fill({"What did you decide?": BETTER, "What did it cost?": "£19"})
    await ana.submit()
    await ana.sees("£19", in_="app")
    await carol.sees(BETTER, in_="app")
    assert rows.one(either.database, DecisionVersion).choice == CHOICE
    await ana.click("What it said before", in_="app")
    before = await ana.sees_modal("What it said before")
    assert CHOICE in before["shown"]
    assert "€38" in before["shown"]
    assert "Cause: Late <courier>. A symptom: it will happen again" in before["shown"]
    assert f"Decided on {either.now():%A, %-d %B %Y}" in before["shown"]


async def test_an_edit_after_the_answer_marks_it_for_both(slack: Simulator, bot: Bot) -> None:
    decision = await logged(slack, bot)
    ana, carol = slack.person("ana"), slack.person("carol")
    said: dict[str, Any] = {"workspace_id": bot.workspace_id, "decision_id": decision, "by": carol.id, "now": bot.now()}
    await bot.database.run(lambda session: answering.answer(session, **said, said=Said(Kind.PAT)))
    await ana.sees("gave you a pat", in_="app")
    await ana.click("decision.edit", in_="app")
    await ana.sees_modal("What did you decide?")
    await ana.fill({"What did you decide?": BETTER})
    await ana.submit()
    await ana.sees("Edited after the answer", in_="app")
    await carol.sees("Edited after your answer", in_="app")
    assert rows.one(bot.database, Answer).edited_since is not None


async def test_an_edit_keeps_a_closed_cause_and_a_retired_category(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    ana, now = slack.person("ana"), bot.now()

    def retired(session: Session) -> UUID:
        row = Category(workspace_id=bot.workspace_id, name="Vouchers", position=0, created_at=now, archived_at=now)
        session.add(row)
        session.flush()
        return row.id

    category = await bot.database.run(retired)
    await decides(bot, ana, cause="Late courier", category_id=category)
    of: dict[str, Any] = {"workspace_id": bot.workspace_id, "cause_id": rows.one(bot.database, Cause).id, "now": now}
    closed: dict[str, Any] = {"member": slack.person("carol").id, "what_changed": "Another courier"}
    await bot.database.run(lambda session: owning.close(session, **of, **closed))
    await ana.sees("Logged. You are covered.", in_="app")
    await ana.click("Edit", in_="app")
    await ana.sees_modal("Late courier")
    await ana.fill({"What did you decide?": BETTER})
    await ana.submit()
    await ana.sees(BETTER, in_="app")
    row = rows.one(bot.database, Decision)
    assert (row.cause_id, row.category_id) == (of["cause_id"], category)


async def test_a_deleted_one_is_asked_about_and_goes_from_every_message(slack: Simulator, bot: Bot) -> None:
    await logged(slack, bot)
    ana, carol = slack.person("ana"), slack.person("carol")
    await ana.click("Delete…", in_="app")
    asked = await ana.sees_modal("every message about it")
    assert CHOICE in asked["shown"]
    await ana.submit()
    for person in (ana, carol):
        await loses(person, CHOICE, "app")
    assert rows.count(bot.database, Decision) == 0


async def test_home_says_how_each_stands_and_opens_it(slack: Simulator, bot: Bot) -> None:
    await logged(slack, bot)
    ana = slack.person("ana")
    await ana.opens_home()
    home = await ana.sees_home("Your decisions")
    assert "answers by Friday" in home["shown"]
    await move_clocks(slack, bot, timedelta(days=5))
    await ana.opens_home()
    await ana.sees_home("hasn’t answered yet, day 3")
    await ana.click("Open", in_="home")
    opened = await ana.sees_modal("The parcel was six days late")
    assert CHOICE in opened["shown"]


async def test_someone_without_any_reads_one_line_and_a_button_once_there_is_a_pledge(
    slack: Simulator, bot: Bot
) -> None:
    ana = slack.person("ana")
    await ana.opens_home()
    assert "Your decisions" not in (await ana.sees_home("Pats on the back"))["shown"]
    await promised(bot, slack)
    await ana.opens_home()
    await ana.sees_home("log it in ten seconds")
    await ana.click("Log a decision", in_="home")
    await ana.sees_modal("What happened?")


async def test_the_rest_is_paged_in_a_form(slack: Simulator, bot: Bot) -> None:
    await promised(bot, slack)
    ana = slack.person("ana")
    for number in range(10):
        await decides(bot, ana, choice=f"Call number {number}")
    await ana.slash("/pat decisions", channel="support")
    form = await ana.sees_modal("Call number 9")
    assert "Call number 1" not in form["shown"]
    await ana.click("Older")
    await ana.sees_modal("Call number 1")


async def pressed(slack: Simulator, bot: Bot, person: str, payload: dict[str, Any]) -> None:
    """A payload of which only the signature is right."""
    who = {"team": {"id": slack.workspace()["id"]}, "user": {"id": slack.person(person).id}, "trigger_id": "1.2.x"}
    body = urlencode({"payload": json.dumps({**who, **payload})}).encode()
    headers = signed(slack.signing_secret, body)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.url}/slack/events", data=body, headers=headers) as done,
    ):
        assert done.status == 200


@pytest.mark.parametrize("person", ["bo", "carol", "dave", "finn"])
async def test_nobody_else_edits_or_deletes_it(slack: Simulator, bot: Bot, person: str) -> None:
    decision = await logged(slack, bot)
    typed = {"situation": "Mine", "decision": "Mine"}
    values = {block: {block: {"value": text}} for block, text in typed.items()}
    for form in ("decision.edit", "decision.delete"):
        view: dict[str, Any] = {"id": f"V{form}", "type": "modal", "callback_id": form, "blocks": [], "hash": "x"}
        filled = {**view, "private_metadata": str(decision), "state": {"values": values}}
        await pressed(slack, bot, person, {"type": "view_submission", "view": filled})
    assert rows.one(bot.database, Decision).choice == CHOICE
    assert rows.count(bot.database, DecisionVersion) == 0
