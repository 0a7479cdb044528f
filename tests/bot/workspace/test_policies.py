"""What an admin sets for everyone, and what people are told where it applies."""

import asyncio
from typing import Any

import pytest

from models.workspace import governing, policies, values
from models.workspace.policies import Asks, Guests, Period, Policy
from simulator.driver import PersonaDriver, Reply, Simulator
from tests.bot.running import Bot

HELD_BACK = "It is held back until it says so. A reaction alone gives none then"
NAMES_ONE = "Yes. A reaction alone gives none then"
STORY = "for refunding the late parcel on the spot"
OPEN = "Change policies"


async def opens(admin: PersonaDriver) -> None:
    await admin.opens_home()
    await admin.sees_home("What is set for everyone here")
    await admin.click(OPEN, in_="home")
    await admin.sees_modal("The channel for pats")


async def sets(admin: PersonaDriver, fields: dict[str, Any]) -> str:
    """What the admin is told once it is saved."""
    await opens(admin)
    await admin.fill(fields)
    assert (await admin.submit()).ok
    return str((await admin.sees_modal())["shown"])


def current(bot: Bot) -> Policy:
    return bot.database.query(policies.current, bot.workspace_id)


async def test_an_admin_sets_all_of_it_and_reads_what_is_different_now(slack: Simulator, bot: Bot) -> None:
    finn = slack.person("finn")
    said = await sets(
        finn,
        {
            "The channel for pats": "#pats",
            "Where may pats be given?": ["#support", "#escalations"],
            "Guests": "They receive pats, and give none",
            "People of other companies, in shared channels": ["They can be given a pat (they can’t give one)"],
            "When a pat doesn’t say what they did": HELD_BACK,
            "Our values": "Customer first\n\n • Own it \nown it!\n",
            "Does each pat name one?": [NAMES_ONE],
            "How many pats may one person give?": "5",
            "In each, by the giver’s own clock": "Day",
            "Who may give as many as they like?": ["@carol"],
            "The emoji": ":clap::skin-tone-3:, 🙌🏽 partyparrot",
            "As a reaction to any other message": ["It gives the message’s author a pat"],
            "The board": ["Show everyone who gave most this month, and never who received most"],
        },
    )
    assert "Saved, from now on" in said
    assert "Guests: *receive, and give none*" in said
    assert "5 each day" in said
    assert "`partyparrot`: not among Slack’s own" in said
    stored = current(bot)
    carol = bot.database.query(governing.standing, bot.workspace_id)
    assert carol.rules.exempt == (slack.person("carol").id,)
    assert stored == Policy(
        kudos_channel=slack.channel_id("pats"),
        channels=(slack.channel_id("support"), slack.channel_id("escalations")),
        guests=Guests.RECEIVE,
        external=True,
        asks=Asks.REQUIRE,
        values_required=True,
        allowance=5,
        period=Period.DAY,
        exempt=stored.exempt,
        emoji=("clap", "raised_hands", "partyparrot"),
        reactions_give=True,
        board=True,
    )
    assert [one.name for one in bot.database.query(values.current, bot.workspace_id)] == ["Customer first", "Own it"]
    await finn.close(everything=True)
    await finn.click(OPEN, in_="home")
    again = await finn.sees_modal("Last changed by @Finn")
    assert "Customer first\nOwn it" in str(again["values"]).replace("\\n", "\n")


