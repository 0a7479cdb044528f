"""The form that edits a pat, the question it may end in, and what it said before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block

from bot.ids import BlockId, ViewId
from bot.surfaces.kudos.give_form import FAMILIAR
from bot.surfaces.text import people, quoted, section, when_in
from bot.surfaces.views import menu, note, text_field, view
from models.kudos.cards import Card
from models.kudos.editing import Editable
from models.kudos.versions import Texts

MOST_BLOCKS = 100


def edit(card: Card, now_in_it: Editable) -> dict[str, Any]:
    """Its words, to be said better. A pat that was typed has its message first."""
    texts = now_in_it.texts
    blocks: list[Block] = [
        note(f"For {people(card.receivers, 20)}. To change who it is for, take it back and give it anew."),
        *_message(texts),
        text_field(
            BlockId.DECISION,
            "What did they decide?",
            "Refunded the late parcel on the spot",
            initial=texts.decision or "",
            optional=bool(texts.message),
            hint=FAMILIAR,
        ),
        text_field(
            BlockId.OUTCOME, "What came of it?", "The customer stayed", initial=texts.outcome or "", optional=True
        ),
        text_field(
            BlockId.CUSTOMER,
            "What did the customer say?",
            "First shop that ever did that.",
            initial=texts.customer_words or "",
            optional=True,
        ),
        *_values(now_in_it),
        note("What it said before stays readable for you, for whom it is for, and for admins."),
    ]
    return view(ViewId.EDIT, "Edit your pat", blocks, submit="Save", metadata=str(card.id))


def sensitive(draft_id: str, warning: str, words: str) -> dict[str, Any]:
    """Shown on top of the form when it seems to hold a customer's details."""
    hint = note("To change it, close this: the form is still open underneath.")
    blocks = [section(f"{warning} Nothing is changed yet."), *quoted(words), hint]
    return view(ViewId.EDIT_AGAIN, "Save it as it is?", blocks, submit="Save it", metadata=draft_id)


def not_saved(why: str, words: str) -> dict[str, Any]:
    """Shown instead of the form, with what was typed into it."""
    blocks = [section(why), *([section("Your words:"), *quoted(words)] if words else [])]
    return view(ViewId.MESSAGE, "Not saved", blocks)


def history(before: Sequence[tuple[Texts, datetime]]) -> dict[str, Any]:
    """What it said before, newest first."""
    blocks: list[Block] = [] if before else [section("None of its words were replaced.")]
    for texts, until in before:
        blocks.append(section(f"*Until {when_in(int(until.timestamp()))}*"))
        blocks += [piece for text in texts.said().values() for piece in quoted(text)]
    return view(ViewId.MESSAGE, "What it said before", blocks[:MOST_BLOCKS])


def _message(texts: Texts) -> list[Block]:
    if not texts.message:
        return []
    return [
        text_field(
            BlockId.WORDS, "What you wrote", "For refunding it on the spot", initial=texts.message, optional=True
        )
    ]


def _values(now_in_it: Editable) -> list[Block]:
    if not now_in_it.values:
        return []
    label, optional = "Which of our values does it show?", not now_in_it.values_required
    return [menu(BlockId.VALUES, label, now_in_it.values, current=now_in_it.chosen, optional=optional)]
