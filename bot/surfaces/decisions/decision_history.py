"""What a decision said before, and the question before it is deleted."""

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.ids import ViewId
from bot.surfaces.decisions.decision import caused, story
from bot.surfaces.text import quoted, section, when_in
from bot.surfaces.views import note, view
from models import words
from models.decisions.reading import DecisionCard
from models.decisions.versions import Before

MOST_BLOCKS = 100
SHARED = "The pat on it that you shared stays in the open, with its words, until you stop sharing it: do that first."


def before(versions: Sequence[Before]) -> dict[str, Any]:
    """Newest first."""
    blocks: list[Block] = [] if versions else [section("Nothing of it was replaced.")]
    for one in versions:
        blocks.append(section(f"*Until {when_in(int(one.until.timestamp()))}*"))
        blocks += [piece for text in one.texts for piece in quoted(text)]
        if beside := "\n".join(_beside(one)):
            blocks.append(note(beside))
    return view(ViewId.MESSAGE, "What it said before", blocks[:MOST_BLOCKS])


def _beside(one: Before) -> Iterator[str]:
    """A line for each that was said of it: the day, the category with the amount, the cause with what became of it."""
    if one.decided_on:
        yield f"Decided on {one.decided_on:%A, %-d %B %Y}"
    category, amount = words.from_plain(one.category or ""), str(one.amount or "")
    if measured := ": ".join(filter(None, (category, amount))):
        yield measured
    if cause := caused(one.cause, one.fix):
        yield cause


def delete(card: DecisionCard) -> dict[str, Any]:
    """What goes, and what stays."""
    goes = (
        "It goes for you and for the one who answers: its words, what it said before, the answer, "
        "any guidance on it, and every message about it. What was read was read."
    )
    shared = [note(SHARED)] if card.shared_kudos_id else []
    blocks = [section(goes), *shared, *story(card, reader=card.person.id)[:20]]
    return view(ViewId.DECISION_DELETE, "Delete this decision?", blocks, submit="Delete it", metadata=str(card.id))
