"""`python -m demo.tethered ARGS` is `backpat ARGS`, ended when its standard input closes: with whoever started it."""

import os
import runpy
import signal
import sys
import threading
import time

FINISH_WITHIN = 8
"""Seconds to stop in order."""


def main() -> None:
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    sys.argv[0] = "backpat"
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


def _end_with_the_starter() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(FINISH_WITHIN)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
