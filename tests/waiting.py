"""Waiting for what is on its way, on a machine that may be busy with something else."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, overload

from simulator.tallies import PATIENCE

T = TypeVar("T")
EVERY = 0.02


@overload
async def until(look: Callable[[], Awaitable[T]], met: Callable[[T], object] = ..., *, within: float = ...) -> T: ...
@overload
async def until(look: Callable[[], T], met: Callable[[T], object] = ..., *, within: float = ...) -> T: ...
async def until(look: Callable[[], object], met: Callable[[Any], object] = bool, *, within: float = PATIENCE) -> object:
    """Look again and again until `met` is content with what is seen; returns that.

    AssertionError with what was seen last when it takes more than `within` seconds.
    """
    deadline = time.monotonic() + within
    while True:
        late = time.monotonic() > deadline
        seen = look()
        found = await seen if inspect.isawaitable(seen) else seen
        if met(found):
            return found
        assert not late, f"waited {within:g} s, and there was: {found!r}"
        await asyncio.sleep(EVERY)


async def becomes(look: Callable[[], object], wanted: object, *, within: float = PATIENCE) -> None:
    """Look again and again until `wanted` is seen. AssertionError with what was seen last."""
    try:
        await until(look, lambda seen: seen == wanted, within=within)
    except AssertionError as error:
        raise AssertionError(f"it did not become {wanted!r}: {error}") from None
