"""A lead is told of somebody whom nobody thanked for three weeks, with something real to thank for."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.gaps import rules
from models.gaps.nudges import Nudge
from models.gaps.rules import GapRules
from models.kudos import Source, retracting
from models.people import members
from simulator.driver import Message, Simulator
from tests.bot.clocks import move_clocks
from tests.bot.conftest import loses
from tests.bot.decisions.decided import decides, promised
from tests.bot.running import Bot
from tests.bot.workspace.test_privacy import member, opens_settings, saves
from tests.digests.giving import pat
from tests.models import rows

SAID = "for staying with the angry caller"
WEEKS = timedelta(days=21)
DAY = timedelta(days=1)


@pytest.fixture
async def nudging(slack: Simulator, either: Bot) -> Bot:
    """An admin switched nudges on; Carol leads Ana and Bo, and everyone lives in London."""
    await promised(either, slack)

    def settle(session: Session) -> None:
        of: dict[str, Any] = {"workspace_id": either.workspace_id, "now": either.now(), "by_id": None}
        rules.save(session, **of, rules=GapRules(nudging=True))
        for one in members.by_slack_id(session, either.workspace_id, [slack.person(name).id for name in CAST]).values():
            one.zone, one.started_on = "Europe/London", date(2024, 1, 1)

    await either.database.run(settle)
    return either


CAST = ("ana", "bo", "carol", "dave", "finn")


async def nudged(slack: Simulator, bot: Bot) -> Message:
    """Bo thanked Ana, three weeks went by, and Carol is told."""
    await slack.person("bo").slash(f"/pat @ana {SAID}", channel="support")
    await slack.person("ana").sees(SAID.removeprefix("for "), in_="support")
    await move_clocks(slack, bot, WEEKS)
    return await slack.person("carol").sees("Nobody has thanked @Ana for about 3 weeks", in_="app")


async def test_after_three_weeks_the_lead_joins_in_with_one_click(slack: Simulator, nudging: Bot) -> None:
    carol = slack.person("carol")
    told = await nudged(slack, nudging)
    for part in ("@Bo thanked @Ana", "staying with the angry caller", "Only you see this", "No more of these"):
        assert part in told.shown
    await carol.click("Add my pat", in_=told)
    await carol.sees("You joined in.", in_="app")
    await move_clocks(slack, nudging, DAY)
    await carol.sees("Nobody has thanked @Ana", in_="app", count=1)
    for other in ("ana", "bo", "dave", "finn"):
        await slack.person(other).sees_nothing_of("Nobody has thanked")


async def test_joining_an_imported_thank_you_says_that_nobody_sees_it_and_offers_a_line_of_ones_own(
    slack: Simulator, nudging: Bot
) -> None:
    """Said, and imported, on the first day; three weeks later the lead is nudged with it."""
    carol, names = slack.person("carol"), ("ana", "bo")

    def imported(session: Session) -> None:
        found = members.by_slack_id(session, nudging.workspace_id, [slack.person(one).id for one in names])
        ana, bo = (found[slack.person(one).id] for one in names)
        pat(session, bo, ana, nudging.now(), message="Thanks for the lift", source=Source.IMPORT)

    await nudging.database.run(imported)
    await move_clocks(slack, nudging, WEEKS)
    told = await carol.sees("Nobody has thanked @Ana for about 3 weeks", in_="app")
    assert "Thanks for the lift" in told.shown
    await carol.click("Add my pat", in_=told)
    answer = await carol.sees("there is no message that shows it to them", in_="app")
    await carol.click("Give a pat", in_=answer)
    assert slack.person("ana").id in str(await carol.sees_modal("Who?"))
    await carol.close(everything=True)
    await carol.click("Add my pat", in_=told)
    await carol.sees("You have joined in already.", in_="app")


async def test_no_more_of_these_is_kept_and_can_be_undone(slack: Simulator, nudging: Bot) -> None:
    carol = slack.person("carol")
    await carol.click("No more of these", in_=await nudged(slack, nudging))
    answer = await carol.sees("No more of these. `/pat gaps` stays", in_="app")
    await decides(nudging, slack.person("bo"))
    await move_clocks(slack, nudging, DAY)
    await carol.sees_nothing_of("has thanked @Bo", in_="app", after=2)
    await carol.click("Let them come again", in_=answer)
    await carol.sees("They come again", in_="app")
    await move_clocks(slack, nudging, timedelta(hours=2))
    told = await carol.sees("Nobody has thanked @Bo", in_="app")
    assert "waits for your answer" in told.shown
    await carol.click("Answer Bo", in_=told)
    await carol.sees_modal("Decided on the spot")


async def test_what_it_quotes_goes_when_it_is_taken_back(slack: Simulator, nudging: Bot) -> None:
    carol = slack.person("carol")
    await nudged(slack, nudging)
    quoted = rows.one(nudging.database, Nudge).subject_id
    assert quoted

    def take_back(session: Session) -> None:
        kudos = retracting.load(session, nudging.workspace_id, quoted)
        assert kudos
        retracting.retract(session, kudos, by_id=None, reason="undo", now=nudging.now())

    await nudging.database.run(take_back)
    await loses(carol, "staying with the angry caller", in_="app")


async def test_a_lead_switches_them_off_in_the_settings_and_nobody_else_is_asked(
    slack: Simulator, nudging: Bot
) -> None:
    carol, ana = slack.person("carol"), slack.person("ana")
    await opens_settings(ana)
    assert "Tell me, seldom" not in (await ana.sees_modal("Counting"))["shown"]
    assert "No more nudges about your people" in await saves(carol, Nudges=[])
    assert member(nudging, carol).may_be_nudged is False
