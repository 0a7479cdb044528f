"""Pats in messages, where reading is switched on."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.people import members
from models.people.members import Circle
from models.workspace import values, workspaces
from simulator.driver import Simulator
from tests.bot.clocks import move_clocks
from tests.bot.conftest import loses
from tests.bot.kudos.stored import live, set_policy
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"
PAT = "a pat on the back from"


async def test_two_pluses_after_a_person_give_and_the_thread_says_so(slack: Simulator, either: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    said = await bo.says(f"@ana ++ {STORY}", channel="support")
    seen = await carol.sees(PAT, in_="support")
    assert seen.thread_ts == said.ts
    assert STORY not in seen.shown  # the words stand right above
    await ana.sees(STORY, in_="app")
    assert await live(either) == [("bo", ("ana",), STORY)]
    await bo.deletes(said)
    await slack.quiet()
    await loses(carol, PAT, in_="support")
    assert await live(either) == []


async def test_a_configured_emoji_beside_a_mention_gives_and_any_other_does_not(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await set_policy(bot, emoji=("taco",))
    await bo.says("@ana :clap: for the night shift", channel="support")
    await bo.says("@ana :taco: for the late parcel", channel="support")
    await slack.person("ana").sees("for the late parcel", in_="app")
    assert [message for *_, message in await live(bot)] == ["for the late parcel"]


async def test_several_people_each_with_their_own_reason_get_one_announcement_each(slack: Simulator, bot: Bot) -> None:
    said = await slack.person("carol").says("@ana++ for the refund, @bo++ for the night", channel="support")
    await slack.person("dave").sees(PAT, in_="support", count=2)
    assert await live(bot) == [("carol", ("ana",), "for the refund"), ("carol", ("bo",), "for the night")]
    await slack.person("carol").deletes(said)
    await slack.quiet()
    assert await live(bot) == []


async def test_a_reply_in_a_thread_is_answered_in_that_thread(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    parent = await ana.says("The Berger parcel is late again", channel="support")
    await bo.says(f"@carol ++ {STORY}", channel="support", thread=parent, broadcast=True)
    seen = await ana.sees(PAT, in_="support")
    assert seen.thread_ts == parent.ts
    receipt = await slack.person("carol").sees(STORY, in_="app")
    assert "in #support" in receipt.shown


async def test_the_kudos_channel_gets_a_copy_of_the_open_and_none_of_the_private(slack: Simulator, bot: Bot) -> None:
    await bot.database.run(
        workspaces.configure, workspace_id=bot.workspace_id, zone=None, kudos_channel_id=slack.channel_id("pats")
    )
    bo, carol = slack.person("bo"), slack.person("carol")
    await bo.says("@ana ++ for what nobody else may read", channel="escalations")
    await carol.sees(PAT, in_="escalations")
    await bo.says(f"@ana ++ {STORY}", channel="support")
    copy = await carol.sees(PAT, in_="pats")
    assert STORY in copy.shown
    assert "in #support" in copy.shown
    await carol.sees_nothing_of("nobody else", in_="pats")


@pytest.mark.parametrize(
    "said",
    [
        "@ana writes C++ and i++",
        "`@ana ++ for it`",
        "```@ana ++ for it```",
        "> @ana ++ for it",
        "@ana see https://x.example/++ please",
        "thanks @ana for the refund",
        "what a night :clap:",
    ],
)
async def test_code_quotes_links_and_thanks_without_a_mark_are_no_pats(slack: Simulator, bot: Bot, said: str) -> None:
    await slack.person("bo").says(said, channel="support")
    await slack.quiet()
    assert await live(bot) == []
    assert not await slack.ledger.posts(kind="message")
    assert not await slack.ledger.posts(kind="ephemeral")


async def test_what_a_bot_writes_is_not_read(slack: Simulator, bot: Bot) -> None:
    await slack.person("rotabot").says("@ana ++ for the nights", channel="general")
    await slack.quiet()
    assert await live(bot) == []
    assert not await slack.ledger.posts(kind="ephemeral")


async def test_where_the_app_is_not_nothing_is_read(slack: Simulator, bot: Bot) -> None:
    await slack.person("bo").says(f"@ana ++ {STORY}", channel="random")
    await slack.person("carol").says(f"@dave ++ {STORY}", channel="leads")
    await slack.quiet()
    assert await live(bot) == []


async def test_a_message_heard_of_five_times_and_again_later_gives_once(slack: Simulator, bot: Bot) -> None:
    await slack.person("bo").says(f"@ana ++ {STORY}", channel="support")
    heard = (await slack.ledger.delivered(name="message"))[0]
    await slack.resend(heard, times=5)
    await slack.person("ana").sees(STORY, in_="app")
    await slack.resend(heard, retry=2)
    await slack.quiet()
    assert len(await live(bot)) == 1
    assert await slack.ledger.count(kind="message") == 2


async def test_five_copies_at_once_of_a_message_that_is_new_give_once(slack: Simulator, bot: Bot) -> None:
    [said] = await _unheard(slack, bot, f"@ana ++ {STORY}")
    answers = await asyncio.gather(*[bot.backpat.ingress.handle(said) for _ in range(5)])
    assert [answer.status for answer in answers] == [200] * 5
    await slack.person("ana").sees(STORY, in_="app")
    assert len(await live(bot)) == 1


async def test_the_same_ts_in_two_channels_is_two_messages(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.says(f"@ana ++ {STORY}", channel="support")
    heard = (await slack.ledger.delivered(name="message"))[0]
    event = heard["payload"]["event"]
    elsewhere = heard["payload"] | {
        "event": event | {"channel": slack.channel_id("returns")},
        "event_id": "Ev0ELSEWHERE",
    }
    await slack.person("ana").sees(STORY, in_="app")
    assert (await bot.backpat.ingress.handle(elsewhere)).status == 200
    assert await live(bot) == [("bo", ("ana",), STORY)] * 2


async def test_an_edit_rewords_what_was_given_and_gives_to_those_newly_named(slack: Simulator, bot: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    said = await bo.says("@ana ++ for the late parcel", channel="support")
    await carol.sees(PAT, in_="support")
    await bo.edits(said, "@ana @carol ++ for the late parcel, on the spot")
    await carol.sees("for the late parcel, on the spot", in_="app")
    await ana.sees("on the spot", in_="app")
    await carol.sees("edited", in_="support")
    both = "for the late parcel, on the spot"
    assert await live(bot) == [("bo", ("ana",), both), ("bo", ("carol",), both)]
    changes = [one for one in await slack.ledger.deliveries(name="message") if _is_edit_of(one, said.ts)]
    await slack.resend(changes[-1], times=5)
    assert len(await live(bot)) == 2


def _is_edit_of(delivery: dict[str, Any], ts: str) -> bool:
    event = delivery["payload"]["event"]
    return bool(event.get("subtype") == "message_changed" and event["message"]["ts"] == ts)


async def test_who_is_taken_out_of_a_message_loses_it_and_others_keep_theirs(slack: Simulator, bot: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    said = await bo.says(f"@ana @carol ++ {STORY}", channel="support")
    await ana.sees(STORY, in_="app")
    await carol.sees(STORY, in_="app")
    await bo.edits(said, f"@carol ++ {STORY}")
    await slack.quiet()
    assert await live(bot) == [("bo", ("carol",), STORY)]
    await loses(ana, STORY, in_="app")
    await loses(carol, "Ana", in_="support", but=said)
    await bo.edits(said, "never mind")
    await slack.quiet()
    assert await live(bot) == []
    await loses(carol, PAT, in_="support")
    await bo.edits(said, f"@carol ++ {STORY}")
    await slack.quiet()
    assert await live(bot) == []  # once, for ever


async def test_two_who_shared_a_reason_and_then_have_one_each_have_a_pat_each(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    said = await bo.says("@ana @carol ++ for the weekend", channel="support")
    await slack.person("carol").sees("for the weekend", in_="app")
    await bo.edits(said, "@ana++ for the refund, @carol++ for the night")
    await slack.person("ana").sees("for the refund", in_="app")
    await slack.quiet()
    assert await live(bot) == [("bo", ("ana",), "for the refund"), ("bo", ("carol",), "for the night")]


async def test_an_edit_after_a_day_changes_nothing_and_a_deletion_still_takes_back(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    said = await bo.says(f"@ana ++ {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="app")
    await move_clocks(slack, bot, timedelta(hours=25))
    await bo.edits(said, "@ana @carol ++ for something else")
    await slack.quiet()
    assert await live(bot) == [("bo", ("ana",), STORY)]
    await bo.deletes(said)
    await slack.quiet()
    assert await live(bot) == []


async def test_an_edit_of_a_message_that_was_none_makes_it_one(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    said = await bo.says(f"thanks @ana {STORY}", channel="support")
    await bo.edits(said, f"@ana ++ {STORY}")
    await slack.person("ana").sees(STORY, in_="app")
    assert len(await live(bot)) == 1


async def test_a_link_that_unfolds_changes_nothing(slack: Simulator, bot: Bot) -> None:
    said = await slack.person("bo").says(f"@ana ++ {STORY}: https://x.example/1", channel="support")
    await slack.person("ana").sees(STORY, in_="app")
    heard = (await slack.ledger.delivered(name="message"))[0]
    event = heard["payload"]["event"]
    message = {key: one for key, one in event.items() if key not in ("channel", "channel_type", "event_ts")}
    later = f"{float(said.ts) + 2:.6f}"
    unfurled = {
        **{key: event[key] for key in ("type", "channel", "channel_type")},
        "subtype": "message_changed",
        "hidden": True,
        "ts": later,
        "event_ts": later,
        "message": message | {"attachments": [{"title": "A parcel"}]},
        "previous_message": message,
    }
    before = await slack.ledger.count()
    body = heard["payload"] | {"event": unfurled, "event_id": "Ev0UNFURLED"}
    assert (await bot.backpat.ingress.handle(body)).status == 200
    assert await slack.ledger.count() == before
    assert len(await live(bot)) == 1


async def test_a_deletion_that_arrives_before_the_message_leaves_nothing_to_give(slack: Simulator, bot: Bot) -> None:
    said, deleted = await _unheard(slack, bot, f"@ana ++ {STORY}", then=None)
    for event in (deleted, said):
        assert (await bot.backpat.ingress.handle(event)).status == 200
    assert await live(bot) == []
    assert not await slack.ledger.posts(kind="message")


async def test_an_edit_that_arrives_before_the_message_stays_the_last_word(slack: Simulator, bot: Bot) -> None:
    said, edited = await _unheard(slack, bot, "@ana ++ for the night", then="@carol ++ for the late parcel")
    for event in (edited, said, edited):
        assert (await bot.backpat.ingress.handle(event)).status == 200
    assert await live(bot) == [("bo", ("carol",), "for the late parcel")]


async def test_an_undo_stands_whatever_is_edited_or_sent_again(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    said = await bo.says(f"@ana ++ {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="app")
    assert "Taken back" in (await bo.slash("/pat undo", channel="support")).told[0]
    heard = (await slack.ledger.delivered(name="message"))[0]
    await slack.resend(heard)
    await bo.edits(said, f"@ana ++ {STORY}!")
    await slack.quiet()
    assert await live(bot) == []


async def test_a_doubtful_message_is_asked_about_in_private_and_the_form_gives_it_in_the_thread(
    slack: Simulator, bot: Bot
) -> None:
    bo, carol = slack.person("bo"), slack.person("carol")
    said = await bo.says("@ana told @dave about it :clap:", channel="support")
    asked = await bo.sees("can’t tell for sure", in_="support")
    assert asked.ephemeral
    assert "told" in asked.shown
    await carol.sees_nothing_of("can’t tell for sure")
    await bo.click("Open the form", in_="support")
    await bo.sees_modal("What did they decide?")
    await bo.fill({"Who?": ["@ana"], "What did they decide?": "Told Dave about it."})
    await bo.submit()
    seen = await carol.sees("Told Dave about it.", in_="support")
    assert seen.thread_ts == said.ts
    await bo.edits(said, "@ana ++ for telling Dave about it")  # clear now, but she has hers
    await slack.quiet()
    assert len(await live(bot)) == 1


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("@bo ++ for my own good work", "can’t pat your own back"),
        ("@ana ++", "What did they do?"),
        ("@rotabot ++ for the rota", "bots have no back to pat"),
        ("@nils ++ for the good years", "has left"),
        ("@lee-wong ++ for the weekend", "can’t tell who"),
        ("@channel @ana ++ for the weekend", "isn’t one person’s back"),
    ],
)
async def test_what_cannot_be_given_is_said_to_the_author_alone_with_their_words(
    slack: Simulator, bot: Bot, said: str, answer: str
) -> None:
    bo = slack.person("bo")
    message = await bo.says(said, channel="general")
    told = await bo.sees(answer, in_="general")
    assert told.ephemeral
    assert "Your words" in told.shown
    assert not await slack.ledger.posts(kind="message")
    assert await live(bot) == []
    heard = (await slack.ledger.delivered(name="message"))[0]
    await slack.resend(heard, times=3)
    assert await slack.ledger.count(kind="ephemeral") == 1
    assert message.ts


async def test_who_is_left_out_of_a_pat_is_told_to_its_author(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.says(f"@ana @rotabot ++ {STORY}", channel="general")
    told = await bo.sees("Left out", in_="general")
    assert told.ephemeral
    assert await live(bot) == [("bo", ("ana",), STORY)]


async def test_policies_hold_for_messages_too(slack: Simulator, bot: Bot) -> None:
    bo, eve = slack.person("bo"), slack.person("eve")
    await set_policy(bot, allowance=1)
    await bo.says("@ana @carol ++ for the night", channel="support")
    assert "you have 1 of 1 left" in (await bo.sees("needs 2", in_="support")).shown
    await set_policy(bot, channels=(slack.channel_id("returns"),))
    await bo.says("@ana ++ for the refund", channel="support")
    await bo.sees("returns", in_="support")
    await set_policy(bot, guests="none")
    await eve.says("@ana ++ for the parcel", channel="support")
    assert (await eve.sees("Guests take no part here", in_="support")).ephemeral
    assert await live(bot) == []


async def test_a_required_value_is_taken_from_a_tag_and_asked_for_by_the_form(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    names = ["Customer first", "Speed"]
    await bot.database.run(values.set_values, workspace_id=bot.workspace_id, names=names, now=bot.now())
    await set_policy(bot, values_required=True)
    await bo.says("@ana ++ for the refund", channel="support")
    assert "Open the form" in (await bo.sees("values", in_="support")).buttons
    await bo.says("@ana ++ for the refund #customer-first", channel="support")
    assert "Customer first" in (await slack.person("carol").sees(PAT, in_="support")).shown


async def test_someone_who_shows_their_pats_to_few_is_told_and_nothing_is_posted(slack: Simulator, bot: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    await keeps_it_to_her_lead(slack, bot)
    await bo.says(f"@ana ++ {STORY}", channel="support")
    told = await bo.sees("As they asked, it isn’t posted", in_="support")
    assert told.ephemeral
    await ana.sees(STORY, in_="app")
    await carol.sees_nothing_of(PAT)


async def _unheard(slack: Simulator, bot: Bot, text: str, then: str | None = "") -> list[dict[str, Any]]:
    """What Slack would tell of a message of Bo’s, and of what he does `then` (None: deletes it)."""
    await slack.point_at("http://127.0.0.1:1/slack/events")
    bo = slack.person("bo")
    message = await bo.says(text, channel="support")
    if then is None:
        await bo.deletes(message)
    elif then:
        await bo.edits(message, then)
    await slack.quiet()
    events = [one["payload"] for one in await slack.ledger.deliveries(name="message")]
    await slack.point_at(f"{bot.url}/slack/events")
    return sorted(events, key=lambda one: str(one["event"]["event_ts"]))


async def keeps_it_to_her_lead(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")

    def narrow(session: Session) -> None:
        members.by_slack_id(session, bot.workspace_id, [ana.id], lock=True)[ana.id].circle = Circle.LEAD

    await bot.database.run(narrow)


async def test_somebody_named_later_beside_a_receiver_who_hides_theirs_is_shown_to_no_more_people(
    slack: Simulator, bot: Bot
) -> None:
    await keeps_it_to_her_lead(slack, bot)
    bo = slack.person("bo")
    said = await bo.says("thanks @ana for the Berger refund :clap:", channel="support")
    await slack.person("ana").sees("the Berger refund", in_="app")
    await bo.edits(said, "thanks @ana and @dave for the Berger refund :clap:")
    await slack.person("dave").sees("the Berger refund", in_="app")
    await slack.quiet()
    assert await slack.ledger.count(kind="message", text=PAT, channel=slack.channel_id("support")) == 0


async def test_naming_somebody_who_hides_theirs_takes_what_was_announced_back(slack: Simulator, bot: Bot) -> None:
    await keeps_it_to_her_lead(slack, bot)
    bo, carol = slack.person("bo"), slack.person("carol")
    said = await bo.says("thanks @dave for the Berger refund :clap:", channel="support")
    await carol.sees(PAT, in_="support")
    await bo.edits(said, "thanks @ana and @dave for the Berger refund :clap:")
    await slack.person("ana").sees("the Berger refund", in_="app")
    await loses(carol, PAT, in_="support")
