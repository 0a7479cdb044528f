"""What the disk itself can do: the floor under every commit."""

import os
import time
from pathlib import Path

PAGE = b"\x00" * 4096


def syncs_a_second(folder: Path, seconds: float = 0.5) -> float:
    """Append 4 kB and wait for the disk, again and again."""
    file = folder / "fsync"
    done, begin = 0, time.perf_counter()
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        while (took := time.perf_counter() - begin) < seconds:
            os.write(descriptor, PAGE)
            os.fsync(descriptor)
            done += 1
    finally:
        os.close(descriptor)
        file.unlink()
    return done / took
