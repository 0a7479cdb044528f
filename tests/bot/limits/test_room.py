"""Asking for more room: the criteria and one's own record first, then a yes that becomes a version, or a no and why."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.answers import Because, leaving
from models.limits import Category, Limit, asking, granting
from models.limits.asking import RoomRequest
from models.money import Money
from models.people import members, reporting
from simulator.driver import PersonaDriver, Simulator
from tests.bot.clocks import move_clocks
from tests.bot.conftest import home_without, loses
from tests.bot.decisions.decided import decides, pledged
from tests.bot.limits.test_limits import led, sets, told
from tests.bot.running import Bot
from tests.models import rows

HOW_MUCH = "Up to how much would you like to decide?"
WHY = "Half of the late parcels cost <a little> more & I know it"
ALL = "Those who report to Carol"


async def begins(slack: Simulator, bot: Bot, amount: str = "50") -> None:
    """The pledge is signed; Carol leads Ana and Bo, whose refunds go up to an amount."""
    await pledged(bot, slack.person("finn"))
    await led(slack, bot)
    await sets(slack.person("carol"), amount=amount, conditions="It came late", ask="@dave", ask_amount="250")
    await slack.person("carol").close(everything=True)


async def opens(person: PersonaDriver) -> None:
    await person.opens_home()
    await person.sees_home("Refunds: up to €50 are yours")
    await person.click("kudos.more.limithome0", in_="home", value="Ask for more room")


async def asks(person: PersonaDriver, *, announce: bool = False, **values: Any) -> dict[str, Any]:
    """What is shown in the end."""
    await opens(person)
    await person.sees_modal("When more room is given here")
    box = {"room_announce": ["My team may hear of it"]} if announce else {}
    filled = {"room_amount": "€100", "room_words": WHY, **{f"room_{k}": v for k, v in values.items()}, **box}
    await person.fill(filled)
    return (await person.submit()).modal or {}


async def answers(lead: PersonaDriver, button: str, text: str, **values: Any) -> dict[str, Any]:
    """The lead's form, sent."""
    await lead.click(button, in_="app")
    await lead.sees_modal(text)
    await lead.fill({f"room_{name}": value for name, value in values.items()})
    return (await lead.submit()).modal or {}


async def test_the_record_is_seen_before_it_is_sent_and_by_the_lead_and_nobody_else(
    slack: Simulator, either: Bot
) -> None:
    await begins(slack, either)
    ana, carol = slack.person("ana"), slack.person("carol")
    category = rows.one(either.database, Category).id
    for minor in (2000, 3000, 4800):
        await decides(either, ana, amount=Money(minor, "EUR"), category_id=category)
    await decides(either, ana, amount=Money(900, "USD"), category_id=category)
    await decides(either, ana, amount=Money(99900, "EUR"))
    await opens(ana)
    form = await ana.sees_modal("When more room is given here")
    record = "4 decisions in the last 90 days, 0 answered; the largest €48, half of them up to €30; 1 in another"
    assert record in form["shown"]
    assert "Carol sees this, with the record above" in form["shown"]
    await ana.fill({"room_amount": "€100", "room_words": WHY})
    assert "Nobody else sees it" in str((await ana.submit()).modal)
    head = "*@Ana asks for more room: Refunds.* They have up to €50 and ask for *up to €100*"
    seen = await carol.sees(head, in_="app")
    for part in (record, WHY, "When more room is given here"):
        assert part in seen.shown
    for other in ("bo", "dave", "finn", "maya"):
        await slack.person(other).sees_nothing_of("a little")


