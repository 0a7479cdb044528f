"""A throw-away PostgreSQL that keeps what it commits: unlike the tests', it waits for the disk, as SQLite does here."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import binaries

STARTED_WITHIN = 60.0
SETTINGS = {"listen_addresses": "", "shared_buffers": "512MB", "max_wal_size": "4GB", "jit": "off"}


@contextmanager
def server() -> Iterator[str]:
    """A fresh server as long as the context lasts; gives its URL. PostgreSQL refuses to run as root."""
    with ExitStack() as stack:
        home, data = (
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"backpat-bench-pg-{part}-")))
            for part in ("home", "data")
        )
        programs = binaries(home)
        for folder in (home, data):
            _hand_over(folder)
        initdb = [
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
        ]
        subprocess.run(initdb, cwd=home, stdout=subprocess.DEVNULL, check=True, **_demoted())
        options = SETTINGS | {"unix_socket_directories": str(home)}
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (home / "log").open("wb") as log:
            running = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(data), *flags], cwd=home, stdout=log, stderr=log, **_demoted()
            )
        stack.callback(_stop, running)
        yield _ready(f"postgresql://postgres@/postgres?host={home}&port=5432")


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")


def _demoted() -> dict[str, Any]:
    """As whom PostgreSQL's programs run."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _ready(url: str) -> str:
    deadline = time.monotonic() + STARTED_WITHIN
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return url


def _stop(running: "subprocess.Popen[bytes]") -> None:
    running.send_signal(signal.SIGINT)
    running.wait(60)
