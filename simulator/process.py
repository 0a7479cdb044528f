"""Starts the simulator in its own process, and ends it."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.jsontypes import Json

HOME = Path(__file__).parent.parent


class NotStarted(RuntimeError):
    """The simulator did not come up; the message is what it printed."""


@dataclass(frozen=True)
class SimulatorProcess:
    """A running simulator: its facts as printed at the start, `address` among them. Lives until `stop`."""

    facts: Json
    _process: "subprocess.Popen[str]"

    @property
    def address(self) -> str:
        return str(self.facts["address"])

    def stop(self) -> None:
        """Ends the process and waits for it."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()


def start(*, port: int = 0, manifest: Json | None = None, companies: tuple[str, ...] = (), limits: bool = True,
          events_url: str = "") -> SimulatorProcess:  # fmt: skip
    """Starts one and waits until it answers. It ends with this process at the latest. Raises NotStarted."""
    command = [sys.executable, "-m", "simulator", "--json", "--until-stdin-closes", "--port", str(port)]
    command += [part for name in companies for part in ("--company", name)]
    command += ["--events-url", events_url] if events_url else []
    command += [] if limits else ["--no-limits"]
    with _file(manifest) as name:
        command += ["--manifest", name] if name else []
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen(command, cwd=HOME, text=True, **pipes)  # noqa: S603, our own interpreter
        assert process.stdout
        line = process.stdout.readline()
    found = SimulatorProcess(json.loads(line) if line.startswith("{") else {}, process)
    if not found.facts:
        found.stop()
        raise NotStarted(line or "it printed nothing; run `python -m simulator` to see why")
    return found


@contextmanager
def _file(manifest: Json | None) -> Iterator[str]:
    """The manifest as a file, for as long as the simulator needs to read it."""
    if manifest is None:
        yield ""
        return
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(manifest, file)
        file.flush()
        yield file.name
