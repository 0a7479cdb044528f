"""Every word of `/pat`, and every section of Home, for everyone: nobody is told what isn’t theirs, nothing changes."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot import parsing
from bot.ids import COMMAND
from bot.listeners.commands import VERBS
from bot.listeners.home import SECTIONS, Section, visitor_of
from bot.listeners.registry import Who
from simulator.driver import Simulator
from tests.bot.roles import door as doors
from tests.bot.roles import planted, players
from tests.bot.roles.door import AWAY, HOME, Door
from tests.bot.roles.test_trespassing import MAY, MEMBERS, Role

TYPED: dict[str, tuple[str, ...]] = {
    "give": (f"<@{players.RECEIVER}> for the late parcel",),
    "form": ("",),
    "doubtful": (f"for helping <@{players.RECEIVER}> with <@{players.TEAMMATE}>",),
    **{
        verb: (verb,)
        for verb in ("undo", "help", "privacy", "history", "board", "idea", "ideas", "decision", "pledge", "decisions")
    },
    **{verb: (verb, f"{verb} refunds") for verb in ("limits", "limit")},
    "digest": ("digest", "digest lead", "digest leadership"),
    "gaps": ("gaps", "gaps tree", "gaps Night"),
    "fairness": ("fairness",),
}
"""What is typed for each word of the command."""
GIVES = {"give", "undo"}
"""What they change is tried elsewhere: here, that nothing changes when it isn't theirs to do."""
NAMED_TO: dict[str, set[str]] = {"gaps": {"LEAD"}, "fairness": {"LEAD"}, "digest": {"LEAD"}, "ideas": set()}
"""Who may hear, of whom recognition does not reach, their names; and of an idea in confidence, whose it is."""
LED = (players.GIVER, players.RECEIVER)
TYPED_FOR = (*LED, "closedpatword", "waitingword")
"""Somebody is told of these: they are there to be told."""
SENDERS: dict[str, tuple[str, str]] = {
    **{role.name: role.value for role in Role},
    "FORMER_LEAD": (players.SOMEBODY, HOME),
    "NEWCOMER": ("U0NOBODY00", HOME),
    "A_BOT": ("USLACKBOT", HOME),
}
"""A newcomer is somebody whom the directory does not know yet: they may give, and are looked up."""
INSIDE = {role.name for role in MEMBERS} | {"FORMER_LEAD", "NEWCOMER"}
LEADS = {Role.LEAD, Role.OTHER_LEAD}
HAVE: dict[Who, set[Role]] = MAY | {
    Who.LEAD: LEADS,
    Who.LEAD_OR_ADMIN: {*LEADS, Role.ADMIN},
}
"""Who has something of their own there: a section of Home draws nothing for anyone else."""
ANYBODYS = {Who.EVERYONE, Who.THEMSELVES}
READ_ELSEWHERE = {"owndraftword", "roomword"}
"""Not on the Home of those whom it is for either."""
EMPTY = {
    "bot.home.board.board": "off until an admin turns it on: tests/bot/kudos/test_board.py",
    "bot.home.causes.causes": "three decisions of a month share one: tests/bot/improving/test_causes.py",
}
"""Sections that have nothing to show here to anyone."""


@dataclass(frozen=True)
class Asked:
    """Who typed what, and what they were answered."""

    verb: str
    sender: str
    number: str
    answer: str


@pytest.fixture
async def door(slack: Simulator, database_url: str, clock_file: Path) -> AsyncIterator[Door]:
    async with doors.opened(slack, database_url, clock_file) as door:
        yield door


@pytest.mark.takes(20)
async def test_whatever_is_typed_by_whomever_tells_nobody_what_is_not_theirs_and_changes_nothing(door: Door) -> None:
    secrets = door.plants(planted.plant)
    await door.changes()
    found, asked = [], []
    for verb in sorted(VERBS, key=lambda verb: (verb in GIVES, verb)):
        for name, senders in _groups().items():
            asked += [
                one for each in await asyncio.gather(*(_ask(door, verb, sender) for sender in senders)) for one in each
            ]
            await door.quiet()
            found += [f"{verb} by {name} changed {rows}" for rows in _changes(verb, name, await door.changes())]
    told = await _all_told(door, asked)
    found += [wrong for one in asked for wrong in _told(one, told[one.number], secrets)]
    assert not found, "\n".join(found)
    for secret in TYPED_FOR:
        assert any(secret in text for text in told.values()), f"{secret} is told to nobody: it proves nothing"


