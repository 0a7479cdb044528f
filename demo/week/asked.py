"""Wednesday afternoon: what an admin switches on, and what Ana wishes for herself."""

from datetime import timedelta

from demo import filling
from demo.clock import BEGIN
from demo.scene import Scene

COMPANY = "The week across the company"
GAPS = "Recognition gaps"
NUDGES = {"Nudges": ["Tell leads, seldom, whom to thank and for what"]}
MONTH = {"My month": ["Once a month, send me what was said about me"]}


async def play(scene: Scene) -> None:
    await scene.it_is(BEGIN + timedelta(hours=6, minutes=10))
    await scene.home("Finn’s Home says that nobody reads the week across the company", "finn", COMPANY, GAPS)
    named = ("Name its readers", "home", "Who reads it?", {"Who reads it?": ["@maya"]})
    await scene.sends("He names Maya", "finn", *named)
    nudges = ("Change recognition gaps", "home", "in working hours", NUDGES)
    await scene.sends("He switches nudges on, which are off at first", "finn", *nudges)
    await scene.checks.that("Ana wants a message once a month with what was said about her", _month(scene))


async def _month(scene: Scene) -> None:
    ana, patience = scene.person("ana"), scene.checks.patience
    await ana.slash("/pat privacy", "support")
    await ana.sees_modal("Who sees a pat that you are given", timeout=patience)
    await ana.click("Settings")
    await ana.sees_modal("Who sees the pats I am given?", timeout=patience)
    await ana.fill(MONTH)
    filling.sent(await ana.submit())
    await ana.sees_modal("Once a month you get what was said about you", timeout=patience)
    await filling.closes(ana)
