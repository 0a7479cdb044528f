"""The `backpat` command in a process of its own, forked from one that has imported everything already."""

import multiprocessing
import os
import sys
import tempfile
from contextlib import closing
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import CompletedProcess

from tests.bot.process import ROOT

SECONDS = 60


def backpat(*arguments: str, **environment: str) -> "CompletedProcess[str]":
    """Run the command in an environment that holds nothing else."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["bot.app", "bot.cli.doctor", "uvloop"])
    env = {"PATH": os.environ["PATH"], **environment}
    with tempfile.TemporaryDirectory(prefix="backpat-command-") as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        with closing(server.Process(target=_run, args=(arguments, env, out, err))) as process:
            _finish(process, err)
            return CompletedProcess(arguments, process.exitcode or 0, out.read_text(), err.read_text())


def _finish(process: ForkServerProcess, err: Path) -> None:
    process.start()
    process.join(SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        raise TimeoutError(err.read_text())


def _run(arguments: tuple[str, ...], environment: dict[str, str], out: Path, err: Path) -> None:
    """In the process itself."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    for number, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = ["backpat", *arguments]
    from bot.cli import main

    main()
