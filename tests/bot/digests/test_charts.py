"""Pictures: in the channel's digest, and for a lead who asks."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.delivery.painting import Painter
from bot.delivery.pictures import LATE, Gallery, hashed, send_with_pictures
from bot.delivery.sending import Sending
from bot.listeners.digests.charts import end_of
from bot.surfaces import message as surface
from bot.surfaces.message import Picture
from digests.png import png
from models.delivery import asking
from models.delivery.outbox import FILES, Delivery
from models.delivery.rate_buckets import Limit, RateBucket
from models.gaps import governing
from models.gaps.rules import GapRules
from models.people import reporting, teams
from models.people.members import Kind, by_slack_id
from models.people.teams import Role
from models.privacy import removing
from models.storage.ids import uuid7
from models.workspace import workspaces
from simulator.driver import Simulator
from simulator.tallies import Message
from tests.bot.clocks import set_clocks
from tests.bot.decisions.decided import decides, promised
from tests.bot.running import MONDAY, Bot

STORY = "for refunding the late parcel on the spot"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


@pytest.fixture
async def settled(slack: Simulator, bot: Bot) -> None:
    """Ana and Bo report to Carol; "Front" and "Back" are teams of five; pats are at home in #pats."""
    everyone = list(slack.workspace()["people"].values())

    def settle(session: Session) -> None:
        found = by_slack_id(session, bot.workspace_id, everyone)
        found = {id_: one for id_, one in found.items() if one.kind == Kind.PERSON}
        known = {one.handle: one for one in found.values()}
        at: dict[str, Any] = {"workspace_id": bot.workspace_id, "now": bot.now()}
        for name in ("ana", "bo"):
            reporting.set_lead(session, member_id=known[name].id, lead_id=known["carol"].id, **at)
        rest = sorted((one for one in found.values() if one.handle not in ("ana", "dave")), key=lambda one: one.id)
        for n, (name, first) in enumerate((("Front", "ana"), ("Back", "dave"))):
            team = teams.create(session, name=name, **at)
            roles = {one.id: Role.MEMBER for one in (known[first], *rest[4 * n : 4 * n + 4])}
            teams.set_members(session, team_id=team.id, roles=roles, **at)
        settings = {"zone": "Europe/London", "kudos_channel_id": slack.channel_id("pats")}
        workspaces.configure(session, workspace_id=bot.workspace_id, **settings)

    await bot.database.run(settle)


async def monday(slack: Simulator, bot: Bot) -> Message:
    await set_clocks(slack, bot, MONDAY)
    return await slack.person("dave").sees("week of", in_="pats")


def pictures(message: Message) -> list[Any]:
    return [block for block in message.blocks if block["type"] == "image"]


async def test_the_channels_digest_is_one_message_with_a_picture_and_the_same_facts_in_words(
    slack: Simulator, bot: Bot, settled: None
) -> None:
    await slack.person("dave").slash(f"/pat @ana {STORY}", channel="support")
    digest = await monday(slack, bot)
    [picture] = pictures(digest)
    assert "Which teams recognise which" in picture["alt_text"]
    assert "Back: " in picture["alt_text"]
    assert STORY in digest.shown
    assert await slack.ledger.count(kind="message", channel=slack.channel_id("pats"), text="week of") == 1


async def test_a_digest_without_a_picture_takes_nothing_of_the_uploads(slack: Simulator, bot: Bot) -> None:
    """Taken with the post, and given back: it is where it was when the post took from the workspace's."""

    def settle(session: Session) -> None:
        workspaces.configure(session, workspace_id=bot.workspace_id, kudos_channel_id=slack.channel_id("pats"))

    def arrivals(session: Session) -> dict[str, datetime]:
        query = select(RateBucket.key, RateBucket.arrival).where(RateBucket.workspace_id == bot.workspace_id)
        return dict(session.execute(query).all())

    await bot.database.run(settle)
    await slack.person("dave").slash(f"/pat @ana {STORY}", channel="support")
    assert pictures(await monday(slack, bot)) == []
    found = await bot.database.read(arrivals)
    assert found["method:files"] < found["workspace"]


