"""Pieces of mrkdwn that every message uses: mentions, names, quotes, lists in words."""

from collections.abc import Sequence
from datetime import UTC, datetime

from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock

from models import words
from models.people.members import GONE
from models.people.persons import Person

SECTION = 3000
"""Characters that one section may hold (Slack)."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def mention(slack_user_id: str) -> str:
    return f"<@{slack_user_id}>"


def person(someone: Person) -> str:
    """By mention where they have Slack, else by name."""
    return mention(someone.slack_user_id) if someone.slack_user_id else words.from_plain(someone.name)


def people(some: Sequence[Person], most: int = 50) -> str:
    """Their names, at most so many, and how many others; of nobody: all have left."""
    if not some:
        return GONE
    others = [count(len(some) - most, "other", "others")] if len(some) > most else []
    return in_words([person(one) for one in some[:most]] + others)


def sections(lines: Sequence[str]) -> list[SectionBlock]:
    """Lines in as many sections as they need."""
    filled: list[str] = []
    for line in lines:
        if filled and len(filled[-1]) + len(line) < SECTION:
            filled[-1] += f"\n{line}"
        else:
            filled.append(words.cut(line, SECTION))
    return [section(text) for text in filled]


def in_words(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def count(number: int, one: str, many: str) -> str:
    """ "1 pat", "2 pats"."""
    return f"{number} {one if number == 1 else many}"


def times(number: int) -> str:
    """ "once", "twice", "three times", "13 times"."""
    if number in (1, 2):
        return ("once", "twice")[number - 1]
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} times"


def channel(channel_id: str) -> str:
    return f"<#{channel_id}>"


def when(instant: datetime) -> str:
    """In the reader's own zone; for those who can't, in UTC."""
    utc = instant.strftime("%-d %B %Y")
    return f"<!date^{int(instant.timestamp())}^{{date_long_pretty}}|{utc}>"


def day(instant: datetime) -> str:
    """The date alone, in the reader's own zone; for those who can't, in UTC."""
    return f"<!date^{int(instant.timestamp())}^{{date}}|{instant.day} {instant:%B %Y}>"


def when_in(timestamp: int) -> str:
    """Of Unix seconds: day and hour in the reader's own zone."""
    utc = datetime.fromtimestamp(timestamp, UTC).strftime("%-d %B %Y, %H:%M UTC")
    return f"<!date^{timestamp}^{{date_short_pretty}} {{time}}|{utc}>"


def section(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def quoted(stored: str) -> list[SectionBlock]:
    """Someone's words as a block quote, in as many sections as they need."""
    return [section(quote) for quote in words.quotes(stored, SECTION)]


def kept_words(stored: str) -> str:
    """Their words, given back at the end of a refusal."""
    return f"Your words:\n{words.quote(stored)}" if stored.strip() else ""
