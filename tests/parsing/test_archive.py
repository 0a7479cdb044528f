"""Every message of a real channel: skipped, aloud, where the archive is not there."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.imports.archive import Archive
from bot.parsing import Typed, command, message
from bot.parsing.commands import WITH_WORDS
from tests.imports.score import ARCHIVE
from tests.parsing.test_properties import check

EMOJI = ("clap", "tada", "raised_hands", "+1")


@pytest.fixture(scope="module")
def texts(request: pytest.FixtureRequest) -> list[str]:
    from tests.skips import shared_folder

    return list(said(shared_folder() / ARCHIVE))


def said(path: Path) -> Iterator[str]:
    with Archive(path) as archive:
        for name in archive.names:
            if name.endswith(".json") and "/" in name:
                for entry in archive.json(name, most=100_000_000):
                    yield entry.get("text") or ""


def test_a_real_channel_without_kudos_holds_next_to_none(texts: list[str]) -> None:
    found = Counter(typed.verb if (typed := message(text, EMOJI)) else "none" for text in texts)
    print(found, len(texts))
    assert len(texts) > 20_000
    assert found["give"] + found["doubtful"] < 100


def test_nothing_of_real_messages_is_invented_or_lost(texts: list[str]) -> None:
    for text in texts:
        read: tuple[Typed | None, ...] = (command(text), message(text, EMOJI))
        for typed in read:
            if typed and typed.parts and typed.verb not in WITH_WORDS:  # what begins with "idea:" is one, and no pat
                check(text, typed)
