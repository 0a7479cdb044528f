"""The forms of an answer: a pat and a thought, a time to talk, guidance to read, a pat to share.

Guidance stands in these forms alone, and on nobody's screen but its two people's.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, DateTimePickerElement

from bot.ids import BlockId, ViewId
from bot.surfaces.decisions import decision
from bot.surfaces.text import person, quoted, section
from bot.surfaces.views import field, menu, note, text_field, view
from models import words
from models.answers.guiding import Thought
from models.decisions.reading import DecisionCard

LONGEST_LINE = 500
LONGEST_THOUGHT = 2000
MOST_STORY = 12
"""Blocks of the decision above the fields."""
NO_KEY = (
    "Guidance is kept encrypted, and Backpat has no key for that here: an admin sets BACKPAT_SECRET_KEY. "
    "Until then I don’t ask you for a thought. [Pat] and [Let’s talk] work as ever, and so does a line with your pat."
)


def thought(
    card: DecisionCard, subjects: Sequence[tuple[str, str]], *, has_key: bool, fields: Mapping[BlockId, bool]
) -> dict[str, Any]:
    """To the one who answers: a line with the pat, and guidance. `fields`: which of the two can still be said."""
    who = card.person.name
    blocks: list[Block] = decision.story(card)[:MOST_STORY]
    if fields[BlockId.PAT_LINE]:
        blocks.append(
            text_field(
                BlockId.PAT_LINE,
                "A line with the pat",
                "That is what I’d have done.",
                optional=True,
                multiline=False,
                longest=LONGEST_LINE,
                hint=f"{who} may share it, with the pat.",
            )
        )
    if fields[BlockId.GOOD]:
        blocks += _guidance(who, subjects) if has_key else [section(NO_KEY.replace("[", "*").replace("]", "*"))]
    title = "Pat and a thought" if card.answer is None or card.answer.patted_at is None else "Add to your pat"
    return view(ViewId.THOUGHT, title, blocks, submit="Send", metadata=str(card.id))


def _guidance(who: str, subjects: Sequence[tuple[str, str]]) -> list[Block]:
    example = "You asked the customer first what would help."
    consider = "A voucher may have done it too."
    hint = f"Only {who} and you can read this, here and on Home."
    longest: dict[str, Any] = {"optional": True, "longest": LONGEST_THOUGHT}
    about = [menu(BlockId.ABOUT, "What is it about?", subjects, many=False, hint=COUNTED)] if subjects else []
    return [
        text_field(BlockId.GOOD, "What was good?", example, hint=hint, **longest),
        text_field(BlockId.CONSIDER, "What to consider?", consider, hint=hint, **longest),
        *about,
    ]


COUNTED = "Once five people heard a thought on one subject, it is named for training, without names or words."


def talk(card: DecisionCard) -> dict[str, Any]:
    """To the one who answers: when, if they know already."""
    who = person(card.person)
    blocks: list[Block] = [
        *decision.story(card)[:MOST_STORY],
        section(f"{who} reads: “*You are covered.* You would like to talk it through.” Only the two of you see it."),
        field(
            BlockId.TALK_AT,
            "When?",
            DateTimePickerElement(action_id=BlockId.TALK_AT),
            optional=True,
            hint=f"In your time; {card.person.name} sees it in theirs. Left empty, I ask when it suits them.",
        ),
    ]
    return view(ViewId.TALK, "Let’s talk", blocks, submit="Send", metadata=str(card.id))


def guidance(thought: Thought, said: Mapping[str, str], reply: str | None) -> dict[str, Any]:
    """To one of its two people. `said` holds "good" and "consider", `reply` what they need, all in stored form."""
    head = f"Your thought for {person(thought.to)}" if thought.mine else f"A thought from {person(thought.by)}"
    about = f", about {words.from_plain(thought.category)}" if thought.category else ""
    blocks: list[Block] = [section(f"{head}{about}. Only the two of you can read this.")]
    for label, key in (("What was good", "good"), ("What to consider", "consider")):
        if said.get(key):
            blocks += [section(f"*{label}*"), *quoted(said[key])]
    if reply is not None:
        whose = f"What {person(thought.to)} needs from you" if thought.mine else f"What you need from {_by(thought)}"
        return _opened(thought, [*blocks, section(f"*{whose}*"), *quoted(reply)])
    if thought.mine:
        return _opened(thought, [*blocks, note(f"{person(thought.to)} can tell you what they need from you.")])
    hint = f"Only {thought.by.name} and you can read it. Leave it empty if there is nothing."
    asks = text_field(
        BlockId.REPLY,
        words.cut_plain(f"What do you need from {thought.by.name}?", 150),
        "Could we go through the voucher rules?",
        optional=True,
        longest=LONGEST_THOUGHT,
        hint=hint,
    )
    return _opened(thought, [*blocks, asks], submit="Send")


def _opened(thought: Thought, blocks: Sequence[Block], submit: str | None = None) -> dict[str, Any]:
    metadata = str(thought.decision_id)
    return view(ViewId.READ_THOUGHT, "Between you two", blocks, submit=submit, close="Close", metadata=metadata)


def _by(thought: Thought) -> str:
    return person(thought.by)
