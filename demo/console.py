"""The demonstration by hand: lines are typed as one of its people, and what happens is told as it happens."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator

import aiohttp
import click

from demo import company, morning, page
from demo.clock import BadMoment, moment, spoken
from demo.company import Someone, Unknown
from demo.deeds import Turn, do
from demo.lines import Line, Unclear, parse
from demo.stage import Stage
from demo.telling import Teller
from simulator.wire import Refusal

HOW = """Or type here, as one of its people:
  bo: /pat @ana for refunding the late parcel on the spot
  bo in #general: /pat @ana @gita for the weekend
  bo: /pat                       a form: fill it, then submit it
  bo: fill Who?=@ana; What did they decide?=Refunded it on the spot; What did the customer say?=First shop that did that
  bo: submit                     (or close)
  ana: sees                      what stands before her eyes (ana in #support: sees, one channel)
  ana: home                      her Home tab
  ana: click Say thanks          a button, on the newest message that has it
  ana: hello everyone            anything else is said in their usual channel
  dave: @maya ++ for the calm    gives a pat, too
  carol: reacts :clap:           to the newest message there: hers is added, or its author gets one
  ana: /pat limits refunds       what is hers to decide, while a customer waits
  ana: /pat decision             and with fill and submit: she is covered by the pledge, and Carol answers
  carol: click Pat and a thought the answer; or Pat, or Let’s talk
  carol: /pat gaps               whom nobody thanked lately, and what to act on; /pat fairness says how
  carol: /pat digest 2026-W08    her digest of a week in February; then: carol: sees
  clock: monday 09:00            also clock: +2 hours, clock: tomorrow; clock alone says what time it is
  who, help, quit"""
AFTER_A_LINE, AFTER_A_MOVE = 0.5, 2.5
"""Seconds without news until the next line is read, so that lines from a file come after what they caused."""
A_TICK = 1.2
"""Seconds in which Backpat has looked at its clock."""
MOST = 15.0

PROMISED = (Refusal, Unknown, Unclear, BadMoment, AssertionError)
"""What a line can run into without anything being wrong with the demonstration."""


async def converse(stage: Stage) -> None:
    """Until `quit`, the end of the input, or the end of Backpat."""
    teller = Teller(stage.slack, echo=not sys.stdin.isatty())
    people = company.everyone()
    before = await morning.begin(stage.slack)
    await _greet(stage)
    tasks = [asyncio.create_task(teller.tell(before)), asyncio.create_task(_follow(stage))]
    page.open_if_one_can(stage.slack)
    try:
        async for typed in _typed():
            if not await _take(stage, people, typed):
                return
            await teller.settled(AFTER_A_MOVE if typed.strip().startswith("clock") else AFTER_A_LINE, MOST)
            if stage.backpat.ended is not None:
                stage.keep = True
                click.secho(f"Backpat has ended. Its log: {stage.backpat.log}", fg="red")
                return
    finally:
        for task in tasks:
            task.cancel()


async def _follow(stage: Stage) -> None:
    async for now in stage.clock.follow():
        click.secho(f"It is {spoken(now)}.", bold=True)


async def _greet(stage: Stage) -> None:
    click.secho("Northwind Parcels, a small company in a simulated Slack", bold=True, nl=False)
    click.echo(". Nothing leaves this machine.\nUse it in a browser: ", nl=False)
    click.secho(page.address(stage.slack), fg="cyan", underline=True)
    click.echo(f"Backpat answers at {stage.url}; its database and its log are in {stage.folder}.")
    click.echo("Beside it is a second workspace, Zedmark Prints; neither sees anything of the other.")
    click.echo(f"Here it is {spoken(await stage.clock.now())}.\n\n{HOW}\n")


async def _take(stage: Stage, people: dict[str, Someone], typed: str) -> bool:
    """Do what one line says; False to end."""
    try:
        line = parse(typed)
        if line is None:
            return True
        if line.deed == "quit":
            return False
        await _do(stage, people, line)
    except PROMISED as error:
        click.secho(_sentence(str(error)), fg="yellow")
    except aiohttp.ClientError:
        click.secho("The simulated Slack does not answer any more.", fg="red")
        return False
    return True


async def _do(stage: Stage, people: dict[str, Someone], line: Line) -> None:
    if line.deed == "help":
        click.echo(HOW)
    elif line.deed == "who":
        _who(stage, people)
    elif line.deed == "clock":
        await _clock(stage, line.words)
    else:
        await do(Turn(stage.slack, company.find(people, line.who), line))


def _who(stage: Stage, people: dict[str, Someone]) -> None:
    for workspace in stage.slack.facts["workspaces"]:
        click.secho(workspace["name"], bold=True)
        here = [one for one in people.values() if one.workspace == workspace["domain"]]
        click.echo("  " + ", ".join(f"{one.handle} (#{one.usual})" for one in here))
        click.echo("  " + " ".join(f"#{name}" for name in workspace["channels"]))


async def _clock(stage: Stage, words: str) -> None:
    now = await stage.clock.now()
    if words:
        later = moment(words, now)
        await asyncio.sleep(A_TICK)
        await stage.clock.move_to(later)
    click.secho(f"It is {spoken(await stage.clock.now())}.", bold=True)


def _sentence(message: str) -> str:
    """A refusal without the simulator's verb before it."""
    verb, colon, rest = message.partition(": ")
    said = rest if colon and verb.isidentifier() and rest else message
    return said[:1].upper() + said[1:]


async def _typed() -> AsyncIterator[str]:
    """The lines of standard input: a terminal's, a pipe's or a file's."""
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    # A thread that ends with the process: reading a terminal can't be cancelled.
    threading.Thread(target=_read, args=(loop, lines), daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line


def _read(loop: asyncio.AbstractEventLoop, lines: "asyncio.Queue[str | None]") -> None:
    """Not through `sys.stdin`: a thread that holds its lock would not let the interpreter end."""
    rest = b""
    while piece := os.read(sys.stdin.fileno(), 4096):
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            loop.call_soon_threadsafe(lines.put_nowait, line.decode(errors="replace"))
    for last in (rest.decode(errors="replace") or None, None):
        loop.call_soon_threadsafe(lines.put_nowait, last)
