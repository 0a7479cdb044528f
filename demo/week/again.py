"""Thursday afternoon: the same cause a second and a third time, and an idea."""

from datetime import timedelta

from demo.clock import BEGIN
from demo.scene import Scene
from demo.week.promise import REFUNDS
from demo.week.stories import AFRAID, BECAUSE, BIKE, CAUSE, DOING, TAXI

SEEN = "seen three times, €140 in 30 days"


async def play(scene: Scene) -> None:
    await scene.it_is(BEGIN + timedelta(days=1, hours=3, minutes=30))
    new = "What is yours to decide has changed"
    await scene.sees("Bo was told what is his to decide", "bo", new, "app", "Refunds: up to €50 are yours")
    await _cause(scene)
    await _idea(scene)


async def _cause(scene: Scene) -> None:
    for who, decided, cost in (("bo", TAXI, "38"), ("gita", BIKE, "40")):
        form = {"What happened?": "Late again.", "What did you decide?": decided, "What did it cost?": cost}
        form |= {"What is it about?": REFUNDS, "What keeps causing it?": CAUSE}
        name = f"{who.capitalize()} runs into the same, and logs it"
        await scene.submits(name, who, "/pat decision", "support", form)
        await scene.sees("… and is covered", who, "Logged. You are covered.", "app", decided)
    told = await scene.sees("Carol hears that it keeps coming back", "carol", f"“{CAUSE}” keeps", "app", SEEN)
    if told:
        await scene.checks.that("… and not from whom", _nobody(told.shown))
    await scene.home("Dave sees it among the causes", "dave", SEEN)
    await scene.sees_nothing("… with nobody’s decision", "dave", AFRAID, TAXI, BIKE)
    await scene.chooses("Dave takes it", "dave", "I’ll take it", CAUSE, "@Dave has taken it")
    await scene.sees("Carol reads that he has", "carol", "@Dave has taken it", "app", CAUSE)


async def _idea(scene: Scene) -> None:
    what, words = "What would make it better?", {"What would make it better?": BECAUSE}
    because = ("This keeps happening because…", "app", what, words, "Heard", "you hear each step")
    await scene.sends("Ana has an idea, from her decision", "ana", *because, on="Logged.")
    await scene.sees("Carol hears it: she answers", "carol", "@Ana has an idea", "app", BECAUSE)
    doing = {"What becomes of it?": "We are doing it", "In a line": DOING}
    answer = ("Answer…", "app", "What becomes of it?", doing)
    await scene.sends("Carol says that it is being done", "carol", *answer, on=BECAUSE)
    await scene.sees("Ana hears that", "ana", "Your idea is being done", "app", DOING)


async def _nobody(shown: str) -> None:
    for text in ("Ana", "Bo", "Gita", AFRAID):
        if text in shown:
            raise AssertionError(f"expected nothing of “{text}” in:\n{shown}")
