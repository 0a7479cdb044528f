"""What CI lets a test skip."""

from pathlib import Path

import pytest
from _pytest.outcomes import Skipped

from tests import browsers, skips
from tests.skips import SharedAbsent


def report(outcome: str = "skipped") -> pytest.TestReport:
    return pytest.TestReport("a test", ("a", 1, "t"), {}, outcome, None, "setup")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ci", "reason", "outcome"),
    [
        ("true", Skipped("lazy"), "failed"),
        ("true", SharedAbsent("no folder"), "skipped"),
        ("", Skipped("lazy"), "skipped"),
    ],
)
def test_in_ci_only_the_absence_of_shared_may_skip(
    monkeypatch: pytest.MonkeyPatch, ci: str, reason: BaseException, outcome: str
) -> None:
    monkeypatch.setenv("CI", ci)
    judged = report()
    skips.fail_if_forbidden(judged, reason)
    assert judged.outcome == outcome


def test_an_expected_failure_is_no_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    judged = report()
    judged.wasxfail = "known"
    skips.fail_if_forbidden(judged, AssertionError())
    assert judged.outcome == "skipped"


def test_shared_is_beside_the_repository_or_where_it_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BACKPAT_SHARED", str(tmp_path))
    assert skips.shared_folder() == tmp_path
    monkeypatch.setenv("BACKPAT_SHARED", str(tmp_path / "nowhere"))
    with pytest.raises(SharedAbsent, match="shared"):
        skips.shared_folder()


def test_without_chromium_a_browser_test_skips_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(Skipped, match="chromium"):
        browsers.executable()
