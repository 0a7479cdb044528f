"""When digests come: the list of those that somebody may set, and the form of one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ChannelSelectElement,
    Option,
    PlainTextObject,
    StaticSelectElement,
)

from bot.ids import ActionId, BlockId, ViewId
from bot.replies import digests as replies
from bot.surfaces.message import button
from bot.surfaces.text import section
from bot.surfaces.views import MOST_OPTIONS, checkbox, field, grouped, menu, note, view
from digests.choices import Choice
from models import words
from models.schedules import Audience

OF = "times.of"
"""In a form's metadata: whose digest it is about."""
LISTED = 15
"""Teams that are listed with a button each; the others are in a menu."""
LABEL = 75
OWN = "own"
"""No zone of its own: that of the team, or of the workspace."""


def listed(choices: Sequence[Choice]) -> dict[str, Any]:
    """Each with its buttons."""
    blocks = [block for n, one in enumerate(choices[:LISTED]) for block in _line(n, one)]
    if rest := choices[LISTED:]:
        blocks.append(ActionsBlock(elements=[_others(rest)]))
    return view(ViewId.TIMES, replies.TIMES, blocks)


def form(choice: Choice, zones: Iterable[str], below: Mapping[str, str]) -> dict[str, Any]:
    """When this one comes. `zones`: IANA names to choose from; `below`: what the form under it shows."""
    times = choice.times
    day = [(str(n), name) for n, name in enumerate(replies.WEEKDAYS)]
    hours = [(str(n), f"{n:02}:00") for n in range(24)]
    one: dict[str, Any] = {"many": False, "optional": False}
    blocks: list[Block] = [
        note(f"*{replies.called(choice)}*"),
        *_posted(choice),
        menu(BlockId.DIGEST_DAY, "On which day?", day, current=[str(times.weekday)], **one),
        menu(BlockId.DIGEST_HOUR, "At what time?", hours, current=[str(times.hour)], **one),
        *_zone(choice, zones),
    ]
    metadata = json.dumps({**below, OF: key_of(choice)})
    title = "When it comes"
    return view(ViewId.TIMES_FORM, title, blocks, submit="Save", metadata=metadata)


def key_of(choice: Choice) -> str:
    """`team`, `team:<id>`, `lead:<id>`."""
    of = choice.team_id or choice.member_id
    return f"{choice.audience}:{of}" if of else str(choice.audience)


def _line(n: int, choice: Choice) -> list[Block]:
    """What is set; a team's week is set here, too."""
    change = button("When it comes…", ActionId.TIMES_CHANGE, key_of(choice), part=str(n))
    week = button("Working week…", ActionId.WORKING_WEEK, key_of(choice), part=str(n))
    elements = [change, week] if choice.team_id else [change]
    return [section(replies.line(choice)), ActionsBlock(elements=elements)]


def _others(choices: Sequence[Choice]) -> StaticSelectElement:
    options = [
        Option(value=key_of(one), text=PlainTextObject(text=words.cut_plain(one.name, LABEL))) for one in choices
    ]
    offered: dict[str, Any] = (
        {"options": options} if len(options) <= MOST_OPTIONS else {"option_groups": grouped(options)}
    )
    said = PlainTextObject(text="Another team…")
    return StaticSelectElement(action_id=f"{ActionId.TIMES_CHANGE}.menu", placeholder=said, **offered)


def _posted(choice: Choice) -> list[Block]:
    """Whether and where: of a channel's digest."""
    if choice.audience != Audience.TEAM:
        return []
    on = checkbox(BlockId.DIGEST_ON, "Is it posted?", "Yes, once a week", checked=choice.times.enabled)
    if choice.team_id is None:
        return [on]
    picker = ChannelSelectElement(action_id=BlockId.CHANNEL, initial_channel=choice.channel_id)
    return [on, field(BlockId.CHANNEL, "In which channel?", picker, optional=True)]


def _zone(choice: Choice, zones: Iterable[str]) -> list[Block]:
    if choice.audience != Audience.TEAM:
        said = [replies.OWN_ZONE.format(replies.place(choice.zone))]
        return [note(" ".join([*said, *([replies.ALWAYS] if choice.audience == Audience.LEAD else [])]))]
    if choice.team_id is None:
        return [note(f"By the clock of {replies.place(choice.zone)}.")]
    listed = [(OWN, "The team’s own"), *((name, name.replace("_", " ")) for name in sorted(set(zones)))]
    current = [choice.times.zone or OWN]
    return [menu(BlockId.DIGEST_ZONE, "By whose clock?", listed, current=current, many=False, optional=False)]
