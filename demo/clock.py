"""The demonstration's time: one offset from real time, for the simulated Slack and for Backpat."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp

from simulator.driver import Simulator

ZONE = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 3, 4, 10, 0, tzinfo=ZONE)
"""A Wednesday morning, with the week's stories still to come."""

LOOK = 0.5
"""Seconds. Short looks: the simulated Slack can't end while one waits."""

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SPAN = re.compile(r"\+ *([0-9]{1,3}) *(minute|hour|day|week)s?", re.IGNORECASE)
MOMENT = re.compile(r"(?:([a-z]+)\b)? *(?:([0-9]{1,2}):([0-9]{2}))?", re.IGNORECASE)


class BadMoment(ValueError):
    """Not understood; the message says what would be."""

    def __init__(self, text: str) -> None:
        super().__init__(f"I can’t set the clock to “{text}”. Try: clock: monday 09:00, clock: 14:30, clock: +2 hours")


class DemoClock:
    """`file` is what BACKPAT_CLOCK_FILE names."""

    def __init__(self, slack: Simulator, file: Path) -> None:
        self._slack, self.file = slack, file
        self._offset = 0.0
        # Of two moves at once the later one stays, in the file as in Slack.
        self._moving = asyncio.Lock()

    async def now(self) -> datetime:
        return datetime.fromtimestamp(await self._slack.now(), ZONE)

    async def move_to(self, moment: datetime) -> None:
        """For both; people in the simulated Slack feel it at once."""
        async with self._moving:
            self._write(await self._slack.move_clock(to=moment))

    async def follow(self) -> AsyncIterator[datetime]:
        """Backpat's clock goes where others move Slack's, on its page; yields what time it is then."""
        since = 0
        with contextlib.suppress(aiohttp.ClientError):
            while True:
                news = (await self._slack.wire.do("happenings", since=since, timeout=LOOK))["happenings"]
                since = news[-1]["number"] if news else since
                if any(one["kind"] == "clock" for one in news) and await self._followed():
                    yield await self.now()

    async def _followed(self) -> bool:
        """Whether it was somebody else who moved it."""
        async with self._moving:
            offset = await self._slack.move_clock()
            elsewhere = offset != self._offset
            self._write(offset)
        return elsewhere

    def _write(self, offset: float) -> None:
        self._offset = offset
        fresh = self.file.with_suffix(".new")
        fresh.write_text(str(offset))
        fresh.replace(self.file)


def moment(text: str, now: datetime) -> datetime:
    """The next moment after `now` that `text` names: "monday 09:00", "tomorrow", "14:30". Raises `BadMoment`."""
    if span := SPAN.fullmatch(text.strip()):
        return _after(now, int(span[1]), span[2].lower())
    named = MOMENT.fullmatch(text.strip())
    if named is None or not text.strip():
        raise BadMoment(text)
    day, hour, minute = (named[1] or "").lower(), int(named[2] or 9), int(named[3] or 0)
    if (day and day != "tomorrow" and day not in DAYS) or hour > 23 or minute > 59:
        raise BadMoment(text)
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if day == "tomorrow":
        return at + timedelta(days=1)
    ahead = (DAYS.index(day) - now.weekday()) % 7 if day else 0
    at += timedelta(days=ahead)
    return at if at > now else at + timedelta(days=7 if day else 1)


def _after(now: datetime, number: int, unit: str) -> datetime:
    """Hours pass as they do where the clocks change; days and weeks end at the same time of day."""
    if unit in ("day", "week"):
        return now + timedelta(**{f"{unit}s": number})
    return (now.astimezone(UTC) + timedelta(**{f"{unit}s": number})).astimezone(now.tzinfo)


def spoken(at: datetime) -> str:
    """ "Wednesday, 4 March 2026, 10:00"."""
    return f"{at:%A}, {at.day} {at:%B %Y, %H:%M}"
