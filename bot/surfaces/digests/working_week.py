"""The form of a working week: its days, and whose holidays are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, Option, PlainTextObject

from bot.ids import BlockId, ViewId
from bot.replies import working_week as replies
from bot.surfaces.views import checkbox, field, menu, note, view
from models import places, words
from models.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose week the form is about. `key`: "everyone", "team:<id>" or "lead:<id>"; `whose` is plain."""

    key: str
    whose: str
    calendar: Calendar
    has_own: bool
    """Something is set for them, which can be taken back."""


def form(asked: Asked, today: date) -> dict[str, Any]:
    """Choosing a country, or a part of it, shows what that means."""
    calendar = asked.calendar
    blocks: list[Block] = [
        note(f"*{words.from_plain(asked.whose)}.* {replies.MEANS}"),
        _days(calendar),
        _live(_country(calendar)),
        *([_live(_part(calendar))] if places.parts(calendar.country) else []),
        note(replies.next_holidays(calendar, today)),
    ]
    if asked.has_own and asked.key != "everyone":
        back = "Take back what is set here: the week of everyone counts again"
        blocks.append(checkbox(BlockId.WORKING_GONE, "Or as everyone?", back))
    return view(ViewId.WORKING_WEEK, replies.TITLE, blocks, submit="Save", metadata=asked.key)


def _days(calendar: Calendar) -> InputBlock:
    options = [Option(value=str(n), text=PlainTextObject(text=day)) for n, day in enumerate(replies.DAYS)]
    ticked = [options[n] for n in calendar.weekdays]
    boxes = CheckboxesElement(action_id=BlockId.WORKING_DAYS, options=options, initial_options=ticked or None)
    return field(BlockId.WORKING_DAYS, "Which days are worked?", boxes)


def _country(calendar: Calendar) -> InputBlock:
    listed = [(replies.NONE, replies.NO_HOLIDAYS), *places.countries()]
    current = [calendar.country or replies.NONE]
    hint = "Type to find a country. Its public holidays are no working days."
    return _one(BlockId.WORKING_COUNTRY, "Whose public holidays?", listed, current, hint)


def _part(calendar: Calendar) -> InputBlock:
    """A block of its own for each country: what was chosen of another one is gone."""
    listed = [(replies.WHOLE, "Those of the whole country"), *places.parts(calendar.country)]
    current = [calendar.subdivision or replies.WHOLE]
    made = _one(BlockId.WORKING_PART, "Which part of it?", listed, current, "Where a part has days of its own.")
    made.block_id = part_block(calendar.country)
    return made


def part_block(country: str | None) -> str:
    return f"{BlockId.WORKING_PART}.{country}"


def _one(block: BlockId, label: str, listed: Sequence[tuple[str, str]], current: list[str], hint: str) -> InputBlock:
    return menu(block, label, listed, current=current, many=False, optional=False, hint=hint)


def _live(block: InputBlock) -> InputBlock:
    """Choosing tells at once, before the form is submitted."""
    block.dispatch_action = True
    return block
