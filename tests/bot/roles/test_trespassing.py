"""Every button, form and shortcut that is registered, forged with real ids and sent by everyone to whom it is not.

What is not theirs to do leaves every row as it was, opens nothing and tells them nobody's words. Whoever may do it can:
or else the refusals would prove nothing.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from bot.ids import ActionId, ShortcutId, ViewId
from bot.listeners.actions import BUTTONS
from bot.listeners.forms import FORMS
from bot.listeners.registry import Entry, Who
from bot.listeners.shortcuts import SHORTCUTS
from digests.actions import DigestAction
from simulator.driver import Simulator
from tests.bot.roles import door as doors
from tests.bot.roles import forging, players
from tests.bot.roles.door import AWAY, HOME, Door
from tests.bot.roles.subjects import Subject


class Role(Enum):
    """Who sends it. Those of elsewhere have the same Slack ids as people here, in another workspace."""

    GIVER = players.GIVER, HOME
    RECEIVER = players.RECEIVER, HOME
    LEAD = players.LEAD, HOME
    OTHER_LEAD = players.OTHER_LEAD, HOME
    COLLEAGUE = players.COLLEAGUE, HOME
    GUEST = players.GUEST, HOME
    ADMIN = players.ADMIN, HOME
    DECIDER = players.DECIDER, HOME
    ANSWERER = players.ANSWERER, HOME
    SIGNER = players.SIGNER, HOME
    EXTERNAL = players.EXTERNAL, HOME
    LEFT = players.LEFT, HOME
    GIVER_ELSEWHERE = players.GIVER, AWAY
    RECEIVER_ELSEWHERE = players.RECEIVER, AWAY
    LEAD_ELSEWHERE = players.LEAD, AWAY
    ADMIN_ELSEWHERE = players.ADMIN, AWAY
    DECIDER_ELSEWHERE = players.DECIDER, AWAY


MEMBERS = {role for role in Role if role.value[1] == HOME} - {Role.EXTERNAL, Role.LEFT}
OUTSIDERS = {Role.COLLEAGUE, Role.GUEST, Role.OTHER_LEAD, Role.DECIDER, Role.ANSWERER, Role.SIGNER}
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
    Who.DECIDER: {Role.DECIDER},
    Who.ANSWERER: {Role.ANSWERER},
    Who.ANSWERER_OR_ADMIN: {Role.ANSWERER, Role.ADMIN},
    Who.THE_TWO: {Role.DECIDER, Role.ANSWERER},
    Who.SIGNER: {Role.SIGNER},
    Who.ADMIN_OR_SIGNER: {Role.ADMIN, Role.SIGNER},
    Who.A_LEAD: {Role.LEAD, Role.OTHER_LEAD},
    Who.CAUSE_OWNER: {Role.LEAD, Role.ADMIN},
    Who.READER: set(),
}
CAN = {
    Who.EVERYONE: Role.COLLEAGUE,
    Who.OTHERS: Role.COLLEAGUE,
    Who.NOT_ITS_GIVER: Role.COLLEAGUE,
    Who.THEMSELVES: Role.COLLEAGUE,
    Who.LEAD_OR_ADMIN: Role.LEAD,
    Who.INVOLVED: Role.RECEIVER,
    Who.THE_TWO: Role.DECIDER,
    Who.CAUSE_OWNER: Role.LEAD,
    Who.ADMIN_OR_SIGNER: Role.SIGNER,
    Who.ANSWERER_OR_ADMIN: Role.ANSWERER,
    Who.A_LEAD: Role.OTHER_LEAD,
}
"""Who shows that it can be done at all, where several may."""
OWNED = {"kudos", "unposted", "reported", "draft", "edit", "report", "delivery"}
"""What a closed circle or an owner keeps from others."""
PERSONAL = {"own_draft", "own_idea", "joined_idea", "own_room"}
"""The colleague's: everyone may do that with what is theirs, and forges it about this."""
NOTHING_TO_SEE: dict[str, str] = {
    ActionId.PLEDGE_ASK: "one is in force, and the answer says so",
    ActionId.NUDGES_ON: "they were on, and the answer says so: tests/bot/gaps/test_nudges.py",
    DigestAction.STOP_MONTHLY: "they never asked for it: tests/bot/digests/test_leaders.py",
    **dict.fromkeys(
        (ActionId.LIMIT_PREVIEW, ActionId.WORKING_COUNTRY, ActionId.WORKING_PART), "the form around it is what it reads"
    ),
    **dict.fromkeys((ViewId.LIMIT, ViewId.LIMITS_STARTER), "its fields fit: tests/bot/limits/test_limits.py"),
    **dict.fromkeys((ViewId.ROOM_ASK, ViewId.ROOM_YES, ViewId.ROOM_NO), "as those: tests/bot/limits/test_room.py"),
}
"""Where it isn't shown here that whoever may can."""
SAYS_SO_IN_A_FORM = {ActionId.DECISION_SHOW}
"""To whoever may not: nothing of it is in the form."""
BETWEEN = (players.DECIDER, players.ANSWERER, players.SIGNER, players.COLLEAGUE)
"""Who decided, answers, signed, and told the signer: their own Home may tell what is between them."""
SAMPLE = 4
"""In the quick tests every so-manieth is sent; in the long ones all, on PostgreSQL half: it is the same code."""


