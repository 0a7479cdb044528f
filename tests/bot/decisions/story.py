"""A story in steps: from a fearful first log to the cause closed and the limit raised. Each does, and looks, in Slack.

Maya sets up the pledge and Finn, head of operations, signs it; Ana decides, Carol answers; Dave takes the cause.
"""

from typing import Any

from simulator.driver import PersonaDriver, Simulator
from simulator.jsontypes import Json

SITUATION = "The parcel was eight days late, for a wedding"
FEAR = "I refunded all of it at once. I hope this is all right"
CUSTOMER = "First shop that ever did that."
LINE = "That is what I’d have done"
GOOD, CONSIDER, NEED = "a marmalade of calm", "an umbrella beside the refund", "a trombone of voucher rules"
SECRETS = ("marmalade", "umbrella", "trombone")
"""A word of each text that only Ana and Carol may read."""
CAUSE = "The new courier skips the last stop"
IDEA = "the courier’s last stop is after we close: let it come first"
BEING_DONE, DONE = "I’ve asked the courier", "Our stop is the first of the tour since today"
CHANGED = "The courier comes at eight, and sends a photo"
WHY_MORE = "Most late parcels cost a little more"
PROMISE = "will not cost you your job or your money"


async def the_pledge(slack: Simulator) -> None:
    """Written, signed, and co-signed by who leads."""
    ana, maya, finn = (slack.person(name) for name in ("ana", "maya", "finn"))
    told = (await ana.slash("/pat decision refunded the wedding parcel", "support")).told[0]
    assert "Nobody has signed the pledge here yet" in told
    assert "refunded the wedding parcel" in told
    await maya.opens_home()
    await maya.sees_home("The pledge")
    await maya.click("pledge.open.pledge", in_="home")
    await maya.sees_modal("What is promised?")
    await maya.fill({"Who signs it?": "@finn", "What are they here?": "Head of operations"})
    assert "is asked to sign it" in shown(await maya.submit())
    assert PROMISE in (await finn.sees("asks you to sign this pledge", "app")).shown
    await finn.click("Sign", "app")
    await finn.sees("✓ You signed the pledge", "app")
    for name in ("carol", "dave"):
        lead = slack.person(name)
        assert "Head of operations" in (await lead.sees("Do you stand by it?", "app")).shown
        await lead.click("I stand by it", "app")
        await lead.sees("✓ You stand by the pledge", "app")


async def the_limits(slack: Simulator) -> None:
    carol, ana = slack.person("carol"), slack.person("ana")
    await carol.opens_home()
    await carol.sees_home("Limits you set")
    await carol.click("Limits you set", "home")
    await carol.sees_modal("Use the starter set")
    await carol.click("Use the starter set")
    await carol.sees_modal("Goodwill gifts")
    assert "5 limits are set" in shown(await carol.submit())
    await carol.close(everything=True)
    line = (await ana.slash("/pat limits refunds", "support")).told[0]
    assert line.startswith("*Refunds: up to €50 are yours.* It came late")


async def a_fearful_decision(slack: Simulator) -> None:
    """Above the limit, and covered."""
    ana, carol = slack.person("ana"), slack.person("carol")
    await logs(ana, SITUATION, FEAR, "€62", {"What did the customer say?": CUSTOMER, "What keeps causing it?": CAUSE})
    receipt = await ana.sees("Logged. You are covered.", "app")
    above = "above the usual €50: maybe the limit should move"
    for part in (PROMISE, "@Finn, Head of operations", "Co-signed by @Carol, your lead", "@Carol answers by Friday"):
        assert part in receipt.shown
    assert above in receipt.shown
    asked = await carol.sees("@Ana decided something on the spot", "app")
    for part in (SITUATION, FEAR, CUSTOMER, above, "covered by the pledge that you co-signed", "By Friday, please"):
        assert part in asked.shown


async def a_reminder(slack: Simulator) -> None:
    reminder = await slack.person("carol").sees("decision waits for your answer", "app")
    assert FEAR in reminder.shown
    assert "Nobody else sees this reminder" in reminder.shown


