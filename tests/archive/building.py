"""A database of the archive with its people in teams, made by the commands that an admin types."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.archive.leads import people_csv

NOW = datetime(2019, 6, 10, 16, tzinfo=UTC)
"""The Monday after its last message, noon in New York."""
FIRST = datetime(2017, 5, 11, 4, tzinfo=UTC)
"""Midnight there, before its first."""


class Archive:
    """`backpat` on a database of its own, on the day `NOW`."""

    def __init__(self, folder: Path, export: Path) -> None:
        self.database, self._export, self._folder = folder / "archive.db", export, folder
        self._clock = folder / "clock"
        self.settings = {"DATABASE_URL": f"sqlite:///{self.database}", "BACKPAT_CLOCK_FILE": str(self._clock)}
        self._environment = os.environ | self.settings

    def build(self) -> None:
        """Whoever leads has led from the first day on, so that every week has the teams of its own time."""
        self._folder.mkdir(exist_ok=True)
        self._set_clock(FIRST)
        self.run("migrate")
        said = self.run("import", "slack-export", str(self._export), "--details", "--json")
        found = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
        thanked = [(line["giver"], line["receivers"]) for line in found if "giver" in line]
        people = self._folder / "people.csv"
        people.write_text(people_csv(self._export, thanked))
        self.run("import", "people", str(people))
        self._set_clock(NOW)

    def _set_clock(self, now: datetime) -> None:
        self._clock.write_text(str((now - datetime.now(UTC)).total_seconds()))

    def run(self, *arguments: str) -> str:
        """What the command prints. Raises `CalledProcessError`."""
        command = [sys.executable, "-m", "bot", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=True)
        return done.stdout
