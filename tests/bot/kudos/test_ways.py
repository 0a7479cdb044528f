"""Every way to give, in both transports: it is seen once where it happened, and Ana is told."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.ids import ShortcutId
from models.people.members import Circle, Kind, Member
from models.storage.ids import uuid7
from models.workspace import policies
from simulator.driver import Simulator
from tests.bot.running import Bot

STORY = "refunding the late parcel on the spot"
FORM = {"Who?": ["@ana"], "What did they decide?": STORY}


def some_set_up(session: Session, workspace_id: int, bot: Bot) -> None:
    """Reactions give, and Lee, who drives a van, is known by name."""
    policy = replace(policies.current(session, workspace_id), reactions_give=True)
    policies.save(session, workspace_id=workspace_id, policy=policy, by_id=None, now=bot.now())
    lee = {"slack_user_id": None, "name": "Lee Wong", "handle": "lee-wong", "kind": Kind.OFFLINE, "active": True}
    row = {"workspace_id": workspace_id, "id": uuid7(), "verified": True, "added_at": bot.now()}
    session.add(Member(**row, **lee, circle=Circle.EVERYONE, receipts=True))


async def by_command(slack: Simulator) -> None:
    await slack.person("bo").slash(f"/pat @ana for {STORY}", channel="support")


async def by_form(slack: Simulator) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal()
    await bo.fill(FORM)
    await bo.submit()


async def by_global_shortcut(slack: Simulator) -> None:
    bo = slack.person("bo")
    await bo.shortcut(ShortcutId.GIVE)
    await bo.sees_modal("Where shall it be seen?")
    await bo.fill({**FORM, "Where shall it be seen?": "#support"})
    await bo.submit()


async def by_message_shortcut(slack: Simulator) -> None:
    bo, ana = slack.person("bo"), slack.person("ana")
    said = await ana.says(f"Done: {STORY}", channel="support")
    await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=said)
    modal = await bo.sees_modal("What did they decide?")
    assert ana.id in modal["values"]["Who?"]
    assert modal["values"]["What did they decide?"] == f"Done: {STORY}"
    await bo.submit()


async def from_home(slack: Simulator) -> None:
    bo = slack.person("bo")
    await bo.opens_home()
    await bo.sees_home("Give a pat")
    await bo.click("Give a pat", in_="home")
    await bo.sees_modal("Where shall it be seen?")
    await bo.fill({**FORM, "Where shall it be seen?": "#support"})
    await bo.submit()


async def by_plus_plus(slack: Simulator) -> None:
    await slack.person("bo").says(f"@ana ++ {STORY}", channel="support")


async def by_emoji_in_a_message(slack: Simulator) -> None:
    await slack.person("bo").says(f":clap: @ana for {STORY}", channel="support")


async def by_reaction(slack: Simulator) -> None:
    said = await slack.person("ana").says(f"Done: {STORY}", channel="support")
    await slack.person("bo").reacts("clap", said)


async def to_a_user_group(slack: Simulator) -> None:
    await slack.person("bo").slash(f"/pat @frontline for {STORY}", channel="support")


async def on_behalf_of_lee(slack: Simulator) -> None:
    bo = slack.person("bo")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal("isn’t in Slack")
    await bo.fill({**FORM, "Is it from someone who isn’t in Slack?": "Lee Wong"})
    await bo.submit()


WAYS = [by_command, by_form, by_global_shortcut, by_message_shortcut, from_home, by_plus_plus]
WAYS += [by_emoji_in_a_message, by_reaction, to_a_user_group, on_behalf_of_lee]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.__name__))
async def test_it_is_seen_once_where_it_happened_and_ana_is_told(
    slack: Simulator, either: Bot, way: Callable[[Simulator], Awaitable[None]]
) -> None:
    await either.database.run(some_set_up, either.workspace_id, either)
    await way(slack)
    seen = await slack.person("carol").sees("a pat on the back from", in_="support")
    assert "Ana" in seen.shown
    told = await slack.person("ana").sees("gave you a pat on the back in", in_="app")
    giver = "Lee Wong" if way is on_behalf_of_lee else "Bo"
    assert giver in told.shown
    assert giver in seen.shown
    await slack.quiet()
    announced = await slack.ledger.posts(kind="message", text="a pat on the back from")
    assert len(announced) == 1


async def test_lee_who_is_not_in_slack_is_given_one_by_handle(slack: Simulator, either: Bot) -> None:
    await either.database.run(some_set_up, either.workspace_id, either)
    reply = await slack.person("bo").slash(f"/pat @lee-wong for {STORY}", channel="support")
    assert "Lee Wong" in reply.told[0]
    seen = await slack.person("carol").sees(STORY, in_="support")
    assert "Lee Wong" in seen.shown
