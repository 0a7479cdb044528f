"""From a message of an export to the kudos it was."""

import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.imports.recognition import thanked
from bot.imports.slack_export import PERSON, Channel, clean
from models.giving.importing import PastKudos
from models.words import cut

SAID_BY_A_PERSON = (None, "me_message", "thread_broadcast", "file_share")
"""Subtypes of messages that somebody wrote; all others are Slack's or a bot's."""

TIMESTAMP = re.compile(r"[0-9]{1,11}\.[0-9]{1,6}")
LONGEST = 3_000
"""Characters that are kept of a message: as many as a kudos can have."""


def is_message(entry: Any) -> bool:
    """Whether an entry of a day's file is a message at all."""
    return isinstance(entry, dict) and entry.get("type", "message") == "message"


def past_kudos(
    message: dict[str, Any], channel: Channel, *, bots: Collection[str], emoji: Collection[str]
) -> PastKudos | None:
    """The kudos that a person gave with this message; None: it thanks nobody. Bots neither give nor receive."""
    giver, text, ts = message.get("user"), message.get("text"), message.get("ts")
    if not (isinstance(giver, str) and isinstance(text, str) and isinstance(ts, str)):
        return None
    if message.get("subtype") not in SAID_BY_A_PERSON or giver in bots or not PERSON.fullmatch(giver):
        return None
    if not TIMESTAMP.fullmatch(ts) or "<@" not in text:
        return None
    text = clean(text)
    people = (person for person in thanked(text, giver=giver, emoji=emoji) if person not in bots)
    receivers = tuple(person for person in people if PERSON.fullmatch(person))
    return PastKudos(channel.id, ts, giver, receivers, cut(text, LONGEST), _instant(ts)) if receivers else None


def _instant(ts: str) -> datetime:
    seconds, _, fraction = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(fraction.ljust(6, "0")))