async def a_pat_and_a_thought(slack: Simulator) -> None:
    """Answered, read, replied to."""
    ana, carol = slack.person("ana"), slack.person("carol")
    await carol.click("Pat and a thought", "app")
    await carol.sees_modal("What was good?")
    said = {"A line with the pat": LINE, "What was good?": GOOD, "What to consider?": CONSIDER}
    await carol.fill({**said, "What is it about?": "Refunds"})
    assert "you alone" in shown(await carol.submit())
    await carol.close()
    told = await ana.sees("@Carol gives you a pat on the back", "app")
    for part in (FEAR, LINE, "has a thought for you, which only you two can read", "You stand covered"):
        assert part in told.shown
    await ana.click("Read Carol’s thought", "app")
    opened = await ana.sees_modal("Only the two of you can read this")
    for part in (GOOD, CONSIDER):
        assert part in opened["shown"]
    await ana.fill({"What do you need from Carol?": NEED})
    await ana.submit()
    await ana.sees_modal("is told that you wrote back")
    await ana.close()
    await carol.sees("says what they need from you", "app")
    await carol.click("Read it", "app")
    assert NEED in (await carol.sees_modal("Only the two of you"))["shown"]
    await carol.close()


async def the_pat_is_shared(slack: Simulator) -> None:
    """In the open, where Bo adds his."""
    ana, bo = slack.person("ana"), slack.person("bo")
    await ana.click("Share this pat…", "app")
    assert SITUATION not in (await ana.sees_modal("This is what others read"))["shown"]
    where = "In which channel, if everyone may see it?"
    await ana.fill({"Who may see it?": "Everyone: posted in a channel", where: "#support"})
    assert "others can add their pat" in shown(await ana.submit())
    await ana.close()
    seen = await bo.sees("a pat on the back from @Carol", "support")
    assert seen.shown.index("@Ana") < seen.shown.index("@Carol")
    for part in (FEAR, LINE, CUSTOMER):
        assert part in seen.shown
    for hidden in (SITUATION, "62", CAUSE):
        assert hidden not in seen.shown
    await bo.click("Add my pat", "support")
    await ana.sees("@Bo joined in", "support")


async def it_comes_again(slack: Simulator) -> str:
    """A second and a third time, from colleagues; Dave takes it. Returns the menu beside it on his Home."""
    bo, gita, carol, dave, maya = (slack.person(name) for name in ("bo", "gita", "carol", "dave", "maya"))
    for person, amount, choice in ((bo, "38", "Paid the taxi"), (gita, "40", "Sent another one by bike")):
        await logs(person, "Late again", choice, amount, {"What keeps causing it?": CAUSE})
        await person.sees("Logged. You are covered.", "app")
    said = await carol.sees(f"“{CAUSE}” keeps coming back", "app")
    assert "seen three times, €140 in 30 days" in said.shown
    await maya.sees_nothing_of("Paid the taxi")
    await dave.opens_home()
    home = await dave.sees_home("seen three times, €140 in 30 days")
    for hidden in ("Paid the taxi", FEAR):
        assert hidden not in home["shown"]
    menu = menu_beside(home, CAUSE)
    await dave.click(menu, "home", value="I’ll take it")
    await dave.sees_home("@Dave has taken it")
    await carol.sees("@Dave has taken it", "app")
    return menu


async def an_idea(slack: Simulator) -> None:
    """Heard, being done, done."""
    ana, carol = slack.person("ana"), slack.person("carol")
    await ana.click("This keeps happening because…", "app")
    await ana.sees_modal("What would make it better?")
    await ana.fill(
        {"What would make it better?": f"This keeps happening because {IDEA}", "Whose is it?": "With my name"}
    )
    assert "Heard" in shown(await ana.submit())
    await ana.close()
    assert IDEA in (await carol.sees("@Ana has an idea, and you are the one who answers", "app")).shown
    await says_what_becomes(carol, "We are doing it", BEING_DONE)
    assert BEING_DONE in (await ana.sees("Your idea is being done", "app")).shown
    await says_what_becomes(carol, "It is done", DONE)
    assert DONE in (await ana.sees("Your idea is done", "app")).shown


