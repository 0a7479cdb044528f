"""Every button, form and shortcut that is registered, forged with real ids and sent by everyone to whom it is not.

What is not theirs to do leaves every row as it was, opens nothing and tells them nobody's words. Whoever may do it can:
or else the refusals would prove nothing.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from bot.listeners.actions import BUTTONS
from bot.listeners.forms import FORMS
from bot.listeners.registry import Entry, Who
from bot.listeners.shortcuts import SHORTCUTS
from simulator.driver import Simulator
from tests.bot import door as doors
from tests.bot import subjects
from tests.bot.door import AWAY, HOME, Door
from tests.bot.subjects import Subject


class Role(Enum):
    """Who sends it. Those of elsewhere have the same Slack ids as people here, in another workspace."""

    GIVER = subjects.GIVER, HOME
    RECEIVER = subjects.RECEIVER, HOME
    LEAD = subjects.LEAD, HOME
    OTHER_LEAD = subjects.OTHER_LEAD, HOME
    COLLEAGUE = subjects.COLLEAGUE, HOME
    GUEST = subjects.GUEST, HOME
    ADMIN = subjects.ADMIN, HOME
    EXTERNAL = subjects.EXTERNAL, HOME
    LEFT = subjects.LEFT, HOME
    GIVER_ELSEWHERE = subjects.GIVER, AWAY
    RECEIVER_ELSEWHERE = subjects.RECEIVER, AWAY
    LEAD_ELSEWHERE = subjects.LEAD, AWAY
    ADMIN_ELSEWHERE = subjects.ADMIN, AWAY


MEMBERS = {role for role in Role if role.value[1] == HOME} - {Role.EXTERNAL, Role.LEFT}
OUTSIDERS = {Role.COLLEAGUE, Role.GUEST, Role.OTHER_LEAD}
"""They have nothing to do with the kudos: when its circle is closed, it is not for them."""
MAY: dict[Who, set[Role]] = {
    Who.EVERYONE: MEMBERS,
    Who.THEMSELVES: MEMBERS,
    Who.OTHERS: MEMBERS - {Role.GIVER, Role.RECEIVER},
    Who.GIVER: {Role.GIVER},
    Who.RECEIVER: {Role.RECEIVER},
    Who.LEAD: {Role.LEAD},
    Who.LEAD_OR_ADMIN: {Role.LEAD, Role.ADMIN},
    Who.ANY_LEAD: {Role.LEAD, Role.OTHER_LEAD, Role.ADMIN},
    Who.ADMIN: {Role.ADMIN},
    Who.INVOLVED: {Role.GIVER, Role.RECEIVER, Role.ADMIN},
    Who.NOT_ITS_GIVER: MEMBERS - {Role.GIVER},
}
CAN = {
    Who.EVERYONE: Role.COLLEAGUE,
    Who.OTHERS: Role.COLLEAGUE,
    Who.NOT_ITS_GIVER: Role.COLLEAGUE,
    Who.THEMSELVES: Role.RECEIVER,
}
"""Who shows that it can be done at all, where several may."""
OWNED = {"kudos", "draft", "edit", "report", "delivery"}
"""What a closed circle or an owner keeps from others."""
KINDS: dict[str, dict[str, Entry[Any]]] = {"button": {**BUTTONS}, "form": {**FORMS}, "shortcut": {**SHORTCUTS}}
SAMPLE = 4
"""On PostgreSQL every so-manieth is sent: the rules are the same code."""


@dataclass(frozen=True)
class Thing:
    """What is registered, and what it is about."""

    kind: str
    name: str
    entry: Entry[Any]

    def carries(self) -> str:
        if self.kind == "shortcut":
            return "nothing"
        try:
            return subjects.carried(self.name, form=self.kind == "form")
        except KeyError:
            pytest.fail(f"What is {self.kind} {self.name} about? Say so in tests/bot/subjects.py: CARRIES")


@dataclass(frozen=True)
class Sent:
    """One forged payload, and what it changed."""

    number: str
    role: Role
    closed: bool
    secret: str
    answer: str
    changed: dict[str, list[str]]
    """The rows that came, went or changed, by workspace."""

    @property
    def here(self) -> list[str]:
        return self.changed[self.role.value[1]]

    @property
    def elsewhere(self) -> list[str]:
        return self.changed[AWAY if self.role.value[1] == HOME else HOME]


@pytest.fixture
async def door(slack: Simulator, database_url: str, clock_file: Path) -> AsyncIterator[Door]:
    async with doors.opened(slack, database_url, clock_file) as door:
        yield door


@pytest.mark.parametrize("kind", KINDS)
async def test_only_whom_the_table_names_can_do_it(door: Door, kind: str) -> None:
    things = [Thing(kind, name, entry) for name, entry in KINDS[kind].items()]
    sqlite = door.backpat.services.database.is_sqlite
    found = [
        wrong
        for n, thing in enumerate(things if sqlite else things[::SAMPLE])
        for wrong in await _tried(door, thing, n)
    ]
    assert not found, "\n".join(found)


async def _tried(door: Door, thing: Thing, n: int) -> list[str]:
    """Everyone to whom it is not sends it; then somebody who may. What went wrong."""
    about = {closed: door.subject(2 * n + closed, closed=closed) for closed in (False, True)}
    door.changes()
    may = MAY[thing.entry.who]
    sent = [await _send(door, thing, role, about[False], closed=False) for role in Role if role not in may]
    if thing.carries() in OWNED:
        barred = [role for role in Role if role not in may or role in OUTSIDERS]
        sent += [await _send(door, thing, role, about[True], closed=True) for role in barred]
    await door.quiet()
    views, homes = await door.opened(), await door.published()
    wrongs = [
        f"{thing.kind} {thing.name}: {one.role.name} {wrong}"
        for one in sent
        for wrong in _wrongs(door, thing, one, views)
    ]
    can = CAN.get(thing.entry.who) or next(iter(may))
    done = await _send(door, thing, can, about[False], closed=False)
    await door.quiet()
    proof = done.here or done.number in await door.opened() or len(await door.published()) > len(homes)
    return (
        wrongs
        if proof
        else [
            *wrongs,
            f"{thing.kind} {thing.name}: even {can.name} can’t do it: {done.answer} {door.answers.get(done.number)}",
        ]
    )


async def _send(door: Door, thing: Thing, role: Role, about: Subject, *, closed: bool) -> Sent:
    number = f"n{about.secret}{role.name}{closed}{len(door.answers)}"
    answer = await door.send(_forged(thing, role, about, number, f"{door.answers_at}/{number}"))
    return Sent(number, role, closed, about.secret, answer, door.changes())


def _wrongs(door: Door, thing: Thing, sent: Sent, views: dict[str, str]) -> Iterator[str]:
    """What was wrong with how it was taken from someone who may not."""
    who, told = thing.entry.who, door.answers.get(sent.number, [])
    view = views.get(sent.number, "")
    if sent.elsewhere:
        yield f"changed another workspace: {sent.elsewhere}"
    if sent.role.value[1] == HOME and sent.here and not _their_own(thing, sent):
        yield f"changed {sent.here}"
    if view and sent.role.value[1] == HOME and who not in (Who.EVERYONE, Who.THEMSELVES):
        yield f"was shown a form: {view[:300]}"
    if sent.secret in f"{sent.answer}{view}{told}":
        yield f"was told the words: {sent.answer}{view}{told}"
    if any(one.get("response_type") != "ephemeral" for one in told):
        yield f"was answered in the open: {told}"


def _their_own(thing: Thing, sent: Sent) -> bool:
    """Whether what changed was theirs to change."""
    if thing.entry.who == Who.THEMSELVES:
        return all(sent.role.value[0] in row for row in sent.here)
    return sent.role in MAY[thing.entry.who] and thing.carries() not in OWNED


def _forged(thing: Thing, role: Role, about: Subject, number: str, answers_at: str) -> dict[str, Any]:
    """The payload, complete."""
    person, team = role.value
    at_home = "T0SWIFTWHL" if role == Role.EXTERNAL else team
    payload: dict[str, Any] = {
        "team": {"id": team, "domain": "x"},
        "user": {"id": person, "username": "x", "name": "x", "team_id": at_home},
        "api_app_id": "A0",
        "token": "x",
        "trigger_id": number,
    }
    place = {"channel": {"id": subjects.SUPPORT, "name": "support"}, "response_url": answers_at}
    if thing.kind == "button":
        pressed = {"action_id": thing.name, "block_id": "b", "type": "button", "value": about.ids[thing.carries()]}
        container = {"type": "message", "message_ts": "1.1", "channel_id": subjects.SUPPORT, "is_ephemeral": False}
        actions = [pressed | subjects.CHOICE]
        return {**payload, **place, "type": "block_actions", "container": container, "actions": actions}
    if thing.kind == "form":
        view = {"id": f"V{number}", "type": "modal", "callback_id": thing.name, "blocks": [], "hash": "x"}
        view |= {"private_metadata": about.ids[thing.carries()], "app_installed_team_id": team}
        return {**payload, "type": "view_submission", "view": view | {"state": {"values": subjects.state()}}}
    if "message" not in thing.name:
        return {**payload, "type": "shortcut", "callback_id": thing.name}
    message = {"ts": "1.1", "user": subjects.RECEIVER, "text": "The parcels are out"}
    return {**payload, **place, "type": "message_action", "callback_id": thing.name, "message": message}