async def test_without_the_scope_there_is_no_picture_and_no_error(slack: Simulator, bot: Bot, settled: None) -> None:
    await slack.fault("files.getUploadURLExternal", "error", code="missing_scope", times=9)
    await slack.person("dave").slash(f"/pat @ana {STORY}", channel="support")
    digest = await monday(slack, bot)
    assert STORY in digest.shown
    assert pictures(digest) == []


async def test_a_changed_digest_keeps_the_file_of_an_unchanged_picture(
    slack: Simulator, bot: Bot, settled: None
) -> None:
    ana, dave = slack.person("ana"), slack.person("dave")
    await set_clocks(slack, bot, MONDAY - timedelta(hours=20))
    await dave.slash(f"/pat @ana {STORY}", channel="support")
    await ana.slash("/pat @bo for the other story", channel="support")
    before = await monday(slack, bot)
    await slack.person("bo").slash("/pat @dave for a third", channel="support")
    assert "Taken back" in (await ana.slash("/pat undo", channel="support")).told[0]
    await slack.ledger.reaches(1, kind="update", channel=slack.channel_id("pats"))
    after = await dave.sees("week of", in_="pats")
    assert "the other story" not in after.shown
    same = pictures(before)[0]["alt_text"] == pictures(after)[0]["alt_text"]
    assert (pictures(before)[0]["slack_file"] == pictures(after)[0]["slack_file"]) == same


async def test_a_lead_who_asks_gets_the_pictures_of_their_own_people_in_their_messages(
    slack: Simulator, bot: Bot, settled: None
) -> None:
    carol = slack.person("carol")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="support")
    await carol.slash("/pat gaps", channel="support")
    await carol.click("Show chart", in_="support")
    await carol.sees("Only you see them", in_="support")
    message = await carol.sees("in pictures", in_="app")
    coverage, ages = (picture["alt_text"] for picture in pictures(message))
    assert "50 %, 1 of 2 people" in coverage
    assert "Ana: 0 days" in ages
    await carol.click("Show chart", in_="support")
    await carol.sees("Nothing was sent twice", in_="support")
    assert await slack.ledger.count(kind="message", text="in pictures") == 1


async def test_of_a_named_team_those_in_it_are_drawn_and_of_a_tree_what_its_report_tells(
    slack: Simulator, bot: Bot, settled: None
) -> None:
    carol, names = slack.person("carol"), ("gita", "hugo", "ines", "jon", "kim")

    def hires(session: Session) -> None:
        found = by_slack_id(session, bot.workspace_id, [slack.person(one).id for one in (*names, "ana", "bo", "carol")])
        at: dict[str, Any] = {"workspace_id": bot.workspace_id, "now": bot.now()}
        for one in names:
            reporting.set_lead(
                session, member_id=found[slack.person(one).id].id, lead_id=found[slack.person("bo").id].id, **at
            )
        team = teams.create(session, name="Night <shift>", **at)
        roles = {found[carol.id].id: Role.LEAD, found[slack.person("ana").id].id: Role.MEMBER}
        teams.set_members(session, team_id=team.id, roles=roles, **at)

    await bot.database.run(hires)
    await slack.person("dave").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("bo").slash("/pat @hugo for the list of streets", channel="support")
    await carol.sees("list of streets", in_="support")
    await carol.slash("/pat gaps team night <shift>", channel="support")
    await carol.click("Show chart", in_="support")
    message = await carol.sees("Night <shift>, in pictures", in_="app")
    coverage, ages = (picture["alt_text"] for picture in pictures(message))
    assert "1 of 1 person" in coverage
    assert "Ana: 0 days" in ages
    assert "Bo: " not in ages
    await carol.slash("/pat gaps tree", channel="support")
    await carol.click("Show chart", in_="support")
    [sources] = pictures(await carol.sees("Everyone below you, in pictures", in_="app"))
    assert "2 pats to 7 people below you, in the last 90 working days" in sources["alt_text"]
    assert "1 from their lead (50 %)" in sources["alt_text"]


