"""Wednesday: pats in several places, in two companies."""

from datetime import timedelta

from demo.clock import BEGIN
from demo.scene import Scene
from demo.stage import VALUES
from demo.week.stories import PRINTS, PRIVATE, REFUND, RELABEL, SEARCH, STAYED, WELCOME, WORDS

TAKEN = "stored and will be posted"
FORM = {
    "Who?": ["@ines"],
    "What did they decide?": RELABEL,
    "What came of it?": STAYED,
    "What did the customer say?": WORDS,
    "Which of our values does it show?": [VALUES[0]],
}


async def play(scene: Scene) -> None:
    await scene.it_is(BEGIN)
    await _given(scene)
    await _read(scene)
    await _form(scene)
    await scene.it_is(BEGIN + timedelta(hours=6))  # 10:00 in Chicago: at four nobody there is told anything
    await _elsewhere(scene)


async def _given(scene: Scene) -> None:
    await scene.types("Bo’s pat for Ana is taken in #support", "bo", f"/pat @ana for {REFUND}", "support", TAKEN)
    await scene.types("Carol’s for Gita in #general", "carol", f"/pat @gita for {SEARCH}", "general", TAKEN)
    await scene.types("Eve’s for Bo, from a guest", "eve", f"/pat @bo for {WELCOME}", "support", TAKEN)
    await scene.types("Ana’s for Bo in private #escalations", "ana", f"/pat @bo for {PRIVATE}", "escalations", TAKEN)


async def _read(scene: Scene) -> None:
    seen = await scene.sees("Carol reads Ana’s pat where it was said", "carol", REFUND, "support", "@Bo", "Add my pat")
    if seen:
        await scene.checks.that("Ana is named first, then Bo", _in_order(seen.shown, "@Ana", "@Bo"))
    await scene.sees("Ana was told of Bo’s pat", "ana", REFUND, "app", "@Bo gave you a pat", "Say thanks")
    await scene.sees("Kim, in another team, reads Gita’s pat in #general", "kim", SEARCH, "general", "@Gita")
    await scene.sees("Gita was told of Carol’s pat", "gita", SEARCH, "app")
    await scene.sees("Bo was told of Eve’s pat", "bo", WELCOME, "app")
    await scene.sees("Finn reads in #escalations what was said there", "finn", PRIVATE, "escalations", "@Bo")


async def _form(scene: Scene) -> None:
    await scene.submits("Dave fills in the form for Inés", "dave", "/pat", "returns", FORM)
    await scene.sees("Jon reads what Inés decided", "jon", RELABEL, "returns", "@Inés", "Decided on the spot")
    await scene.sees("… what came of it, the customer’s words, the value", "jon", STAYED, "returns", WORDS, VALUES[0])
    await scene.sees("Inés was told of Dave’s pat", "ines", RELABEL, "app", WORDS)


async def _elsewhere(scene: Scene) -> None:
    await scene.types("Zed, in another company, pats Yara", "zed", f"/pat @yara for {PRINTS}", "desk", TAKEN)
    await scene.sees("Xena reads it in #desk", "xena", PRINTS, "desk", "@Yara", "@Zed")
    await scene.sees("Yara was told of it", "yara", PRINTS, "app")
    await scene.sees_nothing("Ana, who has Zed’s id at Northwind, sees nothing of it", "ana", PRINTS)
    await scene.sees_nothing("Bo, who has Yara’s, neither", "bo", PRINTS)
    await scene.sees_nothing("Zed sees nothing of Ana’s", "zed", REFUND)


async def _in_order(shown: str, first: str, second: str) -> None:
    if not 0 <= shown.find(first) < shown.find(second):
        raise AssertionError(f"expected {first} before {second} in:\n{shown}")
