"""Thursday afternoon: every other way to give, and what its giver can still do."""

from datetime import timedelta

from demo.clock import BEGIN
from demo.scene import Scene
from demo.week.stories import CALM, CHASE, CLOSED, DESK, LATE_SHIFT, MENDED
from simulator.tallies import Message

SHORTCUT = "give_for_message"


async def play(scene: Scene) -> None:
    await scene.it_is(BEGIN + timedelta(days=1, hours=3))
    await _in_a_message(scene)
    await _by_reaction(scene)
    await _from_a_message(scene)
    await _to_a_group(scene)
    await _edited(scene)


async def _in_a_message(scene: Scene) -> None:
    await scene.says("Dave types ++ in the middle of the work", "dave", f"@maya ++ {CALM}", "general")
    await scene.sees("The pat stands in its thread", "carol", "a pat on the back from @Dave", "general", "@Maya")
    await scene.says("C++ is a language and no pat", "dave", "our C++ build is red, @hugo", "general")


async def _by_reaction(scene: Scene) -> None:
    said = await scene.says("Maya tells what she did", "maya", CHASE, "general")
    if said:
        await scene.reacts("Finn reacts with 👏: a pat for Maya", "finn", "clap", said)
        await scene.sees(
            "It stands in the thread, with nothing typed", "carol", "a pat on the back from @Finn", "general"
        )


async def _from_a_message(scene: Scene) -> None:
    said = await scene.says("Kim tells what she did", "kim", CLOSED, "returns")
    if said:
        await scene.checks.that("Dave has just seen it: shortcut, and the form is filled in", _shortcut(scene, said))
        await scene.sees("The pat links to Kim’s message", "ines", "for this message", "returns", CLOSED, "@Kim")


async def _shortcut(scene: Scene, said: Message) -> None:
    dave = scene.person("dave")
    await dave.shortcut(SHORTCUT, on=said)
    form = await dave.sees_modal("What did they decide?", timeout=scene.checks.patience)
    if form["values"]["What did they decide?"] != CLOSED:
        raise AssertionError(f"expected the message’s words in the form, but: {form['values']}")
    await dave.submit()


async def _to_a_group(scene: Scene) -> None:
    typed = f"/pat @returns-team for {LATE_SHIFT}"
    await scene.types("Finn thanks a whole user group", "finn", typed, "returns", "stored and will be posted")
    names = ("@Inés", "@Jon", "@Kim", "@Leo")
    await scene.sees("Each of them is named", "carol", LATE_SHIFT, "returns", *names)
    two = f"/pat @ana for {DESK}, @bo for {MENDED}"
    both = [f"<@{scene.person(name).id}> is stored" for name in ("ana", "bo")]
    await scene.types("Two people, each with a reason of their own", "gita", two, "support", *both)


async def _edited(scene: Scene) -> None:
    await scene.checks.that("Gita edits the first: the form holds what it said", _edit(scene))
    await scene.sees("Everyone reads the new words", "carol", f"{DESK}, twice", "support", "edited")


async def _edit(scene: Scene) -> None:
    gita = scene.person("gita")
    await gita.click("Edit 1", "support")
    await gita.sees_modal(timeout=scene.checks.patience)
    form = await gita.modal()
    field = next(name for name, value in (form or {"values": {}})["values"].items() if value and DESK in str(value))
    await gita.fill({field: f"{DESK}, twice"})
    await gita.submit()
