"""The messages about the pledge: to its signer, to leads, to admins."""

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.ids import ActionId
from bot.surfaces.decisions.pledge import co_sign, quoted
from bot.surfaces.message import Message, button
from bot.surfaces.text import count, day, person, section
from bot.surfaces.text import quoted as block_quote
from bot.surfaces.views import note
from models.pledge import Pledge
from models.pledge.promises import Told
from models.pledge.reading import InForce
from models.pledge.standing import Waiting

WANTED = "Decisions are off until a leader signs the pledge: that one in good faith costs nobody their job or money."


def to_sign(waiting: Waiting, *, admin: bool, part: str | None = None) -> list[Block]:
    """To the leader who is to sign; in a message, and on their Home."""
    by = person(waiting.set_by) if waiting.set_by and waiting.set_by.id != waiting.signer.id else "You"
    asks = "wrote this pledge down, to sign" if by == "You" else "asks you to sign this pledge"
    change = "Change it…" if admin else "Not like this: tell the admin…"
    row = [
        button("Sign", ActionId.PLEDGE_SIGN, str(waiting.id), style="primary", part=part),
        button(change, ActionId.PLEDGE_OPEN if admin else ActionId.PLEDGE_PROPOSE, str(waiting.id), part=part),
    ]
    meant = (
        "Signed, it is quoted with your name on the receipt of every decision, and each lead is asked to co-sign. "
        "Who finds that it wasn’t kept tells you, and nobody else. You can take it back any time."
    )
    seen = note("Seen by you and the admins; once it is signed, by everyone here.")
    return [section(f"{by} {asks}:"), *block_quote(waiting.text), section(meant), ActionsBlock(elements=row), seen]


def asked_to_sign(waiting: Waiting, *, admin: bool) -> Message:
    return Message("You are asked to sign the pledge.", tuple(to_sign(waiting, admin=admin)))


def was_signed(pledge: Pledge, *, holds: bool) -> Message:
    """To whoever signed it."""
    on = f"✓ You signed the pledge on {day(pledge.signed_at)}." if pledge.signed_at else ""
    if not holds:
        text = f"{on} It holds no longer; what was logged meanwhile stays covered by it."
        return Message(text, (section(text), *block_quote(pledge.text)))
    text = f"{on} Decisions are on. Who finds that it wasn’t kept tells you, and nobody else."
    back = button("Take it back…", ActionId.PLEDGE_WITHDRAW, str(pledge.id))
    return Message(text, (section(text), *block_quote(pledge.text), ActionsBlock(elements=[back])))


def asked_to_co_sign(pledge: InForce, *, done: bool) -> Message:
    """To a lead, alone."""
    if done:
        text = "✓ You stand by the pledge. Your people read so on their receipts."
        return Message(text, (section(text), *quoted(pledge, None)))
    text = f"{person(pledge.signer)} signed the pledge for everyone who decides something here. *Do you stand by it?*"
    seen = "Then your people read “co-signed by you, their lead”. If not, do nothing: I never list who hasn’t."
    row = ActionsBlock(elements=[co_sign(pledge)])
    return Message("Do you stand by the pledge?", (section(text), *quoted(pledge, None), row, note(seen)))


def wanted(people: int, *, holds: bool) -> Message:
    """To an admin."""
    have = count(people, "person has", "people have")
    if holds:
        return Message("✓ The pledge is signed, and decisions are on. Thank you from those who asked for it.")
    text = f"*{have} asked for the pledge.* {WANTED}"
    row = ActionsBlock(elements=[button("Set up the pledge", ActionId.PLEDGE_OPEN, "pledge", style="primary")])
    return Message(text, (section(text), row, note("I tell you once a week at most, and never who asked.")))


def proposed(waiting: Waiting) -> Message:
    """To an admin: how its signer would sign it."""
    text = f"{person(waiting.signer)} would sign the pledge like this:"
    look = button("Look at it, and send it again", ActionId.PLEDGE_OPEN, str(waiting.id), style="primary")
    return Message(text, (section(text), *block_quote(waiting.text), ActionsBlock(elements=[look])))


def not_kept(told: Told, *, part: str | None = None) -> list[Block]:
    """To its signer: what somebody says, in a message and on Home."""
    about = " It is about a decision they logged." if told.about_decision else ""
    head = f"*{person(told.by)} says that the promise you signed wasn’t kept.*{about}"
    if told.read_at:
        after: Block = note(f"✓ You read it on {day(told.read_at)}, and {person(told.by)} sees that.")
    else:
        read = button("I have read it", ActionId.PROMISE_READ, str(told.id), style="primary", part=part)
        after = ActionsBlock(elements=[read])
    only = note(f"Only you and {person(told.by)} see this: no lead, no admin. What you do about it is yours to say.")
    return [section(head), *block_quote(told.words), after, only]


def told_not_kept(told: Told) -> Message:
    return Message("Somebody says that the promise you signed wasn’t kept.", tuple(not_kept(told)))
