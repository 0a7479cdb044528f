"""Several copies of the same thing at once, in threads that start together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def at_once(*acts: Callable[[], T]) -> list[T]:
    """Call all `acts` at the same time. Returns what each returned, in their order; raises what any raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        start.wait(timeout=10)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=30) for future in [pool.submit(run, act) for act in acts]]
