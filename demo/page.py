"""The simulated Slack's page, in a browser."""

import os
import sys
import threading
import webbrowser

from demo.stage import HOME
from simulator.company import load
from simulator.driver import Simulator

DESK = ("bo", "support")
"""Whose screen one sees first, and where."""


def address(slack: Simulator) -> str:
    return "/".join((slack.address, "#", load(HOME).domain, *DESK))


def open_if_one_can(slack: Simulator) -> None:
    """Only for somebody who sits there: at a terminal, before a screen."""
    if sys.stdin.isatty() and sys.stdout.isatty() and _screen():
        # In a thread: some browsers' starters return only when the browser ends.
        threading.Thread(target=webbrowser.open, args=(address(slack),), daemon=True).start()


def _screen() -> bool:
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
