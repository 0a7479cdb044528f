"""A real channel: skipped, aloud, where the archive is not there."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.imports import command
from bot.imports.recognition import EMOJI
from tests.imports import score
from tests.imports.score import Share
from tests.skips import ROOT

DOCS = (ROOT / "docs" / "import.md").read_text()


@pytest.fixture
def archive(shared: Path) -> Path:
    return shared / score.ARCHIVE


@pytest.mark.parametrize("half", ["dev", "held_out"])
def test_the_labelled_messages_are_found_as_the_docs_say(shared: Path, half: str) -> None:
    result = score.score(shared, half)
    assert result.precision.value >= 0.95
    assert result.recall.value >= 0.85
    for name in score.Score.__slots__:
        assert str(getattr(result, name)).partition(" ")[2] in DOCS


def test_the_archive_is_read_whole(archive: Path) -> None:
    out = CliRunner().invoke(main, ["import", "slack-export", str(archive), "--dry-run"]).stdout
    assert "22,172 messages by 352 people on 665 days" in out


def test_the_interval_is_wilsons() -> None:
    low, high = Share(81, 263).interval  # Newcombe 1998, "Two-sided confidence intervals", table I
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_the_docs_name_every_option_and_emoji() -> None:
    options = [option for parameter in command.slack_export.params for option in parameter.opts if option[:2] == "--"]
    assert len(options) == 6
    assert [name for name in (*options, *EMOJI) if f"`{name}`" not in DOCS] == []
