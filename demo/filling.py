"""Forms as people fill them in: behind a button, or a choice of a menu."""

from typing import Any

from simulator.driver import PersonaDriver, Reply
from simulator.jsontypes import Json
from simulator.tallies import Message


async def sends(
    person: PersonaDriver,
    button: str,
    in_: str | Message,
    form: str,
    values: dict[str, Any],
    *,
    timeout: float,
    choice: str | None = None,
) -> str:
    """Presses it (`choice`: in a menu), fills in what opens (a form with the text `form`), and sends it.

    What is shown then, until it is closed. AssertionError with what is held against it.
    """
    await opens(person, button, in_, form, timeout=timeout, choice=choice)
    await person.fill(values)
    said = sent(await person.submit())
    await closes(person)
    return said


async def opens(
    person: PersonaDriver, button: str, in_: str | Message, form: str, *, timeout: float, choice: str | None = None
) -> Json:
    reply = await person.click(button, in_, value=choice)
    if not reply.ok:
        raise AssertionError(f"expected “{button}” to be answered, but: {reply.reason or reply.status}")
    return await person.sees_modal(form, timeout=timeout)


async def closes(person: PersonaDriver) -> None:
    if await person.modal():
        await person.close(everything=True)


def sent(reply: Reply) -> str:
    """What is shown after a form was sent. AssertionError when it was not taken."""
    if not reply.ok or (reply.modal and reply.modal["errors"]):
        wrong = reply.modal["errors"] if reply.modal else reply.reason
        raise AssertionError(f"expected the form to be taken, but it says: {wrong}")
    return str(reply.modal["shown"]) if reply.modal else ""


def beside(view: Json, text: str) -> str:
    """What to press beside the block with this text. AssertionError when there is none."""
    for block in view["blocks"]:
        if text in str(block.get("text")) and block.get("accessory"):
            return str(block["accessory"]["action_id"])
    raise AssertionError(f"expected something to press beside “{text}” in:\n{view['shown']}")


def menu_below(message: Message, text: str) -> str:
    """The next menu below the block with this text. AssertionError when there is none."""
    found = False
    for block in message.blocks:
        found = found or text in str(block.get("text"))
        for element in block.get("elements", ()):
            if found and element.get("type") == "overflow":
                return str(element["action_id"])
    raise AssertionError(f"expected a menu below “{text}” in:\n{message.shown}")
