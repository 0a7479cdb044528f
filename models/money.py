"""Amounts of money: whole minor units (cents, or yen) of an ISO 4217 currency; never a float, never converted."""

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_currency_precision, get_currency_symbol

LOCALE = "en"
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` is in the currency's minor units: 3800 EUR is €38; 500 JPY is ¥500."""

    minor: int
    currency: str

    @property
    def major(self) -> Decimal:
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def __str__(self) -> str:
        """As it is said: `€38`, `€1,234.50`, `CHF 40`; no decimals where there are none."""
        precision = get_currency_precision(self.currency)
        decimals = precision if self.minor % 10**precision else 0
        symbol = get_currency_symbol(self.currency, LOCALE)
        gap = NO_BREAK if symbol[-1].isalpha() or symbol[-1] == "." else ""
        return f"{'-' if self.minor < 0 else ''}{symbol}{gap}{abs(self.major):,.{decimals}f}"


def money(minor: int | None, currency: str | None) -> Money | None:
    """From two columns; None when there is no amount."""
    return None if minor is None or currency is None else Money(minor, currency)
