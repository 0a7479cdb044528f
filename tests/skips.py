"""In CI nothing is skipped in silence: only what `../shared` holds may be absent, and that is said aloud."""

import os
from pathlib import Path

import pytest
from _pytest.outcomes import Skipped

ROOT = Path(__file__).resolve().parent.parent


class SharedAbsent(Skipped):
    """The folder `shared` is not there: the one skip that CI allows."""


def shared_folder() -> Path:
    """`BACKPAT_SHARED`, or `shared` beside the repository. Raises `SharedAbsent`."""
    folder = Path(os.environ.get("BACKPAT_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        raise SharedAbsent("no folder ../shared beside the repository (BACKPAT_SHARED names another): not checked")
    return folder


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


def fail_if_forbidden(report: pytest.TestReport | pytest.CollectReport, error: BaseException | None) -> None:
    """Turn a skip into a failure when this is CI and it is not `SharedAbsent`."""
    if in_ci() and report.skipped and not hasattr(report, "wasxfail") and not isinstance(error, SharedAbsent):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {error}"
