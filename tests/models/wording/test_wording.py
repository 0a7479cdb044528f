"""What words look like: only praise, or a customer's details. Made-up words; the real ones are counted."""

import json
import re
import time
import timeit
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import wording
from models.words import from_plain
from tests.skips import ROOT

DOCS = (ROOT / "docs" / "giving.md").read_text()
ARCHIVE = "data/slack-export-racket.zip"
THANKS = re.compile(r"\b(thanks?|thank you|thx|thanx|ty|tyvm|cheers|kudos|props)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    "said",
    [
        "",
        ":clap: :tada::skin-tone-3:",
        "👏🏽",
        "Thanks!",
        "<@U0ANA00001> thank you so much &lt;3",
        "great job",
        "For all your help, you’re the best!!",
        "Thaaaanks, you are sooooo goooood",
        "Great work this week, team #customer-first",
        "Hats off to you",
        "a big shout out to <!subteam^S0NIGHT000|@night>",
        "10/10",
        "*Awesome* as always",
        "Danke dir, gute Arbeit!",
        "Vielen lieben Dank für eure Hilfe",
        "Merci beaucoup pour ton aide",
        "¡Muchas gracias, excelente trabajo!",
        "Grazie mille, ottimo lavoro",
        "Muito obrigada por tudo",
        "Heel erg bedankt, goed gedaan",
        "Tack så mycket för hjälpen",
        "Tusind tak, godt arbejde",
        "Tusen takk, bra jobba",
        "Kiitos paljon, hyvää työtä",
        "Wielkie dzięki, dobra robota",
        "ありがとうございます！",
        "спасибо за помощь",
    ],
)
def test_praise_alone_does_not_say_what(said: str) -> None:
    assert wording.only_praise(said)


@pytest.mark.parametrize(
    "said",
    [
        "great job on the Berger refund",
        "for refunding the late parcel on the spot",
        "thanks for the tip",
        "for helping with the night queue",
        "for staying calm",
        "thank you for the heads-up",
        "Thanks! #4711 is closed",
        "for the one on one",
        "for your patience",
        "stayed late",
        "thanks for <https://example.com/guide>",
        "great call, refunded",
        "for the bra order",
        "Danke fürs Einspringen",
        "Danke für die Nachtschicht",
        "Merci pour le remboursement",
        "Gracias por quedarte hasta tarde",
        "Grazie per il rimborso",
        "Tack för att du stannade",
        "夜勤ありがとう、返金対応",
    ],
)
def test_whoever_says_what_is_not_doubted(said: str) -> None:
    assert not wording.only_praise(said)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("write to mia.berger+shop@example.co.uk.", "email"),
        ("<mailto:mia@example.com|mia@example.com> was upset", "email"),
        ("(mia@bücher.example)", "email"),
        ("rang +49 30 1234567 back", "phone"),
        ("rang +44 (0)20 7946 0958", "phone"),
        ("<tel:+14155550123|+1 415-555-0123>", "phone"),
        ("0049 30 1234567", "phone"),
        ("030 / 123 45 67", "phone"),
        ("her number is 0171-2345678", "phone"),
        ("06 12 34 56 78", "phone"),
        ("called (415) 555-0123 twice", "phone"),
        ("415-555-0123", "phone"),
        ("#12345678", "order"),
        ("ORD-2024-00123 was late", "order"),
        ("AB12345678", "order"),
        ("order no. 48213", "order"),
        ("Bestellnummer: 482137", "order"),
        ("Kundennr. 48213", "order"),
        ("the parcel 305512348871 came back", "order"),
        ("`ORD-2024-00123`", "order"),
        ("DE89 3704 0044 0532 0130 00", "account"),
        ("GB82WEST12345698765432", "account"),
        ("4111 1111 1111 1111", "card"),
        ("card 5500-0000-0000-0004", "card"),
    ],
)
def test_a_customers_details_are_found_and_called_what_they_are(said: str, found: str) -> None:
    assert wording.details(said) == (found,)


@pytest.mark.parametrize(
    "said",
    [
        "refunded €38 within the €50",
        "saved us 1,250,000 euros, 1.250.000 or 1 250 000",
        "a 12000000 row table",
        "on 2024-03-04 at 10:30, or 04.03.2024 10:30:15, or 3/4/24",
        "2024-03-04T10:30:15 and 20240304",
        "in 2023 and 2024, weeks 10-14",
        "ticket 4711, #4711 and PROJ-1234",
        "order 66, and they order 15000 labels",
        "<@U012345678> in <#C0123456789|support>",
        "<https://shop.example/orders/1234567890|the page>",
        "https://shop.example/orders/1234567890",
        "```trace 1234567890123```",
        "version 1.20.300.4000 on 192.168.100.200",
        "from 9:00-17:30, 24/7, 100%",
        "CVE-2024-123456, ISO-8859-1 and KB5034441",
        "clone git@example.com:shop/parcels.git",
        "@mia@social.example",
        "4111 1111 1111 1112",
        "thanks a 1000000000 times",
    ],
)
def test_dates_amounts_and_small_numbers_are_nobodys_details(said: str) -> None:
    assert wording.details(said) == ()


def test_each_kind_is_named_once_and_a_phone_number_is_no_order() -> None:
    said = "a@example.com, b@example.com, +49 30 12345678, order 123456 and #12345678"
    assert wording.details(said) == ("email", "phone", "order")


@given(st.text())
def test_whatever_was_written_is_read(said: str) -> None:
    assert isinstance(wording.only_praise(from_plain(said)), bool)
    assert set(wording.details(from_plain(said))) <= {"email", "account", "card", "phone", "order"}


@pytest.mark.parametrize(
    "piece", ["thanks ", "a@", "a@a.", "1 ", "0", "#", "+1 (", "DE89 ", ":a", "é́", "4111 ", "order "]
)
@pytest.mark.parametrize("read", [wording.only_praise, wording.details])
def test_reading_takes_time_that_grows_with_the_words(read: Callable[[str], object], piece: str) -> None:
    """Sixteen times as many take about sixteen times as long; a pattern that goes back and forth would take 256."""

    def seconds(length: int) -> float:
        said = piece * (length // len(piece))
        return min(timeit.repeat(lambda: read(said), timer=time.process_time, number=2, repeat=5))

    assert seconds(48_000) < 80 * seconds(3_000) + 0.02


@cache
def messages(shared: Path) -> list[str]:
    with zipfile.ZipFile(shared / ARCHIVE) as archive:
        days = [name for name in archive.namelist() if re.search(r"/\d{4}-\d\d-\d\d\.json$", name)]
        return [str(message.get("text", "")) for day in days for message in json.loads(archive.read(day))]


def test_a_real_channel_is_hardly_ever_warned(shared: Path) -> None:
    """Of engineers' messages, full of numbers and code; eight of the ten hold an e-mail address."""
    said = messages(shared)
    warned = sum(bool(wording.details(text)) for text in said)
    assert (len(said), warned <= 10) == (22_172, True)
    assert f"{warned} of {len(said):,} messages" in DOCS


def test_a_fifth_of_a_real_channels_thanks_say_only_thanks(shared: Path) -> None:
    """Each of the flagged was read by a person: none says what it thanks for."""
    thanks = [text for text in messages(shared) if THANKS.search(text) and "<@U" in text]
    vague = sum(map(wording.only_praise, thanks))
    assert (len(thanks), 80 <= vague <= 110) == (480, True)
    assert f"{vague} of {len(thanks)}" in DOCS
    assert not any(map(wording.details, thanks))
