"""A decision is answered: a pat, a thought, a talk; shared by whom it was given to; and what nobody else ever sees."""

import json
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import aiohttp
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.ids import ActionId, ViewId
from models.answers import Because, assigning
from models.decisions import editing, rules
from models.decisions.rules import Rules
from models.delivery.outbox import Delivery
from models.people import members, reporting
from models.privacy import exporting
from models.storage.tables import metadata
from simulator.driver import PersonaDriver, Simulator
from tests.bot.conftest import loses
from tests.bot.decisions.decided import decides
from tests.bot.decisions.pledged import pledge
from tests.bot.running import Bot
from tests.bot.signing import signed
from tests.models.decisions import decided

CHOICE = "Refunded it on the spot"
LINE = "That is what I’d have done"
GOOD = "You asked the customer <first> & quietly"
CONSIDER = "A voucher may have done it too"
NEED = "Could we go through the voucher rules?"
SECRETS = ("quietly", "may have done it", "voucher rules")
"""Of what the two write to each other, however it is escaped."""


async def led(bot: Bot, slack: Simulator) -> None:
    """Carol leads Ana and Bo; Finn signed the pledge, and Carol co-signed."""

    def settle(session: Any) -> None:
        found = members.by_slack_id(session, bot.workspace_id, [slack.person(one).id for one in ("ana", "bo", "carol")])
        carol = found[slack.person("carol").id]
        for name in ("ana", "bo"):
            pair = {"member_id": found[slack.person(name).id].id, "lead_id": carol.id}
            reporting.set_lead(session, workspace_id=bot.workspace_id, **pair, now=bot.now() - timedelta(days=7))

    await bot.database.run(settle)
    pledge(bot.database, bot.workspace_id, bot.now(), signer="Finn")


async def asked(slack: Simulator, bot: Bot, **changes: Any) -> UUID:
    """Ana has logged a decision, and Carol sees it."""
    await led(bot, slack)
    decision = await decides(bot, slack.person("ana"), **changes)
    await slack.person("carol").sees("You are the one who answers", in_="app")
    return decision


async def gives_a_thought(carol: PersonaDriver, line: str | None = LINE) -> str:
    await carol.click("Pat and a thought", in_="app")
    await carol.sees_modal("What was good?")
    await carol.fill({"A line with the pat": line, "What was good?": GOOD, "What to consider?": CONSIDER})
    modal = (await carol.submit()).modal or {}
    await carol.close()
    return str(modal["shown"])


async def shares(ana: PersonaDriver, channel: str = "support", who: str = "Everyone: posted in a channel") -> str:
    await ana.click("Share this pat…", in_="app")
    await ana.sees_modal("This is what others read")
    where = {"In which channel, if everyone may see it?": f"#{channel}"} if channel else {}
    await ana.fill({"Who may see it?": who, **where})
    modal = (await ana.submit()).modal or {}
    return str(modal)


async def test_one_press_gives_a_pat_that_only_the_two_see(slack: Simulator, either: Bot) -> None:
    await asked(slack, either, outcome="The customer stayed")
    ana, carol = slack.person("ana"), slack.person("carol")
    question = await carol.sees("decided something on the spot", in_="app")
    for part in (CHOICE, "six days late", "The customer stayed", "pledge that you co-signed", "one line is plenty"):
        assert part in question.shown
    assert "By Friday, please" in question.shown
    reply = await carol.click("Pat", in_="app")
    told = await ana.sees("gives you a pat on the back", in_="app")
    for part in ("Carol", CHOICE, "You stand covered", "until you share it"):
        assert part in told.shown
    await carol.sees("hears of your pat", in_="app")
    after = await carol.sees("You gave", in_="app")
    assert "Let’s talk" not in after.buttons
    assert reply
    await slack.quiet()
    for name in ("bo", "dave", "finn"):
        await slack.person(name).sees_nothing_of(CHOICE)
    await ana.opens_home()
    assert "For a decision made on the spot" in (await ana.sees_home("were given"))["shown"]


