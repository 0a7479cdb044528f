"""What receivers and others do with a pat, each checked again at every press."""

from simulator.driver import Simulator
from tests.bot.conftest import home_without
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"


async def test_somebody_joins_in_once_and_the_announcement_shows_it(slack: Simulator, bot: Bot) -> None:
    carol = slack.person("carol")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await carol.sees(STORY, in_="support")
    await carol.click("Add my pat", in_="support")
    await slack.person("dave").sees("Carol joined in", in_="support")
    await carol.click("Add my pat", in_="support")
    await carol.sees("You have joined in already", in_="support")


async def test_the_giver_and_the_receiver_cannot_join_in(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await ana.sees(STORY, in_="support")
    await bo.click("Add my pat", in_="support")
    await bo.sees("This pat is yours already", in_="support")
    await ana.click("Add my pat", in_="support")
    await ana.sees("so you can’t join in", in_="support")
    await slack.person("carol").sees_nothing_of("joined in", in_="support")


async def test_saying_thanks_reaches_the_giver_once(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await ana.sees("gave you a pat", in_="app")
    await ana.click("Say thanks", in_="app")
    await bo.sees("says thank you for your pat", in_="app")
    await ana.click("Say thanks", in_="app")
    await slack.quiet()
    assert await slack.ledger.count(kind="message", text="says thank you") == 1


async def test_a_kept_pat_has_a_star_on_home(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await ana.sees("gave you a pat", in_="app")
    await ana.click("Keep it", in_="app")
    await ana.sees("Kept.", in_="app")
    await ana.opens_home()
    assert STORY in (await ana.sees_home(":star:"))["shown"]


async def test_a_receiver_who_lowers_the_circle_sees_the_announcement_removed(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await ana.sees(STORY, in_="support")
    await ana.sees("gave you a pat", in_="app")
    await ana.click("Change who sees it", in_="app")
    await ana.sees_modal("Who sees it?")
    await ana.fill({"Who sees it?": "Me and my lead", "And later?": ["For every pat I am given from now on, too"]})
    await ana.submit()
    await ana.sees_modal("What was read was read")
    await slack.ledger.reaches(1, kind="delete")
    await ana.sees("Seen by: you, the giver and your lead", in_="app")
    reply = await bo.slash("/pat @ana for staying late with the last caller", channel="support")
    assert "As they asked, it isn’t posted" in reply.told[0]
    await slack.quiet()
    await slack.person("carol").sees_nothing_of("staying late", in_="support")


async def test_fewer_messages_means_home_only_and_can_be_turned_back(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await ana.sees("gave you a pat", in_="app")
    await ana.click("Fewer messages", in_="app")
    await ana.sees("No more messages", in_="app")
    await bo.slash("/pat @ana for staying late", channel="support")
    await slack.person("carol").sees("for staying late", in_="support")
    assert await slack.ledger.count(kind="message", text="gave you a pat") == 1
    await ana.opens_home()
    await ana.sees_home("for staying late")
    await ana.click("Tell me when I get a pat", in_="home")
    await home_without(ana, "Tell me when I get a pat")


async def test_home_turns_pages(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    for number in range(7):
        await bo.slash(f"/pat @ana for good deed number {number}", channel="support")
    await ana.opens_home()
    first = await ana.sees_home("good deed number 6")
    assert "good deed number 1" not in first["shown"]
    await ana.click("Older", in_="home")
    second = await ana.sees_home("good deed number 1")
    assert "good deed number 6" not in second["shown"]
