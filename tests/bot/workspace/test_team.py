"""“Who is in your team?”, for any lead; an admin for anybody; people who are not in Slack; teams from user groups."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import leading, leads, members
from models.people.leading import Change
from models.people.teams import Role, Team, TeamMembership
from simulator.driver import PersonaDriver, Simulator
from tests import waiting
from tests.bot.clocks import move_clocks
from tests.bot.running import Bot
from tests.concurrency import at_once

STORY = "for refunding the late parcel on the spot"
MINE = "Who reports to you?"


async def names_leads(slack: Simulator, *names: str) -> None:
    """Finn names them on his Home."""
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("Name the leads")
    await finn.click("setup.leads", in_="home")
    await finn.sees_modal("Who leads people?")
    await finn.fill({"Who leads people?": [f"@{name}" for name in names]})
    assert (await finn.submit()).modal is None


async def says_team(lead: PersonaDriver, *names: str) -> Any:
    """Answers from Home. Returns what the form has against it."""
    await lead.opens_home()
    await lead.sees_home("Who is in your team?")
    await lead.click("Who is in your team?", in_="home")
    await lead.sees_modal(MINE)
    await lead.fill({MINE: [f"@{name}" for name in names]})
    modal = (await lead.submit()).modal
    return str(modal["errors"]) if modal else ""


async def team_of(slack: Simulator, bot: Bot, lead: str) -> list[str]:
    def read(session: Session) -> list[str]:
        member = members.by_slack_user(session, bot.workspace_id, slack.person(lead).id)
        return [one.name for one in leads.reports(session, bot.workspace_id, member.id)] if member else []

    return await bot.database.read(read)


async def test_a_named_lead_is_asked_once_and_answers_and_each_sees_who_leads_them(slack: Simulator, bot: Bot) -> None:
    carol, ana = slack.person("carol"), slack.person("ana")
    await names_leads(slack, "carol")
    question = await carol.sees("Who is in your team?", in_="app")
    assert "named you as a lead" in question.shown
    await carol.click("Choose people", in_="app")
    await carol.sees_modal(MINE)
    await carol.fill({MINE: ["@ana", "@bo"]})
    assert (await carol.submit()).modal is None
    await carol.sees("✓ In your team: @Ana and @Bo.", in_="app")
    await ana.opens_home()
    assert "Your lead: @Carol" in (await ana.sees_home("Your lead"))["shown"]
    await names_leads(slack, "carol", "dave")
    await slack.person("dave").sees("Who is in your team?", in_="app")
    await slack.quiet()
    assert await slack.ledger.count(kind="message", person="carol") == 1


async def test_who_is_taken_out_reports_to_nobody_and_who_was_added_meanwhile_stays(slack: Simulator, bot: Bot) -> None:
    """The form changes what its reader changed, and nothing else."""
    carol = slack.person("carol")
    await names_leads(slack, "carol")
    assert await says_team(carol, "ana", "bo") == ""
    await carol.opens_home()
    await carol.sees_home("*Your team*: @Ana and @Bo")
    await carol.click("Who is in your team?", in_="home")
    await carol.sees_modal(MINE)
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.click("team.open_of", in_="home", value="@carol")
    await finn.sees_modal("Who reports to Carol?")
    await finn.fill({"Who reports to Carol?": ["@ana", "@bo", "@gita"]})
    assert (await finn.submit()).modal is None
    await carol.fill({MINE: ["@bo"]})
    assert (await carol.submit()).modal is None
    assert await team_of(slack, bot, "carol") == ["Bo", "Gita"]
    await slack.person("ana").opens_home()
    assert "Your lead" not in (await slack.person("ana").sees_home("Pats on the back"))["shown"]


async def test_somebody_elses_person_is_not_taken_but_an_admin_may_move_them(slack: Simulator, bot: Bot) -> None:
    await names_leads(slack, "carol", "dave")
    assert await says_team(slack.person("carol"), "bo") == ""
    assert "Bo reports to Carol: ask Carol or an admin." in await says_team(slack.person("dave"), "bo", "ines")
    assert await team_of(slack, bot, "dave") == []
    finn = slack.person("finn")
    await finn.click("team.open_of", in_="home", value="@dave")
    await finn.sees_modal("Who reports to Dave?")
    await finn.fill({"Who reports to Dave?": ["@bo", "@ines"]})
    assert (await finn.submit()).modal is None
    assert await team_of(slack, bot, "dave") == ["Bo", "Inés"]
    assert await team_of(slack, bot, "carol") == []


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("carol", "Carol can’t be in their own team."),
        ("rotabot", "Rotabot is a bot."),
        ("olga", "Olga is in another company’s workspace."),
    ],
)
async def test_who_cannot_be_led_is_named_with_the_reason(slack: Simulator, bot: Bot, who: str, why: str) -> None:
    await names_leads(slack, "carol")
    assert why in await says_team(slack.person("carol"), "ana", who)
    assert await team_of(slack, bot, "carol") == []


async def test_someone_deactivated_while_the_form_was_open_is_named(slack: Simulator, bot: Bot) -> None:
    carol = slack.person("carol")
    await names_leads(slack, "carol")
    await carol.opens_home()
    await carol.sees_home("Who is in your team?")
    await carol.click("Who is in your team?", in_="home")
    await carol.sees_modal(MINE)
    await carol.fill({MINE: ["@ana", "@bo"]})
    await slack.person("bo").is_deactivated()
    await slack.quiet()
    refused = await carol.submit()
    assert refused.modal
    assert "Bo has left." in str(refused.modal["errors"])


async def test_leads_do_not_lead_each_other(slack: Simulator, bot: Bot) -> None:
    await names_leads(slack, "carol", "dave")
    assert await says_team(slack.person("carol"), "dave") == ""
    said = await says_team(slack.person("dave"), "carol")
    assert "they would lead each other in a circle, Dave → Carol → Dave" in said


async def test_of_two_forms_that_would_close_a_circle_at_once_one_is_refused(slack: Simulator, bot: Bot) -> None:
    await names_leads(slack, "carol", "dave")

    def take(lead: str, whom: str) -> str:
        ids = {name: slack.person(name).id for name in (lead, whom)}

        def write(session: Session) -> str:
            member = members.by_slack_user(session, bot.workspace_id, ids[lead])
            assert member
            outcome = leading.set_team(
                session,
                workspace_id=bot.workspace_id,
                lead_id=member.id,
                change=Change(added=(ids[whom],)),
                actor=ids[lead],
                now=bot.now(),
            )
            return str(outcome["code"])

        return bot.database.write(write)

    codes = await asyncio.to_thread(at_once, lambda: take("carol", "dave"), lambda: take("dave", "carol"))
    assert sorted(codes) == ["refused", "saved"]


async def test_whoever_leads_nobody_is_refused_with_button_form_and_all(slack: Simulator, bot: Bot) -> None:
    """Bo sends what Carol’s button and form hold."""
    carol, bo = slack.person("carol"), slack.person("bo")
    await names_leads(slack, "carol")
    await bo.opens_home()
    assert "Who is in your team?" not in (await bo.sees_home("Pats on the back"))["shown"]

    def forge(session: Session) -> str:
        lead = members.by_slack_user(session, bot.workspace_id, carol.id)
        assert lead
        change = Change(added=(bo.id,))
        of: dict[str, Any] = {"workspace_id": bot.workspace_id, "lead_id": lead.id, "now": bot.now()}
        return str(leading.set_team(session, change=change, actor=bo.id, **of)["code"])

    assert await bot.database.run(forge) == "not_yours"
    assert await team_of(slack, bot, "carol") == []


async def test_a_named_lead_who_is_none_any_more_is_refused_in_the_open_form(slack: Simulator, bot: Bot) -> None:
    carol = slack.person("carol")
    await names_leads(slack, "carol")
    await carol.opens_home()
    await carol.sees_home("Who is in your team?")
    await carol.click("Who is in your team?", in_="home")
    await carol.sees_modal(MINE)
    await carol.fill({MINE: ["@ana"]})
    await names_leads(slack)
    assert "by an admin, and neither is you" in str((await carol.submit()).modal)
    assert await team_of(slack, bot, "carol") == []


async def adds(who: PersonaDriver, **fields: str) -> Any:
    """Adds someone who is not in Slack. Returns what the form says then."""
    await who.opens_home()
    await who.sees_home("Add someone who isn’t in Slack")
    await who.click("Add someone who isn’t in Slack", in_="home")
    await who.sees_modal("Typed as")
    await who.fill({"name": fields["name"], **{key: value for key, value in fields.items() if key != "name"}})
    return (await who.submit()).modal


async def test_someone_without_slack_is_added_given_a_pat_and_has_it_taken_back(slack: Simulator, bot: Bot) -> None:
    carol, bo = slack.person("carol"), slack.person("bo")
    await names_leads(slack, "carol")
    await carol.sees("Who is in your team?", in_="app")
    saved = await adds(carol, name="Lee Wong", site="Depot North")
    assert "/pat @lee-wong for" in saved["shown"]
    assert await team_of(slack, bot, "carol") == ["Lee Wong"]
    posts = await slack.ledger.count(kind="message")
    reply = await bo.slash(f"/pat @lee-wong {STORY}", channel="support")
    assert "Your pat on the back for Lee Wong is stored" in reply.told[0]
    await slack.person("ana").sees("*Lee Wong*, a pat on the back from @Bo", in_="support")
    await slack.quiet()
    assert await slack.ledger.count(kind="message") == posts + 1  # nobody is owed a receipt
    await bo.slash("/pat undo", channel="support")
    await slack.ledger.reaches(1, kind="delete")
    await slack.person("ana").sees_nothing_of(STORY, in_="support")


async def test_a_pat_is_given_on_behalf_of_someone_without_slack_and_never_to_themselves(
    slack: Simulator, bot: Bot
) -> None:
    finn, bo = slack.person("finn"), slack.person("bo")
    await adds(finn, name="Lee Wong")
    await bo.slash("/pat", channel="support")
    await bo.sees_modal("What did they decide?")
    on_behalf = {"offline": ["Lee Wong"], "on_behalf_of": "Lee Wong", "decision": "Stayed until the last parcel."}
    await bo.fill(on_behalf)
    refused = await bo.submit()
    assert refused.modal
    assert refused.modal["errors"]
    await bo.fill({"offline": [], "people": ["@bo"]})
    assert (await bo.submit()).modal
    await bo.fill({"people": ["@ana"]})
    await bo.submit()
    seen = await slack.person("carol").sees("Stayed until the last parcel.", in_="support")
    assert "a pat on the back from Lee Wong (written down by @Bo)" in seen.shown
    assert "Taken back" in (await bo.slash("/pat undo", channel="support")).told[0]


async def test_two_of_one_name_are_typed_differently_and_a_taken_handle_is_refused(slack: Simulator, bot: Bot) -> None:
    finn = slack.person("finn")
    assert "@lee-wong for" in (await adds(finn, name="Lee Wong"))["shown"]
    await finn.close()
    assert "@lee-wong-2 for" in (await adds(finn, name="Lee  Wöng"))["shown"]
    await finn.close()
    assert "Lee Wong is typed so already" in str((await adds(finn, name="Leo", handle="@Lee-Wong"))["errors"])
    await finn.close()
    assert "Ana is typed so already" in str((await adds(finn, name="Ana Other", handle="ana"))["errors"])
    await finn.close()
    assert "begins with a letter" in str((await adds(finn, name="Leo", handle="two words"))["errors"])
    await finn.close()
    assert "can’t make a handle" in str((await adds(finn, name="42"))["errors"])


async def test_a_form_sent_five_times_adds_one_person(slack: Simulator, bot: Bot) -> None:
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("Add someone who isn’t in Slack")
    await finn.click("Add someone who isn’t in Slack", in_="home")
    await finn.sees_modal("Typed as")
    await finn.fill({"name": "Lee Wong"})
    await slack.resend(await finn.submit(), times=5)
    await finn.close()
    await finn.opens_home()
    assert "lee-wong-2" not in (await finn.sees_home("Not in Slack: Lee Wong (`@lee-wong`)"))["shown"]


async def test_they_are_renamed_and_taken_out_by_their_lead_and_by_nobody_elses(slack: Simulator, bot: Bot) -> None:
    carol, dave = slack.person("carol"), slack.person("dave")
    await names_leads(slack, "carol", "dave")
    await adds(carol, name="Lee <Wong> & Co")
    await carol.close()
    await dave.opens_home()
    assert "Lee" not in (await dave.sees_home("Add someone"))["shown"]
    await carol.opens_home()
    await carol.sees_home("Lee <Wong> & Co")
    await carol.click("offline.change", in_="home", value="Lee <Wong> & Co")
    await carol.sees_modal("No longer here?")
    await carol.fill({"name": "Lee Wong", "handle": "lee"})
    assert "/pat @lee for" in (await carol.submit()).modal["shown"]  # type: ignore[index]
    await carol.close()
    await carol.sees_home("Not in Slack: Lee Wong (`@lee`)")
    await carol.click("offline.change", in_="home", value="Lee Wong")
    await carol.sees_modal("No longer here?")
    await carol.fill({"gone": ["They have left: offer them no more"]})
    assert "no longer offered" in (await carol.submit()).modal["shown"]  # type: ignore[index]
    reply = await slack.person("bo").slash(f"/pat @lee {STORY}", channel="support")
    assert "nobody without Slack has that name" in reply.told[0]


async def test_a_leads_people_without_slack_are_chosen_from_the_list_too(slack: Simulator, bot: Bot) -> None:
    carol = slack.person("carol")
    await adds(slack.person("finn"), name="Lee Wong")
    await names_leads(slack, "carol")
    await carol.opens_home()
    await carol.sees_home("Who is in your team?")
    await carol.click("Who is in your team?", in_="home")
    await carol.sees_modal(MINE)
    await carol.fill({MINE: ["@ana"], "offline": ["Lee Wong"]})
    assert (await carol.submit()).modal is None
    assert await team_of(slack, bot, "carol") == ["Ana", "Lee Wong"]


async def group_team(bot: Bot) -> tuple[list[str], bool]:
    """Members of the team “Front line” now, and whether it is in use."""

    def read(session: Session) -> tuple[list[str], bool]:
        team = session.scalars(
            select(Team).where(Team.workspace_id == bot.workspace_id, Team.name == "Front line")
        ).one()
        rows = select(TeamMembership.member_id).where(
            TeamMembership.workspace_id == bot.workspace_id,
            TeamMembership.team_id == team.id,
            TeamMembership.role == Role.MEMBER,
            TeamMembership.ends_at.is_(None),
        )
        people = members.by_id(session, bot.workspace_id, session.scalars(rows))
        return sorted(one.name for one in people.values()), team.archived_at is None

    return await bot.database.read(read)


async def test_a_user_group_becomes_a_team_that_follows_it_and_is_let_go(slack: Simulator, bot: Bot) -> None:
    finn = slack.person("finn")
    await finn.opens_home()
    await finn.sees_home("Teams from user groups")
    await finn.click("setup.groups", in_="home")
    await finn.sees_modal("Which user groups are teams?")
    await finn.fill({"groups": ["Front line (@frontline)"]})
    assert (await finn.submit()).modal is None
    assert await group_team(bot) == (["Ana", "Bo", "Gita", "Hugo"], True)
    await slack.set_usergroup_members("frontline", ["ana", "kim"])
    await waiting.becomes(lambda: group_team(bot), (["Ana", "Kim"], True))
    await finn.click("setup.groups", in_="home")
    await finn.sees_modal("Which user groups are teams?")
    await finn.fill({"groups": []})
    assert (await finn.submit()).modal is None
    assert await group_team(bot) == ([], False)


async def test_the_question_waits_for_the_morning_and_is_dropped_when_it_no_longer_asks_anybody(
    slack: Simulator, bot: Bot
) -> None:
    evening = timedelta(hours=11)
    await move_clocks(slack, bot, evening)
    await names_leads(slack, "carol")
    await names_leads(slack)
    await move_clocks(slack, bot, evening + timedelta(hours=1))
    await slack.person("carol").sees_nothing_of("Who is in your team?", in_="app", after=1.5)
