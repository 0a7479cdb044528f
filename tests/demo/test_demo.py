"""The demonstration as its user starts it: played by itself, typed into, and with something broken."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TYPED = """
nobody: /pat @ana for x
bo: /pat @ana for sending the second parcel at once
ana: click Say thanks
ines: /pat
ines: fill who=@leo; what did they=Relabelled the pallet; which of our=Own it
ines: submit
jon: sees
ana: home
clock: monday 09:00
"""

BROKEN = """
from demo import backpat, checks
from demo.command import demo

class Broken(backpat.Backpat):
    async def run(self, *words, typed=""):
        return await super().run(*[{replaced!r}.get(word, word) for word in words], typed=typed)

checks.PATIENCE, checks.IMPATIENCE = 20.0, 10.0
import demo.stage
demo.stage.Backpat = Broken
demo.command.demo(["--once"])
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Python with these arguments, and what is typed into it; as if a real workspace's settings were there."""
    foreign = {"TMPDIR": str(tmp_path), "SLACK_BOT_TOKEN": "xoxb-real", "DATABASE_URL": "nonsense://", "PORT": "x"}

    def run(*words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        command, environment = [sys.executable, *words], os.environ | foreign
        return subprocess.run(
            command, cwd=ROOT, env=environment, input=typed, text=True, capture_output=True, timeout=240
        )

    return run


@pytest.mark.takes(60)
def test_once_plays_a_week_in_which_everyone_sees_what_they_should(run: Run, tmp_path: Path) -> None:
    played = run("-m", "demo", "--once")
    assert played.returncode == 0, played.stdout + played.stderr
    assert "✗" not in played.stdout
    for name in ("Ana was told of Bo’s pat", "Jon reads the week’s digest in #pats", "Dave reads his"):
        assert f"✓ {name}" in played.stdout
    assert "everyone saw what they should, and once" in played.stdout
    assert played.stderr == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.takes(23)
def test_lines_typed_through_a_pipe_are_done_and_what_they_cause_is_told(run: Run) -> None:
    played = run("-m", "bot", "demo", typed=TYPED)
    assert played.returncode == 0, played.stdout + played.stderr
    for said in (
        "Nobody here is called nobody. There are: ana, bo",
        "#support\n    👏 @Ana, a pat on the back from @Bo\n    > for sending the second parcel at once",
        "direct message to ana\n    @Bo gave you a pat on the back in #support:",
        "direct message to bo\n    @Ana says thank you for your pat on the back:",
        "ines is shown “Pat on the back”: fill it in, then submit",
        "Which of our values does it show? Own it",
        "jon sees #returns",
        "_Decided on the spot_ · Own it",
        "ana’s Home\n    Pats on the back\n    You were given 4 pats and gave 2 pats.",
        "It is Monday, 9 March 2026, 09:00.",
        "Pats on the back, week of 2 March 2026",
        "direct message to carol\n    Your team, week of 2 March 2026\n    1 of your 4 people heard a thank-you.",
    ):
        assert said in played.stdout
    assert "\x1b" not in played.stdout
    assert played.stdout.endswith("Bye.\n")
    assert played.stderr == ""


@pytest.mark.takes(56)
@pytest.mark.long
def test_a_digest_in_the_wrong_channel_is_missed_and_said(run: Run) -> None:
    played = run("-c", BROKEN.format(replaced={"C0PATS0001": "C0RANDOM01"}))
    assert played.returncode == 1
    assert "✗ Jon reads the week’s digest in #pats" in played.stdout
    assert "jon does not see 'Pats on the back, week of 2 March 2026' 1 times in pats" in played.stdout
    assert "✓ Carol reads her team’s headline" in played.stdout
    log = Path(played.stdout.rpartition("Backpat’s log: ")[2].strip())
    assert "listening" in log.read_text()


def test_a_backpat_that_cannot_start_is_said_with_its_own_words(run: Run) -> None:
    played = run("-c", BROKEN.format(replaced={"migrate": "doctor-who"}))
    assert played.returncode == 1
    assert "The demonstration could not start. backpat doctor-who ended with 2" in played.stderr
