"""Edit, take back, what it said before: from the answer to /pat and from the announcement’s menu."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.kudos import Kudos
from models.kudos.versions import KudosVersion
from models.workspace import policies, workspaces
from models.workspace.policies import DEFAULT, Asks
from simulator.driver import PersonaDriver, Simulator
from simulator.jsontypes import Json
from tests.bot.clocks import move_clocks, set_clocks
from tests.bot.running import MONDAY, Bot
from tests.models import rows

STORY = "for refunding the late parcel on the spot"
MENU = "kudos.more"


async def announced(slack: Simulator, words: str = STORY, channel: str = "support") -> PersonaDriver:
    """Bo has given Ana a pat, and everyone has read it. Returns Bo."""
    bo = slack.person("bo")
    await bo.slash(f"/pat @ana {words}", channel=channel)
    await slack.person("carol").sees("a pat on the back from", in_=channel)
    return bo


async def set_policy(bot: Bot, **rules: Any) -> None:
    saved = replace(DEFAULT, **rules)
    await bot.database.run(policies.save, workspace_id=bot.workspace_id, policy=saved, by_id=None, now=bot.now())


async def edits(bo: PersonaDriver, wrote: str, *, in_: str = "support") -> Json:
    """Through the announcement’s menu."""
    await bo.click(MENU, in_=in_, value="Edit")
    await bo.sees_modal("To change who it is for")
    await bo.fill({"What you wrote": wrote})
    answer = await bo.submit()
    return answer.modal or {}


async def test_an_edit_from_the_answer_changes_the_announcement_and_the_receipt(slack: Simulator, bot: Bot) -> None:
    bo = await announced(slack)
    await slack.person("ana").sees(STORY, in_="app")
    await bo.click("Edit", in_="support")
    modal = await bo.sees_modal("What you wrote")
    assert modal["values"]["What you wrote"] == STORY
    await bo.fill({"What you wrote": "for ringing them up, too", "What came of it?": "They stayed"})
    await bo.submit()
    assert await bo.modal() is None
    seen = await slack.person("dave").sees("for ringing them up, too", in_="support")
    assert "They stayed" in seen.shown
    assert "edited" in seen.shown
    assert STORY not in seen.shown
    await slack.person("ana").sees("for ringing them up, too", in_="app")
    assert await slack.ledger.count(kind="message") == 2


async def test_the_menu_is_everyones_and_each_refusal_is_private(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    carol = slack.person("carol")
    for option, answer in (
        ("Edit", "Only who gave a pat can edit it"),
        ("Take back", "Only who gave a pat can take it back"),
        ("Remove (admins)", "That is for the admins"),
    ):
        await carol.click(MENU, in_="support", value=option)
        assert (await carol.sees(answer, in_="support")).ephemeral
    await slack.person("dave").sees(STORY, in_="support")
    await slack.quiet()
    assert await slack.ledger.count(kind="update") == 0


async def test_taken_back_from_the_menu_the_words_come_back_to_the_giver_only(slack: Simulator, bot: Bot) -> None:
    bo = await announced(slack)
    await bo.click(MENU, in_="support", value="Take back")
    answer = await bo.sees("Taken back: your pat for", in_="support")
    assert answer.ephemeral
    assert STORY in answer.shown
    await slack.ledger.reaches(1, kind="delete", channel=slack.channel_id("support"))
    await slack.person("carol").sees_nothing_of(STORY)


async def test_what_it_said_before_is_for_those_in_it_and_admins(slack: Simulator, bot: Bot) -> None:
    bo = await announced(slack)
    await edits(bo, "for ringing them up")
    await slack.person("carol").sees("edited", in_="support")
    for name in ("bo", "ana", "finn"):
        await slack.person(name).click(MENU, in_="support", value="What it said before")
        assert STORY in (await slack.person(name).sees_modal("Until"))["shown"]
    await slack.person("carol").click(MENU, in_="support", value="What it said before")
    assert "whoever gave it" in (await slack.person("carol").sees("What a pat said before is for", in_="support")).shown
    await slack.person("ana").click(MENU, in_="app", value="What it said before")


async def test_a_mention_in_the_words_outlives_an_edit(slack: Simulator, bot: Bot) -> None:
    bo = await announced(slack, "for helping when @carol was ill & away")
    await bo.click(MENU, in_="support", value="Edit")
    modal = await bo.sees_modal()
    assert modal["values"]["What you wrote"] == "for helping when @Carol was ill & away"
    await bo.fill({"What you wrote": "for helping all week when @Carol was ill & away"})
    await bo.submit()
    await slack.person("dave").sees("for helping all week", in_="support")
    carol = slack.person("carol").id
    assert rows.one(bot.database, Kudos).message == f"for helping all week when <@{carol}|carol> was ill &amp; away"


async def test_a_form_that_was_not_changed_writes_nothing(slack: Simulator, bot: Bot) -> None:
    bo = await announced(slack)
    await edits(bo, STORY)
    assert await bo.modal() is None
    await slack.quiet()
    assert await slack.ledger.count(kind="update") == 0
    assert rows.one(bot.database, Kudos).edited_at is None


async def test_a_form_submitted_five_times_edits_once(slack: Simulator, bot: Bot) -> None:
    bo = await announced(slack)
    await bo.click(MENU, in_="support", value="Edit")
    await bo.sees_modal()
    await bo.fill({"What you wrote": "for ringing them up"})
    await slack.resend(await bo.submit(), times=5)
    await slack.person("carol").sees("for ringing them up", in_="support")
    assert rows.count(bot.database, KudosVersion) == 1


@pytest.mark.parametrize(
    ("wrote", "says"),
    [("", "A few words make it worth keeping"), ("great job", "Here a pat says that")],
)
async def test_the_rules_of_giving_are_said_under_the_field(slack: Simulator, bot: Bot, wrote: str, says: str) -> None:
    bo = await announced(slack)
    await set_policy(bot, asks=Asks.REQUIRE)
    modal = await edits(bo, wrote)
    assert says in str(modal["errors"])
    await bo.fill({"What you wrote": "for ringing them up"})
    await bo.submit()
    await slack.person("carol").sees("for ringing them up", in_="support")


async def test_a_customers_details_are_asked_about_before_anybody_sees_them(slack: Simulator, bot: Bot) -> None:
    bo = await announced(slack)
    modal = await edits(bo, "for writing to kim@shop.example")
    assert modal["title"] == "Save it as it is?"
    assert "an e-mail address" in modal["shown"]
    await bo.submit()
    assert await bo.modal() is None
    await slack.person("carol").sees("for writing to kim@shop.example", in_="support")


async def test_a_form_that_comes_too_late_gives_the_words_back(slack: Simulator, bot: Bot) -> None:
    bo = await announced(slack)
    await bo.click(MENU, in_="support", value="Edit")
    await bo.sees_modal()
    await bo.fill({"What you wrote": "for <what> took me & Ana all day"})
    await move_clocks(slack, bot, timedelta(days=1, minutes=1))
    answer = (await bo.submit()).modal or {}
    assert "more than a day old" in answer["shown"]
    assert "Nothing was changed" in answer["shown"]
    assert "for <what> took me & Ana all day" in answer["shown"]
    await bo.close()
    await bo.click(MENU, in_="support", value="Edit")
    await bo.sees("more than a day old", in_="support")


async def test_a_pat_taken_back_while_its_form_was_open_stays_taken_back(slack: Simulator, bot: Bot) -> None:
    bo = await announced(slack)
    await bo.click(MENU, in_="support", value="Edit")
    await bo.sees_modal()
    await bo.fill({"What you wrote": "for ringing them up"})
    await bo.slash("/pat undo", channel="support")
    answer = (await bo.submit()).modal or {}
    assert "was taken back" in answer["shown"]
    assert "for ringing them up" in answer["shown"]
    await slack.person("carol").sees_nothing_of("for ringing them up")


async def test_an_edit_before_the_announcement_is_out_posts_it_with_the_new_words(slack: Simulator, bot: Bot) -> None:
    bo, carol = slack.person("bo"), slack.person("carol")
    await slack.fault("chat.postMessage", "ratelimited", seconds=2)
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await bo.click("Edit", in_="support")
    await bo.sees_modal()
    await bo.fill({"What you wrote": "for ringing them up"})
    await bo.submit()
    await carol.sees("for ringing them up", in_="support")
    posts: Sequence[Json] = await slack.ledger.posts(kind="message", channel=slack.channel_id("support"))
    assert len(posts) == 1


async def test_a_message_that_slack_does_not_let_change_gets_a_note_in_its_thread(slack: Simulator, bot: Bot) -> None:
    await slack.edit_window(0)
    bo = await announced(slack)
    await edits(bo, "for ringing them up")
    await slack.person("carol").sees("for ringing them up", in_="support")
    await slack.person("carol").sees(STORY, in_="support")


async def test_a_digest_that_is_out_says_it_anew(slack: Simulator, bot: Bot) -> None:
    where = {"zone": "Europe/London", "kudos_channel_id": slack.channel_id("pats")}
    await bot.database.run(workspaces.configure, workspace_id=bot.workspace_id, **where)
    dave = slack.person("dave")
    await set_clocks(slack, bot, MONDAY - timedelta(hours=20))
    bo = await announced(slack, channel="pats")
    await set_clocks(slack, bot, MONDAY)
    await dave.sees(STORY, in_="pats", count=2)
    await edits(bo, "for ringing them up", in_="pats")
    await dave.sees("for ringing them up", in_="pats", count=2)
    await dave.sees_nothing_of(STORY, in_="pats")
