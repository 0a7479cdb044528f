"""`backpat serve` that kills itself, as `kill -9` does, when it reaches the step that a file names.

    FUSE=<file> [SABOTAGE=<name>] python -m tests.kills.serve_and_die

The file holds `<step>:<n>`; it is read at every step, so a running process can be armed, and removed before the kill.
No line of Backpat knows of this: the steps are wrapped from outside. `SABOTAGE` is a build that breaks a promise.
"""

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.delivery import pictures
from bot.ingress import Ingress
from digests.scheduling import running
from models.delivery.settling import Sent
from models.giving import together
from tests.bot.patient import main
from tests.kills import sabotage

STEPS = ("received", "inside", "committed", "acked", "posting", "posted", "digest inside", "digest posted")
"""In the order in which one request reaches them; the last two are a digest's own."""


class Fuse:
    """Burns down with each time that the armed step is reached."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._reached: Counter[str] = Counter()
        self._lock = threading.Lock()

    def reached(self, step: str) -> None:
        with self._lock:
            armed = self._file.read_text() if self._file.exists() else ""
            name, _, number = armed.partition(":")
            if name != step:
                return
            self._reached[armed] += 1
            if self._reached[armed] >= int(number):
                self._file.unlink()
                os.kill(os.getpid(), signal.SIGKILL)


def wrap(owner: Any, name: str, around: Callable[[Any], Any]) -> None:
    """Replace a function or method by what `around` makes of it."""
    setattr(owner, name, wraps(getattr(owner, name))(around(getattr(owner, name))))


def lay(fuse: Fuse) -> None:
    """Wrap every step."""
    wrap(Ingress, "handle", lambda original: _handling(fuse, original))
    wrap(together, "store", lambda original: _after(fuse, "inside", original))
    wrap(running, "store", lambda original: _after(fuse, "digest inside", original))
    wrap(Session, "commit", lambda original: _committing(fuse, original))
    wrap(pictures, "send", lambda original: _sending(fuse, original))


def _after(fuse: Fuse, step: str, original: Any) -> Any:
    def around(*args: Any, **kwargs: Any) -> Any:
        outcome = original(*args, **kwargs)
        fuse.reached(step)
        return outcome

    return around


def _committing(fuse: Fuse, original: Any) -> Any:
    def commit(session: Session) -> None:
        original(session)
        if session.info.get("outbox"):
            fuse.reached("committed")

    return commit


def _handling(fuse: Fuse, original: Any) -> Any:
    async def handle(self: Ingress, body: dict[str, Any], **kwargs: Any) -> Any:
        fuse.reached("received")
        response = await original(self, body, **kwargs)
        threading.Timer(0.03, fuse.reached, ["acked"]).start()  # time for the web server to write the answer
        return response

    return handle


def _sending(fuse: Fuse, original: Any) -> Any:
    async def send(client: Any, sending: Any, limit: Any) -> Any:
        fuse.reached("posting")
        result = await original(client, sending, limit)
        if isinstance(result, Sent) and sending.row is sending.post:
            fuse.reached("posted")
            if sending.row.purpose.endswith("_digest"):
                fuse.reached("digest posted")
        return result

    return send


if __name__ == "__main__":
    sabotage.apply(os.environ.get("SABOTAGE"))
    lay(Fuse(Path(os.environ["FUSE"])))
    sys.argv = ["backpat", "serve"]
    main()
