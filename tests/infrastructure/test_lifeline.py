"""The folder of the test run."""

import os
from pathlib import Path

import pytest

from tests import lifeline, postgres


def run_of(parent: Path, name: str, *, age: float) -> Path:
    folder = parent / f"{lifeline.PREFIX}{name}"
    folder.mkdir()
    alive = folder / postgres.ALIVE
    alive.touch()
    os.utime(alive, (alive.stat().st_mtime - age,) * 2)
    return folder


def test_what_killed_runs_left_is_swept_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "in_memory", lambda: str(tmp_path))
    mine = lifeline.Lifeline()
    os.utime(mine.folder / postgres.ALIVE, (0, 0))
    killed, starting = run_of(tmp_path, "killed", age=100), run_of(tmp_path, "starting", age=0)
    served = run_of(tmp_path, "served", age=100)
    (served / postgres.URL).touch()
    (tmp_path / "something else").mkdir()
    lifeline.sweep(tmp_path)
    assert not killed.exists()
    assert all(folder.exists() for folder in (mine.folder, starting, served, tmp_path / "something else"))
    mine.close()
    assert not mine.folder.exists()
