"""`backpat demo`."""

import asyncio
import signal
import sys

import aiohttp
import click

from demo import console, week
from demo.backpat import CommandFailed
from demo.checks import PATIENCE, Broken, Checks
from demo.slack import NoSlack
from demo.stage import NotReady, Stage, raised

FAILED = 1


@click.command()
@click.option("--once", is_flag=True, help="Play a week by itself, check what everyone saw, and end.")
def demo(once: bool) -> None:
    """A simulated Slack with a small company in it, and Backpat: to try by hand. Needs no Slack, stores nothing."""
    try:
        sys.exit(asyncio.run(_demo(once=once)))
    except (KeyboardInterrupt, asyncio.CancelledError):
        click.echo("\nBye.")
        sys.exit(FAILED if once else 0)


async def _demo(*, once: bool) -> int:
    _end_in_order()
    click.echo("Starting a simulated Slack and Backpat …")
    try:
        async with raised() as stage:
            return await (_play(stage) if once else _by_hand(stage))
    except (NotReady, CommandFailed, NoSlack) as error:
        click.secho(f"The demonstration could not start. {error}", fg="red", err=True)
    except aiohttp.ClientError:
        click.secho("The simulated Slack does not answer any more.", fg="red", err=True)
    return FAILED


async def _play(stage: Stage) -> int:
    checks = Checks(stage)
    await stage.slack.patience(PATIENCE)  # on a busy machine three seconds, as with Slack, are few
    try:
        await week.play(stage, checks)
    except Broken as broken:
        click.secho(str(broken), fg="red")
    stage.keep = not checks.summary()
    return FAILED if stage.keep else 0


async def _by_hand(stage: Stage) -> int:
    await console.converse(stage)
    click.echo("Bye.")
    return FAILED if stage.keep else 0


def _end_in_order() -> None:
    """A terminal that closes, or `kill`, ends it as Ctrl-C does: with everything that it started."""
    task = asyncio.current_task()
    assert task
    for sent in (signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(sent, task.cancel)