async def test_of_two_admins_with_the_form_open_the_second_is_told_and_overwrites_nothing(
    slack: Simulator, bot: Bot
) -> None:
    finn, maya = slack.person("finn"), slack.person("maya")
    await opens(finn)
    await opens(maya)
    await maya.fill({"How many pats may one person give?": "7"})
    await maya.submit()
    await finn.fill({"The emoji": "raised_hands", "How many pats may one person give?": "3"})
    await finn.submit()
    told = await finn.sees_modal("so I saved nothing of yours")
    assert "Last changed by @Maya" in told["shown"]
    assert "Allowance: *3 each week*" in told["shown"]
    assert "Emoji: *:raised_hands:*" in told["shown"]
    assert "Guests" not in told["shown"]
    assert (current(bot).allowance, current(bot).emoji) == (7, ("clap",))
    await finn.click("See what is set now")
    now = await finn.sees_modal("The channel for pats")
    assert "'7'" in str(now["values"])
    await finn.fill({"The emoji": "raised_hands"})
    await finn.submit()
    await finn.sees_modal("Saved, from now on")
    assert (current(bot).allowance, current(bot).emoji) == (7, ("raised_hands",))


async def test_of_two_admins_who_save_at_once_one_is_told(slack: Simulator, bot: Bot) -> None:
    finn, maya = slack.person("finn"), slack.person("maya")
    for admin, number in ((finn, "3"), (maya, "7")):
        await opens(admin)
        await admin.fill({"How many pats may one person give?": number})
    await asyncio.gather(finn.submit(), maya.submit())
    shown = [str((await admin.sees_modal())["shown"]) for admin in (finn, maya)]
    assert sorted("saved nothing of yours" in one for one in shown) == [False, True]
    assert current(bot).allowance == (3 if "Saved" in shown[0] else 7)


async def test_a_form_saved_five_times_at_once_saves_once_and_a_replay_later_sets_nothing_back(
    slack: Simulator, bot: Bot
) -> None:
    finn = slack.person("finn")
    await opens(finn)
    await finn.fill({"How many pats may one person give?": "3"})
    saved = await finn.submit()
    await slack.resend(saved, times=5)
    assert current(bot).allowance == 3
    await finn.close(everything=True)
    await sets(finn, {"How many pats may one person give?": "9"})
    await slack.resend(saved)
    assert current(bot).allowance == 9


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Our values", "🚀", "“🚀” has no letters or digits"),
        ("Our values", "x" * 61, "has 61 characters; 60 fit"),
        ("Our values", "\n".join(f"Value {n}" for n in range(41)), "That is 41 values, and 40 fit"),
        ("Does each pat name one?", [NAMES_ONE], "there is none to name"),
        ("The emoji", "<!channel>", "“<!channel>” is no name of an emoji"),
        ("The emoji", " , ", "Name at least one"),
        ("The emoji", " ".join(f"own{n}" for n in range(21)), "That is 21 emoji, and 20 fit"),
    ],
)
async def test_what_cannot_be_saved_is_said_under_its_field_and_can_be_mended(
    slack: Simulator, bot: Bot, field: str, typed: Any, said: str
) -> None:
    finn = slack.person("finn")
    await opens(finn)
    await finn.fill({field: typed, "How many pats may one person give?": "4"})
    refused = await finn.submit()
    assert said in _errors(refused)
    assert current(bot) == Policy(kudos_channel=current(bot).kudos_channel)
    await finn.fill({field: [] if isinstance(typed, list) else "Courage"})
    await finn.submit()
    await finn.sees_modal("Saved, from now on")


async def test_nobody_else_opens_or_saves_the_policies_even_with_an_admins_form(slack: Simulator, bot: Bot) -> None:
    maya, ana = slack.person("maya"), slack.person("ana")
    await ana.opens_home()
    await ana.sees_home("Pats on the back")
    await ana.sees_nothing_of("What is set for everyone")
    await opens(maya)
    await maya.fill({"How many pats may one person give?": "3"})
    await maya.changes(admin=False)
    await slack.ledger.delivered(name="user_change")
    await maya.submit()
    await maya.sees_modal("That is for the admins of Backpat")
    assert current(bot).allowance is None
    await maya.close(everything=True)
    await maya.click(OPEN, in_="home")
    await maya.sees_modal("That is for the admins of Backpat")


def _errors(refused: Reply) -> str:
    assert refused.modal
    return str(refused.modal["errors"])
