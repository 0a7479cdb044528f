"""What docs/archive shows of real people: figures, no name and no words."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.archive.pictures import LARGEST
from tests.imports import score
from tests.skips import ROOT

FOLDER = ROOT / "docs" / "archive"
FEW = 5
"""So many words in a row are somebody's."""


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def rows(text: str) -> set[tuple[str, ...]]:
    """Each run of `FEW` words; a shorter text as it is."""
    found = words(text)
    return {tuple(found[at : at + FEW]) for at in range(len(found) - FEW + 1)}


@pytest.fixture
def shown() -> str:
    return "\n".join(path.read_text() for path in FOLDER.iterdir() if path.suffix in {".md", ".txt"})


def test_no_message_of_the_archive_is_quoted(shared: Path, shown: str) -> None:
    told, messages = rows(shown), 0
    with zipfile.ZipFile(shared / score.ARCHIVE) as file:
        for name in file.namelist():
            if re.search(r"/\d{4}-\d\d-\d\d\.json$", name):
                said = [str(one.get("text", "")) for one in json.loads(file.read(name))]
                messages += len(said)
                assert not [one for one in said if not told.isdisjoint(rows(one))]
    assert messages >= 22_172


def test_nobody_of_the_archive_is_named(shared: Path, shown: str) -> None:
    told = set(words(shown))
    with zipfile.ZipFile(shared / score.ARCHIVE) as file:
        (users,) = [name for name in file.namelist() if name.endswith("users.json")]
        people = json.loads(file.read(users))
    named = {
        str(word)
        for one in people
        for word in (one["id"], one["name"], one.get("real_name"), *one.get("profile", {}).values())
        if word
    }
    assert len(named) > 352
    assert not [word for word in named if words(word) and set(words(word)) <= told]


def test_every_file_is_shown_and_no_picture_is_large() -> None:
    page = (FOLDER / "README.md").read_text()
    files = [path for path in FOLDER.iterdir() if path.name != "README.md"]
    assert len(files) > 12
    assert not [path.name for path in files if f"]({path.name})" not in page]
    assert not [path.name for path in files if path.stat().st_size > LARGEST]
