"""Forms about ideas: voice one, answer one, let another lead answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, UserSelectElement

from bot.ids import BlockId, ViewId
from bot.surfaces.improving import ideas
from bot.surfaces.text import person, quoted, section
from bot.surfaces.views import checkbox, note, radio, text_field, view
from bot.surfaces.views import field as input_field
from models import words
from models.improving.answering_ideas import ANSWERS
from models.improving.idea_cards import IdeaCard
from models.improving.voicing import LONGEST
from models.people.persons import Person

NAMED, CONFIDENTIAL = "named", "confidential"
BECAUSE = "This keeps happening because "
FAMILIAR = "Everyone here can read it: without a customer’s name, number or address, please."
IN_CONFIDENCE = (
    "_In confidence_: no screen and no message of Backpat says whose it is, not to whoever answers and not to an "
    "admin. It can’t hide how you write, or that only few people could know what you say; and whoever holds the "
    "database could look it up."
)
FROM_DECISION = (
    "It starts from your decision. Nothing of that is copied here, and nobody but you is told that it came from one."
)
CUT = "_What you wrote is longer than fits here: its end is left out._"
SURE = "Yes, send it as it is"


@dataclass(frozen=True, slots=True)
class Answering:
    """Who would answer an idea of the person before the form: with their name, and in confidence."""

    named: Person | None
    in_confidence: Sequence[Person] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form holds, in plain text. `warning`: what has to be confirmed."""

    words: str = ""
    confidential: bool = False
    decision_id: str = ""
    warning: str = ""


EMPTY = Filled()


def voice(answering: Answering, filled: Filled = EMPTY) -> dict[str, Any]:
    choices = [(NAMED, "With my name")]
    choices += [(CONFIDENTIAL, "In confidence")] if answering.in_confidence else []
    current = CONFIDENTIAL if filled.confidential and answering.in_confidence else NAMED
    blocks: list[Block] = [
        *_warned(filled.warning),
        *([note(FROM_DECISION)] if filled.decision_id else []),
        *([note(CUT)] if len(filled.words) > LONGEST else []),
        text_field(
            BlockId.IDEA,
            "What would make it better?",
            "Let parcels wait two days at the depot before they go back",
            initial=words.cut_plain(filled.words, LONGEST),
            longest=LONGEST,
            hint=FAMILIAR,
        ),
        radio(BlockId.IDEA_NAMED, "Whose is it?", choices, current),
        section(f"{_who_answers(answering)} You hear each step, and a no comes with its reason."),
        note(IN_CONFIDENCE if answering.in_confidence else "Nobody but you could answer an idea in confidence here."),
    ]
    return view(ViewId.IDEA, "Share an idea", blocks, submit="Share", metadata=filled.decision_id)


def answer(card: IdeaCard, *, step: str = "", said: str = "", warning: str = "") -> dict[str, Any]:
    """To its keeper. The metadata says which step they have seen."""
    choices = [(one.value, ideas.CHOICES[one]) for one in ANSWERS if one != card.step]
    blocks: list[Block] = [
        *_warned(warning),
        section(ideas.head(card)),
        *quoted(card.words),
        radio(BlockId.IDEA_STEP, "What becomes of it?", choices, step if step in dict(choices) else choices[0][0]),
        text_field(
            BlockId.IDEA_SAID,
            "In a line",
            "They wait two days since Monday. Thank you!",
            initial=said,
            optional=True,
            longest=LONGEST,
            hint="A no says why, and a done says what changed. Everyone here can read it, with your name.",
        ),
    ]
    return view(ViewId.IDEA_ANSWER, "Answer an idea", blocks, submit="Answer", metadata=f"{card.id}:{card.number}")


def hand_over(card: IdeaCard) -> dict[str, Any]:
    select = UserSelectElement(action_id=BlockId.IDEA_KEEPER)
    blocks: list[Block] = [
        section(ideas.head(card)),
        *quoted(card.words),
        input_field(BlockId.IDEA_KEEPER, "Which lead answers it?", select, hint="They are told, and you are done."),
    ]
    return view(ViewId.IDEA_HAND, "Hand an idea over", blocks, submit="Hand over", metadata=str(card.id))


def _warned(warning: str) -> list[Block]:
    return [section(warning), checkbox(BlockId.IDEA_SURE, "Send it all the same?", SURE)] if warning else []


def _who_answers(answering: Answering) -> str:
    named = (
        f"{person(answering.named)} answers it" if answering.named else "Whoever looks after Backpat next answers it"
    )
    if not answering.in_confidence:
        return f"{named}."
    others = " or ".join(person(one) for one in answering.in_confidence[:3])
    return f"With your name {named}. In confidence {others} does: a lead would know that it is one of their people."
