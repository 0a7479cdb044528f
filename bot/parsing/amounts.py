"""An amount of money as people type it: `€1.234,50`, `$50`, `50 EUR`, `1 234,50 €`, `50,-`. Pure."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

import regex
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_precision, get_currency_symbol

from models.money import LOCALE, Money

LARGEST = 10**12
"""Minor units. Beyond it is a slip."""
AMOUNT = regex.compile(
    r"(?P<before>[^\d.,]*(?:\p{L}\.\s+)?)"  # "Rs. 50": the point is the abbreviation's
    r"(?P<number>[.,]?\d(?:[\d.,'’ ]*\d)?)(?:[.,] ?[-–—]+)?(?P<after>[^\d]*)"
)
NEGATIVE = regex.compile(r"[^\d]*[-−–—][^\d]*\d.*")
GROUPED = regex.compile(r"\d+|[1-9]\d{0,2}(?P<by>[.,'’ ])\d{3}(?:(?P=by)\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}")
"""No groups, groups of three by one separator, or those of India."""
SIGNS = {
    "$": ("USD", ("Dollar", "Peso")),
    "£": ("GBP", ("Pound",)),
    "¥": ("JPY", ("Yen", "Yuan")),
    "kr": (None, ("Kron", "Krón")),
    "rs": (None, ("Rupee",)),
}
"""Signs of several currencies: which is meant elsewhere, and what those that have it are called."""
WORDS = {"dollar": "$", "dollars": "$", "pound": "£", "pounds": "£", "euro": "€", "euros": "€", "yen": "¥"}
LOCAL = {"zł": "PLN", "kč": "CZK", "ft": "HUF", "fr": "CHF", "sfr": "CHF", "₺": "TRY", "₽": "RUB", "₴": "UAH"}
THOUSANDS = 3
"""Digits between two separators; a currency with as many decimals leaves open which "1,234" is."""


class Why(StrEnum):
    """Why it is no amount."""

    NOT_AN_AMOUNT = "not_an_amount"
    """No number, several, or words that are no currency."""
    NEGATIVE = "negative"
    TOO_PRECISE = "too_precise"
    """More decimals than the currency has."""
    AMBIGUOUS = "ambiguous"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Refused:
    why: Why


def read(text: str, currency: str) -> Money | Refused:
    """`text` is plain; `currency` (ISO 4217) is what an amount without one is taken for, and, where it has that sign,
    one with a sign of several: `$`, `£`, `¥`, `kr`."""
    text = unicodedata.normalize("NFKC", text).strip()
    found = AMOUNT.fullmatch(text)
    if NEGATIVE.fullmatch(text):
        return Refused(Why.NEGATIVE)
    meant = {_currency(part, currency) for part in (found["before"], found["after"])} - {""} if found else {None}
    if found is None or None in meant or len(meant) > 1:
        return Refused(Why.NOT_AN_AMOUNT)
    code = next(iter(meant), None) or currency
    major = _number(found["number"], code)
    return major if isinstance(major, Refused) else _money(major, code)


def written(money: Money) -> str:
    """As a form's field holds it, and `read` reads it."""
    return f"{money.major:f} {money.currency}"


@cache
def currencies() -> dict[str, str]:
    """Those in use, by code (ISO 4217), with their names."""
    used = {
        code
        for rows in get_global("territory_currencies").values()
        for code, _, end, tender in rows
        if not end and tender
    }
    return {code: get_currency_name(code, locale=LOCALE) for code in sorted(used)}


def _currency(said: str, currency: str) -> str | None:
    """What is said before or after a number; "": nothing, None: it is no currency."""
    said = said.strip().rstrip(".,").strip()
    said = WORDS.get(said.casefold(), said)
    if not said or said.upper() in currencies():
        return said.upper()
    elsewhere, called = SIGNS.get(said.casefold(), (None, ()))
    own = _folded(get_currency_symbol(currency, LOCALE)) == _folded(said)
    if own or any(name in currencies().get(currency, "") for name in called):
        return currency
    return elsewhere or _signs().get(_folded(said))


@cache
def _signs() -> dict[str, str]:
    """Of one currency each."""
    known = {_folded(get_currency_symbol(code, LOCALE)): code for code in currencies()}
    return {**known, **LOCAL, "us$": "USD"}


def _folded(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).casefold().replace(" ", "").rstrip(".")


def _number(text: str, currency: str) -> Decimal | Refused:
    """Which separator is the decimal one shows in what else there is."""
    whole, mark, part = _parted(text)
    precision = get_currency_precision(currency)
    if mark and len(part) == THOUSANDS and GROUPED.fullmatch(text) and not regex.search(r"[.,'’ ]", whole):
        if precision != THOUSANDS:
            whole, part = text, ""
        elif mark == ",":
            return Refused(Why.AMBIGUOUS)
    if not GROUPED.fullmatch(whole or "0"):
        return Refused(Why.NOT_AN_AMOUNT)
    digits = regex.sub(r"\D", "", whole) or "0"
    return Decimal(f"{digits}.{part or '0'}")


def _parted(text: str) -> tuple[str, str, str]:
    """Before the decimal separator, that, and after; a separator that stands twice parts groups."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0 or text.count(text[last]) > 1 or " " in text[last:] or "'" in text[last:] or "’" in text[last:]:
        return text, "", ""
    return text[:last], text[last], text[last + 1 :]


def _money(major: Decimal, currency: str) -> Money | Refused:
    minor = major.scaleb(get_currency_precision(currency))
    if minor > LARGEST:
        return Refused(Why.TOO_LARGE)
    return Money(int(minor), currency) if minor == int(minor) else Refused(Why.TOO_PRECISE)
