"""Amounts of money: exact, in whole minor units, said as people say them."""

from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision, list_currencies
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money, money

LARGEST = 2**63 - 1
"""What a column holds."""


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (3800, "EUR", "€38"),
        (3850, "EUR", "€38.50"),
        (123_450, "EUR", "€1,234.50"),
        (5, "EUR", "€0.05"),
        (0, "USD", "$0"),
        (-350, "USD", "-$3.50"),
        (4000, "CAD", "CA$40"),
        (4000, "CHF", "CHF\u00a040"),
        (500, "JPY", "¥500"),
        (1_234_567, "JPY", "¥1,234,567"),
        (1234, "KWD", "KWD\u00a01.234"),
        (1000, "KWD", "KWD\u00a01"),
        (1500, "KWD", "KWD\u00a01.500"),
        (LARGEST, "USD", "$92,233,720,368,547,758.07"),
        (LARGEST, "JPY", "¥9,223,372,036,854,775,807"),
        (150, "XYZ", "XYZ\u00a01.50"),
    ],
)
def test_an_amount_is_said_in_full_and_without_decimals_that_say_nothing(minor: int, currency: str, said: str) -> None:
    assert str(Money(minor, currency)) == said


@given(st.integers(-LARGEST, LARGEST), st.sampled_from(sorted(list_currencies())))
def test_nothing_is_rounded_and_nothing_lost_in_any_currency(minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    assert amount.major * 10 ** get_currency_precision(currency) == minor
    sign, _, number = str(amount).rpartition("\u00a0") if "\u00a0" in str(amount) else ("", "", str(amount))
    digits = "".join(one for one in number.lstrip("-") if one.isascii() and (one.isdigit() or one == "."))
    assert abs(amount.major) == Decimal(digits)
    assert (minor < 0) == ("-" in sign + number)


def test_the_same_figure_in_another_currency_is_other_money() -> None:
    assert Money(3800, "EUR") == Money(3800, "EUR") != Money(3800, "USD")
    assert len({Money(1, "EUR"), Money(1, "EUR"), Money(1, "USD")}) == 2


@pytest.mark.parametrize("columns", [(None, None), (None, "EUR"), (100, None)])
def test_without_an_amount_or_a_currency_there_is_no_money(columns: tuple[int | None, str | None]) -> None:
    assert money(*columns) is None
    assert money(0, "EUR") == Money(0, "EUR")
