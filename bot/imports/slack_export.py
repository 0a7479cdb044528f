"""A Slack export: `users.json`, `channels.json`, and for each channel a folder with one file a day.

Private channels and direct messages (`groups.json`, `dms.json`, `mpims.json`) are never read: only what was said in a
public channel is recognition that everyone could see.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.imports.archive import MEGABYTE, Archive, Unreadable, Unusable
from bot.slack.directory import MICROSECONDS, profile_of
from models.people.members import Kind, Profile

LARGEST_DAY = 64 * MEGABYTE
LARGEST_LIST = 512 * MEGABYTE
"""Bytes of `users.json` or `channels.json`, unpacked."""

PERSON = re.compile(r"[UW]\w{1,39}", re.A)
LATEST = 2**40 * MICROSECONDS
"""Unix microseconds: no profile was updated after that."""
DAY = re.compile(r"(\d{4}-\d\d-\d\d)\.json")
NOT_AN_EXPORT = (
    "{file} is not a Slack export: it has no {missing}. Export the workspace in Slack (Settings & administration → "
    "Workspace settings → Import/export data → Export) and give the .zip as it is."
)


@dataclass(frozen=True, slots=True)
class Channel:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """One file: a public channel's messages of a day."""

    file: str
    channel: Channel
    date: str


class SlackExport:
    """Raises `Unusable` when the archive is no Slack export."""

    def __init__(self, archive: Archive, file: str) -> None:
        self._archive = archive
        self._file = file
        self._root = self._find_root()
        users = [user for user in self._list("users.json") if PERSON.fullmatch(str(user.get("id")))]
        teams = Counter(str(user["team_id"]) for user in users if user.get("team_id"))
        self.team_id = teams.most_common(1)[0][0] if teams else ""
        """Whose export it is: the team of most of its people; "" where the file does not say."""
        self.profiles = [profile for user in users if (profile := _profile(user, self.team_id))]
        self.days = self._find_days()

    @property
    def people(self) -> int:
        return sum(profile.kind != Kind.BOT for profile in self.profiles)

    @property
    def bots(self) -> frozenset[str]:
        return frozenset(profile.slack_user_id for profile in self.profiles if profile.kind == Kind.BOT)

    @property
    def begin(self) -> datetime | None:
        """Midnight (UTC) of its first day."""
        return datetime.fromisoformat(self.days[0].date).replace(tzinfo=UTC) if self.days else None

    def messages(self, day: Day) -> list[Any]:
        """What the day's file lists. Raises `Unreadable`."""
        content = self._archive.json(day.file, most=LARGEST_DAY)
        if not isinstance(content, list):
            raise Unreadable("is not a list of messages")
        return content

    def _find_root(self) -> str:
        """The folder that everything lies in: none, or one that somebody wrapped around it."""
        names = set(self._archive.names)
        roots = [name.removesuffix("users.json") for name in names if re.fullmatch(r"(?:[^/]+/)?users\.json", name)]
        found = sorted((root for root in roots if f"{root}channels.json" in names), key=len)
        if not found:
            missing = "channels.json" if roots else "users.json"
            raise Unusable(NOT_AN_EXPORT.format(file=self._file, missing=missing))
        return found[0]

    def _list(self, name: str) -> Iterator[dict[str, Any]]:
        try:
            content = self._archive.json(self._root + name, most=LARGEST_LIST)
        except Unreadable as error:
            raise Unusable(f"{name} in {self._file} {error}. Export the workspace again.") from error
        if not isinstance(content, list):
            raise Unusable(f"{name} in {self._file} is not a list. Is it from a Slack export?")
        return (item for item in content if isinstance(item, dict))

    def _find_days(self) -> list[Day]:
        """Of all public channels, in the order in which they were written."""
        channels = {_plain(channel.name): channel for channel in self._channels()}
        found = []
        for file in self._archive.names:
            folder, _, name = file.removeprefix(self._root).rpartition("/")
            match = DAY.fullmatch(name)
            if file.startswith(self._root) and _plain(folder) in channels and match and _is_date(match[1]):
                found.append(Day(file, channels[_plain(folder)], match[1]))
        return sorted(found, key=lambda day: (day.date, day.file))

    def _channels(self) -> Iterator[Channel]:
        for channel in self._list("channels.json"):
            name = channel.get("name")
            if isinstance(name, str) and not channel.get("is_private"):
                yield Channel(clean(str(channel.get("id") or name))[:40], clean(name))


def clean(text: str) -> str:
    """Without what no database stores: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _profile(user: dict[str, Any], team_id: str) -> Profile | None:
    """As Slack's directory would say it. Who is an admin is for Slack to say and not for a file."""
    try:
        profile = profile_of(user, team_id)
        return replace(
            profile,
            name=clean(profile.name),
            handle=clean(profile.handle),
            zone=profile.zone and _zone(profile.zone),
            email=profile.email and clean(profile.email),
            updated=min(max(profile.updated, 0), LATEST),
            is_slack_admin=False,
            is_primary_owner=False,
        )
    except (AttributeError, TypeError, ValueError, OverflowError):
        return None


def _zone(name: str) -> str | None:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
