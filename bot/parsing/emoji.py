"""The configured emoji, however they are written: `:clap:`, `:clap::skin-tone-4:`, 👏, 👏🏽."""

from functools import lru_cache

import regex
from emoji import EMOJI_DATA, emojize

TONE = "[\U0001f3fb-\U0001f3ff]?"
SELECTOR = "\ufe0f"
JOINER = "\u200d"


@lru_cache(maxsize=256)
def pattern(names: frozenset[str]) -> "regex.Pattern[str]":
    """Matches any of the emoji of these names (without colons), by any of their names and as characters."""
    characters = {character for name in names if (character := _character(name))}
    codes = names.union(*(_names(character) for character in characters))
    shortcodes = "|".join(regex.escape(code) for code in sorted(codes))
    drawn = "".join(f"|(?<!{JOINER}){_drawn(character)}(?!{JOINER})" for character in sorted(characters))
    return regex.compile(f":(?:{shortcodes}):(?::skin-tone-[2-6]:)?+{drawn}")


def _character(name: str) -> str | None:
    """👏 for "clap"; None for an emoji that a workspace made itself."""
    found = (emojize(f":{written}:", language="alias") for written in (name, name.replace("-", "_")))
    return next((character for character in found if character in EMOJI_DATA), None)


def _names(character: str) -> set[str]:
    known = EMOJI_DATA[character]
    return {name.strip(":") for name in (known["en"], *known.get("alias", []))}


def _drawn(character: str) -> str:
    """With any tone of skin, and with or without the mark that asks for the picture."""
    bare = character.replace(SELECTOR, "")
    return "".join(f"{regex.escape(point)}{TONE}{SELECTOR}?" for point in bare)
