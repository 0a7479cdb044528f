"""Slack's shortcuts: the form from anywhere, and the form about a message that one has just seen."""

from typing import Any

import pytest

from bot.ids import ShortcutId
from simulator.driver import PersonaDriver, Simulator
from tests.bot.kudos.stored import live
from tests.bot.running import Bot

DONE = "I refunded the Berger parcel on the spot"
PAT = "a pat on the back from"
DECIDED = "What did they decide?"


async def gives(person: PersonaDriver, text: str = "", **fields: Any) -> None:
    await person.fill({**({DECIDED: text} if text else {}), **fields})
    assert (await person.submit()).ok


async def test_from_anywhere_the_form_asks_where(slack: Simulator, either: Bot) -> None:
    bo = slack.person("bo")
    await bo.shortcut(ShortcutId.GIVE)
    await bo.sees_modal("Where shall it be seen?")
    await gives(bo, "Refunded Berger.", **{"Who?": ["@ana"], "Where shall it be seen?": "#returns"})
    await slack.person("dave").sees("Refunded Berger.", in_="returns")
    assert len(await live(either)) == 1


async def test_on_a_message_people_and_words_are_there_and_the_announcement_links_to_it(
    slack: Simulator, either: Bot
) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    said = await ana.says(f"{DONE} & told <them>", channel="support")
    await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=said)
    modal = await bo.sees_modal(DECIDED)
    assert ana.id in str(modal["values"])
    assert f"{DONE} & told <them>" in str(modal["values"])
    await gives(bo)
    seen = await carol.sees(PAT, in_="support")
    assert seen.thread_ts == ""
    assert f"/archives/{said.channel}/p{said.ts.replace('.', '')}" in str(seen.blocks)
    await ana.sees(DONE, in_="app")
    assert len(await live(either)) == 1


async def test_a_reply_in_a_thread_is_answered_in_that_thread(slack: Simulator, bot: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    parent = await carol.says("Where is the Berger parcel?", channel="support")
    reply = await ana.says(DONE, channel="support", thread=parent)
    await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=reply)
    await bo.sees_modal("in that message’s thread")
    await gives(bo)
    seen = await carol.sees(PAT, in_="support")
    assert seen.thread_ts == parent.ts
    assert f"thread_ts={parent.ts}" in str(seen.blocks)


async def test_on_ones_own_message_those_it_mentions_are_meant(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    mine = await bo.says("@ana and @carol saved the weekend", channel="support")
    await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=mine)
    values = str((await bo.sees_modal(DECIDED))["values"])
    assert slack.person("ana").id in values
    assert slack.person("carol").id in values
    assert bo.id not in values
    await gives(bo)
    await slack.person("carol").sees("saved the weekend", in_="app")
    assert [receivers for _, receivers, _ in await live(bot)] == [("ana", "carol")]


async def test_on_a_bots_message_nobody_is_meant_and_the_form_says_so(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    rota = await slack.person("rotabot").says("Nights: somebody took two", channel="general")
    await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=rota)
    modal = await bo.sees_modal(DECIDED)
    assert "U0ROTABOT1" not in str(modal["values"])
    refused = await bo.submit()
    assert refused.modal
    assert refused.modal["errors"]
    assert await live(bot) == []


async def test_in_a_private_channel_it_stays_there_unless_the_giver_says_otherwise(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    said = await ana.says(DONE, channel="escalations")
    await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=said)
    await bo.sees_modal("for everyone there to see")
    await gives(bo)
    await slack.person("carol").sees(PAT, in_="escalations")
    await slack.quiet()
    await slack.person("dave").sees_nothing_of(DONE)


async def test_in_a_direct_message_the_form_asks_where_and_links_to_nothing(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    said = await ana.says(DONE, channel="@bo")
    await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=said)
    await bo.sees_modal("Where shall it be seen?")
    await gives(bo, **{"Where shall it be seen?": "#support"})
    seen = await slack.person("carol").sees(DONE, in_="support")
    assert said.channel not in str(seen.blocks)


async def test_words_too_long_for_the_form_are_cut_between_characters_and_it_says_so(
    slack: Simulator, bot: Bot
) -> None:
    bo = slack.person("bo")
    said = await slack.person("ana").says("a" * 2993 + "👩‍👩‍👧‍👧 and more", channel="support")
    await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=said)
    modal = await bo.sees_modal("were cut")
    assert "a" * 2993 + "…" in str(modal["values"])
    assert "👩" not in str(modal["values"])
    await gives(bo)
    assert len(await live(bot)) == 1


async def test_a_form_whose_people_left_meanwhile_says_so(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    said = await ana.says(DONE, channel="support")
    await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=said)
    await bo.sees_modal(DECIDED)
    await ana.is_deactivated()
    await slack.ledger.delivered(name="user_change")
    refused = await bo.submit()
    assert refused.modal
    assert "has left" in str(refused.modal["errors"])
    assert await live(bot) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"callback_id": "give_everything"},
        {"callback_id": None},
        {"message": {"ts": "1.000001"}},
        {"message": {"ts": "1.000001", "text": None, "user": None}},
        {"channel": {"id": "C0NOWHERE1"}},
        {"team": {"id": "T0ZEDMARK1"}},
    ],
)
async def test_a_forged_shortcut_gives_nothing_and_breaks_nothing(
    slack: Simulator, bot: Bot, changes: dict[str, Any]
) -> None:
    bo = slack.person("bo")
    said = await slack.person("ana").says(DONE, channel="support")
    used = await bo.shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=said)
    [sent] = [one for one in await slack.ledger.deliveries() if one["number"] == used.delivery]
    answer = await bot.backpat.ingress.handle(sent["payload"] | changes)
    assert answer.status == 200
    assert await live(bot) == []


async def test_whom_the_words_mention_is_called_by_name_in_the_form(slack: Simulator, bot: Bot) -> None:
    said = await slack.person("carol").says("@ana and @dave saved the weekend", channel="support")
    await slack.person("bo").shortcut(ShortcutId.GIVE_FOR_MESSAGE, on=said)
    values = (await slack.person("bo").sees_modal(DECIDED))["values"]
    assert values[DECIDED] == "@Ana and @Dave saved the weekend"
