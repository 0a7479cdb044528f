"""Checks with a name each, printed as they pass or fail. They look at people's screens, never into a database."""

import asyncio
import time
from collections.abc import Awaitable
from typing import TypeVar

import aiohttp
import click

from demo.stage import NotReady, Stage
from demo.telling import spoken
from simulator.tallies import Reply
from simulator.wording import unescape

T = TypeVar("T")

PATIENCE, IMPATIENCE = 30.0, 10.0
"""Seconds that a wait may take, and once something is missing: what hangs on it need not be waited for as long."""


class Broken(Exception):
    """It makes no sense to go on; the message says why."""


class Checks:
    """Counts what was seen and what is missing."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._begun = time.monotonic()
        self.seen = 0
        self.missing: list[str] = []

    @property
    def patience(self) -> float:
        """Seconds, for each wait of a check."""
        return IMPATIENCE if self.missing else PATIENCE

    async def that(self, name: str, holds: Awaitable[T]) -> T | None:
        """Await it; an AssertionError is what is missing, with what there is instead. Raises `Broken`."""
        try:
            result = await asyncio.wait_for(holds, 2 * PATIENCE)
        except (AssertionError, TimeoutError) as error:
            self._miss(name, str(error) or "it took too long")
            self._still_alive()
            return None
        except NotReady as error:
            self._miss(name, str(error))
            raise Broken("Without Backpat there is nothing more to see.") from error
        except aiohttp.ClientError as error:
            self._miss(name, "the simulated Slack does not answer any more")
            raise Broken("The simulated Slack has ended.") from error
        self.seen += 1
        click.echo(f"  {click.style('✓', fg='green')} {name}")
        return result

    def day(self, title: str) -> None:
        click.secho(title, bold=True)

    def summary(self) -> bool:
        """Print it; whether everything was seen."""
        took = f"in {time.monotonic() - self._begun:.0f} s"
        if not self.missing:
            click.secho(f"All {self.seen} checks passed {took}: everyone saw what they should, and once.", fg="green")
            return True
        click.secho(f"{len(self.missing)} of {self.seen + len(self.missing)} checks failed {took}:", fg="red")
        for name in self.missing:
            click.echo(f"  ✗ {name}")
        click.echo(f"Backpat’s log: {self._stage.backpat.log}")
        return False

    def _miss(self, name: str, instead: str) -> None:
        self.missing.append(name)
        click.echo(f"  {click.style('✗', fg='red')} {name}")
        click.echo("\n".join(f"      {spoken(line)}" for line in instead.splitlines()))

    def _still_alive(self) -> None:
        if self._stage.backpat.ended is not None:
            raise Broken(f"Backpat has ended with {self._stage.backpat.ended}:\n{self._stage.backpat.last_words()}")


async def answers(asked: Awaitable[Reply], *parts: str) -> Reply:
    """What a command answers for their eyes holds each of `parts`. AssertionError with what it said instead."""
    reply = await asked
    told = unescape("\n".join(reply.told))
    if not reply.ok:
        raise AssertionError(f"expected an answer; there was none in time ({reply.reason or reply.status})")
    for part in parts:
        if part not in told:
            raise AssertionError(f"expected “{part}” in the answer, which was:\n{told or 'nothing'}")
    return reply
