"""What stands before anyone logs a decision: a pledge that is signed, and limits. Done by its people, in Slack."""

from demo import filling
from simulator.driver import PersonaDriver, Simulator

PATIENCE = 30.0
"""Seconds, on a busy machine."""
LEADS = ("carol", "dave")


async def written(slack: Simulator) -> None:
    """Maya, an admin, takes the text that is offered, and names Finn."""
    maya = slack.person("maya")
    await _home(maya, "The pledge")
    values = {"Who signs it?": "@finn", "What are they here?": "Head of operations"}
    await filling.sends(maya, "pledge.open.pledge", "home", "What is promised?", values, timeout=PATIENCE)


async def signed(slack: Simulator) -> None:
    await _presses(slack.person("finn"), "Sign", "asks you to sign this pledge", "✓ You signed the pledge")


async def co_signed(slack: Simulator) -> None:
    for name in LEADS:
        await _presses(slack.person(name), "I stand by it", "Do you stand by it?", "✓ You stand by the pledge")


async def limited(slack: Simulator) -> None:
    """Carol and Dave each take the starter set for their people."""
    for name in LEADS:
        lead = slack.person(name)
        await _home(lead, "Limits you set")
        await filling.opens(lead, "Limits you set", "home", "Use the starter set", timeout=PATIENCE)
        await lead.click("Use the starter set")
        await lead.sees_modal("Goodwill gifts", timeout=PATIENCE)
        filling.sent(await lead.submit())
        await filling.closes(lead)


async def _home(person: PersonaDriver, text: str) -> None:
    await person.opens_home()
    await person.sees_home(text, timeout=PATIENCE)


async def _presses(person: PersonaDriver, button: str, on: str, then: str) -> None:
    """A button on a message, until it reads `then`."""
    await person.click(button, await person.sees(on, "app", timeout=PATIENCE))
    await person.sees(then, "app", timeout=PATIENCE)
