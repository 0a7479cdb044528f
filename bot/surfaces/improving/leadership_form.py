"""The form that sets one line from leadership for a week's digests: typed, looked at, set."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block

from bot.ids import BlockId, ViewId
from bot.surfaces.text import person, section
from bot.surfaces.views import note, radio, text_field, view
from models import words
from models.improving.leadership import LONGEST
from models.people.persons import Person

Lines = Mapping[date, tuple[str, Person | None]]
TITLE = "A line for the digests"
CHOICES = ("This week", "Next week")
SET = "set"
"""What the form carries once its preview was looked at."""


def form(weeks: Sequence[date], lines: Lines, *, chosen: date | None = None, preview: str = "") -> dict[str, Any]:
    """`preview`: what was typed, in its stored form, as people will read it; then the form sets it."""
    week = chosen or weeks[0]
    stands = [f"_{label}_: {said(*lines[monday])}" for label, monday in labelled(weeks) if monday in lines]
    shown: list[Block] = [section(f"It will read:\n{said(preview, None)}")] if preview else []
    blocks = [
        section("One line to everyone in this week’s digests: where we are going, what matters to customers now."),
        *([section("\n".join(stands))] if stands else []),
        *shown,
        text_field(
            BlockId.LEADERSHIP_LINE,
            "The line",
            "Deliveries on time come first until Christmas.",
            initial=words.unescape(preview or (lines[week][0] if week in lines else "")),
            optional=True,
            longest=LONGEST,
            hint=f"At most {LONGEST} characters. Empty takes the line away.",
        ),
        radio(BlockId.WEEK, "For", [(str(monday), label) for label, monday in labelled(weeks)], str(week)),
        note("Read by everyone who gets a digest, with your name. Digests that are out already stay as they are."),
    ]
    return view(
        ViewId.LINE, TITLE, blocks, submit="Set it" if preview else "Preview", metadata="set" if preview else ""
    )


def said(line: str, by: Person | None) -> str:
    who = f" ({person(by)})" if by else ""
    return f"> {words.mrkdwn(line)}{who}"


def labelled(weeks: Sequence[date]) -> list[tuple[str, date]]:
    return [(f"{label}, from {monday:%-d %B}", monday) for label, monday in zip(CHOICES, weeks, strict=True)]
