"""`/pat gaps` as a lead reads it, what lies behind its buttons, and away until, said by a lead."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from models.answers import absences, leaving, said_by_lead
from models.gaps import rules
from models.gaps.rules import GapRules
from models.people import members, offline, reporting, teams
from models.people.teams import Role
from simulator.driver import PersonaDriver, Simulator
from tests.bot.clocks import move_clocks
from tests.bot.decisions.decided import decides, pledged
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"
FIRST_DAY = "Their first day back"


@pytest.fixture
async def led(slack: Simulator, either: Bot) -> Bot:
    """Ana and Bo report to Carol; all live in London. Kudos are counted since weeks ago."""
    names = ("ana", "bo", "carol", "dave")

    def settle(session: Session) -> None:
        found = members.by_slack_id(session, either.workspace_id, [slack.person(one).id for one in names])
        for one in found.values():
            one.zone = "Europe/London"
        lead = found[slack.person("carol").id].id
        for report in ("ana", "bo"):
            who = {"member_id": found[slack.person(report).id].id, "lead_id": lead}
            reporting.set_lead(session, workspace_id=either.workspace_id, **who, now=either.now())

    await either.database.run(settle)
    return either


async def gaps(person: PersonaDriver, words: str = "") -> str:
    await person.slash(f"/pat gaps {words}".strip(), channel="support")
    return next(one.shown for one in reversed(await person.messages("support")) if one.ephemeral)


async def leads_a_team(slack: Simulator, bot: Bot, lead: str, name: str, *people: str) -> None:
    def settle(session: Session) -> None:
        ids = [slack.person(one).id for one in (lead, *people)]
        found = members.by_slack_id(session, bot.workspace_id, ids)
        team = teams.create(session, workspace_id=bot.workspace_id, name=name, now=bot.now())
        roles = {found[one].id: Role.MEMBER for one in ids[1:]} | {found[ids[0]].id: Role.LEAD}
        teams.set_members(session, workspace_id=bot.workspace_id, team_id=team.id, roles=roles, now=bot.now())

    await bot.database.run(settle)


async def away(bot: Bot, slack: Simulator, name: str) -> date | None:
    """Until when this person is away."""

    def read(session: Session) -> date | None:
        member = members.by_slack_user(session, bot.workspace_id, slack.person(name).id)
        assert member
        found = absences.away_at(session, bot.workspace_id, bot.now()).get(member.id)
        return found.back_on if found else None

    return await bot.database.read(read)


async def sends_away(lead: PersonaDriver, who: str, until: date) -> Any:
    """From the list of everyone. Returns what the form has against it."""
    await gaps(lead)
    await lead.click("Everyone", in_="support")
    page = await lead.sees_modal("Only you see this.")
    lines = [one for one in page["blocks"] if one["type"] == "section"]
    place = next(n for n, one in enumerate(lines) if who in str(one))
    await lead.click(f"kudos.more.{place}", value="Away until…")
    await lead.sees_modal(FIRST_DAY)
    await lead.fill({FIRST_DAY: until.isoformat()})
    return (await lead.submit()).modal


async def test_a_lead_reads_how_many_heard_a_thank_you_and_others_read_that_it_is_for_leads(
    slack: Simulator, led: Bot
) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    told = await gaps(slack.person("carol"))
    assert "1 of your 2 people heard a thank-you in the last 7 working days." in told
    assert "Only you see this." in told
    assert "Gaps are for leads" in await gaps(slack.person("ana"))
    assert "Gaps are for leads" in await gaps(slack.person("finn"))


async def test_a_lead_without_people_is_asked_who_they_are(slack: Simulator, led: Bot) -> None:
    def name(session: Session) -> None:
        dave = members.by_slack_user(session, led.workspace_id, slack.person("dave").id)
        assert dave
        dave.is_named_lead = True

    await led.database.run(name)
    assert "Nobody is in your team yet" in await gaps(slack.person("dave"))
    await slack.person("dave").click("Who is in your team?", in_="support")
    await slack.person("dave").sees_modal("Who reports to you?")


async def test_everyone_is_behind_a_button_and_not_in_the_message(slack: Simulator, led: Bot) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    carol = slack.person("carol")
    assert "last thanked" not in await gaps(carol)
    await carol.click("Everyone", in_="support")
    page = await carol.sees_modal("last thanked")
    assert "@Ana: last thanked" in page["shown"]
    assert "@Bo: not thanked yet" in page["shown"]


async def test_where_it_comes_from_and_how_it_is_counted_are_behind_buttons(slack: Simulator, led: Bot) -> None:
    carol = slack.person("carol")
    await gaps(carol)
    await carol.click("Where it comes from", in_="support")
    await carol.sees_modal("Back and forth")
    await carol.click("How is this counted?")
    await carol.sees_modal("How fair is it?")


async def test_a_team_that_is_not_theirs_is_unknown_and_theirs_are_named(slack: Simulator, led: Bot) -> None:
    await leads_a_team(slack, led, "dave", "Returns desk", "ines")
    await leads_a_team(slack, led, "carol", "Night shift", "ines")
    told = await gaps(slack.person("carol"), "Returns desk")
    assert "I know no team of yours called “Returns desk”" in told
    assert "/pat gaps team Night shift" in told


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("R&D", "r&d"),
        ("Who’s on call?", "who's on call"),
        ("“Best” desk", '"Best"  desk'),
        ("Night 🌙", "night :crescent_moon:"),
        ("فريق الليل", "فريق الليل"),
    ],
)
async def test_a_team_is_found_by_its_name_however_it_is_typed(
    slack: Simulator, led: Bot, name: str, typed: str
) -> None:
    await leads_a_team(slack, led, "carol", name, "ines")
    told = await gaps(slack.person("carol"), typed)
    assert "I know no team" not in told
    assert "one person of" in told


async def test_a_team_that_is_called_like_something_else_is_asked_for_as_a_team(slack: Simulator, led: Bot) -> None:
    carol = slack.person("carol")
    for name in ("tree", "Own", "Team spirit", "Team 10", "team 2"):
        await leads_a_team(slack, led, "carol", name, "ines")
    for typed in ("team tree", "Team own", "team spirit", "team team spirit", "team 10", "team “2”"):
        told = await gaps(carol, typed)
        assert ("one person of" in told) == (typed != "team “2”"), typed
    assert "one person of" not in await gaps(carol, "tree")
    listed = await gaps(carol, "somewhere")
    assert "`/pat gaps team Own`, `/pat gaps team team 2`, `/pat gaps team Team 10`" in listed


async def test_who_is_away_counts_no_more_is_told_and_can_say_that_they_are_here(slack: Simulator, led: Bot) -> None:
    ana, carol = slack.person("ana"), slack.person("carol")
    monday = (led.now() + timedelta(days=5)).date()
    assert "set away" not in str(await sends_away(carol, ana.id, monday))
    assert await away(led, slack, "ana") == monday
    told = await ana.sees("set you as away until Monday", in_="app")
    assert "@Carol" in told.shown
    assert "Seen by you and your lead" in told.shown
    report = await gaps(carol)
    assert "Your one person heard no thank-you" in report
    await ana.click("I’m here", in_=told)
    await ana.sees("you count as here", in_="app")
    assert await away(led, slack, "ana") is None
    assert "your 2 people" in await gaps(carol)


async def test_the_lead_says_that_they_are_back_already(slack: Simulator, led: Bot) -> None:
    ana, carol = slack.person("ana"), slack.person("carol")
    await sends_away(carol, ana.id, (led.now() + timedelta(days=5)).date())
    await carol.close(everything=True)
    await gaps(carol)
    await carol.click("Away: 1 person", in_="support")
    await carol.sees_modal("@Ana: back on Monday")
    await carol.click("Back already")
    await carol.sees_modal("Nobody of yours is away now")
    assert await away(led, slack, "ana") is None


async def test_the_page_under_the_form_leaves_out_who_was_sent_away_from_it(slack: Simulator, led: Bot) -> None:
    carol, ana = slack.person("carol"), slack.person("ana")
    await sends_away(carol, ana.id, (led.now() + timedelta(days=5)).date())
    await carol.close()
    page = await carol.sees_modal(":large_green_circle: 1 under")
    assert "@Bo: not thanked yet" in page["shown"]
    assert "@Ana" not in page["shown"]


async def test_the_report_under_the_form_counts_who_is_away_and_who_is_back(slack: Simulator, led: Bot) -> None:
    carol = slack.person("carol")
    await move_clocks(slack, led, timedelta(days=21))
    await carol.opens_home()
    await carol.sees_home("your 2 people")
    await carol.click("Open gaps", in_="home")
    report = await carol.sees_modal("your 2 people")
    menu = next(one["action_id"] for block in report["blocks"] for one in block.get("elements", ()) if "options" in one)
    await carol.click(menu, value="Away until…")
    await carol.sees_modal(FIRST_DAY)
    await carol.fill({FIRST_DAY: (led.now() + timedelta(days=5)).date().isoformat()})
    await carol.submit()
    await carol.sees_modal("is away until")
    await carol.close()
    assert "Your one person" in (await carol.sees_modal("Away: 1 person"))["shown"]
    await carol.sees_home("Your one person")
    await carol.click("Away: 1 person")
    await carol.sees_modal("back on")
    await carol.click("Back already")
    await carol.sees_modal("Nobody of yours is away now")
    await carol.close()
    assert "Away: 1 person" not in (await carol.sees_modal("your 2 people"))["shown"]


async def test_whoever_has_no_slack_is_not_said_to_be_told(slack: Simulator, led: Bot) -> None:
    carol, finn = slack.person("carol"), slack.person("finn")

    def hire(session: Session) -> None:
        new: dict[str, Any] = {"name": "Lee Wong", "handle": None, "site": None, "actor": finn.id}
        lee = offline.add(session, workspace_id=led.workspace_id, **new, key="lee", now=led.now())["member"]
        lead = members.by_slack_user(session, led.workspace_id, carol.id)
        assert lead
        line: dict[str, Any] = {"member_id": UUID(lee), "lead_id": lead.id, "now": led.now()}
        reporting.set_lead(session, workspace_id=led.workspace_id, **line)

    await led.database.run(hire)
    saved = await sends_away(carol, "Lee Wong", (led.now() + timedelta(days=5)).date())
    assert "They are told." not in saved["shown"]
    assert "They have no Slack, so tell them yourself." in saved["shown"]
    await carol.close(everything=True)
    saved = await sends_away(carol, slack.person("ana").id, (led.now() + timedelta(days=5)).date())
    assert "They are told." in saved["shown"]


async def test_what_somebody_said_themselves_meanwhile_is_not_called_over(slack: Simulator, led: Bot) -> None:
    carol, ana = slack.person("carol"), slack.person("ana")
    await sends_away(carol, ana.id, (led.now() + timedelta(days=5)).date())
    await carol.close(everything=True)
    await gaps(carol)
    await carol.click("Away: 1 person", in_="support")
    await carol.sees_modal("@Ana: back on Monday")
    until = (led.now() + timedelta(days=3)).date()
    own: dict[str, Any] = {"actor": ana.id, "back_on": until, "stand_in": None}
    await led.database.run(lambda session: leaving.go(session, workspace_id=led.workspace_id, now=led.now(), **own))
    await carol.click("Back already")
    await carol.sees_modal("They said themselves until when they are away")
    assert await away(led, slack, "ana") == until


async def says(bot: Bot, slack: Simulator, lead: str, whom: str, until: date) -> str:
    """What becomes of it when this person says it, whatever they were shown."""

    def write(session: Session) -> str:
        member = members.by_slack_user(session, bot.workspace_id, slack.person(whom).id)
        assert member
        what: dict[str, Any] = {"actor": slack.person(lead).id, "member_id": member.id, "back_on": until}
        return str(said_by_lead.send(session, workspace_id=bot.workspace_id, now=bot.now(), **what)["code"])

    return await bot.database.run(write)


async def test_what_somebody_said_of_their_own_days_stands(slack: Simulator, led: Bot) -> None:
    own, other = (led.now().date() + timedelta(days=n) for n in (3, 9))
    who: dict[str, Any] = {"actor": slack.person("ana").id, "back_on": own, "stand_in": None}
    await led.database.run(lambda session: leaving.go(session, workspace_id=led.workspace_id, now=led.now(), **who))
    assert await says(led, slack, "carol", "ana", other) == "theirs"
    assert await away(led, slack, "ana") == own


async def test_the_same_day_again_tells_nobody_again(slack: Simulator, led: Bot) -> None:
    ana = slack.person("ana")
    monday = (led.now() + timedelta(days=5)).date()
    assert await says(led, slack, "carol", "ana", monday) == "away"
    await ana.sees("set you as away", in_="app")
    assert await says(led, slack, "carol", "ana", monday) == "already"
    await slack.quiet()
    await ana.sees("set you as away", in_="app", count=1)


async def test_nobody_but_their_own_lead_can_send_somebody_away(slack: Simulator, led: Bot) -> None:
    friday = led.now().date() + timedelta(days=2)
    for other in ("dave", "finn", "bo", "eve", "ana"):
        assert await says(led, slack, other, "ana", friday) == "not_yours"
    assert await away(led, slack, "ana") is None


async def test_a_day_that_has_begun_is_said_under_its_field(slack: Simulator, led: Bot) -> None:
    modal = await sends_away(slack.person("carol"), slack.person("ana").id, led.now().date())
    assert "has begun already" in str(modal["errors"])


async def test_home_has_the_headline_for_a_lead_and_nothing_of_it_for_others(slack: Simulator, led: Bot) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    carol, ana = slack.person("carol"), slack.person("ana")
    await carol.opens_home()
    home = await carol.sees_home("1 of your 2 people heard a thank-you")
    assert "▇▇▇▇▇▁▁▁▁▁" in home["shown"]
    await carol.click("Open gaps", in_="home")
    await carol.sees_modal("A gap tells us where we looked, not how someone works.")
    await ana.opens_home()
    assert "heard a thank-you" not in (await ana.sees_home("Pats on the back"))["shown"]


async def test_everyone_reads_how_it_is_counted_and_only_a_lead_their_own_numbers(slack: Simulator, led: Bot) -> None:
    ana, carol = slack.person("ana"), slack.person("carol")
    await ana.slash("/pat fairness", channel="support")
    page = await ana.sees_modal("How fair is it?")
    assert "@Carol can see on which day somebody last thanked you" in page["shown"]
    assert "Yours:" not in page["shown"]
    await carol.slash("/pat fairness", channel="support")
    assert "Yours: 0 of your 2 people" in (await carol.sees_modal("How fair is it?"))["shown"].replace("*", "")


async def test_a_guest_reads_that_no_figure_is_about_them(slack: Simulator, led: Bot) -> None:
    eve = slack.person("eve")
    await eve.slash("/pat fairness", channel="support")
    assert "Guests are not counted here: no figure is about you" in (await eve.sees_modal("How fair"))["shown"]
    await sets_rules(slack, guests=True)
    await eve.close()
    await eve.slash("/pat fairness", channel="support")
    await eve.sees_modal("Nobody is set down as your lead")


async def sets_rules(slack: Simulator, **ticked: bool) -> None:
    """Finn, on his Home."""
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("Recognition gaps")
    await finn.click("Change recognition gaps", in_="home")
    await finn.sees_modal("Names")
    choices = {"names": ("Names", "A lead reads names of their own people"), "guests": ("Guests", "Count guests")}
    await finn.fill({choices[name][0]: [choices[name][1]] if on else [] for name, on in ticked.items()})
    assert (await finn.submit()).modal is None


async def test_an_admin_takes_the_names_out_and_they_are_nowhere(slack: Simulator, led: Bot) -> None:
    carol = slack.person("carol")
    await sets_rules(slack, names=False, guests=True)
    await slack.person("finn").sees_home("no names, for anyone, no nudges, guests are counted")
    assert "Everyone" not in await gaps(carol)
    await carol.opens_home()
    assert "to look out for" not in (await carol.sees_home("Whom you work with"))["shown"]
    await slack.person("ana").slash("/pat fairness", channel="support")
    await slack.person("ana").sees_modal("never yours alone")


async def test_what_two_admins_save_at_once_is_saved_by_the_first(slack: Simulator, led: Bot) -> None:
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("Recognition gaps")
    await finn.click("Change recognition gaps", in_="home")
    await finn.sees_modal("Names")

    def meanwhile(session: Session) -> None:
        where: dict[str, Any] = {"workspace_id": led.workspace_id, "now": led.now()}
        rules.save(session, **where, rules=GapRules(nudging=True), by_id=None)

    await led.database.run(meanwhile)
    assert "Somebody else saved these meanwhile" in str((await finn.submit()).modal)
    found = await led.database.read(rules.current, led.workspace_id)
    assert found == GapRules(nudging=True)


async def test_what_a_colleague_said_is_joined_from_the_report(slack: Simulator, led: Bot) -> None:
    carol, bo = slack.person("carol"), slack.person("bo")
    await slack.person("dave").slash(f"/pat @bo {STORY}", channel="support")
    await move_clocks(slack, led, timedelta(days=14))
    report = await gaps(carol)
    assert "@Dave thanked them on" in report
    assert "“for refunding the late parcel on the spot”" in report
    answered = next(one for one in reversed(await carol.messages("support")) if one.ephemeral)
    await carol.click("Add my pat", in_=answered)
    await bo.sees("@Carol", in_="support")


async def test_what_was_said_in_private_is_a_day_and_no_words(slack: Simulator, led: Bot) -> None:
    await slack.person("dave").slash("/pat @bo for the night queue", channel="leads")
    await move_clocks(slack, led, timedelta(days=14))
    report = await gaps(slack.person("carol"))
    assert "@Bo*: nobody for about 2 weeks" in report
    assert "night queue" not in report
    assert "Nothing real to suggest" in report


async def test_a_decision_that_waits_is_answered_from_the_report(slack: Simulator, led: Bot) -> None:
    carol, ana = slack.person("carol"), slack.person("ana")
    await pledged(led, slack.person("finn"))
    await slack.person("dave").slash(f"/pat @ana {STORY}", channel="support")
    await move_clocks(slack, led, timedelta(days=14))
    await decides(led, ana)
    report = await gaps(carol)
    assert "Their decision of Wednesday waits for your answer." in report
    await carol.click("Answer Ana", in_="support")
    assert "Refunded it on the spot" in (await carol.sees_modal("Pat"))["shown"]


async def test_a_named_team_and_everyone_below_are_reports_of_their_own(slack: Simulator, led: Bot) -> None:
    await leads_a_team(slack, led, "carol", "Night shift", "ines", "jon")
    carol = slack.person("carol")
    assert "0 of the 2 people of Night shift" in await gaps(carol, "night shift")
    await carol.click("Everyone", in_="support")
    page = await carol.sees_modal("The longest ago first")
    assert "@Jon" in page["shown"]
    assert "@Ana" not in page["shown"]
    assert "of your 4 people" in await gaps(carol)
    assert "people below you" in await gaps(carol, "tree")


async def test_a_button_of_a_team_that_one_leads_no_more_shows_nothing(slack: Simulator, led: Bot) -> None:
    await leads_a_team(slack, led, "carol", "Night shift", "ines", "jon")
    carol = slack.person("carol")
    await gaps(carol, "Night shift")
    await leads_a_team(slack, led, "dave", "Night shift", "ines", "jon")
    await carol.click("Everyone", in_="support")
    await carol.sees("That is about people whom you don’t lead now.", in_="support")
    assert await carol.modal() is None
