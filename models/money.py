"""Amounts of money: whole minor units (cents, or yen) of an ISO 4217 currency; never a float, never converted."""

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision

LOCALE = "en"


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` is in the currency's minor units: 3800 EUR is €38; 500 JPY is ¥500."""

    minor: int
    currency: str

    @property
    def major(self) -> Decimal:
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def __str__(self) -> str:
        """As it is said: `€38`, `€1,234.50`."""
        said = format_currency(self.major, self.currency, locale=LOCALE)
        whole = self.minor % 10 ** get_currency_precision(self.currency) == 0
        return format_currency(self.major, self.currency, "¤#,##0", LOCALE, currency_digits=False) if whole else said


def money(minor: int | None, currency: str | None) -> Money | None:
    """From two columns; None when there is no amount."""
    return None if minor is None or currency is None else Money(minor, currency)
