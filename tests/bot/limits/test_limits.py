"""What is yours to decide: looked up while a customer waits, set, changed, announced; nobody has written it down."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.delivery.outbox import Delivery, Purpose
from models.limits import Limit
from models.people import members, reporting, teams
from models.people.teams import Role
from models.privacy.backlog import Chore
from simulator.driver import PersonaDriver, Simulator
from tests import waiting
from tests.bot.clocks import move_clocks
from tests.bot.running import Bot
from tests.models import rows

NEW = "What is it about?"
WHOSE = "Whose is it?"
MINE = "Those who report to me"
AMOUNT = "Up to how much, per case?"
WHEN = "When?"
ASK = "Whom do they ask beyond it?"
ASK_AMOUNT = "Up to how much can that person say yes?"
TRAINING = "Link to training"


async def led(slack: Simulator, bot: Bot) -> None:
    """Ana and Bo report to Carol; Dave leads Ines."""

    def place(session: Session) -> None:
        for lead, *people in (("carol", "ana", "bo"), ("dave", "ines")):
            ids = {n: members.by_slack_user(session, bot.workspace_id, slack.person(n).id) for n in (lead, *people)}
            for one in people:
                found, above = ids[one], ids[lead]
                assert found
                assert above
                who = {"member_id": found.id, "lead_id": above.id}
                reporting.set_lead(session, workspace_id=bot.workspace_id, **who, now=bot.now() - timedelta(days=60))

    await bot.database.run(place)


async def opens_limits(person: PersonaDriver) -> None:
    await person.opens_home()
    await person.sees_home("Limits you set")
    await person.click("Limits you set", in_="home")
    await person.sees_modal("Add a limit")


async def sets(who: PersonaDriver, **values: Any) -> dict[str, Any]:
    """A new limit from Home; returns what is shown in the end, with what the form has against it."""
    await opens_limits(who)
    await who.click("Add a limit")
    await who.sees_modal(WHOSE)
    blocks = {f"limit_{name}": value for name, value in values.items()}
    await who.fill({"limit_new_category": "Refunds", "limit_scope": MINE, **blocks})
    return (await who.submit()).modal or {}


async def changes(person: PersonaDriver, text: str, **values: Any) -> dict[str, Any]:
    """The first limit on their list."""
    await opens_limits(person)
    await person.sees_modal(text)
    await person.click("kudos.more.limit0", value="Change…")
    await person.sees_modal(AMOUNT)
    await person.fill({f"limit_{name}": value for name, value in values.items()})
    return (await person.submit()).modal or {}


async def told(bot: Bot, slack: Simulator) -> None:
    """Waits until whom a change concerns is known, and lets the pause after it pass."""
    await waiting.becomes(lambda: rows.count(bot.database, Chore), 0)
    await move_clocks(slack, bot, timedelta(minutes=11))


async def test_a_lead_sets_a_limit_and_their_people_read_it_in_one_line_while_the_customer_waits(
    slack: Simulator, either: Bot
) -> None:
    await led(slack, either)
    carol, ana = slack.person("carol"), slack.person("ana")
    terms = {"amount": "€50", "conditions": "It came late", "ask": "@dave", "ask_amount": "250"}
    saved = await sets(carol, **terms)
    assert "Saved for those who report to @Carol" in saved["shown"]
    reply = await ana.slash("/pat limits refund", channel="support")
    (line,) = reply.told
    assert line.startswith("*Refunds: up to €50 are yours.* It came late. To €250 ask <@U0DAVE0001>. _Last changed")
    assert "by <@U0CAROL001>" in line
    assert "\n" not in line
    assert (await ana.slash("/pat limits can I refund this?")).told == reply.told
    assert (await ana.slash("/pat limit late parcels")).told == reply.told
    assert "nobody has written this down yet." in (await slack.person("dave").slash("/pat limits")).told[0]


async def test_those_whom_it_concerns_hear_of_a_change_once_and_its_author_and_others_do_not(
    slack: Simulator, bot: Bot
) -> None:
    await led(slack, bot)
    carol, ana = slack.person("carol"), slack.person("ana")
    await sets(carol, amount="50")
    await carol.close(everything=True)
    assert "→" not in (await changes(carol, "€50", amount="80"))["shown"]
    await carol.close(everything=True)
    await ana.sees_nothing_of("yours to decide has changed", in_="app", after=2.5)
    await told(bot, slack)
    seen = await ana.sees("What is yours to decide has changed", in_="app")
    assert "up to €80 are yours" in seen.shown
    assert "Until now up to €50" in seen.shown
    await slack.person("bo").sees("up to €80", in_="app")
    for other in ("carol", "dave", "ines", "finn"):
        await slack.person(other).sees_nothing_of("has changed", in_="app")
    await changes(carol, "€80", amount="90")
    await carol.close(everything=True)
    await told(bot, slack)
    await ana.sees_nothing_of("€90", in_="app", after=2.5)
    await move_clocks(slack, bot, timedelta(hours=23))
    await ana.sees("up to €90 are yours", in_="app")
    await ana.click("All that is mine to decide", in_="app")
    await ana.sees_modal("up to €90 are yours")


async def test_what_does_not_fit_is_said_under_its_field_and_the_form_keeps_what_was_typed(
    slack: Simulator, bot: Bot
) -> None:
    await led(slack, bot)
    carol = slack.person("carol")
    refused = await sets(carol, amount="a lot")
    assert "I can’t read one amount" in str(refused["errors"])
    assert "Refunds" in str(refused["values"])
    for wrong, said in (
        ({"amount": "-3"}, "leave the minus out"),
        ({"amount": "50", "ask": "@eve"}, "somebody of this company"),
        ({"ask": "@olga"}, "somebody of this company"),
        ({"ask": None, "ask_amount": "250"}, "Who can say yes"),
        ({"ask": "@dave", "ask_amount": "250 USD"}, "I don’t convert"),
        ({"ask_amount": "20"}, "a higher amount"),
        ({"ask_amount": "250", "training": "wiki/refunds"}, "begins with https://"),
    ):
        await carol.fill({f"limit_{name}": value for name, value in wrong.items()})
        found = (await carol.submit()).modal
        assert found
        assert said in str(found["errors"])
    assert rows.count(bot.database, Limit) == 0
    await carol.fill({"limit_training": "https://wiki.northwind.example/refunds"})
    assert "Saved" in str((await carol.submit()).modal)


async def test_a_limit_reads_before_it_is_saved_as_people_will_read_it(slack: Simulator, bot: Bot) -> None:
    await led(slack, bot)
    carol = slack.person("carol")
    await opens_limits(carol)
    await carol.click("Add a limit")
    await carol.sees_modal(WHOSE)
    await carol.fill(
        {"limit_new_category": "Refunds <b>", "limit_amount": "€1.234,50", "limit_conditions": "Late & wet"}
    )
    await carol.click("See how it reads")
    shown = await carol.sees_modal("People read:")
    assert "Refunds <b>: up to €1,234.50 are yours.* Late & wet." in shown["shown"]
    assert rows.count(bot.database, Limit) == 0
    await carol.fill({"limit_amount": "some"})
    await carol.click("See how it reads")
    await carol.sees_modal("I can’t read one amount")
    await carol.fill({"limit_amount": "40"})
    saved = (await carol.submit()).modal
    assert saved
    assert "up to €40 are yours.* Late & wet." in saved["shown"]


async def test_a_limit_changed_while_the_form_is_open_is_not_overwritten_and_what_was_typed_comes_back(
    slack: Simulator, bot: Bot
) -> None:
    await led(slack, bot)
    carol, finn = slack.person("carol"), slack.person("finn")
    await sets(carol, amount="50")
    await carol.close(everything=True)
    await opens_limits(carol)
    await carol.click("kudos.more.limit0", value="Change…")
    await carol.sees_modal(AMOUNT)
    assert "Saved" in (await changes(finn, "€50", amount="60"))["shown"]
    await carol.fill({"limit_amount": "80", "limit_conditions": "Only when it rains"})
    refused = (await carol.submit()).modal
    assert refused
    for part in ("I saved nothing of yours", "@Finn changed it", "up to €60", "up to €80", "Only when it rains"):
        assert part in refused["shown"]
    await carol.click("See what it is now")
    assert "60.00 EUR" in str((await carol.sees_modal(AMOUNT))["values"])
    await carol.fill({"limit_amount": "80"})
    assert "up to €80" in str((await carol.submit()).modal)


async def test_a_second_limit_for_the_same_is_not_made(slack: Simulator, bot: Bot) -> None:
    await led(slack, bot)
    carol = slack.person("carol")
    await sets(carol, amount="50")
    await carol.close(everything=True)
    again = await sets(carol, amount="70")
    assert "There is a limit for them already: up to €50, set by Carol" in str(again["errors"])


async def test_a_form_sent_five_times_sets_one(slack: Simulator, bot: Bot) -> None:
    await led(slack, bot)
    carol = slack.person("carol")
    await opens_limits(carol)
    await carol.click("Add a limit")
    await carol.sees_modal(WHOSE)
    await carol.fill({"limit_new_category": "Refunds", "limit_amount": "50"})
    await slack.resend(await carol.submit(), times=5)
    assert rows.count(bot.database, Limit) == 1


async def test_the_history_of_a_limit_says_who_changed_it_when_and_from_what(slack: Simulator, bot: Bot) -> None:
    await led(slack, bot)
    carol, ana = slack.person("carol"), slack.person("ana")
    await sets(carol, amount="50", conditions="It came late")
    await carol.close(everything=True)
    await changes(carol, "€50", amount="80", conditions="")
    await ana.opens_home()
    await ana.sees_home("Refunds: up to €80 are yours")
    await ana.click("kudos.more.limithome0", in_="home", value="History")
    shown = (await ana.sees_modal("*Refunds*, for those who report to @Carol"))["shown"]
    assert "by @Carol: *up to €50 → up to €80*" in shown
    assert "It came late" in shown


async def test_a_withdrawn_limit_is_gone_and_said(slack: Simulator, bot: Bot) -> None:
    await led(slack, bot)
    carol, ana = slack.person("carol"), slack.person("ana")
    await sets(carol, amount="50")
    await carol.close(everything=True)
    await slack.quiet()
    gone = await changes(carol, "€50", gone=["It no longer holds, from now on"])
    assert "Withdrawn" in gone["shown"]
    assert "nobody has written this down yet" in (await ana.slash("/pat limits refunds")).told[0]


async def test_nobody_has_written_it_down_and_the_lead_is_asked_without_what_was_typed(
    slack: Simulator, bot: Bot
) -> None:
    await led(slack, bot)
    ana, carol = slack.person("ana"), slack.person("carol")
    reply = await ana.slash("/pat limits helicopter rides", channel="support")
    assert reply.told[0].startswith("Nobody has written this down yet.")
    await ana.click("Ask Carol", in_="support")
    await ana.sees("@Carol hears from me", in_="support")
    asked = await carol.sees("*@Ana* looked up what is theirs to decide", in_="app")
    assert "helicopter" not in asked.shown
    assert not any("helicopter" in str(row.detail) for row in rows.all_of(bot.database, Delivery))
    await ana.click("Ask Carol", in_="support")
    await ana.sees("has heard from me this week", in_="support")
    await carol.click("Write it down", in_="app")
    await carol.sees_modal(WHOSE)
    await carol.fill({"limit_new_category": "Rides", "limit_amount": "900"})
    assert "Saved" in str((await carol.submit()).modal)
    assert rows.count(bot.database, Delivery, Delivery.purpose == Purpose.LIMIT_WANTED) == 1


async def test_the_starter_set_is_adapted_and_set_in_one_go(slack: Simulator, bot: Bot) -> None:
    await led(slack, bot)
    carol, ana = slack.person("carol"), slack.person("ana")
    await opens_limits(carol)
    await carol.click("Use the starter set")
    await carol.sees_modal("Goodwill gifts")
    await carol.fill({"starter_refunds": "€75", "starter_gifts": "", "starter_discounts": "lots"})
    refused = (await carol.submit()).modal
    assert refused
    assert "I can’t read" in str(refused["errors"])
    await carol.fill({"starter_discounts": "20"})
    assert "4 limits are set" in str((await carol.submit()).modal)
    (lines,) = (await ana.slash("/pat limits")).told
    for line in ("Refunds: up to €75", "Replacements: up to €80", "Deadlines and exceptions: yours to decide."):
        assert line in lines
    assert "Goodwill gifts" not in lines
    assert "Discounts: up to €20" in (await ana.slash("/pat limits discounts")).told[0]


async def test_who_leads_nobody_sets_nothing_and_a_lead_nothing_for_others(slack: Simulator, bot: Bot) -> None:
    await led(slack, bot)
    ana, carol = slack.person("ana"), slack.person("carol")
    await ana.opens_home()
    home = await ana.sees_home("Pats on the back")
    assert "Limits you set" not in home["shown"]
    refused = await sets(carol, amount="50", scope="One person", person="@dave")
    assert "isn’t yours to set" in str(refused["errors"])
    await carol.fill({"limit_person": "@ana"})
    assert "Saved for @Ana" in str((await carol.submit()).modal)
    assert rows.one(bot.database, Limit).scope.startswith("member:")


async def test_a_team_with_a_channel_hears_there_without_amounts_and_nobody_alone(slack: Simulator, bot: Bot) -> None:
    await led(slack, bot)

    def team(session: Session) -> None:
        made = teams.create(
            session, workspace_id=bot.workspace_id, name="Front desk", channel_id=support, now=bot.now()
        )
        people = members.by_slack_id(session, bot.workspace_id, [slack.person(n).id for n in ("ana", "bo", "carol")])
        roles = {one.id: Role.LEAD if one.name.startswith("Carol") else Role.MEMBER for one in people.values()}
        teams.set_members(session, workspace_id=bot.workspace_id, team_id=made.id, roles=roles, now=bot.now())

    said = await slack.person("carol").says("hello", channel="support")
    support = said.channel
    await bot.database.run(team)
    await sets(slack.person("carol"), amount="50", scope="The team Front desk")
    await told(bot, slack)
    seen = await slack.person("ana").sees("What is yours to decide has changed", in_="support")
    assert "Front desk: Refunds" in seen.shown
    assert "50" not in seen.shown
    await slack.person("ana").click("What is mine to decide", in_="support")
    await slack.person("ana").sees_modal("up to €50 are yours")
    await slack.person("ana").sees_nothing_of("has changed", in_="app")


async def test_a_category_is_renamed_and_retired_by_an_admin(slack: Simulator, bot: Bot) -> None:
    await led(slack, bot)
    finn, ana = slack.person("finn"), slack.person("ana")
    await sets(slack.person("carol"), amount="50")
    await opens_limits(finn)
    await finn.click("Categories")
    await finn.sees_modal("Refunds")
    await finn.click("Change…")
    await finn.sees_modal("Still used?")
    await finn.fill({"category_name": "Money back", "category_training": "https://wiki.northwind.example/back"})
    assert "Saved" in str((await finn.submit()).modal)
    line = (await ana.slash("/pat limits money")).told[0]
    assert line.startswith("*Money back: up to €50 are yours.*")
    assert "Training" in line
    await finn.close(everything=True)
    await opens_limits(finn)
    await finn.click("Categories")
    await finn.sees_modal("Money back")
    await finn.click("Change…")
    await finn.sees_modal("Still used?")
    await finn.fill({"category_gone": ["Retire it: its limits are no longer shown"]})
    assert "Retired" in str((await finn.submit()).modal)
    assert "obody has written this down" in (await ana.slash("/pat limits money")).told[0]