async def the_cause_is_closed(slack: Simulator, menu: str) -> None:
    """And everyone who logged it is thanked."""
    dave = slack.person("dave")
    await dave.click(menu, "home", value="Close it…")
    await dave.sees_modal("What changed?")
    await dave.fill({"What changed?": CHANGED})
    assert "Closed. Whoever met it is thanked" in shown(await dave.submit())
    await dave.close()
    for name in ("ana", "bo", "gita"):
        thanks = await slack.person(name).sees(f"Thanks to you, “{CAUSE}” is fixed", "app")
        assert CHANGED in thanks.shown
        assert "@Dave" in thanks.shown


async def more_room(slack: Simulator) -> None:
    """Asked for with the record behind it; the limit is raised for all of Carol's people."""
    ana, carol = slack.person("ana"), slack.person("carol")
    await ana.opens_home()
    home = await ana.sees_home("Refunds: up to €50 are yours")
    await ana.click(menu_beside(home, "Refunds: up to"), "home", value="Ask for more room")
    form = await ana.sees_modal("When more room is given here")
    record = "1 decision in the last 90 days, 1 answered; the largest €62"
    assert record in form["shown"]
    await ana.fill({"room_amount": "80", "room_words": WHY_MORE, "room_announce": ["My team may hear of it"]})
    assert "Asked." in shown(await ana.submit())
    await ana.close(everything=True)
    asked = await carol.sees("@Ana asks for more room: Refunds", "app")
    for part in (record, WHY_MORE):
        assert part in asked.shown
    await carol.click("Yes…", "app")
    await carol.sees_modal("For whom?")
    await carol.fill({"For whom?": "Those who report to Carol"})
    assert "Saved" in shown(await carol.submit())
    await carol.close(everything=True)
    told = await ana.sees("@Carol said yes: more room, for all your team", "app")
    assert "Refunds: up to €80 are yours" in told.shown
    assert "up to €80 are yours" in (await slack.person("bo").slash("/pat limits refunds", "support")).told[0]


async def mondays_digest(slack: Simulator) -> None:
    """What was decided and shared first, with the customer's words on top; what was done; what waits, for Carol."""
    told = (await slack.person("dave").sees("week of", "pats")).shown
    for part in (CUSTOMER, FEAR, f"Carol: “{LINE}”", "You said, we did", IDEA, DONE, CAUSE, CHANGED):
        assert part in told
    assert told.index(CUSTOMER) < told.index(FEAR) < told.index("You said, we did")
    for hidden in (SITUATION, "€62", "€140", "Paid the taxi", WHY_MORE):
        assert hidden not in told
    headline = await slack.person("carol").sees("decisions wait for you", "app")
    assert list(headline.buttons).count("Pat") == 2
    assert all(name in headline.shown for name in ("Bo", "Gita"))


async def logs(person: PersonaDriver, happened: str, decided: str, cost: str, more: dict[str, str]) -> None:
    """A decision about refunds. A cause that is known is chosen; another is written."""
    await person.slash("/pat decision", "support")
    form = await person.sees_modal("Seen by you and @Carol, who answers it")
    fields = {"What happened?": happened, "What did you decide?": decided, "What did it cost?": cost}
    labels = [one["text"] for one in form["actions"]]
    assert ("Or another cause" in labels) is (person.name != "ana"), labels
    await person.fill({**fields, "What is it about?": "Refunds (up to €50 is yours)", **more})
    assert (await person.submit()).modal is None


async def says_what_becomes(keeper: PersonaDriver, step: str, said: str) -> None:
    await keeper.click("Answer…", "app")
    await keeper.sees_modal("What becomes of it?")
    await keeper.fill({"What becomes of it?": step, "In a line": said})
    assert "Whoever had the idea hears it" in shown(await keeper.submit())
    await keeper.close()


def menu_beside(home: Json, text: str) -> str:
    """The action of what stands behind "…" beside this text."""
    [beside] = [one for one in home["blocks"] if text in str(one.get("text")) and one.get("accessory")]
    return str(beside["accessory"]["action_id"])


def shown(reply: Any) -> str:
    """What lies open after a form was sent, with what is held against it."""
    return f"{(reply.modal or {}).get('shown', '')} {(reply.modal or {}).get('errors', '')}"
