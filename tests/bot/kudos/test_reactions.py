"""Pats by reaction: one's own on a pat; to the author of any other message, where an admin has switched that on."""

import asyncio
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.people import members
from models.people.members import Kind
from models.workspace import workspaces
from models.workspace.policies import Asks
from simulator.driver import Message, Simulator
from tests import waiting
from tests.bot.conftest import loses
from tests.bot.kudos.stored import joined, live, set_policy
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"
PAT = "a pat on the back from"


@pytest.fixture
async def giving(bot: Bot) -> Bot:
    """A reaction on any message gives."""
    await set_policy(bot, emoji=("clap", "raised_hands"), reactions_give=True)
    return bot


async def announced(slack: Simulator) -> Message:
    """Bo gave Ana a pat in #support, and this is it."""
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    return await slack.person("carol").sees(PAT, in_="support")


async def told_of(slack: Simulator, name: str, count: int = 1) -> list[dict[str, Any]]:
    await slack.quiet()
    return (await slack.ledger.delivered(name=name, count=count))[:count]


async def test_a_reaction_on_a_pat_adds_ones_own_and_goes_with_it(slack: Simulator, either: Bot) -> None:
    carol = slack.person("carol")
    pat = await announced(slack)
    await carol.reacts("clap", pat)
    await carol.sees("Carol joined in", in_="support")
    await carol.unreacts("clap", pat)
    await loses(carol, "joined in", in_="support")
    assert await joined(either) == []
    assert len(await live(either)) == 1


async def test_another_emoji_adds_nothing_and_a_tone_of_skin_is_the_same_emoji(slack: Simulator, bot: Bot) -> None:
    carol, dave = slack.person("carol"), slack.person("dave")
    pat = await announced(slack)
    await carol.reacts("tada", pat)
    await dave.reacts("clap::skin-tone-3", pat)
    await dave.sees("Dave joined in", in_="support")
    assert await joined(bot) == ["dave"]


async def test_two_emoji_and_the_button_hold_a_pat_until_the_last_is_gone(slack: Simulator, bot: Bot) -> None:
    carol, dave = slack.person("carol"), slack.person("dave")
    pat = await announced(slack)
    await carol.reacts("clap", pat)
    await carol.reacts("clap::skin-tone-2", pat)
    await carol.sees("Carol joined in", in_="support")
    await carol.unreacts("clap", pat)
    await slack.quiet()
    assert await joined(bot) == ["carol"]
    await carol.unreacts("clap::skin-tone-2", pat)
    await slack.quiet()
    assert await joined(bot) == []
    await dave.reacts("clap", pat)
    await dave.sees("Dave joined in", in_="support")
    await dave.click("Add my pat", in_=pat)
    await dave.unreacts("clap", pat)
    await slack.quiet()
    assert await joined(bot) == ["dave"]


async def test_the_button_first_and_then_a_reaction_that_goes_leaves_the_button(slack: Simulator, bot: Bot) -> None:
    carol = slack.person("carol")
    pat = await announced(slack)
    await carol.click("Add my pat", in_=pat)
    await carol.reacts("clap", pat)
    await carol.unreacts("clap", pat)
    await slack.quiet()
    assert await joined(bot) == ["carol"]


async def test_its_giver_and_its_receiver_join_in_on_nothing_by_reacting(slack: Simulator, bot: Bot) -> None:
    pat = await announced(slack)
    await slack.person("ana").reacts("clap", pat)
    await slack.person("bo").reacts("clap", pat)
    await slack.quiet()
    assert await joined(bot) == []
    assert not await slack.ledger.posts(kind="ephemeral")


async def test_the_copy_and_the_message_it_was_said_in_count_as_the_pat(slack: Simulator, giving: Bot) -> None:
    await giving.database.run(
        workspaces.configure, workspace_id=giving.workspace_id, zone=None, kudos_channel_id=slack.channel_id("pats")
    )
    bo, carol, dave = slack.person("bo"), slack.person("carol"), slack.person("dave")
    said = await bo.says(f"@ana ++ {STORY}", channel="support")
    copy = await carol.sees(PAT, in_="pats")
    await carol.sees(PAT, in_="support")
    await carol.reacts("clap", copy)
    await dave.reacts("clap", said)
    await carol.sees("Carol", in_="pats")
    await carol.sees("Dave", in_="pats")
    await carol.reacts("clap", said)
    await carol.unreacts("clap", copy)
    await slack.quiet()
    assert await joined(giving) == ["carol", "dave"]  # hers still stands on the message
    assert len(await live(giving)) == 1  # and Bo, whose words were applauded, was given none


async def test_a_reaction_on_any_message_gives_nothing_unless_an_admin_says_so(slack: Simulator, bot: Bot) -> None:
    said = await slack.person("ana").says("The Berger parcel is on its way", channel="support")
    await slack.person("bo").reacts("clap", said)
    await slack.quiet()
    assert await live(bot) == []
    assert not await slack.ledger.posts()


