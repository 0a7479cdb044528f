"""The pledge as people read it: quoted on receipts, and shown by itself with what its reader can do."""

from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.ids import ActionId
from bot.replies import pledge as replies
from bot.surfaces.message import PREVIEW, Message, button
from bot.surfaces.text import day, person, section
from bot.surfaces.text import quoted as block_quote
from bot.surfaces.views import note
from models import words
from models.people.persons import Person
from models.pledge.promises import Told
from models.pledge.reading import InForce
from models.pledge.standing import Own

LONGEST_QUOTE = 2000
"""Characters in stored form: with a mark before each line and whose it is, a section holds it, however escaped."""
LONGEST_LABEL = 75
"""Characters of a button's label (Slack)."""


def quoted(pledge: InForce, lead: Person | None) -> list[Block]:
    """Its text, who signed it and when, and that `lead`, the reader's own, stands by it, when they do."""
    by = f"{signature(pledge)}.{_beside(pledge, lead)}"
    return [section("\n".join([words.quote(f"“{words.cut(pledge.text, LONGEST_QUOTE)}”"), f"> {by}"]))]


def signature(pledge: InForce) -> str:
    """Who signed it: name, title, date."""
    title = [words.from_plain(pledge.title)] if pledge.title else []
    return ", ".join([person(pledge.signer), *title, day(pledge.signed_at)])


def not_kept(pledge: InForce, about_id: UUID) -> ButtonElement:
    """ "This promise wasn’t kept: tell Mira". `about_id`: a decision of the reader's, or the pledge itself.

    Not for the one who signed it.
    """
    label = words.cut_plain(f"This promise wasn’t kept: tell {pledge.signer.name}", LONGEST_LABEL)
    return button(label, ActionId.PLEDGE_BROKEN, str(about_id))


def _beside(pledge: InForce, lead: Person | None) -> str:
    if lead is None or lead.id == pledge.signer.id or lead.id not in pledge.co_signers:
        return ""
    return f" Co-signed by {person(lead)}, your lead."


def shown(own: Own, *, admin: bool) -> Message:
    """`/pat pledge`, and the same from Home."""
    if own.holds is None:
        off = replies.off(waits=own.waiting is not None)
        return Message(off, (section(off), _ask(admin), *_told(own)))
    said = [note(text) for text in replies.beside(own)]
    row = _buttons(own, own.holds)
    actions: list[Block] = [ActionsBlock(elements=row)] if row else []
    whole = f"The pledge: “{words.cut(own.holds.text, PREVIEW)}” {signature(own.holds)}"
    return Message(whole, (section("*The pledge*"), *quoted(own.holds, own.lead), *said, *actions, *_told(own)))


def co_sign(pledge: InForce) -> ButtonElement:
    return button("I stand by it", ActionId.PLEDGE_COSIGN, str(pledge.id), style="primary")


def _ask(admin: bool) -> ActionsBlock:
    if admin:
        return ActionsBlock(elements=[button("Set up the pledge", ActionId.PLEDGE_OPEN, "pledge", style="primary")])
    return ActionsBlock(elements=[button("Ask for the pledge", ActionId.PLEDGE_ASK, "pledge", style="primary")])


def _buttons(own: Own, pledge: InForce) -> list[ButtonElement]:
    if own.signer:
        return [button("Take it back…", ActionId.PLEDGE_WITHDRAW, str(pledge.id), style="danger")]
    return [*([co_sign(pledge)] if own.asked else []), not_kept(pledge, pledge.id)]


def _told(own: Own) -> list[Block]:
    """What the reader told a signer, and whether that was read."""
    return [block for one in own.told for block in (note(replies.told_before(one)), *_words(one))]


def _words(one: Told) -> list[Block]:
    return [*block_quote(words.cut(one.words, 500))]
