"""After Monday: earlier weeks, pictures, the week across the company, names left out; and Ana's month."""

from demo.scene import Scene
from demo.week.monday import NINE
from demo.week.stories import PRIVATE, REFUND, SWIFT
from simulator.tallies import Message

APRIL = NINE.replace(month=4, day=1)
COMPANY = "Across the company, week of 2 March 2026"
EARLIER = "week of 16 February 2026"
LEADS = "heard a thank-you"
WEEKS = "Who heard a thank-you, week by week"
MONTH = "Said about you, March 2026"


async def play(scene: Scene) -> None:
    await _looked(scene)
    await _pictures(scene)
    await _company(scene)
    await _unnamed(scene)
    await scene.it_is(APRIL)
    await _month(scene)


async def _looked(scene: Scene) -> None:
    hers = (f"Your team, {EARLIER}", "1 of your 4 people heard a thank-you")
    await scene.shows("Carol looks at a week of February", "carol", "/pat digest 2026-W08", *hers)
    ours = (f"Pats on the back, {EARLIER}", "that reply should hang on the wall")
    await scene.shows("So does Bo, at the channel’s", "bo", "/pat digest 2026-W08", *ours)
    await scene.sees_nothing("… and nothing was posted", "bo", EARLIER)


async def _pictures(scene: Scene) -> None:
    await scene.clicks("Carol asks for pictures", "carol", "Show chart", "app", on="Your team, week of")
    shown = await scene.sees("They come to her, alone", "carol", "in pictures", "app")
    if shown:
        said = (WEEKS, "2 Mar: 75 %, 3 of 4 people", "Hugo: ")
        await scene.checks.that("… and say in words what they show", _pictured(shown, *said))


async def _company(scene: Scene) -> None:
    figures = ("people heard a thank-you", "No figure here is about fewer than five people")
    read = await scene.sees(
        "Maya reads the week across the company at nine in London", "maya", COMPANY, "app", *figures
    )
    if read:
        await scene.checks.that("… with a picture of eight weeks", _pictured(read, WEEKS))
        await scene.checks.that("… and nobody’s name", _nobody(read.shown))
    await scene.sees_nothing("Finn, who named her, gets none", "finn", COMPANY)


async def _unnamed(scene: Scene) -> None:
    await scene.home("Finn, asked by the works council, …", "finn", "Recognition gaps")
    none: dict[str, list[str]] = {"Names": []}
    await scene.sends("… leaves names out", "finn", "Change recognition gaps", "home", "works council", none)
    await scene.loses("Hugo’s goes from Carol’s digest", "carol", "Hugo", in_="app")
    few = "Fewer than five people: too few for a figure"
    await scene.types("/pat gaps tells her none: her people are four", "carol", "/pat gaps", "leads", few)
    await scene.sees_nothing("… not even Hugo’s", "carol", "Hugo", in_="leads")


async def _month(scene: Scene) -> None:
    mine = (REFUND, "Only you get this", "Keep it", "Share with my lead")
    await scene.sees("Ana reads her month", "ana", MONTH, "app", *mine)
    for name in ("bo", "carol", "finn"):
        await scene.sees_nothing(f"{name.capitalize()} gets none of it", name, MONTH)


async def _pictured(message: Message, *parts: str) -> None:
    spoken = "\n".join(block["alt_text"] for block in message.blocks if block["type"] == "image")
    for part in parts:
        if part not in spoken:
            raise AssertionError(f"expected “{part}” in what the pictures say, which is:\n{spoken or 'nothing'}")


async def _nobody(shown: str) -> None:
    for name in ("Ana", "Hugo", "Gita", PRIVATE, SWIFT):
        if name in shown:
            raise AssertionError(f"expected nothing of “{name}” in:\n{shown}")
