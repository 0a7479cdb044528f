"""Whom recognition does not reach: a nudge on Thursday; on Friday the lead's report, and what can be done from it."""

from datetime import timedelta

from demo import filling
from demo.clock import BEGIN
from demo.scene import Scene
from demo.week.stories import FORM, TAXI
from simulator.tallies import Message

NUDGE, NOBODY_YET = "Nobody has thanked @Leo for about 5 weeks", "nobody has thanked them yet"
REPORT = "3 of your 4 people heard a thank-you"
BACK = "Their first day back"
DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"]


async def nudges(scene: Scene) -> None:
    await scene.it_is(BEGIN + timedelta(days=1, hours=1))
    told = ("@Jon thanked @Leo", FORM, "Only you see this")
    await scene.sees(
        "Dave is told whom nobody has thanked for weeks, and for what he could", "dave", NUDGE, "app", *told
    )
    await scene.clicks("He adds his pat to Jon’s of January", "dave", "Add my pat", "app", on=NUDGE)
    await scene.sees("… and reads that he has", "dave", "You joined in.", "app")
    new = ("@Hugo has been here for three weeks or more", "No more of these")
    await scene.sees("Carol is told that nobody has thanked Hugo, who is new", "carol", NOBODY_YET, "app", *new)
    await scene.sees_nothing("Nobody else is", "bo", NOBODY_YET, NUDGE)


async def play(scene: Scene) -> None:
    await _gaps(scene)
    await _away(scene)
    await _explained(scene)
    await _week(scene)


async def _gaps(scene: Scene) -> None:
    await scene.types("Carol, their lead, asks for gaps", "carol", "/pat gaps", "support", REPORT)
    named = ("Three people to look out for", "@Hugo", "new here", "Nothing real to suggest")
    await scene.sees("Hugo, whom nobody has thanked yet, is on her list", "carol", REPORT, "support", *named)
    waits = ("peers yes, you not for about 6 weeks", "Their decision of Wednesday waits for your answer")
    await scene.sees("So is Ana, with her decision that waits", "carol", REPORT, "support", *waits)
    await scene.sees(
        "… and Bo, whom Carol last thanked in January", "carol", REPORT, "support", "not for about 8 weeks"
    )
    await scene.opens("She opens Bo’s decision from there", "carol", "Answer Bo", "support", TAXI, on=REPORT)
    await scene.sees_nothing("Nobody else in #support sees her list", "bo", REPORT)
    await scene.types("Ana, who leads nobody, gets no list", "ana", "/pat gaps", "support", "Gaps are for leads")
    await scene.sees("Yesterday’s nudge came once", "carol", NOBODY_YET, "app")
    await scene.count("… and no more", 1, text=f"Somebody to thank: <@{scene.person('hugo').id}>")


async def _away(scene: Scene) -> None:
    report = await scene.sees("Beside each there is a menu", "carol", REPORT, "support")
    if report:
        await scene.checks.that("Carol says until when Hugo is away; no reason is asked for", _until(scene, report))
    told = ("set you as away until", "no figure counts", "No reason was asked for")
    await scene.sees("Hugo is told, by whom and until when", "hugo", "@Carol set you as away", "app", *told)
    await scene.types("He isn’t counted", "carol", "/pat gaps", "support", "3 of your 3 people heard a thank-you")
    await scene.clicks("He is here, and says so", "hugo", "I’m here", "app", on="@Carol set you as away")
    await scene.sees("He counts again", "hugo", "you count as here", "app")


async def _until(scene: Scene, report: Message) -> None:
    carol, patience = scene.person("carol"), scene.checks.patience
    menu = filling.menu_below(report, scene.person("hugo").id)
    day = {BACK: (BEGIN + timedelta(days=12)).date().isoformat()}
    said = await filling.sends(carol, menu, report, BACK, day, timeout=patience, choice="Away until…")
    if "They are told" not in said:
        raise AssertionError(f"expected Carol to read that Hugo is told, but: {said}")


async def _explained(scene: Scene) -> None:
    hers = ("How fair is it?", "Yours:", "Gini", REPORT)
    await scene.shows("/pat fairness explains each figure to Carol, with hers", "carol", "/pat fairness", *hers[1:])
    mine = ("@Carol can see on which day", "They can’t see a pat that you keep to yourself")
    await scene.shows("… and tells Ana what her lead can see of her, and can’t", "ana", "/pat fairness", *mine)


async def _week(scene: Scene) -> None:
    await scene.home("Dave’s people work from Monday to Friday", "dave", "Your week")
    days = ("Your people’s week…", "home", "Which days are worked?", {"Which days are worked?": DAYS})
    await scene.sends("He says: from Sunday to Thursday", "dave", *days)
    await scene.home("Jon reads that on his Home", "jon", "You work Sunday to Thursday")
