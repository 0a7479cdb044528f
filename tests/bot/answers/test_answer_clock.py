"""Who answers and when: reminders, "you stand covered", another lead, being away, nobody, and what admins set."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from models.answers import Answerer
from models.decisions import rules
from models.decisions.rules import Rules, RulesRow
from models.people import members, reporting
from simulator.driver import PersonaDriver, Simulator
from tests.bot.clocks import move_clocks
from tests.bot.conftest import loses
from tests.bot.decisions.decided import decides, promised
from tests.bot.decisions.test_pledge import forges
from tests.bot.running import Bot
from tests.models import rows

CHOICE = "Refunded it on the spot"


@pytest.fixture
async def pledged(slack: Simulator, either: Bot) -> Bot:
    """A pledge that holds; Carol leads Ana and Bo, and reports to Dave. Everyone lives in London."""
    await promised(either, slack)

    def settle(session: Session) -> None:
        found = members.by_slack_id(session, either.workspace_id, [slack.person(one).id for one in CAST])
        for one in found.values():
            one.zone = "Europe/London"
        pair = {"member_id": found[slack.person("carol").id].id, "lead_id": found[slack.person("dave").id].id}
        reporting.set_lead(session, workspace_id=either.workspace_id, **pair, now=either.now())

    await either.database.run(settle)
    return either


CAST = ("ana", "bo", "carol", "dave", "finn")


async def sets(bot: Bot, wanted: Rules) -> None:
    of: dict[str, Any] = {"workspace_id": bot.workspace_id, "now": bot.now(), "rules": wanted}
    await bot.database.run(lambda session: rules.save(session, **of, by_id=_finn(session, bot)))


def _finn(session: Session, bot: Bot) -> UUID:
    found = members.by_slack_user(session, bot.workspace_id, "U0FINN0001")
    return found.id if found else UUID(int=0)


async def asks_another(person: PersonaDriver, lead: str, in_: str = "app") -> Any:
    await person.click("Ask another lead…", in_=in_)
    await person.sees_modal("Which lead?")
    await person.fill({"Which lead?": lead})
    return (await person.submit()).modal


async def test_the_lead_alone_is_reminded_once_after_two_working_days(slack: Simulator, pledged: Bot) -> None:
    ana, carol = slack.person("ana"), slack.person("carol")
    await decides(pledged, ana)
    await move_clocks(slack, pledged, timedelta(days=1))
    await carol.sees_nothing_of("waits for your answer", in_="app", after=2)
    await move_clocks(slack, pledged, timedelta(days=1))
    reminder = await carol.sees("decision waits for your answer", in_="app")
    assert CHOICE in reminder.shown
    assert "Nobody else sees this reminder." in reminder.shown
    await move_clocks(slack, pledged, timedelta(days=3))
    await carol.sees("decision waits for your answer", in_="app", count=1)
    for other in ("ana", "bo", "dave", "finn"):
        await slack.person(other).sees_nothing_of("waits for your answer")


async def test_a_reminder_is_gone_once_it_is_answered(slack: Simulator, pledged: Bot) -> None:
    carol = slack.person("carol")
    await decides(pledged, slack.person("ana"))
    await move_clocks(slack, pledged, timedelta(days=2))
    reminder = await carol.sees("decision waits for your answer", in_="app")
    await carol.click("Pat", in_=reminder)
    await slack.ledger.reaches(1, kind="delete")
    await carol.sees_nothing_of("waits for your answer", in_="app")


async def test_at_five_the_person_is_covered_asks_another_lead_and_the_first_reads_it_no_longer(
    slack: Simulator, pledged: Bot
) -> None:
    ana, carol, dave = slack.person("ana"), slack.person("carol"), slack.person("dave")
    await decides(pledged, ana)
    await carol.sees(CHOICE, in_="app")
    await move_clocks(slack, pledged, timedelta(days=7))
    told = await ana.sees("You stand covered.", in_="app")
    assert "hasn’t answered yet" in told.shown
    count = await dave.sees("1 decision under @Carol has waited five working days or more", in_="app")
    for secret in (CHOICE, "@Ana", "parcel"):
        assert secret not in count.shown
    assert await asks_another(ana, "Dave") is None
    await dave.sees(CHOICE, in_="app")
    await carol.sees("Dave answers it now", in_="app")
    await loses(carol, CHOICE, in_="app")
    await dave.click("Pat", in_="app")
    await loses(ana, "No answer yet takes nothing away", in_="app")


async def test_forged_buttons_and_forms_hand_nothing_to_anybody(slack: Simulator, pledged: Bot) -> None:
    """Bo sends what was drawn for Ana; Ana what would be hers in five working days."""
    decision = await decides(pledged, slack.person("ana"))
    carol, dave = await member_id(slack, pledged, "carol"), await member_id(slack, pledged, "dave")
    view = {"id": "V1", "type": "modal", "callback_id": "answerer.another", "blocks": [], "hash": "x"}
    chosen = {"other_lead": {"other_lead": {"selected_option": {"value": str(dave)}}}}
    filled = {**view, "private_metadata": str(decision), "state": {"values": chosen}}
    pressed = {"action_id": "answerer.another", "block_id": "b", "type": "button", "value": str(decision)}
    for person in ("ana", "bo", "eve", "dave"):
        await forges(slack, pledged, person, {"type": "block_actions", "actions": [pressed]})
        await forges(slack, pledged, person, {"type": "view_submission", "view": filled})
    await move_clocks(slack, pledged, timedelta(days=7))
    for person in ("bo", "eve", "dave", "finn"):
        await forges(slack, pledged, person, {"type": "view_submission", "view": filled})
    [row] = rows.all_of(pledged.database, Answerer)
    assert (row.member_id, row.ends_at) == (carol, None)
    rules_view = {**view, "callback_id": "decision_rules", "private_metadata": "", "state": {"values": {}}}
    for person in ("ana", "carol", "eve"):
        await forges(slack, pledged, person, {"type": "view_submission", "view": rules_view})
    assert rows.count(pledged.database, RulesRow) == 0
    await forges(slack, pledged, "ana", {"type": "view_submission", "view": filled})
    assert [one.member_id for one in rows.all_of(pledged.database, Answerer)][1:] == [dave]


async def member_id(slack: Simulator, bot: Bot, name: str) -> UUID:
    found = await bot.database.read(members.by_slack_user, bot.workspace_id, slack.person(name).id)
    assert found
    return found.id


async def test_with_the_clock_off_no_lead_is_reminded_or_counted_and_what_was_said_is_taken_away(
    slack: Simulator, pledged: Bot
) -> None:
    ana, carol, dave, finn = (slack.person(name) for name in ("ana", "carol", "dave", "finn"))
    await decides(pledged, ana)
    await move_clocks(slack, pledged, timedelta(days=7))
    await carol.sees("waits for your answer", in_="app")
    await dave.sees("five working days or more", in_="app")
    await finn.opens_home()
    await finn.sees_home("the answer clock is on")
    await finn.click("Change what holds for decisions", in_="home")
    await finn.sees_modal("Who answers when nobody else can?")
    await finn.fill({"clock": []})
    assert (await finn.submit()).modal is None
    await finn.sees_home("the answer clock is off")
    await slack.ledger.reaches(2, kind="delete")
    await carol.sees_nothing_of("waits for your answer", in_="app")
    await dave.sees_nothing_of("five working days or more", in_="app")
    await decides(pledged, ana)
    await move_clocks(slack, pledged, timedelta(days=7))
    await ana.sees("You stand covered.", in_="app", count=2)
    await carol.sees_nothing_of("waits for your answer", in_="app", after=1)
    await dave.sees_nothing_of("five working days or more", in_="app")


async def test_a_lead_goes_away_a_colleague_stands_in_and_the_lead_comes_back_early(
    slack: Simulator, pledged: Bot
) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    await decides(pledged, ana)
    await carol.sees(CHOICE, in_="app")
    await carol.opens_home()
    await carol.sees_home("Away for a while?")
    await carol.click("Away until…", in_="home")
    await carol.sees_modal("Who stands in for you?")
    back = (pledged.now() + timedelta(days=9)).date()
    await carol.fill({"back_on": pledged.now().date().isoformat(), "stand_in": "@bo"})
    assert "begun already" in str((await carol.submit()).modal)
    await carol.fill({"back_on": back.isoformat(), "stand_in": "@eve"})
    assert "can’t answer decisions" in str((await carol.submit()).modal)
    await carol.fill({"stand_in": "@bo"})
    assert (await carol.submit()).modal is None
    assert "@Bo stands in for you" in (await carol.sees_home("You are away until"))["shown"]
    await bo.sees(CHOICE, in_="app")
    await carol.sees("Bo answers it now", in_="app")
    await carol.click("I’m back", in_="home")
    await carol.sees_home("Away for a while?")
    await decides(pledged, ana, choice="Sent a new one")
    await carol.sees("Sent a new one", in_="app")


async def test_a_lead_who_leaves_is_followed_by_the_lead_above_once(slack: Simulator, pledged: Bot) -> None:
    carol, dave = slack.person("carol"), slack.person("dave")
    await decides(pledged, slack.person("ana"))
    await carol.sees(CHOICE, in_="app")
    await carol.is_deactivated()
    await slack.quiet()
    await move_clocks(slack, pledged, timedelta(minutes=2))
    await dave.sees(CHOICE, in_="app")
    await move_clocks(slack, pledged, timedelta(minutes=2))
    await dave.sees(CHOICE, in_="app", count=1)


async def test_admins_read_that_a_last_resort_is_missing_and_name_one_of_this_company(
    slack: Simulator, pledged: Bot
) -> None:
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("Nobody is the last resort")
    await finn.click("Change what holds for decisions", in_="home")
    await finn.sees_modal("Who answers when nobody else can?")
    await finn.fill({"last_resort": "@eve", "currency": "GBP · British Pound"})
    assert "can’t answer decisions" in str((await finn.submit()).modal)
    await finn.fill({"last_resort": "@dave"})
    assert (await finn.submit()).modal is None
    shown = (await finn.sees_home("@Dave answers when nobody else can"))["shown"]
    assert "in GBP" in shown
    assert "Nobody is the last resort" not in shown
    await decides(pledged, slack.person("dave"))
    await finn.sees(CHOICE, in_="app")


async def test_two_admins_do_not_overwrite_each_other_unseen(slack: Simulator, pledged: Bot) -> None:
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("the answer clock is on")
    await finn.click("Change what holds for decisions", in_="home")
    await finn.sees_modal("Who answers when nobody else can?")
    await sets(pledged, Rules(currency="USD"))
    modal = (await finn.submit()).modal
    assert modal
    assert "Somebody else saved these" in modal["shown"]


async def test_a_team_chooses_a_peer_lead_and_nobody_sees_who_wants_whom(slack: Simulator, pledged: Bot) -> None:
    people = [slack.person(name) for name in ("ana", "bo", "gita")]

    def join(session: Session) -> None:
        found = members.by_slack_id(session, pledged.workspace_id, [slack.person("gita").id, slack.person("carol").id])
        pair = {"member_id": found[slack.person("gita").id].id, "lead_id": found[slack.person("carol").id].id}
        reporting.set_lead(session, workspace_id=pledged.workspace_id, **pair, now=pledged.now())

    await pledged.database.run(join)
    for voter in people[:2]:
        await voter.opens_home()
        await voter.sees_home("Your lead, and nobody else yet")
        await voter.click("Choose a peer lead…", in_="home")
        await voter.sees_modal("nobody sees it, nor a count")
        await voter.fill({"peer_lead": "Gita"})
        assert (await voter.submit()).modal is None
    await people[2].opens_home()
    assert "@Gita, besides your lead" in (await people[2].sees_home("Who answers your team’s decisions?"))["shown"]
