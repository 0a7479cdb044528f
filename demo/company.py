"""Who is who in the demonstration, and where each of them usually speaks. From the simulator's company files."""

from dataclasses import dataclass

from demo.stage import ELSEWHERE, HOME
from simulator.company import Company, Room, load

QUIET_CORNERS = ("general", "pats")
"""Channels that are nobody's usual one, if they have another."""
DESKS = {"dave": "returns"}
"""Whose usual channel is not the first that they are in."""


class Unknown(ValueError):
    """Nobody, or no channel, of that name; the message lists who and what there is."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person: handle, workspace (domain), and the channel they speak in unless they name one."""

    handle: str
    workspace: str
    usual: str


def everyone() -> dict[str, Someone]:
    """All who can act, by handle: people of both companies, without bots and those who have left."""
    return {person.handle: person for name in (HOME, ELSEWHERE) for person in _people(load(name))}


def find(people: dict[str, Someone], name: str) -> Someone:
    """Raises `Unknown`."""
    handle = name.lower().lstrip("@")
    if handle not in people:
        raise Unknown(f"Nobody here is called {name}. There are: {', '.join(people)}.")
    return people[handle]


def witness(workspace_id: str, channel_id: str) -> str | None:
    """Someone who reads this channel; None for a direct conversation."""
    for company in (load(HOME), load(ELSEWHERE)):
        for room in company.channels if company.id == workspace_id else ():
            if room.id == channel_id and (readers := _readers(room)):
                return readers[0]
    return None


def _people(company: Company) -> list[Someone]:
    able = [role for role in company.people if not (role.bot or role.deactivated)]
    return [Someone(role.handle, company.domain, _usual(company, role.handle)) for role in able]


def _usual(company: Company, handle: str) -> str:
    mine = [room.name for room in company.channels if handle in _readers(room) and room.bot]
    busy = [name for name in mine if name not in QUIET_CORNERS]
    return DESKS.get(handle) or next(iter([*busy, *mine]), "general")


def _readers(room: Room) -> tuple[str, ...]:
    return () if room.archived else room.members
