"""The order in which people expect names: whatever their case, and "Team 2" before "Team 10"."""

import regex

DIGITS = regex.compile(r"(\d+)")


def by_name(name: str) -> tuple[tuple[str, ...], str]:
    """A key to sort with; names that differ in case alone, or in leading zeros, stand in a fixed order."""
    parts = DIGITS.split(name.casefold())
    return tuple(_number(part) if n % 2 else part for n, part in enumerate(parts)), name


def _number(digits: str) -> str:
    """Compares as the number does, however long: how many digits first."""
    digits = digits.lstrip("0") or "0"
    return f"{len(digits):04}{digits}"
