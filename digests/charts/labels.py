"""A name as a picture can show it: never a row of empty boxes, and never nothing."""

import unicodedata

import emoji
import regex

from digests.charts import fonts
from models import words

INITIALS = 3
SPOKEN = 40
"""Characters of a name in a description: Slack takes 2,000 in all."""


def shown(name: str, number: int) -> str:
    """`name` without emoji: its words that the font can write, else its initials, else `?·` and `number`."""
    plain = clean(emoji.replace_emoji(name, ""))
    written = " ".join(word for word in plain.split() if fonts.covers(word))
    return (written if _says_something(written) else initials(plain)) or f"?·{number}"


def spoken(name: str) -> str:
    """For the description of a picture: as it is written, cut when it is very long."""
    return words.cut_plain(clean(name), SPOKEN)


def initials(name: str) -> str:
    """The first letter that the font has of each word."""
    firsts = [next(filter(fonts.covers, word), "") for word in regex.findall(r"[\p{L}\p{N}]+", name)]
    return "".join(firsts).upper()[:INITIALS]


def clean(name: str) -> str:
    """Composed, on one line, without characters that are invisible or that XML has no place for."""
    said = " ".join(unicodedata.normalize("NFC", name).split())
    return "".join(char for char in said if unicodedata.category(char)[0] != "C").strip()


def _says_something(name: str) -> bool:
    return regex.search(r"[\p{L}\p{N}]", name) is not None
