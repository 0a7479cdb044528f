"""The form of a decision: two fields are enough, the rest stands below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block, DatePickerElement

from bot.ids import BlockId, ViewId
from bot.surfaces.decisions.decision import FIXES
from bot.surfaces.kudos.give_form import CUT, FAMILIAR
from bot.surfaces.text import kept_words, person, section
from bot.surfaces.views import LONGEST_TEXT, field, menu, note, text_field, view
from models import words
from models.decisions.checking import LONGEST_CAUSE
from models.decisions.opening import Offered, Opening
from models.people.persons import Person

LONGEST_AMOUNT = 60
AGAIN = "To change it, close this: the form is still open underneath."


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form holds when it opens, as plain text; the rest by id."""

    situation: str = ""
    choice: str = ""
    outcome: str = ""
    customer_words: str = ""
    category_id: str = ""
    amount: str = ""
    cause_id: str = ""
    fix: str = ""
    decided_on: date | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return self.situation, self.choice, self.outcome, self.customer_words


def log(opening: Opening, filled: Filled, metadata: str) -> dict[str, Any]:
    """To be logged; the metadata carries ids: the kudos or message that it comes from."""
    blocks = [note(seen_by(opening.answerer)), *_fields(opening, filled), *_peers(opening)]
    return view(ViewId.DECISION, "Log a decision", blocks, submit="Log it", metadata=metadata)


def edit(opening: Opening, filled: Filled, decision_id: str) -> dict[str, Any]:
    kept = note("What it said before stays readable for you, and for the one who answers.")
    blocks = [*_fields(opening, filled), kept]
    return view(ViewId.DECISION_EDIT, "Edit your decision", blocks, submit="Save", metadata=decision_id)


def again(view_id: ViewId, draft_id: str, warning: str, said: str) -> dict[str, Any]:
    """On top of the form, when it seems to hold a customer's details."""
    text = f"{warning} Nothing is stored yet.\n{kept_words(said)}"[:2900]
    return view(view_id, "Keep it as it is?", [section(text), note(AGAIN)], submit="Keep it", metadata=draft_id)


def seen_by(answerer: Person | None) -> str:
    if answerer is None:
        return "Seen by you alone for now: nobody here can answer yet. You are covered all the same."
    who = person(answerer)
    return f"Seen by you and {who}, who answers it. Nobody else, until you share it."


def _fields(opening: Opening, filled: Filled) -> list[Block]:
    """What happened, what was decided; all else is optional."""
    cut = [note(CUT)] if max(map(len, filled.texts)) > LONGEST_TEXT else []
    first_shop = "First shop that ever did that."
    return [
        *cut,
        _text(BlockId.SITUATION, "What happened?", "The parcel was six days late", filled.situation, hint=FAMILIAR),
        _text(BlockId.DECISION, "What did you decide?", "I refunded it on the spot", filled.choice),
        _text(BlockId.OUTCOME, "What came of it?", "The customer stayed", filled.outcome, optional=True),
        _text(BlockId.CUSTOMER, "What did the customer say?", first_shop, filled.customer_words, optional=True),
        *_category(opening.categories, filled),
        _amount(filled.amount),
        *_cause(opening, filled),
        menu(BlockId.FIX, "Will it happen again?", list(FIXES.items()), current=[filled.fix], many=False),
        _day(filled.decided_on or opening.today),
    ]


def _amount(said: str) -> Block:
    what: dict[str, Any] = {"optional": True, "multiline": False, "longest": LONGEST_AMOUNT}
    return text_field(BlockId.AMOUNT, "What did it cost?", "€38", initial=said, **what)


def _day(day: date) -> Block:
    picker = DatePickerElement(action_id=BlockId.DECIDED_ON, initial_date=day.isoformat())
    return field(BlockId.DECIDED_ON, "When was it?", picker, optional=True)


def _text(block: BlockId, label: str, example: str, said: str, *, optional: bool = False, hint: str = "") -> Block:
    initial = words.cut_plain(said, LONGEST_TEXT)
    return text_field(block, label, example, initial=initial, optional=optional, hint=hint or None)


def _category(categories: Sequence[Offered], filled: Filled) -> list[Block]:
    """Each with the limit that is theirs. Its value names that version too: whether it changed meanwhile is seen."""
    choices = [(f"{one.id}:{one.limit_id or ''}", _limit(one)) for one in categories]
    current = [value for value, _ in choices if filled.category_id and value.startswith(filled.category_id)]
    label = "What is it about?"
    return [menu(BlockId.CATEGORY, label, choices, current=current, many=False)] if choices else []


def _limit(one: Offered) -> str:
    if one.limit_id is None:
        return one.name
    return f"{one.name[:45]} (up to {one.limit} is yours)" if one.limit else f"{one.name[:45]} (yours to decide)"


def _cause(opening: Opening, filled: Filled) -> list[Block]:
    """Known ones first, so that the same has one name."""
    label = "What keeps causing it?"
    known = [menu(BlockId.CAUSE, label, opening.causes, current=[filled.cause_id], many=False)]
    another = text_field(
        BlockId.OTHER_CAUSE,
        "Or another cause" if opening.causes else label,
        "The new courier skips the last stop",
        optional=True,
        multiline=False,
        longest=LONGEST_CAUSE,
        hint="Its name is offered to colleagues. Leads see how often it comes and what it costs; never who logged it.",
    )
    return [*(known if opening.causes else []), another]


def _peers(opening: Opening) -> list[Block]:
    """Peer leads whom the team chose."""
    if not opening.peers:
        return []
    lead = f" Otherwise it is {opening.answerer.name}." if opening.answerer else ""
    hint = f"Your team chose them.{lead}"
    return [menu(BlockId.PEER, "Who shall answer?", opening.peers, many=False, hint=hint)]
