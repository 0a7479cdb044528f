"""What a decision said before, and the question before it is deleted."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.ids import ViewId
from bot.surfaces.decisions.decision import story
from bot.surfaces.text import quoted, section, when_in
from bot.surfaces.views import note, view
from models.decisions.reading import DecisionCard
from models.decisions.versions import DecisionVersion
from models.money import money

MOST_BLOCKS = 100
SHARED = "The pat on it that you shared stays in the open, with its words, until you stop sharing it: do that first."


def before(versions: Sequence[DecisionVersion]) -> dict[str, Any]:
    """Newest first."""
    blocks: list[Block] = [] if versions else [section("None of its words were replaced.")]
    for one in versions:
        blocks.append(section(f"*Until {when_in(int(one.replaced_at.timestamp()))}*"))
        texts = (one.situation, one.choice, one.outcome, one.customer_words)
        blocks += [piece for text in texts if text for piece in quoted(text)]
        if amount := money(one.amount, one.currency):
            blocks.append(note(str(amount)))
    return view(ViewId.MESSAGE, "What it said before", blocks[:MOST_BLOCKS])


def delete(card: DecisionCard) -> dict[str, Any]:
    """What goes, and what stays."""
    goes = (
        "It goes for you and for the one who answers: its words, what it said before, the answer, "
        "any guidance on it, and every message about it. What was read was read."
    )
    shared = [note(SHARED)] if card.shared_kudos_id else []
    blocks = [section(goes), *shared, *story(card, reader=card.person.id)[:20]]
    return view(ViewId.DECISION_DELETE, "Delete this decision?", blocks, submit="Delete it", metadata=str(card.id))