async def test_home_shows_a_lead_what_waits_for_their_yes(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    carol, dave = slack.person("carol"), slack.person("dave")
    await asks(slack.person("ana"))
    for lead in (dave, carol):
        await lead.opens_home()
    await carol.sees_home("More room to decide")
    assert "asks for more room" not in str(await dave.home())
    await carol.click("Yes…", in_="home")
    await carol.sees_modal("For whom?")
    await carol.fill({"room_amount": "90"})
    assert "Saved" in ((await carol.submit()).modal or {})["shown"]
    await carol.close(everything=True)
    await carol.opens_home()
    assert "Limits you set" in await home_without(carol, "More room to decide")


async def test_a_yes_becomes_a_version_of_their_own_with_the_leads_name(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    ana, carol, bo = slack.person("ana"), slack.person("carol"), slack.person("bo")
    await asks(ana)
    await carol.sees("asks for more room", in_="app")
    assert "Saved" in (await answers(carol, "Yes…", "For whom?", amount="90"))["shown"]
    seen = await ana.sees("@Carol said yes: more room, for you.", in_="app")
    assert "up to €90 are yours.* It came late. To €250 ask @Dave." in seen.shown
    assert (await carol.sees("✓ @Carol said yes", in_="app")).buttons == []
    assert "up to €90" in (await ana.slash("/pat limits refunds")).told[0]
    assert "up to €50" in (await bo.slash("/pat limits refunds")).told[0]
    await told(bot, slack)
    await bo.sees_nothing_of("more room", in_="app", after=2)
    await ana.sees_nothing_of("@Ana more room", in_="app")


async def test_a_yes_is_told_to_the_team_if_the_person_agreed(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    ana, carol, bo = slack.person("ana"), slack.person("carol"), slack.person("bo")
    await told(bot, slack)
    await bo.sees("up to €50 are yours", in_="app")
    await asks(ana, announce=True)
    await carol.sees("asks for more room", in_="app")
    await answers(carol, "Yes…", "For whom?")
    await ana.sees("said yes", in_="app")
    await move_clocks(slack, bot, timedelta(hours=24))
    seen = await bo.sees("@Carol gave *@Ana more room* for Refunds: up to €100 are theirs", in_="app")
    assert WHY not in seen.shown
    await ana.sees_nothing_of("gave *@Ana more room*", in_="app")


async def test_a_yes_for_all_raises_it_for_everyone_who_reports_there(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    ana, carol, bo = slack.person("ana"), slack.person("carol"), slack.person("bo")
    await asks(ana)
    await carol.sees("asks for more room", in_="app")
    await answers(carol, "Yes…", "For whom?", scope=ALL)
    await ana.sees("more room, for all your team", in_="app")
    await told(bot, slack)
    assert "Until now up to €50" in (await bo.sees("up to €100 are yours", in_="app")).shown
    assert [one.scope[:5] for one in rows.all_of(bot.database, Limit)] == ["lead:", "lead:"]


async def test_a_no_needs_a_reason_and_brings_it(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    ana, carol = slack.person("ana"), slack.person("carol")
    await asks(ana)
    await carol.sees("asks for more room", in_="app")
    refused = await answers(carol, "Not now…", "Why not now", reason="   ")
    assert refused["errors"]
    assert rows.one(bot.database, RoomRequest).resolution is None
    await carol.fill({"room_reason": "Three more together first <soon> & gladly"})
    assert "Sent, with your reason" in str((await carol.submit()).modal)
    seen = await ana.sees("@Carol says: not now", in_="app")
    assert "Three more together first <soon> & gladly" in seen.shown
    await carol.sees("said not now, with a reason", in_="app")
    assert rows.count(bot.database, Limit) == 1
    assert "Asked." in (await asks(ana))["shown"], "they can ask again"


async def test_what_cannot_be_asked_is_said_under_its_field(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    ana = slack.person("ana")
    assert "So much is yours already" in str((await asks(ana, amount="€50"))["errors"])
    for amount, said in (("a lot", "I can’t read"), ("-3", "leave the minus out"), ("$90", "I don’t convert")):
        await ana.fill({"room_amount": amount})
        assert said in str((await ana.submit()).modal)
    await ana.fill({"room_amount": "", "room_words": ""})
    assert "Say what you would like" in str((await ana.submit()).modal)
    await ana.fill({"room_amount": "70"})
    assert "Asked." in str((await ana.submit()).modal)
    await ana.close(everything=True)
    assert "it waits. Nothing was sent twice" in (await asks(ana))["shown"]
    assert rows.count(bot.database, RoomRequest) == 1


async def test_whoever_asked_takes_it_back_and_a_later_yes_changes_nothing(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    ana, carol = slack.person("ana"), slack.person("carol")
    await asks(ana)
    await ana.close(everything=True)
    await carol.sees("asks for more room", in_="app")
    await carol.click("Yes…", in_="app")
    await carol.sees_modal("For whom?")
    await ana.sees_home("You asked @Carol for up to €100: Refunds")
    await ana.click("Take it back", in_="home")
    await loses(carol, "asks for more room", "app")
    assert "was taken back" in str((await carol.submit()).modal)
    assert rows.count(bot.database, Limit) == 1
    assert rows.one(bot.database, RoomRequest).resolution == asking.WITHDRAWN


async def test_a_request_moves_on_when_its_lead_leaves(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    ana, carol, dave = slack.person("ana"), slack.person("carol"), slack.person("dave")
    await asks(ana)
    await carol.sees("asks for more room", in_="app")

    def moved(session: Session) -> None:
        found = {n: members.by_slack_user(session, bot.workspace_id, slack.person(n).id) for n in ("ana", "dave")}
        assert found["ana"]
        assert found["dave"]
        who = {"member_id": found["ana"].id, "lead_id": found["dave"].id}
        reporting.set_lead(session, workspace_id=bot.workspace_id, **who, now=bot.now())

    await bot.database.run(moved)
    assert await bot.database.run(granting.hand_on, workspace_id=bot.workspace_id, now=bot.now()) == 1
    assert await bot.database.run(granting.hand_on, workspace_id=bot.workspace_id, now=bot.now()) == 0
    seen = await dave.sees("asks for more room", in_="app")
    assert WHY in seen.shown
    told_ = await carol.sees("request for more room is answered by @Dave now", in_="app")
    assert WHY not in told_.shown
    assert told_.buttons == []
    await ana.opens_home()
    await ana.sees_home("You asked @Dave for up to €100")


async def goes_away(bot: Bot, person: PersonaDriver, stand_in: PersonaDriver | None = None) -> None:
    of: dict[str, Any] = {"workspace_id": bot.workspace_id, "actor": person.id, "now": bot.now()}
    until: dict[str, Any] = {"back_on": bot.now().date() + timedelta(days=9), "stand_in": stand_in and stand_in.id}
    assert (await bot.database.run(lambda session: leaving.go(session, **of, **until)))["code"] == "away"


async def test_a_lead_who_is_away_is_not_waited_for_and_everyone_reads_so(slack: Simulator, either: Bot) -> None:
    await begins(slack, either)
    ana, carol, dave = slack.person("ana"), slack.person("carol"), slack.person("dave")
    await goes_away(either, carol, dave)
    await opens(ana)
    form = await ana.sees_modal("When more room is given here")
    assert "Dave, in place of @Carol, who is away, sees this, with the record above" in form["shown"]
    await ana.fill({"room_amount": "€100", "room_words": WHY})
    assert "Dave, in place of @Carol, who is away, reads your request" in str((await ana.submit()).modal)
    seen = await dave.sees("asks for more room", in_="app", timeout=15)
    assert "@Carol was away, so it came to you." in seen.shown
    await carol.sees_nothing_of("asks for more room")
    await ana.sees_home("You asked @Dave for up to €100")
    await ana.sees_home("@Carol was away.")
    back: dict[str, Any] = {"workspace_id": either.workspace_id, "actor": carol.id, "now": either.now()}
    await either.database.run(lambda session: leaving.come_back(session, **back))
    assert await either.database.run(granting.hand_on, workspace_id=either.workspace_id, now=either.now()) == 0
    await answers(dave, "Yes…", "For whom?", amount="100")
    await ana.sees("Dave said yes: more room", in_="app")


async def test_what_waits_for_a_lead_who_goes_away_goes_to_whoever_stands_in(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    ana, carol, dave = slack.person("ana"), slack.person("carol"), slack.person("dave")
    await asks(ana)
    await carol.sees("asks for more room", in_="app")
    await goes_away(bot, carol, dave)
    assert await bot.database.run(granting.hand_on, workspace_id=bot.workspace_id, now=bot.now()) == 1
    await dave.sees("@Carol was away, so it came to you.", in_="app")
    told_ = await carol.sees("request for more room is answered by @Dave now", in_="app")
    assert told_.buttons == []
    await goes_away(bot, dave)
    await bot.database.run(granting.hand_on, workspace_id=bot.workspace_id, now=bot.now())
    request = rows.one(bot.database, RoomRequest)
    assert request.because == Because.LAST_RESORT


async def test_only_the_one_who_answers_can_and_only_the_one_who_asked_takes_it_back(
    slack: Simulator, bot: Bot
) -> None:
    await begins(slack, bot)
    await asks(slack.person("ana"))
    request = rows.one(bot.database, RoomRequest)
    about: dict[str, Any] = {"workspace_id": bot.workspace_id, "request_id": request.id, "now": bot.now()}
    yes: dict[str, Any] = {"scope": f"member:{request.member_id}", "amount": Money(9000, "EUR"), "conditions": None}
    for name in ("ana", "bo", "dave", "eve", "finn"):
        who = slack.person(name).id
        assert (await bot.database.run(granting.say_yes, **about, **yes, actor=who))["code"] == "not_yours"
        assert (await bot.database.run(granting.say_no, **about, reason="No", actor=who))["code"] == "not_yours"
    for name in ("bo", "carol", "finn"):
        assert (await bot.database.run(asking.withdraw, **about, actor=slack.person(name).id))["code"] == "not_yours"
    carol = slack.person("carol").id
    for scope in ("all", f"member:{rows.one(bot.database, Category).id}", "team:", "lead:x"):
        forged = {**yes, "scope": scope}
        assert (await bot.database.run(granting.say_yes, **about, **forged, actor=carol))["code"] == "not_yours"
    assert rows.one(bot.database, RoomRequest).resolution is None
    assert rows.count(bot.database, Limit) == 1


async def test_a_form_sent_five_times_asks_and_answers_once(slack: Simulator, bot: Bot) -> None:
    await begins(slack, bot)
    ana, carol = slack.person("ana"), slack.person("carol")
    await opens(ana)
    await ana.sees_modal("When more room")
    await ana.fill({"room_amount": "100"})
    await slack.resend(await ana.submit(), times=5)
    await carol.sees("asks for more room", in_="app")
    await carol.click("Yes…", in_="app")
    await carol.sees_modal("For whom?")
    await slack.resend(await carol.submit(), times=5)
    await ana.sees("said yes", in_="app")
    await slack.quiet()
    assert rows.count(bot.database, RoomRequest) == 1
    assert rows.count(bot.database, Limit) == 2
    assert sum("said yes" in one.shown for one in await ana.messages("app")) == 1
