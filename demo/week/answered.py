"""Friday: Carol is reminded and answers; what only two can read; the pat in the open; the cause closed; more room."""

import asyncio
from datetime import timedelta

from demo.clock import BEGIN
from demo.scene import Scene
from demo.week.stories import AFRAID, BACKED, BECAUSE, CAUSE, CHANGED, CONSIDER, DONE, GOOD, KIND, LATE, NEED, WHY_MORE

WORKED_OUT = 3.0
"""Seconds in which a busy machine has worked out whom a change concerns."""
RAISED = "Refunds: up to €80 are yours"


async def play(scene: Scene) -> None:
    await scene.it_is(BEGIN + timedelta(days=2, minutes=30))
    await _answer(scene)
    await _shared(scene)
    await _mended(scene)
    await _more_room(scene)


async def _answer(scene: Scene) -> None:
    waits = "waits for your answer"
    await scene.sees("Carol, alone, is reminded after two working days", "carol", waits, "app", AFRAID, "Nobody else")
    said = {"A line with the pat": BACKED, "What was good?": GOOD, "What to consider?": CONSIDER}
    thought = ("Pat and a thought", "app", "What was good?", said, "you alone")
    await scene.sends("She gives a pat and a thought", "carol", *thought, on="@Ana decided something")
    told = (AFRAID, BACKED, "has a thought for you", "You stand covered")
    await scene.sees("Ana hears of her pat, and is covered", "ana", "@Carol gives you a pat", "app", *told)
    reply = ("Read Carol’s thought", "app", GOOD, {"What do you need from Carol?": NEED}, "is told that you wrote back")
    await scene.sends("Ana reads the thought, and says what she needs", "ana", *reply, on="@Carol gives you a pat")
    back = "says what they need from you"
    await scene.opens("Carol reads that", "carol", "Read it", "app", GOOD, CONSIDER, NEED, on=back)
    for name in ("ana", "bo", "carol", "dave", "finn", "maya"):
        await scene.sees_nothing(f"… it stands in no message of {name.capitalize()}’s", name, GOOD, CONSIDER, NEED)


async def _shared(scene: Scene) -> None:
    where = {
        "Who may see it?": "Everyone: posted in a channel",
        "In which channel, if everyone may see it?": "#support",
    }
    share = ("Share this pat…", "app", "This is what others read", where, "others can add their pat")
    await scene.sends("Ana shares the pat in #support", "ana", *share, on="@Carol gives you a pat")
    seen = await scene.sees("Bo reads it there", "bo", "a pat on the back from @Carol", "support", AFRAID, KIND, BACKED)
    if seen:
        await scene.checks.that("… Ana first, and neither the amount nor what happened", _open(seen.shown))
    await scene.clicks("Bo adds his", "bo", "Add my pat", "support", on=AFRAID)
    await scene.sees("Everyone in #support sees that", "dave", "@Bo joined in", "support", AFRAID)


async def _mended(scene: Scene) -> None:
    done = {"What becomes of it?": "It is done", "In a line": DONE}
    answer = ("Answer…", "app", "What becomes of it?", done)
    await scene.sends("Carol says that Ana’s idea is done", "carol", *answer, on=BECAUSE)
    await scene.sees("Ana hears that", "ana", "Your idea is done", "app", DONE)
    changed = ("What changed?", {"What changed?": CHANGED}, "Whoever met it is thanked")
    await scene.sends_choice("Dave closes the cause", "dave", "Close it…", CAUSE, *changed)
    for name in ("ana", "bo", "gita"):
        thanks = f"Thanks to you, “{CAUSE}” is fixed"
        await scene.sees(f"{name.capitalize()} is thanked", name, thanks, "app", CHANGED, "@Dave")


async def _more_room(scene: Scene) -> None:
    wanted = {"Up to how much would you like to decide?": "80", "Why?": WHY_MORE}
    ask = ("When more room is given here", wanted, "Asked.")
    await scene.sends_choice("Ana asks for more room", "ana", "Ask for more room", "Refunds: up to", *ask)
    record = ("1 decision in the last 90 days, 1 answered", WHY_MORE)
    asked = "@Ana asks for more room: Refunds"
    await scene.sees("Carol reads it with Ana’s own record", "carol", asked, "app", *record)
    yes = ("Yes…", "app", "For whom?", {"For whom?": "Those who report to Carol"}, "Saved")
    await scene.sends("Carol says yes, for all of her people", "carol", *yes, on=asked)
    await scene.sees("Ana hears it", "ana", "said yes: more room, for all your team", "app", RAISED)
    await asyncio.sleep(WORKED_OUT)


async def _open(shown: str) -> None:
    if not shown.index("@Ana") < shown.index("@Carol"):
        raise AssertionError(f"expected Ana before Carol in:\n{shown}")
    for hidden in (LATE, "62", CAUSE):
        if hidden in shown:
            raise AssertionError(f"expected nothing of “{hidden}” in:\n{shown}")
