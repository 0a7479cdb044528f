"""The processes under measurement: Backpat, bare Bolt, and a Slack that costs next to nothing."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.load import SECRET

ROOT = Path(__file__).resolve().parent.parent
STARTED_WITHIN = 60.0
UNLIMITED = {"BACKPAT_POSTS_PER_MINUTE": "1e9", "BACKPAT_POSTS_PER_CHANNEL": "1e9"}


@dataclass
class Child:
    """`python -m MODULE …`, listening on `port`."""

    module: str
    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    @contextlib.contextmanager
    def running(self) -> "Iterator[subprocess.Popen[bytes]]":
        command = [sys.executable, "-m", self.module, *self.arguments]
        self.process = process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **self.environment}, stdout=subprocess.DEVNULL, stderr=None
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def answers(self, path: str = "/") -> None:
        """Wait until it answers without an error of its own."""
        async with asyncio.timeout(STARTED_WITHIN):
            while not await _answers(self.url(path)):
                assert self.process is None or self.process.poll() is None, f"{self.module} has ended"
                await asyncio.sleep(0.01)


def fake_slack() -> Child:
    port = free_port()
    return Child("benchmarks.fake_slack", (str(port),), port=port)


def bare_bolt(*flags: str) -> Child:
    port = free_port()
    return Child("benchmarks.bare_bolt", (str(port), *flags), port=port)


def backpat(database_url: str, slack: Child, **settings: str) -> Child:
    """`backpat serve`; `settings` are further environment variables."""
    port = free_port()
    environment = {
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.url("/api/"),
        "PORT": str(port),
        "BACKPAT_LOG_LEVEL": "warning",
        **settings,
    }
    return Child("bot", ("serve",), environment, port)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def memory(process_id: int | str, field: str) -> float:
    """Megabytes: `VmRSS` is now, `VmHWM` the most there ever was. (`ru_maxrss` counts the parent's before exec.)"""
    for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise LookupError(field)


def processor_seconds(process: "subprocess.Popen[bytes] | None") -> float:
    """What this process has used of the processors so far: the same however busy the machine is with others."""
    assert process is not None
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _answers(url: str) -> bool:
    try:
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status < 500
    except aiohttp.ClientError:
        return False
