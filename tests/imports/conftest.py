"""Lists of people imported and exported, as someone would at a terminal."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.exports.people_command import people as export
from bot.imports.people_command import people
from tests.people import Cast

HOME = "T0NORTHWND"

Import = Callable[..., Result]
Export = Callable[[], bytes]


@pytest.fixture
def import_people(
    database_url: str, cast: Cast, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Import:
    """Run the command on a text or bytes, as someone would at a terminal."""
    clock = tmp_path / "clock"
    clock.write_text(str((now - datetime.now(now.tzinfo)).total_seconds()))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BACKPAT_CLOCK_FILE", str(clock))

    def run(content: str | bytes, *options: str, workspace: str = HOME) -> Result:
        file = tmp_path / "people.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        chosen = ["--workspace", workspace] if workspace else []
        return CliRunner().invoke(people, [str(file), *options, *chosen])

    return run


@pytest.fixture
def export_people(import_people: Import, tmp_path: Path) -> Export:
    """What the command writes into a file."""

    def run() -> bytes:
        file = tmp_path / "exported.csv"
        file.unlink(missing_ok=True)
        done = CliRunner().invoke(export, [str(file), "--workspace", HOME])
        assert done.exit_code == 0, done.output
        return file.read_bytes()

    return run
