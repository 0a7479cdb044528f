"""Batches of pats, kills among them, and requests that come again."""

import asyncio
import random
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from simulator.driver import Reply, Simulator
from tests import waiting
from tests.bot.clocks import tell
from tests.bot.process import Served
from tests.kills.counting import Pat

FRONT = ("ana", "bo", "gita", "hugo", "carol")
BACK = ("dave", "ines", "jon", "kim", "leo")
PLACES = [("support", FRONT), ("returns", BACK), ("general", FRONT + BACK)]
DEAD_WITHIN = 120.0
EXCUSES = ("went wrong", "too busy")
"""Answered, and told that it was not stored."""


def exchange(number: int) -> tuple[str, str, str]:
    """Where, who gives and who is given: evenly, for one receipt tells of nine pats at most."""
    (channel, people), turn = PLACES[number % len(PLACES)], number // len(PLACES)
    others = turn // len(people) % (len(people) - 1)
    return channel, people[(turn + 1 + others) % len(people)], people[turn % len(people)]


@dataclass
class Campaign:
    """One bot, killed over and over, on one database. `pats` are all that were asked for."""

    slack: Simulator
    bot: Served
    fuse: Path
    seed: int = 0
    pats: list[Pat] = field(default_factory=list)
    kills: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._numbers = count(1)

    async def killed_at(self, step: str, nth: int = 1, *, pats: int = 7) -> None:
        """Arm, let people give at once, see it die at that step, start it again, and send requests again."""
        self.arm(step, nth)
        asked = await self.give(pats)
        await self.back_after_death()
        await self.again(asked)

    async def killed_by_chance(self, *, pats: int = 7) -> None:
        """Killed within 0.4 s of the first request."""
        giving = asyncio.create_task(self.give(pats))
        await asyncio.sleep(self._random.uniform(0.005, 0.4))
        self.bot.kill()
        asked = await giving
        await self.back_after_death()
        await self.again(asked)

    def arm(self, step: str, nth: int = 1) -> None:
        draft = self.fuse.with_suffix(".draft")
        draft.write_text(f"{step}:{nth}")
        draft.rename(self.fuse)

    async def back_after_death(self) -> None:
        """Wait for its end by SIGKILL, and start it again."""
        assert self.bot.process
        ended = await waiting.until(self.bot.process.poll, lambda code: code is not None, within=DEAD_WITHIN)
        assert ended == -9, f"it never came to {self.fuse.read_text()}"
        self.kills += 1
        await self.bot.start()

    async def give(self, number: int) -> list[tuple[int, Reply]]:
        """So many pats at once; each with its place in `pats` and how it was answered."""
        return list(await asyncio.gather(*(self._give(next(self._numbers)) for _ in range(number))))

    async def again(self, asked: list[tuple[int, Reply]], *, times: int = 2) -> None:
        """Most requests come again, in copies; of those that were not acknowledged, some never do."""
        come = [one for one in asked if one[1].ok or self._random.random() < 0.7]
        answers = await asyncio.gather(*(self.slack.resend(reply, times=times) for _, reply in come))
        for (place, _), taken in zip(come, answers, strict=True):
            self.kept(place, any(answer["ok"] for answer in taken))

    def kept(self, place: int, acknowledged: bool) -> None:
        pat = self.pats[place]
        self.pats[place] = replace(pat, kept=pat.kept or acknowledged)

    async def _give(self, number: int) -> tuple[int, Reply]:
        channel, giver, receiver = exchange(number)
        words = f"for story {self.seed}-{number:03}"
        place = len(self.pats)
        to = self.slack.person(receiver).id
        self.pats.append(Pat(words, self.slack.channel_id(channel), to, kept=False))
        reply = await self.slack.person(giver).slash(f"/pat @{receiver} {words}", channel=channel)
        self.kept(place, reply.ok and not any(excuse in told for told in reply.told for excuse in EXCUSES))
        return place, reply


async def a_night_passes(slack: Simulator, clock_file: Path) -> None:
    """Receipts that waited for their hour are due, and nobody's quiet hours hold any back."""
    tell(clock_file, await slack.move_clock(timedelta(hours=23).total_seconds()))
