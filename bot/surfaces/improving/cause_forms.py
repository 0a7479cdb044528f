"""The list of root causes, and the forms that close one or change it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import Block, DividerBlock, InputBlock, PlainTextObject, UserSelectElement

from bot.ids import BlockId, ViewId
from bot.surfaces.improving import causes as surface
from bot.surfaces.text import section
from bot.surfaces.views import field, menu, note, text_field, view
from models.improving.cause_cards import CauseCard
from models.improving.causes import LONGEST_NAME, Cause

LONGEST_CHANGE = 1000
WHAT_IT_IS = (
    "What decisions keep running into. Somebody takes one, finds out what would stop it, and says what changed; "
    "whoever met it is thanked."
)
NONE_YET = "No decision has named a cause yet. They appear here as soon as one does."


def listed(
    found: Sequence[CauseCard], closed: Sequence[CauseCard], also: Sequence[Block], *, reader: UUID, admin: bool
) -> dict[str, Any]:
    """To leads and admins: the open ones, those that were closed last, and `also`."""
    entries: list[Block] = [surface.entry(card, reader=reader, admin=admin) for card in found]
    ended = [note(surface.ended(card)) for card in closed]
    blocks = [section(WHAT_IT_IS), *(entries or [section(NONE_YET)]), *ended, note(surface.SEEN_BY)]
    return view(ViewId.CAUSES, "Causes", [*blocks, *([DividerBlock(), *also] if also else [])])


def close(card: CauseCard) -> dict[str, Any]:
    blocks = [
        section(surface.line(card)),
        text_field(
            BlockId.WHAT_CHANGED,
            "What changed?",
            "The courier picks up at six now, and sends a photo.",
            longest=LONGEST_CHANGE,
            hint="Please no names of customers.",
        ),
        note(
            "Everyone who logged a decision with it reads this, with your name and a thank-you; so do leads here, and "
            "the teams’ digests. If it comes again, it is a new cause that says so."
        ),
    ]
    return view(ViewId.CAUSE_CLOSE, "Close this cause", blocks, submit="Close it", metadata=str(card.id))


def change(card: CauseCard, others: Sequence[Cause]) -> dict[str, Any]:
    """Its name, whether it is the same as another, whose it is."""
    choices = [(str(one.id), one.name) for one in others if one.id != card.id]
    same = menu(
        BlockId.SAME_CAUSE,
        "It is the same as",
        choices,
        many=False,
        hint="Its decisions go over to that one, and this one goes. That can’t be undone.",
    )
    blocks: list[Block] = [
        section(surface.line(card)),
        text_field(
            BlockId.CAUSE_NAME, "Name", "Late courier", initial=card.name, multiline=False, longest=LONGEST_NAME
        ),
        *([same] if choices else []),
        _owner(card),
        note(surface.SEEN_BY),
    ]
    return view(ViewId.CAUSE_CHANGE, "Change this cause", blocks, submit="Save", metadata=str(card.id))


def _owner(card: CauseCard) -> InputBlock:
    chosen = card.owner.slack_user_id if card.owner else None
    who = UserSelectElement(
        action_id=BlockId.CAUSE_OWNER, placeholder=PlainTextObject(text="Who?"), initial_user=chosen
    )
    hint = "Another lead; an admin may name anyone. They are told, and can give it back."
    return field(BlockId.CAUSE_OWNER, "Who looks after it", who, optional=True, hint=hint)