async def _all_told(door: Door, asked: Iterable[Asked]) -> dict[str, str]:
    """All that whoever asked was told, by the number of what they asked."""
    forms = await door.opened()
    return {one.number: f"{one.answer}{forms.get(one.number)}{door.answers.get(one.number)}" for one in asked}


def _groups() -> dict[str, list[str]]:
    """Those who may do things here, those who may not, and those of the other workspace."""
    here = {name for name, (_, team) in SENDERS.items() if team == HOME}
    groups = {"members": INSIDE, "outsiders": here - INSIDE, "others elsewhere": SENDERS.keys() - here}
    return {name: sorted(senders) for name, senders in groups.items()}


async def _ask(door: Door, verb: str, sender: str) -> list[Asked]:
    try:
        texts = TYPED[verb]
    except KeyError:
        pytest.fail(f"What is typed for {COMMAND} {verb}? Say so in {__name__}: TYPED")
    person, team = SENDERS[sender]
    numbered = {f"{verb}{n}{sender}": text for n, text in enumerate(texts)}
    said = {number: await door.says(text, person=person, team=team, number=number) for number, text in numbered.items()}
    return [Asked(verb, sender, number, answer) for number, answer in said.items()]


def test_each_text_is_understood_as_the_word_that_it_tries() -> None:
    for verb, texts in TYPED.items():
        assert {parsing.command(text).verb for text in texts} == {verb}


def _changes(verb: str, senders: str, changed: dict[str, list[str]]) -> Iterator[list[str]]:
    """The rows that should not have changed."""
    theirs = {"members": HOME, "others elsewhere": AWAY}.get(senders) if verb in GIVES else None
    yield from (rows for team, rows in changed.items() if rows and team != theirs)


def _told(asked: Asked, told: str, secrets: dict[str, set[str]]) -> Iterator[str]:
    hidden = _hidden(asked.sender, secrets, NAMED_TO.get(asked.verb))
    yield from (f"{asked.number} was told {secret}: {told}" for secret in hidden if secret in told)
    if '"in_channel"' in told:
        yield f"{asked.number} was answered in the open: {told}"


def _hidden(sender: str, secrets: dict[str, set[str]], named_to: set[str] | None) -> set[str]:
    """What they may not read; `named_to`: nor who it is, unless they are one of these."""
    person, team = SENDERS[sender]
    hidden = {secret for secret, readers in secrets.items() if not (team == HOME and person in readers)}
    return hidden if named_to is None or sender in named_to else hidden | {one for one in LED if one != person}


async def test_each_section_of_home_is_there_for_whom_it_is_and_tells_nobody_else(door: Door) -> None:
    secrets = door.plants(planted.plant)
    await door.changes()
    drawn = {(section, sender): door.reads(_drawn, section, sender) for section in SECTIONS for sender in SENDERS}
    found = [wrong for (section, sender), told in drawn.items() for wrong in _seen(section, sender, told, secrets)]
    assert not found, "\n".join(found)
    assert not any((await door.changes()).values())
    silent = {name for name in map(_name, SECTIONS) if not any(t for (s, _), t in drawn.items() if _name(s) == name)}
    assert silent == EMPTY.keys()
    unseen = {secret for secret in secrets if not any(secret in told for told in drawn.values())}
    assert unseen == READ_ELSEWHERE, "what is on nobody’s Home proves nothing"


def _name(section: Section) -> str:
    return f"{section.handler.__module__}.{section.handler.__name__}"


def _drawn(session: Session, door: Door, section: Section, sender: str) -> str:
    """All that the section draws; nothing: it isn't there."""
    person, team = SENDERS[sender]
    visitor = visitor_of(session, door.id_of(team), person, door.now(), {})
    blocks = [block.to_dict() for block in section.handler(session, visitor)]
    return json.dumps(blocks, ensure_ascii=False) if blocks else ""


def _seen(section: Section, sender: str, told: str, secrets: dict[str, set[str]]) -> Iterator[str]:
    hidden = _hidden(sender, secrets, NAMED_TO.get(_name(section).split(".")[2]))
    yield from (f"{_name(section)}: {sender} sees {secret}: {told}" for secret in hidden if secret in told)
    have = {role.name for role in HAVE[section.who]}
    if told and sender not in have and SENDERS[sender][1] == HOME and section.who not in ANYBODYS:
        yield f"{_name(section)}: it is there for {sender}: {told}"
