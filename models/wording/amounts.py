"""Amounts of money in what people wrote: found, not read. Pure."""

import regex

FOUND = regex.compile(
    r"\p{Sc}\s?\d|\d[\d.,’' ]*\s?\p{Sc}"
    r"|\b(?:EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CAD|AUD)\s?\d"
    r"|\d[\d.,’' ]*\s?(?:EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CAD|AUD|euros?|dollars?|pounds?|quid|bucks|francs?|yen)\b",
    regex.IGNORECASE,
)
"""A figure beside a sign or a name of a currency."""


def amounts(text: str) -> bool:
    """Whether it names an amount of money."""
    return FOUND.search(text) is not None
