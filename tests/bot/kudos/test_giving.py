"""The first pat: typed, seen, told, stored, taken back."""

import html

import pytest

from simulator.driver import Simulator
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"


async def test_a_pat_is_announced_where_it_was_said_and_its_receiver_is_told(slack: Simulator, bot: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    reply = await bo.slash(f"/pat @ana {STORY}", channel="support")
    assert "stored and will be posted" in reply.told[0]
    seen = await carol.sees(STORY, in_="support")
    assert "Ana" in seen.shown
    assert seen.buttons == ["Add my pat", "kudos.more"]
    receipt = await ana.sees("gave you a pat on the back", in_="app")
    assert receipt.buttons == ["Say thanks", "Keep it", "Change who sees it", "kudos.more", "Fewer messages"]


async def test_several_people_are_given_one_pat(slack: Simulator, bot: Bot) -> None:
    await slack.person("carol").slash("/pat @ana, @bo and @ana: you two saved Friday", channel="support")
    seen = await slack.person("dave").sees("you two saved Friday", in_="support")
    assert seen.shown.count("Ana") == 1
    await slack.person("ana").sees("you two saved Friday", in_="app")
    await slack.person("bo").sees("you two saved Friday", in_="app")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/pat for being great", "Whom is it for?"),
        ("/pat @bo for my own good work", "can’t pat your own back"),
        ("/pat @ana", "What did they do?"),
        ("/pat @ana for", "What did they do?"),
        ("/pat @channel for everything", "isn’t one person’s back"),
    ],
)
async def test_what_cannot_be_given_is_answered_privately_and_nothing_is_posted(
    slack: Simulator, bot: Bot, typed: str, answer: str
) -> None:
    reply = await slack.person("bo").slash(typed, channel="support")
    assert answer in reply.told[0]
    assert "Nothing was posted" in reply.told[0]
    assert await slack.ledger.count(kind="message") == 0


async def test_words_come_back_with_a_refusal(slack: Simulator, bot: Bot) -> None:
    reply = await slack.person("bo").slash("/pat for <b>calm</b> & kindness, `x < y`", channel="support")
    assert "for <b>calm</b> & kindness, `x < y`" in html.unescape(reply.told[0])


async def test_special_characters_emoji_and_the_word_payload_survive(slack: Simulator, bot: Bot) -> None:
    said = "the payload= of <thanks> & 100% `code` 👍🏽 :tada: “quotes”"
    await slack.person("bo").slash(f"/pat @ana {said}", channel="support")
    await slack.person("carol").sees("the payload= of <thanks> & 100% `code` 👍🏽 :tada: “quotes”", in_="support")


async def test_a_mention_of_the_whole_channel_in_the_words_calls_nobody(slack: Simulator, bot: Bot) -> None:
    await slack.person("bo").slash("/pat @ana for answering @here at night", channel="support")
    posts = await slack.ledger.reaches(1, kind="message", text="at night")
    assert "<!here>" not in str(posts[0]["blocks"])


async def test_more_than_3000_characters_are_refused_with_the_numbers(slack: Simulator, bot: Bot) -> None:
    reply = await slack.person("bo").slash("/pat @ana " + "x" * 3001, channel="support")
    assert "That is 3,001 characters; 3,000 fit" in reply.told[0]
    assert "x" * 3001 in reply.told[0]
    fits = await slack.person("bo").slash("/pat @ana " + "y" * 3000, channel="support")
    assert "stored" in fits.told[0]
    await slack.person("carol").sees("y" * 100, in_="support")


async def test_somebody_without_the_list_of_names_is_told_to_pick_one(slack: Simulator, bot: Bot) -> None:
    reply = await slack.person("bo").slash("/pat @nobodyhere for help", channel="support")
    assert "Pick the person from the list" in reply.told[0]


async def test_the_same_words_within_two_minutes_ask_again(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    reply = await bo.slash(f"/pat @ana {STORY}", channel="support")
    assert "Give it again?" in reply.told[0]
    await bo.click("Give it again", in_="support")
    await slack.person("carol").sees(STORY, in_="support", count=2)


async def test_undo_takes_back_the_newest_pat_and_its_messages(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await ana.sees(STORY, in_="support")
    await ana.sees(STORY, in_="app")
    reply = await bo.slash("/pat undo", channel="support")
    assert "Taken back" in reply.told[0]
    await slack.ledger.reaches(2, kind="delete")
    await ana.sees_nothing_of(STORY)
    assert "no pat of yours" in (await bo.slash("/pat undo", channel="support")).told[0]


async def test_a_pat_in_a_direct_message_asks_where_it_shall_be_seen(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await bo.slash(f"/pat @ana {STORY}", channel="@ana")
    modal = await bo.sees_modal("Where shall it be seen?")
    assert STORY in str(modal["values"])
    await bo.fill({"Where shall it be seen?": "#support"})
    await bo.submit()
    await slack.person("carol").sees(STORY, in_="support")


async def test_a_private_channel_without_the_bot_keeps_the_pat_and_offers_two_ways(slack: Simulator, bot: Bot) -> None:
    carol = slack.person("carol")
    await carol.slash(f"/pat @dave {STORY}", channel="leads")
    notice = await carol.sees("I can’t post in", in_="app")
    assert STORY in notice.shown
    await carol.invites_app("leads")
    await carol.click("I invited you: post it", in_="app")
    await slack.person("dave").sees(STORY, in_="leads")


async def test_help_says_how(slack: Simulator, bot: Bot) -> None:
    assert "/pat undo" in (await slack.person("bo").slash("/pat help", channel="support")).told[0]
