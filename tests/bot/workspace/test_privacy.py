"""What each person decides: their settings, their data as files, its removal."""

from datetime import timedelta
from typing import Any

import pytest

from bot.surfaces.workspace import preferences_form
from models.kudos import KudosReceiver
from models.people import members
from models.people.members import GONE, Circle, Member
from simulator.driver import Simulator
from simulator.persona import PersonaDriver
from tests.bot.clocks import move_clocks
from tests.bot.running import Bot
from tests.models import rows

STORY = "for refunding the late parcel on the spot"
HOUR = timedelta(hours=1)


async def opens_settings(person: PersonaDriver) -> None:
    await person.slash("/pat privacy", channel="support")
    await person.sees_modal("Who sees a pat that you are given")
    await person.click("Settings")
    await person.sees_modal("Who sees the pats I am given?")


async def saves(person: PersonaDriver, **values: Any) -> str:
    """Returns what the person is told."""
    await opens_settings(person)
    await person.fill({label.replace("_", " "): value for label, value in values.items()})
    await person.submit()
    return str((await person.sees_modal("."))["shown"])


def member(bot: Bot, person: PersonaDriver) -> Member:
    def read(session: Any) -> Member | None:
        return members.by_slack_user(session, bot.workspace_id, person.id)

    found = bot.database.query(read)
    assert found
    return found


