"""The pledge as people read it: quoted on receipts, shown by itself, and the forms and messages about it."""

from uuid import UUID

from slack_sdk.models.blocks import Block, ButtonElement

from bot.ids import ActionId
from bot.surfaces.kudos import button
from bot.surfaces.text import day, person, section
from models import words
from models.kudos.cards import Person
from models.pledge.reading import InForce

LONGEST_LABEL = 75
"""Characters of a button's label (Slack)."""


def quoted(pledge: InForce, lead: Person | None) -> list[Block]:
    """Its text, who signed it and when, and that `lead`, the reader's own, stands by it, when they do."""
    by = f"{signature(pledge)}.{_beside(pledge, lead)}"
    return [section("\n".join([words.quote(f"“{words.cut(pledge.text, 2500)}”"), f"> {by}"]))]


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
