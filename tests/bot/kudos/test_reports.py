"""Reported by anyone who sees it, left or removed by an admin: who is told what, and what nobody else learns."""

from structlog.testing import capture_logs

from models.kudos import Retraction
from models.kudos.reports import KudosReport
from simulator.driver import PersonaDriver, Simulator
from tests.bot.running import Bot
from tests.models import rows

STORY = "for hanging up on the rude caller"
MENU = "kudos.more"
REPORT = "Report to the admins"
REMOVE = "Remove (admins)"
WRONG = "Not <kind> & untrue"
WHY = "We don’t laugh at callers"


async def announced(slack: Simulator) -> None:
    """Bo has given Ana a pat in #support, and both messages are out."""
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="app")
    await slack.person("carol").sees(STORY, in_="support")


async def reports(person: PersonaDriver, words: str | None = WRONG, *, in_: str = "support") -> str:
    """What the person is told in the end."""
    await person.click(MENU, in_=in_, value=REPORT)
    await person.sees_modal("Its giver is not told")
    await person.fill({"What is wrong with it?": words})
    modal = (await person.submit()).modal or {}
    await person.close()
    return str(modal["shown"])


async def removes(admin: PersonaDriver, *, in_: str = "support") -> str:
    if in_ == "support":
        await admin.click(MENU, in_=in_, value=REMOVE)
    else:
        await admin.click("Remove…", in_=in_)
    await admin.sees_modal("Every message that tells of it goes")
    await admin.fill({"Why? Its giver reads this, with your name.": WHY})
    modal = (await admin.submit()).modal or {}
    await admin.close()
    return str(modal["shown"])


