"""Which details of a customer words seem to hold. Better to miss one than to warn of a date or an amount."""

from collections.abc import Iterator

import regex

UNSAID = regex.compile(r"```.*?(?:```|\Z)|<[@#!][^<>]*>|<(?!mailto:|tel:)[^<>]*>|\b(?:https?|ftp)://\S+", regex.DOTALL)
"""Blocks of code, mentions and links: their numbers are nobody's."""
LINKED = regex.compile(r"<(?:mailto|tel):([^<>|]*)(?:\|[^<>]*)?>")
WHEN = regex.compile(
    r"(?<![\w+/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?![\d/-])(?:t(?=\d))?"
    r"|(?<![\w+])\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?!\w)",
    regex.IGNORECASE,
)
EMAIL = regex.compile(r"(?<![\w.+%@-])(?!git@)[\w+%'-][\w.+%'-]*+@(?:[\w-]++\.)+\p{L}{2,}(?![\w-])")
IBAN = regex.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
CARD = regex.compile(r"(?<![\w.,:/#=+-])[2-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,7}(?![\w]|[.,]\d)")
ABROAD = regex.compile(r"(?<![\w+.,/-])(?:\+|00)[1-9](?:[ .()/-]{0,3}\d){8,14}(?![\w%]|[.,-]\d)")
AT_HOME = regex.compile(r"(?<![\w+.,/#:=-])\(?0[1-9]\d{0,4}\)?(?:[ /-]{0,3}\d){5,10}(?![\w%]|[.,:/-]\d)")
AMERICAN = regex.compile(
    r"(?<![\w+.,/#:=-])(?:\([2-9]\d{2}\) ?|[2-9]\d{2}([ .-]))[2-9]\d{2}(?(1)\1|[ .-])\d{4}(?![\w-]|[.,]\d)"
)
NAMED = regex.compile(
    r"\b(?:order|customer|client|account|invoice|booking|reservation|tracking|shipment|parcel|contract"
    r"|bestell\w*|auftrag\w*|kunden\w*|rechnung\w*|sendung\w*|commande|facture|pedido|factura|ordine|fattura"
    r"|encomenda|bestelling|klant\w*|faktura|zamówien\w*)"
    r"(?: ?(?:#|:|(?:id|no|nr|num|number|nummer|numéro|número|numero|n°|nº|№)\.?)[ :#]{0,3}(?P<run>[A-Z]{0,4}-?\d{5,}+)"
    r"| (?P<run>[A-Z]{0,4}-?\d{6,}+))(?![\w%]|[.,]\d)",
    regex.IGNORECASE,
)
"""A number that says what it is: "order 123456", "Bestellnr. 48213"."""
LETTERED = regex.compile(
    r"(?<![\w/#.-])(?!CVE|KB|ISO|IEC|DIN|EN|RFC|GHSA|SHA|UTF|PEP)[A-Z]{2,6}(?:-?\d{6,}|-\d{2,}-\d{3,})(?![\w-])"
)
LONG = regex.compile(
    r"(?<![\w.,:/=+$€£¥~^*-])#?(?P<run>\d{8,20})(?!\w|[.,:/%^*=+-]\d|\s?(?:[%€$£¥]|[kmg]?b\b|ms\b|eur\b|usd\b))",
    regex.IGNORECASE,
)
HASHED = regex.compile(r"(?<![\w&/])#\d{6,}(?!\w)")
DAY = regex.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,6}")
ROUND = regex.compile(r"\d+000")


def details(stored: str) -> tuple[str, ...]:
    """The kinds found, each once: "email", "account", "card", "phone", "order"."""
    text = UNSAID.sub(" □ ", stored)
    text = LINKED.sub(r" \1 ", text)
    return tuple(dict.fromkeys(_found(text)))


def _found(text: str) -> Iterator[str]:
    """What was recognised is taken out, so that a phone number is not an order's too."""
    if EMAIL.search(text):
        yield "email"
    if not regex.search(r"\d.*\d.*\d.*\d.*\d", text, regex.DOTALL):
        return
    text = WHEN.sub(" □ ", EMAIL.sub(" □ ", text))
    for kind, pattern, holds in (("account", IBAN, _is_iban), ("card", CARD, _is_card)):
        found = [match[0] for match in pattern.finditer(text) if holds(match[0])]
        if found:
            yield kind
        for number in found:
            text = text.replace(number, " □ ")
    for pattern in (ABROAD, AT_HOME, AMERICAN):
        if any(_is_phone(match[0]) for match in pattern.finditer(text)):
            yield "phone"
        text = pattern.sub(" □ ", text)
    numbers = [match for pattern in (NAMED, LONG) for match in pattern.finditer(text)]
    if LETTERED.search(text) or HASHED.search(text) or any(map(_is_order, numbers)):
        yield "order"


def _digits(text: str) -> str:
    return str(regex.sub(r"\D", "", text))


def _is_phone(text: str) -> bool:
    digits = _digits(text)
    return 9 <= len(digits) <= 17 and not ROUND.fullmatch(digits)


def _is_order(match: "regex.Match[str]") -> bool:
    """Not a day, and not a round number."""
    run = str(match["run"])
    return not DAY.fullmatch(run) and not ROUND.fullmatch(run)


def _is_card(text: str) -> bool:
    """Luhn's formula (ISO/IEC 7812-1, annex B)."""
    digits = [int(digit) for digit in reversed(_digits(text))]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return 13 <= len(digits) <= 19 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    """The remainder by 97 (ISO 13616-1)."""
    plain = text.replace(" ", "")
    numbers = "".join(str(int(character, 36)) for character in plain[4:] + plain[:4])
    return 15 <= len(plain) <= 34 and int(numbers) % 97 == 1
