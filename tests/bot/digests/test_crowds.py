"""A lead of 300 people, in a week of 500 pats: true counts, and the rest behind buttons.

That Slack takes all of it is judged at the end of each test (`tests/judging`).
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.people import members, reporting
from models.people.members import Member
from models.storage.ids import uuid7
from models.workspace import workspaces
from simulator.driver import Simulator
from tests.bot.clocks import set_clocks
from tests.bot.running import MONDAY, WEDNESDAY, Bot
from tests.digests.giving import pat

PEOPLE, THANKED, PATS = 300, 250, 500
LONG = "Stayed on the line with the angry caller until the van was found, & <wrote> it down for the others. " * 5


@pytest.fixture
async def crowd(slack: Simulator, bot: Bot) -> None:
    """They all report to Carol; two pats in the week for each of 250, from people at random, in #support."""

    def settle(session: Session) -> None:
        carol = members.by_slack_id(session, bot.workspace_id, [slack.person("carol").id])[slack.person("carol").id]
        people = [
            Member(
                workspace_id=bot.workspace_id,
                id=uuid7(),
                name=f"Nobody Inparticular {number:03}",
                handle=f"nobody{number:03}",
                active=True,
                kind=carol.kind,
                verified=True,
                added_at=WEDNESDAY - timedelta(weeks=8),
            )
            for number in range(PEOPLE)
        ]
        session.add_all(people)
        session.flush()
        for one in people:
            who = {"member_id": one.id, "lead_id": carol.id}
            reporting.set_lead(session, workspace_id=bot.workspace_id, **who, now=WEDNESDAY - timedelta(weeks=8))
        for number in range(PATS):
            to, by = people[number % THANKED], people[(number * 7 + 1) % PEOPLE]
            giver = by if by is not to else carol
            at = WEDNESDAY + timedelta(minutes=number)
            pat(session, giver, to, at, message=LONG, decision=LONG, channel_id=slack.channel_id("support"))
        where = {"zone": "Europe/London", "kudos_channel_id": slack.channel_id("pats")}
        workspaces.configure(session, workspace_id=bot.workspace_id, **where)

    await bot.database.run(settle)


async def test_digests_home_and_gaps_of_300_people_and_500_pats(slack: Simulator, bot: Bot, crowd: None) -> None:
    await set_clocks(slack, bot, MONDAY)
    carol = slack.person("carol")
    everyones = await carol.sees("week of", in_="pats")
    assert "*500 pats on the back, all for decisions made on the spot.* 250 people were thanked by" in everyones.shown
    assert "And 497 more pats." in everyones.shown
    own = await carol.sees(f"{THANKED} of your {PEOPLE} people heard a thank-you", in_="app")
    assert "297 more are in /pat gaps." in own.shown
    await carol.opens_home()
    await carol.sees_home(f"{THANKED} of your {PEOPLE} people heard a thank-you in the last 7 working days.")
    await carol.slash("/pat gaps", channel="support")
    report = next(one for one in await carol.messages("support") if one.ephemeral)
    assert f"*{THANKED} of your {PEOPLE} people heard a thank-you" in report.shown
    assert "297 more are among *Everyone*." in report.shown
    await carol.click("Everyone", in_="support")
    first = await carol.sees_modal("250 under 7 working days")
    assert "50 at 30 or more" in first["shown"]
    await carol.click("More")
    second = await carol.sees_modal("21 to 40 of 300")
    assert not named(first) & named(second)
    assert len(named(first)) == len(named(second)) == 20


def named(view: Any) -> set[str]:
    return set(re.findall(r"Nobody Inparticular \d+", view["shown"]))
