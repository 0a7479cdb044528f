"""Amounts of money as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing import amounts
from bot.parsing.amounts import LARGEST, Refused, Why, currencies, read, written
from models.money import Money

MONEY = st.builds(Money, st.integers(0, LARGEST), st.sampled_from(sorted(currencies())))


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("€1.234,50", Money(123450, "EUR")),
        ("€1,234.50", Money(123450, "EUR")),
        ("1.234,50 €", Money(123450, "EUR")),
        ("1 234,50 €", Money(123450, "EUR")),
        ("1\u202f234,50\u00a0€", Money(123450, "EUR")),
        ("1'234.50", Money(123450, "EUR")),
        ("CHF 1’234.50", Money(123450, "CHF")),
        ("1,234.50", Money(123450, "EUR")),
        ("1.234", Money(123400, "EUR")),
        ("1,234,567", Money(123456700, "EUR")),
        ("1.234.567,8", Money(123456780, "EUR")),
        ("₹1,00,000", Money(10000000, "INR")),
        ("50", Money(5000, "EUR")),
        ("  50  ", Money(5000, "EUR")),
        ("50,-", Money(5000, "EUR")),
        ("50,– €", Money(5000, "EUR")),
        ("50.", Money(5000, "EUR")),
        (".50", Money(50, "EUR")),
        ("0,5", Money(50, "EUR")),
        ("0.500", Money(50, "EUR")),
        ("0", Money(0, "EUR")),
        ("50 EUR", Money(5000, "EUR")),
        ("eur 50", Money(5000, "EUR")),
        ("50eur", Money(5000, "EUR")),
        ("50 euros", Money(5000, "EUR")),
        ("$50", Money(5000, "USD")),
        ("$50 USD", Money(5000, "USD")),
        ("US$50", Money(5000, "USD")),
        ("50 dollars", Money(5000, "USD")),
        ("£20", Money(2000, "GBP")),
        ("JPY 500", Money(500, "JPY")),
        ("¥500", Money(500, "JPY")),
        ("￥５００", Money(500, "JPY")),
        ("500.00 JPY", Money(500, "JPY")),
        ("20 zł", Money(2000, "PLN")),
        ("1.500 KWD", Money(1500, "KWD")),
    ],
)
def test_an_amount_is_read_as_it_was_meant(text: str, money: Money) -> None:
    assert read(text, "EUR") == money


@pytest.mark.parametrize(("text", "money"), [("Cg. 12.50", Money(1250, "XCG")), ("Rs. 50", Money(5000, "INR"))])
def test_the_point_after_an_abbreviation_is_no_decimal_one(text: str, money: Money) -> None:
    assert read(text, money.currency) == money


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-3", Why.NEGATIVE),
        ("€ -3", Why.NEGATIVE),
        ("−3 EUR", Why.NEGATIVE),
        ("a lot", Why.NOT_AN_AMOUNT),
        ("", Why.NOT_AN_AMOUNT),
        ("€", Why.NOT_AN_AMOUNT),
        ("½", Why.NOT_AN_AMOUNT),
        ("1e9", Why.NOT_AN_AMOUNT),
        ("50 EUR 20", Why.NOT_AN_AMOUNT),
        ("50 20", Why.NOT_AN_AMOUNT),
        ("€50 USD", Why.NOT_AN_AMOUNT),
        ("50 bananas", Why.NOT_AN_AMOUNT),
        ("about 50", Why.NOT_AN_AMOUNT),
        ("50 kr", Why.NOT_AN_AMOUNT),
        ("50%", Why.NOT_AN_AMOUNT),
        ("12.11.2026", Why.NOT_AN_AMOUNT),
        ("1,23,4", Why.NOT_AN_AMOUNT),
        ("1..5", Why.NOT_AN_AMOUNT),
        ("1.5,5", Why.NOT_AN_AMOUNT),
        ("5.5555", Why.TOO_PRECISE),
        ("50.5 JPY", Why.TOO_PRECISE),
        ("1,500 KWD", Why.AMBIGUOUS),
        ("99999999999999999999", Why.TOO_LARGE),
        ("9" * 5000, Why.TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_refused_with_why(text: str, why: Why) -> None:
    assert read(text, "EUR") == Refused(why)


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("$50", "CAD", "CAD"),
        ("$50", "MXN", "MXN"),
        ("¥50", "CNY", "CNY"),
        ("£50", "EGP", "EGP"),
        ("50 kr", "NOK", "NOK"),
        ("50", "GBP", "GBP"),
        ("$50", "GBP", "USD"),
        ("50 EUR", "GBP", "EUR"),
    ],
)
def test_a_sign_of_several_currencies_is_that_of_here_where_it_has_it(text: str, currency: str, code: str) -> None:
    found = read(text, currency)
    assert isinstance(found, Money)
    assert found.currency == code


@given(MONEY)
def test_what_a_form_holds_is_read_back(money: Money) -> None:
    assert read(written(money), "EUR") == money


@given(MONEY)
def test_what_is_said_is_read_back_or_asked_about(money: Money) -> None:
    assert read(str(money), money.currency) in (money, Refused(Why.AMBIGUOUS))


@given(st.text(alphabet="0123456789.,'’ -–€$£¥EURkr½e+%", max_size=14), st.sampled_from(["EUR", "JPY", "KWD", "USD"]))
def test_whatever_is_typed_is_an_amount_that_is_not_negative_or_refused(text: str, currency: str) -> None:
    found = read(text, currency)
    assert isinstance(found, Refused) or 0 <= found.minor <= amounts.LARGEST


@given(st.text(max_size=30))
def test_any_text_has_an_answer(text: str) -> None:
    read(text, "EUR")
