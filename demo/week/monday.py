"""Monday: the digests, each at nine of its readers' morning."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demo.clock import BEGIN
from demo.scene import Scene
from demo.stage import VALUES
from demo.week.answered import RAISED
from demo.week.stories import (
    AFRAID,
    BACKED,
    BECAUSE,
    BIKE,
    CAUSE,
    CHANGED,
    DONE,
    KIND,
    LATE,
    PRINTS,
    PRIVATE,
    REFUND,
    RELABEL,
    SWIFT,
    TAKEN_BACK,
    TAXI,
    WORDS,
)

NINE = (BEGIN + timedelta(days=5)).replace(hour=9, second=5)
NINE_IN_LONDON = NINE + timedelta(hours=1)
NINE_IN_CHICAGO = datetime(NINE.year, NINE.month, NINE.day, 9, 0, 5, tzinfo=ZoneInfo("America/Chicago"))
TITLE = "Pats on the back, week of 2 March 2026"
LEADS = "heard a thank-you"


async def play(scene: Scene) -> None:
    await scene.it_is(NINE)
    await _digest(scene)
    raised = "Until now up to €50"
    await scene.sees("Bo was told that the limit of all of them is raised", "bo", raised, "app", RAISED)
    await _leads(scene)
    await _elsewhere(scene)


async def _digest(scene: Scene) -> None:
    told = ("11 pats on the back, 3 of them for decisions made on the spot", VALUES[0])
    digest = await scene.sees("Jon reads the week’s digest in #pats", "jon", TITLE, "pats", *told)
    if digest:
        await scene.checks.that("… the customer’s words first, then what Inés decided", _first(digest.shown))
    await scene.sees("… and what Ana decided, with hers", "jon", TITLE, "pats", KIND, AFRAID, f"Carol: “{BACKED}”")
    did = (BECAUSE, DONE, CAUSE, CHANGED)
    await scene.sees("… what was said, and done", "jon", "You said, we did", "pats", *did)
    hidden = (PRIVATE, TAKEN_BACK, LATE, "€62", TAXI, BIKE)
    await scene.sees_nothing("… nothing private in it, nor what was taken back", "jon", *hidden, in_="pats")
    pats = scene.slack.channel_id("pats")
    await scene.count("It came once", 1, text="week of", channel=pats, workspace="northwind-parcels")


async def _leads(scene: Scene) -> None:
    await scene.sees("Carol reads her team’s headline", "carol", LEADS, "app", "3 of your 4 people")
    waits = ("Two decisions wait for you", TAXI, BIKE, "About two minutes")
    await scene.sees("… and what waits for her, with what was decided", "carol", LEADS, "app", *waits)
    await scene.clicks("She gives Bo a pat, in the message itself", "carol", "Pat", "app", on=LEADS)
    one = ("You gave Bo a pat.", "One decision waits for you", BIKE)
    await scene.sees("… which says so, and what still waits", "carol", one[0], "app", *one)
    thought = ("A thought…", "app", "What was good?", {"What was good?": SWIFT}, "you alone")
    await scene.sends("Gita’s she answers with a thought", "carol", *thought, on=one[0])
    done = ("All answered. Thank you.", *one[:1])
    await scene.sees("Everything is answered from the one message", "carol", done[0], "app", *done)
    await scene.sees("Bo hears of it", "bo", "@Carol gives you a pat", "app", TAXI)
    await scene.sees("Gita, too", "gita", "@Carol gives you a pat", "app", BIKE, "has a thought for you")
    await scene.sees_nothing("Ana, who leads nobody, gets none", "ana", LEADS, in_="app")
    await scene.sees_nothing("Dave’s comes at nine in London", "dave", LEADS, in_="app")
    await scene.it_is(NINE_IN_LONDON)
    await scene.sees("Dave reads his", "dave", LEADS, "app", "All 4 of your people")


async def _elsewhere(scene: Scene) -> None:
    await scene.sees_nothing("At Zed’s it is still night: no digest yet", "zed", TITLE)
    await scene.it_is(NINE_IN_CHICAGO)
    await scene.sees("Zed reads his own company’s digest at nine in Chicago", "zed", TITLE, "pats", PRINTS, "Yara")
    await scene.sees_nothing("… with nothing of Northwind", "zed", REFUND, RELABEL)
    await scene.sees_nothing("Northwind sees nothing of his", "ana", PRINTS)


async def _first(shown: str) -> None:
    words, decision = shown.find(WORDS), shown.find(RELABEL)
    if not 0 <= words < decision:
        raise AssertionError(f"expected “{WORDS}” and then “{RELABEL}” in:\n{shown}")