async def test_pressed_twice_it_says_what_was_answered(slack: Simulator, bot: Bot) -> None:
    await asked(slack, bot)
    carol = slack.person("carol")
    message = await carol.sees("decided something on the spot", in_="app")
    pressed = await carol.click("Pat", in_=message)
    await slack.person("ana").sees("gives you a pat on the back", in_="app")
    await slack.resend(pressed, times=2)
    await carol.sees("You gave a pat for this already", in_="app")
    await slack.quiet()
    assert await slack.ledger.count(kind="message", text="gives you a pat") == 1


async def test_a_thought_is_read_and_replied_to_in_forms_and_found_nowhere_else(slack: Simulator, either: Bot) -> None:
    ana, carol = slack.person("ana"), slack.person("carol")
    with capture_logs() as logged:
        await asked(slack, either)
        assert "alone" in await gives_a_thought(carol)
        told = await ana.sees("has a thought for you", in_="app")
        assert LINE in told.shown
        await ana.click("Read Carol’s thought", in_="app")
        opened = await ana.sees_modal("Only the two of you can read this")
        for part in ("<first> & quietly", CONSIDER):
            assert part in opened["shown"]
        await ana.fill({"What do you need from Carol?": NEED})
        await ana.submit()
        await ana.sees_modal("is told that you wrote back")
        await ana.close()
        await carol.sees("what they need from you", in_="app")
        await carol.click("Read it", in_="app")
        assert NEED in (await carol.sees_modal("Only the two of you"))["shown"]
        await carol.close()
        for one in (ana, carol):
            await one.opens_home()
            assert "only you two can read" in (await one.sees_home("Thoughts"))["shown"]
            await one.click("Read the thought", in_="home")
            assert CONSIDER in (await one.sees_modal("Only the two"))["shown"]
            await one.close()
        assert "announced" not in await shares(ana)
        await slack.person("dave").sees(LINE, in_="support")
        await slack.quiet()
    await found_nowhere(slack, either, str(logged))


async def found_nowhere(slack: Simulator, bot: Bot, logged: str) -> None:
    """Neither what was said in Slack but in the two's forms, nor what is stored, logged or exported, holds a secret."""
    forms = ("views.open", "views.push", "views.update")
    calls = await slack.ledger.calls()
    said = {str(number): json.dumps(one, ensure_ascii=False) for number, one in enumerate(calls)}
    for number, one in enumerate(calls):
        if one["method"] not in forms:
            assert not any(secret in said[str(number)] for secret in SECRETS), one["method"]
    shown = [said[str(n)] for n, one in enumerate(calls) if one["method"] in forms]
    assert any(SECRETS[0] in one for one in shown), "the forms are looked at: they do hold it"
    posts = json.dumps(await slack.ledger.posts(), ensure_ascii=False)
    stored = await bot.database.read(everything)
    exported = await bot.database.read(exports, bot.workspace_id)
    for secret in SECRETS:
        assert secret not in stored
        assert secret not in logged
        assert secret not in exported
    messages = [one for one in json.loads(posts) if one["kind"] not in {"view_open", "view_push", "view_update"}]
    assert not any(secret in json.dumps(messages, ensure_ascii=False) for secret in SECRETS)
    for name in ("bo", "dave", "finn", "maya"):
        for secret in SECRETS:
            await slack.person(name).sees_nothing_of(secret)


def everything(session: Any) -> str:
    """Every column of every table, as text."""
    return str([list(map(list, session.execute(select(table)))) for table in metadata.sorted_tables])


def exports(session: Any, workspace_id: int) -> str:
    """What everybody who is not one of the two would get as files."""
    others = ("U0BO000001", "U0DAVE0001", "U0FINN0001", "U0MAYA0001")
    found = members.by_slack_id(session, workspace_id, others).values()
    return str([exporting.export(session, workspace_id=workspace_id, member_id=one.id) for one in found])