@dataclass(frozen=True)
class Thing:
    """What is registered, and what it is about."""

    kind: str
    name: str
    entry: Entry[Any]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    def carries(self) -> str:
        if self.kind == "shortcut":
            return "nothing"
        try:
            return forging.carried(self.name, form=self.kind == "form")
        except KeyError:
            pytest.fail(f"What is {self.kind} {self.name} about? Say so in tests/bot/roles/forging.py: CARRIES")


BUTTON, FORM, SHORTCUT = (
    [Thing(kind, str(name), entry) for name, entry in registered.items()]
    for kind, registered in (("button", BUTTONS), ("form", FORMS), ("shortcut", SHORTCUTS))
)
FORM.sort(key=lambda thing: thing.name == ViewId.REMOVE_ME)  # afterwards the colleague is someone new
PARTS = {"some buttons": BUTTON[::2], "other buttons": BUTTON[1::2], "forms": FORM, "shortcuts": SHORTCUT}


@dataclass(frozen=True)
class Sent:
    """One forged payload, and what it changed."""

    number: str
    role: Role
    closed: bool
    words: tuple[str, str, str]
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


@pytest.mark.takes(15)
@pytest.mark.parametrize("part", PARTS)
async def test_only_whom_the_table_names_can_do_it(door: Door, part: str) -> None:
    await _forge(door, PARTS[part][::SAMPLE])


@pytest.mark.takes(40)
@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
async def test_every_cell_of_the_table_holds(door: Door, part: str) -> None:
    sqlite = door.backpat.services.database.is_sqlite
    await _forge(door, PARTS[part][:: 1 if sqlite else 2])


async def _forge(door: Door, things: Sequence[Thing]) -> None:
    tried = [await _tried(door, thing, n) for n, thing in enumerate(things)]
    await door.quiet()
    views, homes = await door.opened(), await door.published()
    found = [wrong for one in tried for wrong in _found(door, one, views)]
    found += [f"Home of {whose} tells {secret}" for whose, secret in _told_on_home(tried, homes)]
    found += await door.strays()
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@dataclass(frozen=True)
class Tried:
    """What everyone sent to whom it is not; and then somebody who may."""

    thing: Thing
    sent: list[Sent]
    done: Sent
    redrawn: bool


async def _tried(door: Door, thing: Thing, n: int) -> Tried:
    owned = thing.carries() in OWNED
    about = {closed: door.subject(thing.carries(), 2 * n + closed, closed=closed) for closed in {False, owned}}
    await door.changes()
    may = MAY[thing.entry.who]
    sent = [await _send(door, thing, role, about[False], closed=False) for role in Role if role not in may]
    if thing.carries() in PERSONAL:
        others = sorted(may - {Role.COLLEAGUE}, key=lambda role: role.name)
        sent += [await _send(door, thing, role, about[False], closed=False) for role in others]
    if owned:
        barred = [role for role in Role if role not in may or role in OUTSIDERS]
        sent += [await _send(door, thing, role, about[True], closed=True) for role in barred]
    can = CAN.get(thing.entry.who) or next(iter(may))
    done = await _send(door, thing, can, about[False], closed=False)
    return Tried(thing, sent, done, not done.here and await _redraws(door, thing, can, about[False]))


async def _redraws(door: Door, thing: Thing, can: Role, about: Subject) -> bool:
    """Whether Home is published because of it."""
    await door.quiet()
    before = len(await door.published())
    await _send(door, thing, can, about, closed=False)
    await door.quiet()
    return len(await door.published()) > before