async def test_a_button_of_a_team_that_one_leads_no_more_draws_nothing(
    slack: Simulator, bot: Bot, settled: None
) -> None:
    carol = slack.person("carol")

    def leads_it(lead: str) -> None:
        def write(session: Session) -> None:
            found = by_slack_id(session, bot.workspace_id, [slack.person(one).id for one in (lead, "ana")])
            at: dict[str, Any] = {"workspace_id": bot.workspace_id, "now": bot.now()}
            team = teams.create(session, name="Night shift", **at)
            roles = {found[slack.person(lead).id].id: Role.LEAD, found[slack.person("ana").id].id: Role.MEMBER}
            teams.set_members(session, team_id=team.id, roles=roles, **at)

        bot.database.write(write)

    leads_it("carol")
    await carol.slash("/pat gaps team night shift", channel="support")
    leads_it("dave")
    await carol.click("Show chart", in_="support")
    await carol.sees("That is about people whom you don’t lead now.", in_="support")
    await slack.quiet()
    await carol.sees_nothing_of("in pictures", in_="app")


async def test_below_a_leads_digest_the_buttons_stand_in_one_row(slack: Simulator, bot: Bot, settled: None) -> None:
    await promised(bot, slack)
    for name in ("ana", "bo"):
        await decides(bot, slack.person(name))
    await set_clocks(slack, bot, MONDAY)
    digest = await slack.person("carol").sees("Two decisions wait", in_="app")
    last = digest.blocks[-1]
    assert [one["text"]["text"] for one in last["elements"]] == ["More", "Show chart"]


async def test_from_their_digest_a_lead_gets_the_pictures_of_its_week_months_later(
    slack: Simulator, bot: Bot, settled: None
) -> None:
    carol = slack.person("carol")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await monday(slack, bot)
    digest = await carol.sees("heard a thank-you", in_="app")
    await set_clocks(slack, bot, MONDAY + timedelta(days=90))
    await carol.click("Show chart", in_=digest)
    message = await carol.sees("in pictures", in_="app")
    coverage = pictures(message)[0]["alt_text"]
    assert coverage.endswith(f"{(MONDAY - timedelta(days=7)):%-d %b}: 50 %, 1 of 2 people.")


async def test_nobody_else_gets_a_picture_whatever_they_press(slack: Simulator, bot: Bot, settled: None) -> None:
    """The button carries nobody: whoever presses a forged one could see their own people only."""
    who = (bot.workspace_id, slack.person("ana").id)
    asked = await bot.database.run(lambda s: asking.ask(s, workspace_id=who[0], asker=who[1], end=None, now=bot.now()))
    assert asked == asking.Asking.NOT_A_LEAD
    assert end_of("now") is end_of("9" * 40) is end_of("0" * 20 + "9" * 20) is end_of("-1") is end_of("²") is None
    assert end_of("1772409600") == 1_772_409_600


async def test_a_picture_with_names_goes_when_an_admin_takes_the_names_out(
    slack: Simulator, bot: Bot, settled: None
) -> None:
    carol = slack.person("carol")
    await carol.slash("/pat gaps", channel="support")
    await carol.click("Show chart", in_="support")
    await carol.sees("in pictures", in_="app")

    def names_out(session: Session) -> None:
        seen = governing.standing(session, bot.workspace_id).version
        who: dict[str, Any] = {"workspace_id": bot.workspace_id, "admin": slack.person("finn").id, "now": bot.now()}
        assert governing.change(session, wanted=GapRules(names=False), seen=seen, key="off", **who)["code"] == "saved"

    await bot.database.run(names_out)
    await slack.ledger.reaches(1, kind="delete")
    await carol.sees_nothing_of("in pictures", in_="app")


