"""What happens, as lines that a person at a terminal can follow."""

import asyncio
import contextlib
import re

import aiohttp
import click
from emoji import emojize

from demo import company
from simulator.driver import Simulator
from simulator.jsontypes import Json
from simulator.tallies import Message
from simulator.wire import Refusal

ACTS = ("command", "said", "click", "submit", "home_opened", "shortcut")
"""What people do; someone who has just typed it needs no echo."""
NOTES = ("deleted", "reaction", "joined", "left", "changed", "hired", "lost")
MESSAGES = ("message", "update", "ephemeral", "answer")
LOOK = 0.5
"""Seconds."""
POSTED = re.compile(
    r"(?P<bot>\S+) (?:posts|edits|whispers|answers) in (?P<where>.+?)(?: to (?P<person>\S+))?: ", re.DOTALL
)
BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")


class Teller:
    """Follows the simulated Slack's happenings."""

    def __init__(self, slack: Simulator, *, echo: bool) -> None:
        self._slack, self._echo = slack, echo
        self._news = asyncio.Event()

    async def tell(self, since: int) -> None:
        """What comes after the happening `since`, until it is cancelled, or Slack is gone."""
        with contextlib.suppress(aiohttp.ClientError):
            while True:
                # Short looks: the simulator can't end while one waits.
                answer = await self._slack.wire.do("happenings", since=since, timeout=LOOK)
                for one in answer["happenings"]:
                    since = one["number"]
                    await self._one(one)
                    self._news.set()

    async def settled(self, seconds: float, most: float) -> None:
        """Wait until nothing has happened for `seconds`, and no longer than `most`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(most):
                while await self._news_within(seconds):
                    pass

    async def _news_within(self, seconds: float) -> bool:
        self._news.clear()
        try:
            return await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False

    async def _one(self, one: Json) -> None:
        kind, line, aside = one["kind"], one["line"], self._aside(one["workspace"])
        if kind in MESSAGES:
            await self._message(one, aside)
        elif kind == "view_open":
            click.secho(f"{aside}{line}: fill it in, then submit", fg="cyan")
        elif kind in NOTES or (kind in ACTS and self._echo):
            click.secho(f"{aside}{line}", dim=True)
        elif kind == "refused" or (kind == "delivery" and not one["ok"]):
            click.secho(f"{aside}{line}", fg="yellow")

    async def _message(self, one: Json, aside: str) -> None:
        """As whoever reads it sees it."""
        posted = POSTED.match(one["line"])
        reader = self._reader(one, posted) if posted else None
        message = await self._seen(one, reader) if reader else None
        if posted is None or message is None:
            click.echo(f"{aside}{one['line']}")
            return
        private = f", only {posted['person']} sees it" if posted["person"] else ""
        changed = ", changed" if one["kind"] == "update" else ""
        click.secho(f"{aside}{_place(posted)}{private}{changed}", fg="green", bold=True)
        click.echo(indented(message))

    def _reader(self, one: Json, posted: "re.Match[str]") -> str | None:
        return posted["person"] or company.witness(one["workspace"], one["channel"]) or _other(posted)

    async def _seen(self, one: Json, reader: str) -> Message | None:
        try:
            messages = await self._slack.person(reader, one["workspace"]).messages(one["channel"])
        except Refusal:
            return None
        return next((message for message in reversed(messages) if message.ts == one["ts"]), None)

    def _aside(self, workspace: str) -> str:
        home = self._slack.facts["workspaces"][0]
        others = {other["id"]: other["name"] for other in self._slack.facts["workspaces"]}
        return "" if workspace in ("", home["id"]) else f"[{others.get(workspace, workspace)}] "


def _other(posted: "re.Match[str]") -> str | None:
    """Whom a direct conversation is with."""
    both = posted["where"].split(" and ")
    return next((name for name in both if name != posted["bot"]), None) if len(both) > 1 else None


def _place(posted: "re.Match[str]") -> str:
    other = _other(posted)
    return f"direct message to {other}" if other else str(posted["where"])


def indented(message: Message) -> str:
    """A message as it reads on the screen, its buttons in one line at the end."""
    return readable(message.shown, message.buttons)


def readable(shown: str, buttons: list[str]) -> str:
    """The words of a message or view, indented; labels of buttons stand together at the end, in brackets."""
    lines = [line for line in shown.splitlines() if line.strip() and line not in buttons]
    lines += [" ".join(f"[{label}]" for label in dict.fromkeys(buttons))] if buttons else []
    return "\n".join(f"    {spoken(line)}" for line in lines)


def spoken(text: str) -> str:
    """Slack's marks as a terminal shows them."""
    bold = BOLD.sub(lambda found: click.style(found[1], bold=True), text)
    return str(emojize(bold, language="alias"))
