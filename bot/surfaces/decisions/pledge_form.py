"""The forms about the pledge: set up by an admin, changed by its signer, taken back; and that it was not kept."""

from typing import Any

from slack_sdk.models.blocks import Block, UserSelectElement

from bot.ids import BlockId, ViewId
from bot.replies.pledge import DEFAULT
from bot.surfaces.text import person, section
from bot.surfaces.views import field, note, text_field, view
from models import words
from models.pledge.promises import Promise
from models.pledge.standing import Standing, Waiting

LONGEST_PLEDGE = 600
"""Characters: it is quoted on every receipt."""
LONGEST_TITLE = 80


def set_up(standing: Standing) -> dict[str, Any]:
    """To an admin: the text that waits or holds, or a good one to begin with."""
    before = standing.waiting or standing.holds or standing.left
    text, title = (words.unescape(before.text), before.title) if before else (DEFAULT, "")
    here = before.signer.slack_user_id if before and before is not standing.left else None
    who = UserSelectElement(action_id=BlockId.SIGNER, initial_user=here)
    hint = "Someone who can keep it, for everybody: a head of operations, a managing director."
    before_ = "Until then what was signed before holds." if standing.holds else "Decisions are on from then."
    once = f"They get it in a message, and sign there. {before_}"
    role: dict[str, Any] = {"multiline": False, "optional": True, "longest": LONGEST_TITLE}
    blocks: list[Block] = [
        _text("What is promised?", text, "Everyone here can read it. It is quoted on the receipt of every decision."),
        field(BlockId.SIGNER, "Who signs it?", who, hint=hint),
        text_field(BlockId.SIGNER_TITLE, "What are they here?", "COO", initial=title, **role),
        note(once),
    ]
    return view(ViewId.PLEDGE, "The pledge", blocks, submit="Ask them to sign")


def propose(waiting: Waiting) -> dict[str, Any]:
    """To its signer: how they would sign it."""
    reader = person(waiting.set_by) if waiting.set_by else "An admin of Backpat here"
    blocks: list[Block] = [
        section(f"{reader} reads this; nothing is signed. Then you get it once more."),
        _text("How would you sign it?", words.unescape(waiting.text), "Change what you can’t promise, or add to it."),
    ]
    return view(ViewId.PLEDGE_PROPOSE, "Not like this", blocks, submit="Pass it on", metadata=str(waiting.id))


def withdraw(pledge_id: str, *, holds: bool) -> dict[str, Any]:
    """To an admin or its signer, before it is taken back."""
    text = (
        "*Decisions are off from then on*, until a leader signs one. What was logged stays covered by the pledge that "
        "it quotes; its receipts stay."
        if holds
        else "The leader is no longer asked to sign it. Nothing else changes."
    )
    submit = "Take it back"
    return view(ViewId.PLEDGE_WITHDRAW, "Take it back?", [section(text)], submit=submit, metadata=pledge_id)


def broken(made: Promise) -> dict[str, Any]:
    """To anyone whom the pledge covers."""
    signer = person(made.pledge.signer)
    about = " That it is about a decision of yours is said, and not which." if made.decision else ""
    blocks: list[Block] = [
        section(f"{signer} signed the pledge. *Only {signer} reads this*, with your name: no lead, no admin.{about}"),
        text_field(BlockId.WORDS, "What happened?", "I was asked to pay for a refund", hint="No customer’s details."),
    ]
    return view(ViewId.PLEDGE_BROKEN, "It wasn’t kept", blocks, submit="Tell them", metadata=str(made.about_id))


def _text(label: str, text: str, hint: str) -> Any:
    element: dict[str, Any] = {"initial": text, "longest": LONGEST_PLEDGE, "hint": hint}
    return text_field(BlockId.PLEDGE_TEXT, label, DEFAULT, **element)
