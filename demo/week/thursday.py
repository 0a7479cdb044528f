"""Thursday: what can't be given, what is taken back, and what others do with a pat."""

from datetime import timedelta

from demo.clock import BEGIN
from demo.scene import Scene
from demo.week.stories import PRIVATE, REFUND, TAKEN_BACK

MINE, ROTA, GONE = "my own good work", "posting the rota so nicely", "all the years"


async def play(scene: Scene) -> None:
    await scene.it_is(BEGIN + timedelta(days=1))
    await _refused(scene)
    await _taken_back(scene)
    await _answered(scene)


async def _refused(scene: Scene) -> None:
    none = "Nothing was posted"
    own, bot, left = "can’t pat your own back", "is a bot", "has left"
    await scene.types("Jon can’t pat himself; his words are kept", "jon", f"/pat @jon for {MINE}", "returns", own, MINE)
    await scene.types("Rotabot gets none", "ana", f"/pat @rotabot for {ROTA}", "general", bot, none, ROTA)
    await scene.types("Nils, who has left, gets none", "ana", f"/pat @nils for {GONE}", "support", left, none, GONE)
    await scene.types("A pat for nobody says how to begin", "ana", "/pat for the weekend", "support", "Whom is it for?")
    await scene.count("Slack was sent none of these", 0, text=MINE)
    await scene.sees_nothing("Inés, in #returns, sees nothing of Jon’s", "ines", MINE)


async def _taken_back(scene: Scene) -> None:
    await scene.types("Leo pats Jon by mistake", "leo", f"/pat @jon for {TAKEN_BACK}", "returns", "stored")
    await scene.sees("Kim sees it in #returns", "kim", TAKEN_BACK, "returns")
    await scene.sees("Jon was told", "jon", TAKEN_BACK, "app")
    await scene.types("Leo takes it back", "leo", "/pat undo", "returns", "Taken back")
    await scene.loses("Kim sees nothing of it any more", "kim", TAKEN_BACK)
    await scene.loses("Jon neither", "jon", TAKEN_BACK)


async def _answered(scene: Scene) -> None:
    await scene.clicks("Gita adds her pat to Ana’s", "gita", "Add my pat", "support", on=REFUND)
    await scene.sees("Everyone in #support sees that she joined in", "carol", "@Gita joined in", "support", REFUND)
    await scene.clicks("Ana says thanks", "ana", "Say thanks", "app", on=REFUND)
    await scene.sees("Bo hears Ana’s thanks", "bo", "says thank you", "app", "@Ana", REFUND)
    await scene.sees("Bo’s second pat of an hour came later", "bo", PRIVATE, "app", "@Ana gave you a pat")