async def test_who_removes_their_data_is_in_no_picture_and_no_digest_of_their_lead(
    slack: Simulator, bot: Bot, settled: None
) -> None:
    carol = slack.person("carol")
    await set_clocks(slack, bot, MONDAY + timedelta(days=28))
    digest = await carol.sees("to look out for", in_="app")
    assert "Ana" in digest.shown
    await carol.click("Show chart", in_=digest)
    before = await carol.sees("in pictures", in_="app")
    assert "Ana" in pictures(before)[1]["alt_text"]

    def removes(session: Session) -> None:
        removing.begin_own(session, workspace_id=bot.workspace_id, member=slack.person("ana").id, now=bot.now())

    await bot.database.run(removes)
    await slack.ledger.reaches(2, kind="update")
    after = await carol.sees("in pictures", in_="app")
    assert "Ana" not in pictures(after)[1]["alt_text"]
    assert "Ana" not in (await carol.sees("to look out for", in_="app")).shown


async def test_where_nothing_can_be_painted_the_lead_reads_the_facts(slack: Simulator, bot: Bot, settled: None) -> None:
    await slack.fault("files.completeUploadExternal", "error", code="fatal_error", times=9)
    carol = slack.person("carol")
    await carol.slash("/pat gaps", channel="support")
    await carol.click("Show chart", in_="support")
    message = await carol.sees("in pictures", in_="app")
    assert pictures(message) == []
    assert "0 of 2 people" in message.shown


async def test_slack_that_does_not_know_the_file_yet_is_asked_again(slack: Simulator, bot: Bot, settled: None) -> None:
    carol = slack.person("carol")
    await carol.slash("/pat gaps", channel="support")
    await slack.fault("chat.postMessage", "error", code="invalid_blocks", times=1)
    await carol.click("Show chart", in_="support")
    message = await carol.sees("in pictures", in_="app")
    assert len(pictures(message)) == 2


async def test_a_renderer_that_hangs_or_dies_costs_a_picture_and_no_more() -> None:
    drawn = await Painter().paint(SVG)
    assert drawn == png(SVG)
    assert await Painter(("sleep", "60"), seconds=0.2).paint(SVG) is None
    assert await Painter(("false",)).paint(SVG) is None
    assert await Painter(("/nowhere/at/all",)).paint(SVG) is None
    assert await Painter().paint("no picture at all") is None


async def test_a_picture_that_a_message_has_already_is_neither_painted_nor_uploaded_again(slack: Simulator) -> None:
    picture = Picture("teams", "Teams", "Teams: 3.", SVG)
    post = Delivery(detail={FILES: {hashed(picture): "F01", "of an older one": "F00"}})
    sending = Sending(post, post, surface.Message("Monday", pictures=(picture,)))
    gallery = Gallery(AsyncWebClient(base_url=slack.api_url), Painter(("false",)), 5)
    assert await gallery.hang(sending) == {hashed(picture): "F01"}


async def test_what_slack_refuses_until_the_lease_is_nearly_over_is_sent_another_time(slack: Simulator) -> None:
    """Somebody else could take the row while the next call is under way."""
    await slack.fault("chat.postMessage", "error", code="invalid_blocks", times=9)
    picture = Picture("teams", "Teams", "Teams: 3.", SVG)
    post = Delivery(id=uuid7(), channel_id=slack.channel_id("pats"), attempts=1, detail={})
    sending = Sending(post, post, surface.Message("Monday", pictures=(picture,)))
    gallery = Gallery(AsyncWebClient(token=slack.bot_token, base_url=slack.api_url), Painter(("false",)), 5)
    left = iter((False, True, True))
    result = await send_with_pictures(
        gallery, sending, {hashed(picture): "F0LATEPICT"}, Limit("channel", 60, 0), lambda: next(left)
    )
    assert result == LATE
    assert next(left, None) is None


async def test_slack_refuses_a_picture_that_it_does_not_have(slack: Simulator) -> None:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    block = {"type": "image", "alt_text": "Nothing", "slack_file": {"id": "F0NOWHERE"}}
    with pytest.raises(SlackApiError, match="invalid slack file"):
        await client.chat_postMessage(channel=slack.channel_id("pats"), text="Look", blocks=[block])
