"""The company file: who works here, which channels there are. JSON, described in README.md."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

BUNDLED = Path(__file__).parent / "companies"


class BadCompany(ValueError):
    """The file does not describe a company; the message says where."""


@dataclass(frozen=True)
class Role:
    """One line of `people`: who they are and what Slack's flags say of them."""

    id: str
    handle: str
    name: str
    display_name: str = ""
    email: str = ""
    tz: str = "Europe/London"
    title: str = ""
    admin: bool = False
    owner: bool = False
    primary_owner: bool = False
    guest: str = ""  # "", "multi" or "single" channel
    external_team: str = ""
    stranger: bool = False
    bot: bool = False
    deactivated: bool = False
    start_date: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    locale: str = "en-GB"


@dataclass(frozen=True)
class Room:
    """One line of `channels`. `members` are handles; `bot` says whether the app was invited."""

    id: str
    name: str
    kind: str = "public"
    members: tuple[str, ...] = ()
    bot: bool = False
    archived: bool = False
    general: bool = False
    topic: str = ""
    purpose: str = ""
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    id: str
    handle: str
    name: str
    members: tuple[str, ...] = ()
    disabled: bool = False


@dataclass(frozen=True)
class Company:
    """Everything a fresh workspace starts from."""

    id: str
    name: str
    domain: str
    people: tuple[Role, ...]
    channels: tuple[Room, ...]
    usergroups: tuple[Group, ...] = ()
    profile_fields: tuple[dict[str, str], ...] = ()
    bot_user: str = "U0BACKPAT1"
    bot_id: str = "B0BACKPAT1"
    bot_name: str = "backpat"


def parse(data: dict[str, Any]) -> Company:
    """A company from its JSON form; BadCompany when a field is unknown, missing or names nobody."""
    try:
        team, bot = data["team"], data.get("bot", {})
        company = Company(
            id=team["id"],
            name=team["name"],
            domain=team.get("domain", team["name"].lower().replace(" ", "-")),
            people=tuple(Role(**line) for line in data["people"]),
            channels=tuple(_room(line, data["people"]) for line in data["channels"]),
            usergroups=tuple(_group(line) for line in data.get("usergroups", ())),
            profile_fields=tuple(data.get("profile_fields", ())),
            **{f"bot_{key}" if key != "bot_id" else key: value for key, value in bot.items()},
        )
    except (KeyError, TypeError) as error:
        raise BadCompany(f"not a company: {error}") from error
    return _with_known_members(company)


def _room(line: dict[str, Any], people: list[dict[str, Any]]) -> Room:
    members = line.get("members", ())
    if members == "everyone":
        members = [person["handle"] for person in people if not person.get("guest") and not person.get("deactivated")]
    return Room(**{**line, "members": tuple(members), "shared_with": tuple(line.get("shared_with", ()))})


def _group(line: dict[str, Any]) -> Group:
    return Group(**{**line, "members": tuple(line["members"])})


def _with_known_members(company: Company) -> Company:
    handles = {person.handle for person in company.people}
    groups: list[Room | Group] = [*company.channels, *company.usergroups]
    for group in groups:
        if unknown := set(group.members) - handles:
            raise BadCompany(f"{group.name}: nobody is called {', '.join(sorted(unknown))}")
    return company


@cache
def load(name: str) -> Company:
    """A bundled company by name (`northwind`, `zed`) or one from a file's path."""
    path = BUNDLED / f"{name}.json" if "/" not in name and not name.endswith(".json") else Path(name)
    try:
        return parse(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise BadCompany(f"{name}: {error}") from error
