"""Reading an export from its first day to its last, and counting what it holds."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.imports.archive import Unreadable
from bot.imports.past import is_message, past_kudos
from bot.imports.slack_export import Day, SlackExport
from models.giving.importing import PastKudos


@dataclass(frozen=True, slots=True)
class Found:
    """One recognition, and the name of its channel."""

    channel: str
    kudos: PastKudos


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that could not be read."""

    file: str
    reason: str


@dataclass(slots=True)
class Tally:
    """What has been read so far."""

    messages: int = 0
    recognitions: int = 0
    receivers: int = 0
    days: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    """The messages taken: a message that stands in two files is taken once."""


def read(
    export: SlackExport, tally: Tally, *, emoji: Collection[str], tick: Callable[[], None] = lambda: None
) -> Iterator[Found]:
    """Every recognition, day by day; `tally` is kept up to date, and `tick` called after each day."""
    bots = export.bots
    for day in export.days:
        for message in _messages(export, day, tally):
            kudos = past_kudos(message, day.channel, bots=bots, emoji=emoji)
            if kudos and kudos.key not in tally.seen:
                tally.seen.add(kudos.key)
                tally.recognitions += 1
                tally.receivers += len(kudos.receivers)
                yield Found(day.channel.name, kudos)
        tick()


def _messages(export: SlackExport, day: Day, tally: Tally) -> list[dict[str, Any]]:
    """The messages of a day; none of a day that can't be read, which is noted."""
    try:
        messages = [entry for entry in export.messages(day) if is_message(entry)]
    except Unreadable as error:
        tally.skipped.append(Skipped(day.file, str(error)))
        return []
    tally.days += 1
    tally.messages += len(messages)
    return messages