def _found(door: Door, tried: Tried, views: dict[str, str]) -> Iterator[str]:
    """What went wrong."""
    thing, done = tried.thing, tried.done
    for one in tried.sent:
        yield from (f"{thing}: {one.role.name} {wrong}" for wrong in _wrongs(door, thing, one, views))
    itself = thing.kind == "form" and f'"callback_id": "{thing.name}"' in done.answer  # it shows something else now
    seen = itself or thing.name in NOTHING_TO_SEE
    if not (done.here or tried.redrawn or done.number in views or seen):
        yield f"{thing}: even {done.role.name} can’t do it: {done.answer} {door.answers.get(done.number)}"


def _told_on_home(tried: list[Tried], homes: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Whose Home tells words of a closed circle that are not for them."""
    secrets = {one.words[0] for each in tried for one in each.sent if one.closed}
    for whose, view in homes:
        if whose not in (players.GIVER, players.RECEIVER, players.LEAD, players.ADMIN):
            yield from ((whose, secret) for secret in secrets if secret in view)
        if whose not in BETWEEN and "confided" in view:
            yield whose, "what was confided"
        if whose not in (*BETWEEN, players.LEAD, players.OTHER_LEAD, players.ADMIN) and "moving" in view:
            yield whose, "what was somebody’s, and is another’s now"


async def _send(door: Door, thing: Thing, role: Role, about: Subject, *, closed: bool) -> Sent:
    number = f"{thing.kind}{thing.name}{role.name}{closed}{len(door.answers)}"
    answer = await door.send(_forged(thing, role, about, number, f"{door.answers_at}/{number}"))
    return Sent(number, role, closed, about.words, answer, await door.changes())


def _wrongs(door: Door, thing: Thing, sent: Sent, views: dict[str, str]) -> Iterator[str]:
    """What was wrong with how it was taken from someone who may not."""
    told = door.answers.get(sent.number, [])
    view = views.get(sent.number, "")
    if sent.elsewhere:
        yield f"changed another workspace: {sent.elsewhere}"
    if sent.role.value[1] == HOME and sent.here and not _their_own(door, thing, sent):
        yield f"changed {sent.here}"
    if view and thing.name not in SAYS_SO_IN_A_FORM and not _for_all_such(thing, sent):
        yield f"was shown a form: {view[:300]}"
    if any(one in f"{sent.answer}{view}{told}" for one in sent.words):
        yield f"was told the words: {sent.answer}{view}{told}"
    if any(one.get("response_type") != "ephemeral" for one in told):
        yield f"was answered in the open: {told}"


def _for_all_such(thing: Thing, sent: Sent) -> bool:
    """Whether it opens for whoever has the role, also of elsewhere."""
    return sent.role.value[1] == AWAY or thing.entry.who in (Who.EVERYONE, Who.THEMSELVES)


def _their_own(door: Door, thing: Thing, sent: Sent) -> bool:
    """Whether what changed was theirs to change."""
    if thing.entry.who == Who.THEMSELVES:
        return all(any(mark in row for mark in door.marks[sent.role.value[0]]) for row in sent.here)
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
    place = {"channel": {"id": players.SUPPORT, "name": "support"}, "response_url": answers_at}
    if thing.kind == "button":
        pressed = {"action_id": thing.name, "block_id": "b", "type": "button", "value": about.ids[thing.carries()]}
        container = {"type": "message", "message_ts": "1.1", "channel_id": players.SUPPORT, "is_ephemeral": False}
        actions = [pressed | forging.CHOICE]
        return {**payload, **place, "type": "block_actions", "container": container, "actions": actions}
    if thing.kind == "form":
        view = {"id": f"V{number}", "type": "modal", "callback_id": thing.name, "blocks": [], "hash": "x"}
        view |= {"private_metadata": about.ids[thing.carries()], "app_installed_team_id": team}
        return {
            **payload,
            "type": "view_submission",
            "view": view | {"state": {"values": forging.state(thing.name, about.ids)}},
        }
    if thing.name == ShortcutId.GIVE:
        return {**payload, "type": "shortcut", "callback_id": thing.name}
    message = {"ts": "1.1", "user": players.RECEIVER, "text": "The parcels are out"}
    return {**payload, **place, "type": "message_action", "callback_id": thing.name, "message": message}
