"""Wednesday afternoon: the pledge is signed, limits are set, and Ana logs what she decided, a little afraid."""

from datetime import timedelta

from demo import promise
from demo.clock import BEGIN
from demo.scene import Scene
from demo.week.stories import AFRAID, CAUSE, KIND, LATE

ABOVE = "above the usual €50: maybe the limit should move"
PROMISED = "will not cost you your job or your money"
REFUNDS = "Refunds (up to €50 is yours)"


async def play(scene: Scene) -> None:
    await scene.it_is(BEGIN + timedelta(hours=6, minutes=20))
    await _pledge(scene)
    await _limits(scene)
    await _decision(scene)


async def _pledge(scene: Scene) -> None:
    off = ("Nobody has signed the pledge here yet", LATE)
    await scene.types("Before anyone has signed, nothing is stored", "ana", f"/pat decision {LATE}", "support", *off)
    that, slack = scene.checks.that, scene.slack
    await that("Maya writes the pledge down, for Finn to sign", promise.written(slack))
    await that("Finn, head of operations, signs it", promise.signed(slack))
    await that("Carol and Dave, the leads, stand by it", promise.co_signed(slack))
    own = (PROMISED, "Finn", "Co-signed by", "your lead")
    await scene.types("Ana reads who signed, and that Carol did, too", "ana", "/pat pledge", "support")
    await scene.sees("… her lead by name", "ana", PROMISED, "support", *own)


async def _limits(scene: Scene) -> None:
    await scene.checks.that("Carol and Dave take the starter limits", promise.limited(scene.slack))
    line = ("Refunds: up to €50 are yours", "It came late")
    await scene.types("Ana looks one up while a customer waits", "ana", "/pat limits refunds", "support", *line)


async def _decision(scene: Scene) -> None:
    form = {
        "What happened?": LATE,
        "What did you decide?": AFRAID,
        "What did the customer say?": KIND,
        "What is it about?": REFUNDS,
        "What did it cost?": "€62",
        "What keeps causing it?": CAUSE,
    }
    await scene.submits("Ana logs a decision above it", "ana", "/pat decision", "support", form)
    covered = (PROMISED, "Head of operations", "Co-signed by @Carol", ABOVE, "@Carol answers by Friday")
    await scene.sees("She reads that she is covered, by whom, and who answers", "ana", "Logged.", "app", *covered)
    asked = (LATE, AFRAID, KIND, ABOVE, "the pledge that you co-signed")
    await scene.sees("Carol is asked, and nobody else", "carol", "@Ana decided something", "app", *asked)
    for name in ("bo", "dave", "finn", "maya"):
        await scene.sees_nothing(f"… nothing of it for {name.capitalize()}", name, LATE, AFRAID)