async def test_a_report_reaches_the_admin_who_leaves_it_and_the_reporter_hears(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    carol, finn = slack.person("carol"), slack.person("finn")
    assert "The admins are told" in await reports(carol)
    seen = await finn.sees("reports a pat", in_="app")
    for part in ("Carol", "Ana", "Bo", STORY, WRONG):
        assert part in seen.shown
    assert "reported this pat already" in await reports(carol)
    await finn.click("Leave it", in_="app")
    await finn.sees("left it as it is", in_="app")
    assert (await carol.sees("An admin looked at the pat", in_="app")).buttons == []
    await slack.quiet()
    await slack.person("bo").sees_nothing_of("report", in_="app")
    settled = next(one for one in await finn.messages("app") if "reports a pat" in one.shown)
    assert settled.buttons == []
    assert "Leave it" not in settled.shown


async def test_a_report_needs_no_words(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    await reports(slack.person("dave"), None)
    assert "wrote" not in (await slack.person("finn").sees("reports a pat", in_="app")).shown
    assert rows.one(bot.database, KudosReport).words is None


async def test_a_form_submitted_five_times_reports_once(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    carol = slack.person("carol")
    await carol.click(MENU, in_="support", value=REPORT)
    await carol.sees_modal()
    await slack.resend(await carol.submit(), times=5)
    await slack.person("finn").sees("reports a pat", in_="app")
    await slack.quiet()
    assert await slack.ledger.count(kind="message", text="reports a pat") == 1


async def test_whoever_it_is_for_reports_it_from_their_receipt_though_nobody_else_sees_it(
    slack: Simulator, bot: Bot
) -> None:
    await announced(slack)
    ana = slack.person("ana")
    await ana.click("Change who sees it", in_="app")
    await ana.sees_modal()
    await ana.fill({"Who sees it?": "Me and my lead"})
    await ana.submit()
    await ana.close()
    await slack.ledger.reaches(1, kind="delete")
    assert "The admins are told" in await reports(ana, in_="app")
    await slack.person("finn").sees(STORY, in_="app")


async def test_reported_pats_stand_on_every_admins_home_until_one_decides(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    await reports(slack.person("carol"))
    await reports(slack.person("dave"), "Me too")
    maya = slack.person("maya")
    await maya.opens_home()
    home = await maya.sees_home("Reported")
    for part in (STORY, WRONG, "Me too"):
        assert part in home["shown"]
    await maya.click("Leave it", in_="home")
    await slack.person("carol").sees("left it as it is", in_="app")
    await slack.person("dave").sees("left it as it is", in_="app")
    await slack.ledger.called("views.publish", count=2)
    assert "Reported" not in (await maya.home() or {})["shown"]
    await slack.person("bo").opens_home()
    assert "Reported" not in (await slack.person("bo").sees_home("Pats on the back"))["shown"]


async def test_a_removal_takes_every_message_away_and_tells_the_giver_who_and_why(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    ana, bo, carol, finn = (slack.person(name) for name in ("ana", "bo", "carol", "finn"))
    await reports(carol)
    await finn.sees("reports a pat", in_="app")
    with capture_logs() as logged:
        assert "Removed." in await removes(finn, in_="app")
    await slack.ledger.reaches(2, kind="delete")
    for person in (ana, carol):
        await person.sees_nothing_of(STORY)
    told = await bo.sees("removed your pat", in_="app")
    for part in ("Finn", "Ana", WHY, STORY):
        assert part in told.shown
    assert WRONG not in told.shown
    assert "Carol" not in told.shown
    await carol.sees("An admin removed the pat", in_="app")
    await finn.sees("An admin removed it", in_="app")
    assert "no pat of yours" in (await bo.slash("/pat undo", channel="support")).told[0]
    (line,) = [one for one in logged if one["event"] == "pat removed"]
    assert set(line) == {"event", "log_level", "workspace", "kudos", "by"}
    assert STORY not in str(logged)
    assert WHY not in str(logged)


async def test_an_admin_removes_from_the_menu_with_a_reason_only(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    finn = slack.person("finn")
    await finn.click(MENU, in_="support", value=REMOVE)
    await finn.sees_modal("Remove this pat")
    await finn.fill({"Why? Its giver reads this, with your name.": "  "})
    assert "Its giver reads this" in str(((await finn.submit()).modal or {})["errors"])
    await finn.close()
    assert "Removed." in await removes(finn)
    await slack.person("bo").sees("removed your pat", in_="app")


async def test_what_was_taken_back_meanwhile_is_neither_reported_nor_removed(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    carol, finn = slack.person("carol"), slack.person("finn")
    await carol.click(MENU, in_="support", value=REPORT)
    await finn.click(MENU, in_="support", value=REMOVE)
    await carol.sees_modal()
    await finn.sees_modal()
    await finn.fill({"Why? Its giver reads this, with your name.": WHY})
    await slack.person("bo").slash("/pat undo", channel="support")
    for person in (carol, finn):
        assert "was taken back or removed" in ((await person.submit()).modal or {})["shown"]
    await slack.quiet()
    await slack.person("bo").sees_nothing_of("removed your pat", in_="app")
    assert rows.count(bot.database, KudosReport) == 0
    assert rows.one(bot.database, Retraction).reason == "undo"


async def test_a_report_of_what_is_taken_back_later_ends_with_it(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    await reports(slack.person("carol"))
    await slack.person("finn").sees("reports a pat", in_="app")
    await slack.person("bo").click(MENU, in_="support", value="Take back")
    await slack.person("carol").sees("Taken back meanwhile", in_="app")
    settled = await slack.person("finn").sees("It was taken back meanwhile", in_="app")
    assert settled.buttons == []
    assert STORY not in settled.shown


async def test_the_reporters_words_call_nobody(slack: Simulator, bot: Bot) -> None:
    await announced(slack)
    await reports(slack.person("carol"), "<!channel> <@U0BO000001> look")
    posts = await slack.ledger.reaches(1, kind="message", text="reports a pat")
    assert "<!channel>" not in str(posts)
    assert "&lt;!channel&gt;" in str(posts)