async def test_the_page_on_privacy_says_who_sees_what_and_what_is_held(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await ana.sees("gave you a pat", in_="app")
    await ana.opens_home()
    await ana.sees_home("Privacy and settings")
    await ana.click("Privacy and settings", in_="home")
    page = (await ana.sees_modal("Who sees a pat that you are given"))["shown"]
    assert "1 pat you were given, 0 you gave" in page
    assert "24 months" in page
    assert "owns the database could read all of it" in page


async def test_settings_are_saved_together_and_each_change_is_told_back(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    told = await saves(
        ana,
        Messages_when_I_am_given_a_pat="None: pats wait on my Home tab",
        Quiet_from="17:00",
        Quiet_until="09:00",
        Counting=["Words only: leave me out of whatever counts pats"],
    )
    for sentence in ("No more messages", "No message comes from 17:00 to 09:00 of your day", "left out of the giving"):
        assert sentence in told
    assert "Pats to come" not in told
    saved = member(bot, ana)
    assert (saved.receipts, saved.quiet_from, saved.quiet_until, saved.words_only) == (False, 17, 9, True)
    await ana.close(everything=True)
    assert "nothing was changed" in await saves(ana)
    await ana.close(everything=True)
    assert "messages come at any hour" in await saves(ana, Quiet_from="Never quiet")


async def test_hours_that_leave_no_time_for_messages_are_refused_under_their_field(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    await opens_settings(ana)
    await ana.fill({"Quiet from": "08:00", "Quiet until": "07:00"})
    reply = await ana.submit()
    assert "Leave at least 2 hours" in str(reply.modal)
    assert member(bot, ana).quiet_from is None


async def test_narrowing_the_past_removes_what_is_posted_and_says_how_much(slack: Simulator, bot: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    for number in range(3):
        await bo.slash(f"/pat @ana {STORY} number {number}", channel="support")
    await carol.sees("number 2", in_="support")
    await slack.ledger.reaches(4, kind="message")
    told = await saves(
        ana,
        **{
            "Who sees the pats I am given?": "Me and my lead",
            "And those of before?": ["Narrow the ones I was given before as well"],
        },
    )
    assert "3 pats of before" in told
    assert "within 1 minute" in told
    assert "What was read was read" in told
    await slack.ledger.reaches(3, kind="delete")
    await carol.sees_nothing_of(STORY, in_="support")
    circles = {row.circle for row in rows.all_of(bot.database, KudosReceiver)}
    assert circles == {Circle.LEAD}
    await ana.close(everything=True)
    wider = await saves(
        ana,
        **{
            "Who sees the pats I am given?": "Everyone where it was said",
            "And those of before?": ["Narrow the ones I was given before as well"],
        },
    )
    assert "nothing is ever shown to more people" in wider
    assert {row.circle for row in rows.all_of(bot.database, KudosReceiver)} == {Circle.LEAD}


async def test_thanks_wait_for_the_end_of_the_givers_quiet_hours(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    await saves(bo, Quiet_from="11:00", Quiet_until="13:00")
    await bo.close(everything=True)
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await ana.sees("gave you a pat", in_="app")
    await move_clocks(slack, bot, HOUR)
    await ana.click("Say thanks", in_="app")
    await ana.sees("Said thanks", in_="app")
    await bo.sees_nothing_of("says thank you", in_="app", after=1.5)
    await move_clocks(slack, bot, 2 * HOUR)
    await bo.sees("says thank you for your pat", in_="app")


async def test_ones_data_comes_as_two_files_that_only_they_see(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    await slack.person("bo").slash(f"/pat @ana {STORY} <b>", channel="support")
    await ana.sees("gave you a pat", in_="app")
    await ana.slash("/pat privacy", channel="support")
    await ana.sees_modal("Who sees a pat")
    await ana.click("Export my data")
    await ana.sees_modal("being put together")
    await ana.sees("everything that Backpat holds about you", in_="app")
    files = await slack.ledger.calls(method="files.getUploadURLExternal")
    assert [one["args"]["filename"] for one in files] == ["backpat-my-data.html", "backpat-my-data.json"]
    await slack.person("bo").sees_nothing_of("everything that Backpat holds")


async def test_an_export_that_fails_says_so_and_what_to_do(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    await slack.fault("files.getUploadURLExternal", "error", times=1, code="missing_scope")
    await ana.slash("/pat privacy", channel="support")
    await ana.sees_modal("Who sees a pat")
    await ana.click("Export my data")
    failed = await ana.sees("could not be sent", in_="app")
    assert "missing_scope" in failed.shown
    assert "/pat privacy" in failed.shown


async def test_removal_asks_once_more_and_then_nothing_of_them_is_seen(slack: Simulator, bot: Bot) -> None:
    ana, bo, carol = slack.person("ana"), slack.person("bo"), slack.person("carol")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await ana.slash("/pat @bo @carol for the ringing bells", channel="support")
    await carol.sees(STORY, in_="support")
    await carol.sees("ringing bells", in_="support")
    await ana.sees("gave you a pat", in_="app")
    await carol.sees("ringing bells", in_="app")
    await ana.slash("/pat privacy", channel="support")
    await ana.sees_modal("Who sees a pat")
    await ana.click("Remove my data")
    asked = await ana.sees_modal("This goes, and can’t be brought back")
    assert "someone who left Backpat" in asked["shown"]
    refused = await ana.submit()
    assert refused.modal
    assert "required" in str(refused.modal["errors"])
    await ana.fill({"Are you sure?": ["Remove everything. It can’t be undone"]})
    await ana.submit()
    await ana.sees_modal("Your data is being removed")
    await ana.close(everything=True)
    await slack.ledger.reaches(3, kind="delete")
    for person in (carol, bo, ana):
        await person.sees_nothing_of(STORY, in_="support")
        await person.sees_nothing_of("ringing bells")
    await ana.sees_nothing_of("gave you a pat", in_="app")
    receipt = await carol.sees(GONE, in_="app")
    assert "Ana" not in receipt.shown
    assert rows.count(bot.database, Member, Member.slack_user_id == ana.id) == 0
    await ana.opens_home()
    await ana.sees_home("0 pats")


async def test_a_removed_person_can_be_given_a_pat_again(slack: Simulator, bot: Bot) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    await ana.slash("/pat privacy", channel="support")
    await ana.sees_modal("Who sees a pat")
    await ana.click("Remove my data")
    await ana.sees_modal("This goes")
    await ana.fill({"Are you sure?": ["Remove everything. It can’t be undone"]})
    await ana.submit()
    await ana.sees_modal("Your data is being removed")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    await ana.sees("gave you a pat", in_="app")


@pytest.mark.parametrize("held", [{}, {"quiet_until": {"selected_option": {"value": "25"}}}])
def test_a_forged_form_of_settings_holds_none(held: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        preferences_form.chosen(held)