async def test_a_reaction_gives_to_the_author_and_is_announced_once_for_all(slack: Simulator, either: Bot) -> None:
    await set_policy(either, reactions_give=True)
    ana, bo, carol, dave = (slack.person(name) for name in ("ana", "bo", "carol", "dave"))
    said = await ana.says("I refunded the Berger parcel on the spot", channel="support")
    await bo.reacts("clap", said)
    seen = await carol.sees(PAT, in_="support")
    assert seen.thread_ts == said.ts
    assert "this message" in seen.shown
    await ana.sees("gave you a pat on the back in #support", in_="app")
    await carol.reacts("clap", said)
    await dave.reacts("clap", said)
    await slack.person("gita").reacts("clap", said)
    together = await carol.sees("and 2 others", in_="support")
    assert together.ts == seen.ts
    assert sorted(giver for giver, *_ in await live(either)) == ["bo", "carol", "dave", "gita"]
    assert await slack.ledger.count(kind="message", channel=said.channel) == 1


async def test_when_the_first_is_taken_back_the_next_is_announced(slack: Simulator, giving: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    said = await ana.says("I refunded the Berger parcel on the spot", channel="support")
    await bo.reacts("clap", said)
    first = await carol.sees(PAT, in_="support")
    await carol.reacts("clap", said)
    await carol.sees("Bo and @Carol", in_="support")
    await bo.unreacts("clap", said)
    await loses(carol, "Bo", in_="support")
    second = await carol.sees(PAT, in_="support")
    assert second.ts != first.ts
    assert second.thread_ts == said.ts
    assert await live(giving) == [("carol", ("ana",), None)]
    assert "Taken back" in (await carol.slash("/pat undo", channel="support")).told[0]
    await loses(carol, PAT, in_="support")
    await carol.unreacts("clap", said)
    await slack.quiet()
    assert await live(giving) == []


async def test_nothing_said_where_few_are_reaches_the_kudos_channel(slack: Simulator, giving: Bot) -> None:
    await giving.database.run(
        workspaces.configure, workspace_id=giving.workspace_id, zone=None, kudos_channel_id=slack.channel_id("pats")
    )
    said = await slack.person("ana").says("only for us", channel="escalations")
    await slack.person("bo").reacts("clap", said)
    await slack.person("carol").sees(PAT, in_="escalations")
    await slack.quiet()
    assert not await slack.ledger.posts(kind="message", channel=slack.channel_id("pats"))


async def test_two_emoji_of_one_person_give_one_pat(slack: Simulator, giving: Bot) -> None:
    bo = slack.person("bo")
    said = await slack.person("ana").says("done", channel="support")
    await bo.reacts("clap", said)
    await bo.reacts("raised_hands", said)
    await slack.quiet()
    assert len(await live(giving)) == 1
    await bo.unreacts("clap", said)
    await slack.quiet()
    assert len(await live(giving)) == 1
    await bo.unreacts("raised_hands", said)
    await slack.quiet()
    assert await live(giving) == []


async def test_added_removed_and_then_the_first_again_leaves_nothing(slack: Simulator, giving: Bot) -> None:
    bo = slack.person("bo")
    said = await slack.person("ana").says("done", channel="support")
    await bo.reacts("clap", said)
    [added] = await told_of(slack, "reaction_added")
    await bo.unreacts("clap", said)
    await slack.quiet()
    await slack.resend(added, times=5, retry=1)
    assert await live(giving) == []


async def test_a_removal_that_arrives_first_wins_over_the_reaction_before_it(slack: Simulator, giving: Bot) -> None:
    events = await _unheard(slack, giving, ("add", "remove"))
    for event in reversed(events):
        assert (await giving.backpat.ingress.handle(event)).status == 200
    assert await live(giving) == []


async def test_added_removed_and_added_gives_one_in_whatever_order_it_arrives(slack: Simulator, giving: Bot) -> None:
    first, removed, last = await _unheard(slack, giving, ("add", "remove", "add"))
    for event in (last, first, removed, last, first):
        assert (await giving.backpat.ingress.handle(event)).status == 200
    assert len(await live(giving)) == 1


async def test_five_copies_at_once_give_once(slack: Simulator, giving: Bot) -> None:
    [added] = await _unheard(slack, giving, ("add",))
    answers = await asyncio.gather(*[giving.backpat.ingress.handle(added) for _ in range(5)])
    assert {answer.status for answer in answers} == {200}
    assert len(await live(giving)) == 1


async def test_the_same_ts_in_two_channels_is_two_messages(slack: Simulator, giving: Bot) -> None:
    [added] = await _unheard(slack, giving, ("add",))
    item = added["event"]["item"] | {"channel": slack.channel_id("returns")}
    elsewhere = added | {"event": added["event"] | {"item": item}, "event_id": "Ev0ELSEWHERE"}
    for event in (added, elsewhere):
        assert (await giving.backpat.ingress.handle(event)).status == 200
    assert len(await live(giving)) == 2


async def test_many_who_react_at_once_share_one_announcement(slack: Simulator, giving: Bot) -> None:
    events = []
    for name in ("bo", "carol", "dave", "gita"):
        [added] = await _unheard(slack, giving, ("add",), person=name)
        events.append(added)
    item = events[0]["event"]["item"]
    same = [event | {"event": event["event"] | {"item": item}} for event in events]
    await asyncio.gather(*[giving.backpat.ingress.handle(event) for event in same])
    assert len(await live(giving)) == 4
    await slack.person("finn").sees("and 2 others", in_="support")
    await slack.quiet()
    assert await slack.ledger.count(kind="message", channel=item["channel"]) == 1


async def test_to_oneself_is_answered_in_private_and_to_a_bot_not_at_all(slack: Simulator, giving: Bot) -> None:
    ana = slack.person("ana")
    mine = await ana.says("done", channel="general")
    rota = await slack.person("rotabot").says("Nights: Kim", channel="general")
    await ana.reacts("clap", rota)
    await ana.reacts("clap", mine)
    assert (await ana.sees("can’t pat your own back", in_="general")).ephemeral
    assert await slack.ledger.count(kind="ephemeral") == 1
    assert await live(giving) == []


async def test_where_words_are_asked_for_the_form_opens_about_that_message(slack: Simulator, bot: Bot) -> None:
    await set_policy(bot, reactions_give=True, asks=Asks.REQUIRE)
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    said = await ana.says("I refunded the Berger parcel on the spot", channel="support")
    await bo.reacts("clap", said)
    asked = await bo.sees("an emoji has none", in_="support")
    assert asked.ephemeral
    assert await live(bot) == []
    await bo.click("Open the form", in_="support")
    await bo.sees_modal("What did they decide?")
    await bo.fill({"What did they decide?": "Refunded Berger without being asked."})
    await bo.submit()
    seen = await carol.sees("Refunded Berger", in_="support")
    assert seen.thread_ts == said.ts
    assert "Ana" in seen.shown


async def test_an_allowance_holds_and_an_admins_later_no_still_lets_it_be_taken_back(
    slack: Simulator, bot: Bot
) -> None:
    await set_policy(bot, reactions_give=True, allowance=1)
    ana, bo = slack.person("ana"), slack.person("bo")
    one, two = await ana.says("one", channel="support"), await ana.says("two", channel="support")
    await bo.reacts("clap", one)
    await slack.quiet()
    await bo.reacts("clap", two)
    assert (await bo.sees("you have none of 1", in_="support")).ephemeral
    assert len(await live(bot)) == 1
    await set_policy(bot, emoji=("taco",))
    await bo.unreacts("clap", one)
    await slack.quiet()
    assert await live(bot) == []


async def _unheard(slack: Simulator, bot: Bot, acts: tuple[str, ...], person: str = "bo") -> list[dict[str, Any]]:
    """Somebody reacts to a new message of Ana's, while the bot can't be reached: what Slack would tell of it."""
    await slack.point_at("http://127.0.0.1:1/slack/events")
    before = len(await slack.ledger.deliveries())
    said = await slack.person("ana").says("done", channel="support")
    for act in acts:
        await (slack.person(person).reacts if act == "add" else slack.person(person).unreacts)("clap", said)
    await slack.quiet()
    events = [one["payload"] for one in (await slack.ledger.deliveries())[before:]]
    await slack.point_at(f"{bot.url}/slack/events")
    reactions = [event for event in events if event["event"]["type"].startswith("reaction")]
    return sorted(reactions, key=lambda one: str(one["event"]["event_ts"]))


async def test_people_of_other_companies_whom_nobody_knows_yet_neither_give_nor_join_in(
    slack: Simulator, giving: Bot
) -> None:
    """Slack's directory does not list them: who they are is asked before anything of theirs is posted."""
    ana, carol, olga = slack.person("ana"), slack.person("carol"), slack.person("olga")
    await giving.database.run(_forget, giving.workspace_id, olga.id)
    said = await ana.says("done", channel="couriers")
    await olga.reacts("clap", said)
    await olga.says(f"@carol ++ {STORY}", channel="couriers")
    await slack.quiet()
    await waiting.becomes(lambda: live(giving), [])
    await carol.sees_nothing_of(PAT, in_="couriers")
    await giving.database.run(_forget, giving.workspace_id, olga.id)
    await carol.slash(f"/pat @ana {STORY}", channel="couriers")
    pat = await carol.sees(PAT, in_="couriers")
    await olga.reacts("clap", pat)
    await slack.quiet()
    await waiting.becomes(lambda: joined(giving), [])
    await carol.sees_nothing_of("Olga", in_="couriers")


def _forget(session: Session, workspace_id: int, slack_id: str) -> None:
    """As if the directory had not listed them."""
    member = members.by_slack_user(session, workspace_id, slack_id)
    assert member
    member.kind, member.verified, member.slack_updated = Kind.PERSON, False, 0
