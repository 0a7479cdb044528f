"""Slack exports of our own, as zip files."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Content = bytes | str | Sequence[Any] | Mapping[str, Any]

PEOPLE = {"UANA": "Ana", "UBO": "Bo", "UCAROL": "Carol", "UEVE": "Eve"}


def person(slack_id: str, name: str, **fields: Any) -> dict[str, Any]:
    """An entry of `users.json`."""
    return {
        "id": slack_id,
        "team_id": "T0PARCELS",
        "name": name.lower(),
        "deleted": False,
        "is_bot": False,
        "tz": "Europe/London",
        "profile": {"real_name": name, "display_name": name},
    } | fields


def said(text: str, ts: str = "1700000000.000100", user: str = "UEVE", **fields: Any) -> dict[str, Any]:
    """A message of a day's file."""
    return {"type": "message", "user": user, "text": text, "ts": ts} | fields


def export(path: Path, days: Mapping[str, Content], *, wrapped_in: str = "", **lists: Content) -> Path:
    """Write an export to `path`: `days` and other files by their names; `users` and `channels` may be given."""
    files: dict[str, Content] = {
        "users.json": [person(slack_id, name) for slack_id, name in PEOPLE.items()],
        "channels.json": [{"id": "C0FLOOR", "name": "floor"}, {"id": "C0DESK", "name": "desk"}],
    }
    files |= {f"{name}.json": content for name, content in lists.items()}
    files |= days
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(wrapped_in + name, content if isinstance(content, bytes | str) else json.dumps(content))
    return path
