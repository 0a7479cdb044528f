"""Training signals and the line from leadership: who reads them, who sets what stands beside them."""

from functools import partial
from uuid import UUID

from models.improving import training
from models.improving.leadership import LeadershipLine
from models.improving.training import TrainingSignal
from models.limits import categories
from simulator.driver import PersonaDriver, Simulator
from tests.bot.improving.test_causes import begins
from tests.bot.running import Bot
from tests.models import rows

LINE = "Deliveries <on time> & in one piece"
LINK = "https://wiki.example.com/refunds?a=1&b=2"


async def signalled(slack: Simulator, bot: Bot) -> None:
    """Five people heard a thought on refunds, by last midnight."""
    await begins(slack, bot)
    add = partial(categories.add, name="Refunds & gifts", actor=slack.person("finn").id)
    added = await bot.database.run(add, workspace_id=bot.workspace_id, now=bot.now())
    at = bot.now().replace(hour=0, minute=0, second=0, microsecond=0)
    row = TrainingSignal(
        workspace_id=bot.workspace_id, category_id=UUID(added["category"]), people=training.STEP, at=at
    )
    await bot.database.run(lambda session: session.add(row))
    await bot.database.run(training.sweep, workspace_id=bot.workspace_id, now=bot.now())


async def chooses_training(admin: PersonaDriver, link: str) -> str:
    await admin.opens_home()
    await admin.sees_home("Worth explaining")
    await admin.click("Attach training to a subject…", in_="home", value="Refunds & gifts")
    await admin.sees_modal("Link to what there is to learn")
    await admin.fill({"Link to what there is to learn": link})
    modal = (await admin.submit()).modal or {}
    await admin.close()
    return str(modal.get("errors") or modal.get("shown"))


async def test_leads_read_a_subject_and_a_count_and_the_link_that_an_admin_attaches(
    slack: Simulator, either: Bot
) -> None:
    await signalled(slack, either)
    carol, dave, finn, ana = (slack.person(name) for name in ("carol", "dave", "finn", "ana"))
    for lead in (carol, dave):
        seen = await lead.sees("*Refunds & gifts*: five people or more heard a thought on it", in_="app")
        assert "Attach a link…" not in seen.buttons
        assert "What there is to learn" not in seen.shown
    assert "begins with https://" in await chooses_training(finn, "javascript:alert(1)")
    assert "Saved" in await chooses_training(finn, LINK)
    for lead in (carol, dave):
        await lead.sees("What there is to learn", in_="app")
    await carol.opens_home()
    assert LINK.replace("&", "&amp;") in str((await carol.sees_home("Worth explaining"))["blocks"])
    await ana.opens_home()
    await ana.sees_home("Pats on the back")
    await slack.quiet()
    await ana.sees_nothing_of("Refunds & gifts")


async def test_whoever_signed_sets_a_line_after_they_have_seen_it(slack: Simulator, either: Bot) -> None:
    await begins(slack, either)
    maya = slack.person("maya")
    await maya.opens_home()
    await maya.sees_home("There is none for this week")
    await maya.click("Set the line", in_="home")
    await maya.sees_modal("One line to everyone")
    await maya.fill({"The line": LINE})
    previewed = (await maya.submit()).modal or {}
    assert "It will read:" in previewed["shown"]
    assert rows.count(either.database, LeadershipLine) == 0
    assert "Set. It stands in the digests" in ((await maya.submit()).modal or {})["shown"]
    await maya.close()
    home = await maya.sees_home("This week, from")
    assert LINE in home["shown"]
    assert "Maya" in home["shown"]
    await maya.click("Set the line", in_="home")
    await maya.sees_modal("One line to everyone")
    await maya.fill({"The line": ""})
    assert "Taken away" in ((await maya.submit()).modal or {})["shown"]
    await maya.sees_home("There is none for this week")


async def test_a_line_can_wait_for_next_week(slack: Simulator, either: Bot) -> None:
    await begins(slack, either)
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("There is none for this week")
    await finn.click("Set the line", in_="home")
    form = await finn.sees_modal("One line to everyone")
    (later,) = [line for line in str(form["blocks"]).split("'") if line.startswith("Next week, from")][:1]
    await finn.fill({"The line": LINE, "For": later})
    await finn.submit()
    assert "Set." in ((await finn.submit()).modal or {})["shown"]
    row = rows.one(either.database, LeadershipLine)
    assert row.week.weekday() == 0
    assert 0 < (row.week - either.now().date()).days <= 7


async def test_nobody_else_is_offered_the_line(slack: Simulator, either: Bot) -> None:
    await begins(slack, either)
    for name in ("ana", "carol", "dave"):
        person = slack.person(name)
        await person.opens_home()
        assert "line from leadership" not in (await person.sees_home("Pats on the back"))["shown"]
