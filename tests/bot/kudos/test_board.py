"""The giving board as people see it; who is on it is in tests/models/kudos/test_board.py."""

from sqlalchemy.orm import Session

from models.workspace import policies
from models.workspace.policies import Policy
from simulator.driver import Simulator
from tests.bot.running import Bot


async def turn_on(bot: Bot) -> None:
    def act(session: Session) -> None:
        policy = Policy(board=True)
        policies.save(session, workspace_id=bot.workspace_id, policy=policy, by_id=None, now=bot.now())

    await bot.database.run(act)


async def test_where_there_is_none_it_says_who_can_turn_it_on(slack: Simulator, bot: Bot) -> None:
    ana = slack.person("ana")
    told = (await ana.slash("/pat board", channel="support")).told[0]
    assert "no giving board here" in told
    assert f"<@{slack.person('finn').id}>" in told
    await ana.opens_home()
    assert "Giving board" not in (await ana.sees_home("Pats on the back"))["shown"]


async def test_it_counts_givers_and_says_what_is_counted(slack: Simulator, bot: Bot) -> None:
    await turn_on(bot)
    ana, bo = slack.person("ana"), slack.person("bo")
    assert "Nobody has given a pat" in (await ana.slash("/pat board", channel="support")).told[0]
    for deed in ("the refund", "the night shift"):
        await bo.slash(f"/pat @ana for {deed}", channel="support")
    await slack.person("carol").slash("/pat @ana for the refund", channel="support")
    reply = await ana.slash("/pat board", channel="support")
    assert f"1. <@{bo.id}>: 2 pats\n2. <@{slack.person('carol').id}>: 1 pat" in reply.told[0]
    assert f"<@{ana.id}>" not in reply.told[0]
    await bo.slash("/pat undo", channel="support")
    assert f"<@{bo.id}>: 1 pat\n" in (await ana.slash("/pat board", channel="support")).told[0]


async def test_home_has_the_first_three_and_the_rest_behind_a_button(slack: Simulator, bot: Bot) -> None:
    await turn_on(bot)
    for giver, times in (("bo", 4), ("carol", 3), ("dave", 2), ("ana", 1)):
        for n in range(times):
            await slack.person(giver).slash(f"/pat @hugo for deed {n}", channel="support")
    ana = slack.person("ana")
    await ana.opens_home()
    shown = str((await ana.sees_home("Giving board"))["shown"])
    assert "3. @Dave: 2 pats\n_and you: 4th with 1 (only you see this line)_" in shown
    await ana.click("The whole board", in_="home")
    await ana.sees_modal("4. @Ana: 1 pat")
    modal = await ana.sees_modal("The month is that of")
    assert "less those taken back" in modal["shown"]