async def test_without_a_key_the_form_says_so_before_anyone_types(
    slack: Simulator, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asked(slack, bot)
    monkeypatch.setattr(bot.backpat.services.guidance, "_fernet", None)
    carol = slack.person("carol")
    await carol.click("Pat and a thought", in_="app")
    form = await carol.sees_modal("BACKPAT_SECRET_KEY")
    assert "What was good?" not in form["shown"]
    await carol.fill({"A line with the pat": LINE})
    await carol.submit()
    await slack.person("ana").sees(LINE, in_="app")


async def test_with_another_key_it_is_said_and_nothing_is_lost(
    slack: Simulator, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asked(slack, bot)
    await gives_a_thought(slack.person("carol"))
    ana = slack.person("ana")
    await ana.sees("has a thought for you", in_="app")
    with monkeypatch.context() as other:
        other.setattr(bot.backpat.services.guidance, "_fernet", None)
        await ana.click("Read Carol’s thought", in_="app")
        await ana.sees("I can’t open it", in_="app")
    await ana.click("Read Carol’s thought", in_="app")
    await ana.sees_modal(CONSIDER)


async def test_an_empty_form_asks_for_a_word_and_keeps_open(slack: Simulator, bot: Bot) -> None:
    await asked(slack, bot)
    carol = slack.person("carol")
    await carol.click("Pat and a thought", in_="app")
    await carol.sees_modal("What was good?")
    modal = (await carol.submit()).modal or {}
    assert "Write a line or a thought" in str(modal["errors"])


async def test_a_talk_reaches_who_decided_covered_and_the_time_is_answered(slack: Simulator, either: Bot) -> None:
    await asked(slack, either)
    ana, carol = slack.person("ana"), slack.person("carol")
    at = int((either.now() + timedelta(days=1)).timestamp())
    await carol.click("Let’s talk", in_="app")
    await carol.sees_modal("You are covered")
    await carol.fill({"When?": at})
    await carol.submit()
    await carol.close()
    invited = await ana.sees("You stand covered", in_="app")
    for part in ("You are covered", "Carol", "would like to talk it through", CHOICE):
        assert part in invited.shown
    await ana.click("Another time would be better", in_="app")
    await carol.sees("another time would be better", in_="app")
    await ana.click("Yes", in_="app")
    await carol.sees("is glad to talk", in_="app")
    await carol.click("Pat", in_="app")
    await ana.sees("gives you a pat on the back", in_="app")


async def test_a_time_that_has_passed_is_asked_again(slack: Simulator, bot: Bot) -> None:
    await asked(slack, bot)
    carol = slack.person("carol")
    await carol.click("Let’s talk", in_="app")
    await carol.sees_modal("When?")
    await carol.fill({"When?": int((bot.now() - timedelta(days=1)).timestamp())})
    assert "has passed" in str(((await carol.submit()).modal or {})["errors"])


async def test_a_shared_pat_is_announced_and_joined_and_goes_when_it_is_shared_no_longer(
    slack: Simulator, either: Bot
) -> None:
    await asked(slack, either, customer_words="First shop that ever did that.")
    ana, bo, carol = (slack.person(name) for name in ("ana", "bo", "carol"))
    await gives_a_thought(carol)
    await ana.sees("has a thought for you", in_="app")
    await shares(ana)
    await ana.close()
    seen = await bo.sees("a pat on the back from", in_="support")
    assert seen.shown.index("Ana") < seen.shown.index("Carol")
    for part in (CHOICE, LINE, "First shop", "Decided on the spot"):
        assert part in seen.shown
    assert "six days late" not in seen.shown
    await bo.click("Add my pat", in_="support")
    await bo.sees("joined in", in_="support")
    await carol.sees("shared your pat", in_="app")
    await ana.click("Stop sharing it", in_="app")
    await loses(bo, CHOICE, "support")
    await bo.sees_nothing_of(LINE)
    await shares(ana, "support")
    again = await bo.sees(CHOICE, in_="support")
    assert "joined in" not in again.shown


async def test_for_fewer_than_everyone_nothing_is_posted_and_the_team_finds_it_on_home(
    slack: Simulator, bot: Bot
) -> None:
    await asked(slack, bot)
    ana, bo, dave = (slack.person(name) for name in ("ana", "bo", "dave"))
    await slack.person("carol").click("Pat", in_="app")
    await ana.sees("gives you a pat on the back", in_="app")
    assert "no channel" in await shares(ana, "", "My team, on their Home tab")
    await slack.quiet()
    assert await slack.ledger.count(kind="message", channel=slack.channel_id("support")) == 0
    await bo.opens_home()
    await bo.sees_home(CHOICE)
    await dave.opens_home()
    assert CHOICE not in (await dave.sees_home("Pats on the back"))["shown"]


async def test_everyone_needs_a_channel(slack: Simulator, bot: Bot) -> None:
    await asked(slack, bot)
    ana = slack.person("ana")
    await slack.person("carol").click("Pat", in_="app")
    await ana.sees("gives you a pat on the back", in_="app")
    assert "Which channel?" in await shares(ana, "")


async def test_amounts_stay_out_of_channels_unless_an_admin_allows_them(slack: Simulator, bot: Bot) -> None:
    await asked(slack, bot, choice="Refunded €38 on the spot")
    ana = slack.person("ana")
    await slack.person("carol").click("Pat", in_="app")
    await ana.sees("gives you a pat on the back", in_="app")
    await ana.click("Share this pat…", in_="app")
    await ana.sees_modal("Amounts stay out of channels here")
    await ana.close()
    allowed = Rules(amounts_in_channels=True)
    finn = await bot.database.read(members.by_slack_user, bot.workspace_id, slack.person("finn").id)
    assert finn
    what: dict[str, Any] = {"workspace_id": bot.workspace_id, "by_id": finn.id, "now": bot.now()}
    await bot.database.run(lambda session: rules.save(session, **what, rules=allowed))
    await shares(ana)
    await slack.person("bo").sees("€38", in_="support")


async def test_whoever_answered_before_reads_who_does_now_and_nothing_of_it(slack: Simulator, bot: Bot) -> None:
    decision = await asked(slack, bot)
    carol, dave = slack.person("carol"), slack.person("dave")

    def hand_over(session: Any) -> None:
        to = members.by_slack_id(session, bot.workspace_id, [dave.id])[dave.id]
        of: dict[str, Any] = {"workspace_id": bot.workspace_id, "decision_id": decision, "now": bot.now()}
        assigning.hand_to(session, **of, member=to, because=Because.HANDED_OVER)

    await bot.database.run(hand_over)
    await dave.sees("You are the one who answers", in_="app")
    left = await carol.sees("Dave answers it now", in_="app")
    assert CHOICE not in left.shown
    assert left.buttons == []
    assert "signed" in (await dave.sees(CHOICE, in_="app")).shown
    assert "co-signed" not in (await dave.sees(CHOICE, in_="app")).shown


async def test_what_is_typed_while_somebody_else_is_asked_comes_back(slack: Simulator, bot: Bot) -> None:
    decision = await asked(slack, bot)
    carol, dave = slack.person("carol"), slack.person("dave")
    await carol.click("Pat and a thought", in_="app")
    await carol.sees_modal("What was good?")
    await carol.fill({"A line with the pat": LINE, "What was good?": GOOD})

    def hand_over(session: Any) -> None:
        to = members.by_slack_id(session, bot.workspace_id, [dave.id])[dave.id]
        of: dict[str, Any] = {"workspace_id": bot.workspace_id, "decision_id": decision, "now": bot.now()}
        assigning.hand_to(session, **of, member=to, because=Because.HANDED_OVER)

    await bot.database.run(hand_over)
    shown = ((await carol.submit()).modal or {})["shown"]
    for part in ("Somebody else answers this one", LINE, "<first> & quietly"):
        assert part in shown
    await slack.quiet()
    await dave.sees_nothing_of("quietly")


async def test_an_amount_that_came_in_since_is_said_where_the_form_asks_for_no_channel(
    slack: Simulator, bot: Bot
) -> None:
    decision = await asked(slack, bot)
    ana = slack.person("ana")
    await slack.person("carol").click("Pat", in_="app")
    await ana.sees("gives you a pat on the back", in_="app")
    await shares(ana)
    await ana.close(everything=True)
    what: dict[str, Any] = {"workspace_id": bot.workspace_id, "decision_id": decision, "member": ana.id}
    for choice in ("Refunded it, and rang them", "Refunded €38"):
        said: dict[str, Any] = {"entry": decided.entry(choice=choice), "key": choice, "now": bot.now()}
        await bot.database.run(partial(editing.edit, **what, **said))
        if choice.endswith("rang them"):
            await ana.sees("until you share it as it is now", in_="app")
            await ana.click("Share it as it is now…", in_="app")
            await ana.sees_modal("It stays where you shared it")
    assert "Amounts stay out of channels here" in ((await ana.submit()).modal or {})["shown"]


async def test_an_edit_after_the_answer_is_marked_for_both(slack: Simulator, bot: Bot) -> None:
    decision = await asked(slack, bot)
    ana, carol = slack.person("ana"), slack.person("carol")
    await carol.click("Pat", in_="app")
    await ana.sees("gives you a pat on the back", in_="app")
    what: dict[str, Any] = {"workspace_id": bot.workspace_id, "decision_id": decision, "member": ana.id}
    better = decided.entry(choice="Refunded it, and rang them")
    await bot.database.run(lambda session: editing.edit(session, **what, entry=better, key="edit", now=bot.now()))
    assert "rang them" in (await carol.sees("Edited after your answer", in_="app")).shown
    await ana.sees("You edited it after the answer", in_="app")


async def test_a_deleted_decision_leaves_no_message_and_no_pat(slack: Simulator, bot: Bot) -> None:
    decision = await asked(slack, bot)
    ana, carol = slack.person("ana"), slack.person("carol")
    await carol.click("Pat", in_="app")
    await ana.sees("gives you a pat on the back", in_="app")
    what: dict[str, Any] = {"workspace_id": bot.workspace_id, "decision_id": decision, "member": ana.id}
    await bot.database.run(lambda session: editing.delete(session, **what, now=bot.now()))
    for one in (ana, carol):
        await loses(one, CHOICE, "app")
    await ana.opens_home()
    assert "For a decision made on the spot" not in (await ana.sees_home("Pats on the back"))["shown"]


async def test_what_waits_stands_on_home_with_its_buttons_oldest_first(slack: Simulator, bot: Bot) -> None:
    await asked(slack, bot)
    await decides(bot, slack.person("bo"), choice="Sent another one")
    await decides(bot, slack.person("bo"), choice="Waived the fee")
    carol = slack.person("carol")
    await carol.opens_home()
    home = (await carol.sees_home("Waiting for you"))["shown"]
    assert CHOICE in home
    assert "Waived the fee" not in home
    await carol.click("Pat", in_="home")
    await carol.sees_home("Waived the fee")
    await slack.person("ana").sees("gives you a pat on the back", in_="app")


OTHERS = ("bo", "dave", "eve", "finn")
TO_ANSWER = (ActionId.ANSWER_PAT, ActionId.OPEN_THOUGHT, ActionId.OPEN_TALK)
OF_BOTH = (ActionId.READ_THOUGHT,)
OF_ANA = (ActionId.TALK_SUITS, ActionId.TALK_OTHER, ActionId.SHARE_PAT, ActionId.UNSHARE_PAT)
FORMS = (ViewId.THOUGHT, ViewId.TALK, ViewId.READ_THOUGHT, ViewId.SHARE_PAT)
REFUSED = ("Somebody else answers", "open to you any more")


def forged(slack: Simulator, who: str, action: ActionId, decision: UUID) -> dict[str, Any]:
    """A press of a button that was never drawn for them."""
    pressed = {"type": "button", "action_id": action.value, "block_id": "b", "value": str(decision)}
    return {**_from(slack, who, "block_actions"), "actions": [pressed], "container": {"type": "message"}}


def forged_form(slack: Simulator, who: str, view_id: ViewId, decision: UUID) -> dict[str, Any]:
    said = {"pat_line": {"value": LINE}, "good": {"value": GOOD}, "reply": {"value": NEED}}
    said["channel"] = {"selected_channel": slack.channel_id("support")}
    values = {block: {block: state} for block, state in said.items()}
    blocks = [{"type": "input", "block_id": "pat_line"}]
    view: dict[str, Any] = {
        "id": f"V{who}{view_id.name}",
        "type": "modal",
        "callback_id": view_id.value,
        "blocks": blocks,
    }
    view |= {"private_metadata": str(decision), "state": {"values": values}}
    return {**_from(slack, who, "view_submission"), "view": view}


def _from(slack: Simulator, who: str, kind: str) -> dict[str, Any]:
    team = slack.workspace()["id"]
    user = {"id": slack.person(who).id, "team_id": team}
    return {"type": kind, "team": {"id": team}, "user": user, "trigger_id": f"{who}.{kind}", "api_app_id": "A0"}


async def send(slack: Simulator, bot: Bot, payload: dict[str, Any]) -> str:
    body = urlencode({"payload": json.dumps(payload)}).encode()
    async with aiohttp.ClientSession() as session:
        headers = signed(slack.signing_secret, body)
        async with session.post(f"{bot.url}/slack/events", data=body, headers=headers) as response:
            assert response.status == 200
            return await response.text()


async def test_a_forged_press_changes_and_shows_nothing_and_is_logged_without_content(
    slack: Simulator, bot: Bot
) -> None:
    decision = await asked(slack, bot)
    await gives_a_thought(slack.person("carol"))
    await slack.person("ana").sees("has a thought for you", in_="app")
    await slack.quiet()
    before = await bot.database.read(everything_but_requests)
    tries = [(who, action) for who in OTHERS for action in (*TO_ANSWER, *OF_BOTH, *OF_ANA)]
    tries += [("ana", action) for action in TO_ANSWER] + [("carol", action) for action in OF_ANA]
    with capture_logs() as logged:
        for who, action in tries:
            await send(slack, bot, forged(slack, who, action, decision))
        for who in OTHERS:
            for form in FORMS:
                answer = await send(slack, bot, forged_form(slack, who, form, decision))
                assert any(one in answer for one in REFUSED), (who, form, answer)
    opened = [one["args"]["view"] for one in await slack.ledger.calls(method="views.open")]
    assert all(secret not in json.dumps(opened[1:], ensure_ascii=False) for secret in SECRETS)
    assert await bot.database.read(everything_but_requests) == before
    lines = [one for one in logged if one["event"] == "not theirs"]
    assert len(lines) == len(tries) + len(OTHERS) * len(FORMS)
    assert all(set(one) == {"event", "log_level", "what", "workspace", "by", "decision"} for one in lines)
    assert not any(secret in str(logged) for secret in (*SECRETS, CHOICE, LINE))


def everything_but_requests(session: Any) -> str:
    """What is remembered of what was asked, and how far messages are on their way, aside."""
    kept = [one for one in metadata.sorted_tables if one.name not in {"requests", "rate_buckets", "outbox"}]
    owed = session.scalars(select(Delivery.key).order_by(Delivery.key)).all()
    return str([sorted(map(str, session.execute(select(table)))) for table in kept] + list(owed))


async def test_on_home_a_screen_reader_tells_the_buttons_of_several_decisions_apart(slack: Simulator, bot: Bot) -> None:
    await asked(slack, bot)
    await decides(bot, slack.person("bo"))
    carol = slack.person("carol")
    await carol.opens_home()
    home = await carol.sees_home("Waiting for you")
    rows = [block["elements"] for block in home["blocks"] if block["type"] == "actions"]
    spoken = [one["accessibility_label"] for row in rows for one in row if one["action_id"].startswith("answer.pat.")]
    assert [one.split("’s")[0] for one in spoken] == ["Pat: Ana", "Pat: Bo"]


@pytest.mark.parametrize(("days", "said"), [(1, "(Tuesday)"), (8, "(Tuesday, ")])
async def test_what_was_decided_long_before_is_dated(slack: Simulator, bot: Bot, days: int, said: str) -> None:
    await asked(slack, bot, decided_on=bot.now().date() - timedelta(days=days))
    assert said in (await slack.person("carol").sees("decided something on the spot", in_="app")).shown
