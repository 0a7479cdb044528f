"""The form that gives a pat, and the question that it may end in."""

import json
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, ChannelSelectElement, ContextBlock, UserMultiSelectElement

from bot.ids import BlockId, ViewId
from bot.replies import refusals
from bot.surfaces.message import mrkdwn
from bot.surfaces.text import channel, in_words, kept_words, section
from bot.surfaces.views import LONGEST_TEXT, checkbox, menu, note, text_field, view
from bot.surfaces.views import field as input_field
from models import words
from models.kudos import ChannelKind

CUT = f"The words are longer than the {LONGEST_TEXT:,} characters that fit, and were cut where the “…” stands."
FAMILIAR = "Leave out e-mail addresses, phone and order numbers."


@dataclass(frozen=True, slots=True)
class Place:
    """Where the form was opened: its kudos will be announced there. No channel: the form asks."""

    channel_id: str | None
    kind: ChannelKind
    message_ts: str | None = None
    """The message that it is about."""
    thread_ts: str | None = None

    @classmethod
    def of(cls, channel_id: str | None, channel_name: str | None) -> "Place":
        """From a command's or action's fields: Slack names private conversations by what they are."""
        # What is not named at all might be private, and is taken for it.
        kinds = {"": ChannelKind.PRIVATE, "privategroup": ChannelKind.PRIVATE, "directmessage": ChannelKind.DIRECT}
        kind = kinds.get(channel_name or "", ChannelKind.PUBLIC)
        if channel_name and channel_name.startswith("mpdm-"):
            kind = ChannelKind.DIRECT
        if channel_id is None or channel_id.startswith("D"):
            kind = ChannelKind.DIRECT
        return cls(None if kind == ChannelKind.DIRECT else channel_id, kind)

    def metadata(self) -> str:
        return json.dumps(
            {"channel": self.channel_id, "kind": self.kind, "message": self.message_ts, "thread": self.thread_ts}
        )

    @classmethod
    def from_metadata(cls, text: str) -> "Place":
        said = json.loads(text)
        return cls(said.get("channel"), ChannelKind(said["kind"]), said.get("message"), said.get("thread"))


MOST_OFFLINE = 600
"""People without Slack that are listed, by name: a form is at most 250 kB. Others are named by their handles."""
NOWHERE = Place(None, ChannelKind.DIRECT)
"""Opened where nobody would see it: the form asks where."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form holds when it opens: people by Slack id, texts as plain text, the rest by id."""

    people: tuple[str, ...] = ()
    decision: str = ""
    outcome: str = ""
    customer_words: str = ""
    values: tuple[str, ...] = ()
    offline: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    unknown: tuple[str, ...] = ()
    """What was typed for somebody, and is the name of nobody here."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What the form of this workspace offers. Values and people without Slack are (id, name)."""

    values: tuple[tuple[str, str], ...] = ()
    values_required: bool = False
    offline: tuple[tuple[str, str], ...] = ()
    kudos_channel: str | None = None
    channels: tuple[str, ...] = ()
    """Where pats may be given; empty: everywhere."""
    decisions: bool = False
    """A pledge is in force: what somebody decided on their own can be kept as a decision."""
    colleague: str = "Ana"
    """Someone to take as an example."""


def give(place: Place, offers: Offers, filled: Filled | None = None, *, told: str = "") -> dict[str, Any]:
    """The form of `/pat`; `told` stands on top of it. It asks where, if pats are not given in its place."""
    filled = filled or Filled()
    place = NOWHERE if offers.channels and place.channel_id not in offers.channels else place
    people = UserMultiSelectElement(action_id=BlockId.PEOPLE, initial_users=list(filled.people))
    blocks: list[Block] = [
        *([note(told)] if told else []),
        *([note(refusals.unknown(filled.unknown))] if filled.unknown else []),
        input_field(BlockId.PEOPLE, "Who?", people, optional=bool(offers.offline)),
        *_offline(offers, filled),
        *_cut(filled),
        text_field(
            BlockId.DECISION,
            "What did they decide?",
            f"{offers.colleague} refunded the late parcel on the spot"[:150],
            initial=_short(filled.decision),
            hint=FAMILIAR,
        ),
        text_field(
            BlockId.OUTCOME, "What came of it?", "The customer stayed", initial=_short(filled.outcome), optional=True
        ),
        text_field(
            BlockId.CUSTOMER,
            "What did the customer say?",
            "First shop that ever did that.",
            initial=_short(filled.customer_words),
            optional=True,
        ),
        *_on_their_own(offers),
        *_values(offers, filled),
        *_on_behalf_of(offers, filled),
        *_where(place, offers),
    ]
    return view(ViewId.GIVE, "Pat on the back", blocks, submit="Give", metadata=place.metadata())


def again(draft_id: str, said: str) -> dict[str, Any]:
    """Shown instead of the form when the same was given a moment ago."""
    text = f"You gave exactly this a moment ago, and it is stored once.\n{kept_words(said)}"[:2900]
    return view(ViewId.GIVE_AGAIN, "Give it again?", [section(text)], submit="Give it again", metadata=draft_id)


def sensitive(draft_id: str, warning: str, said: str) -> dict[str, Any]:
    """Shown on top of the form when it seems to hold a customer's details."""
    text = f"{warning} Nothing is posted yet.\n{kept_words(said)}"[:2900]
    hint = note("To change it, close this: the form is still open underneath.")
    return view(ViewId.GIVE_AGAIN, "Give it as it is?", [section(text), hint], submit="Give it", metadata=draft_id)


def _short(text: str) -> str:
    return words.cut_plain(text, LONGEST_TEXT)


def _cut(filled: Filled) -> list[Block]:
    texts = (filled.decision, filled.outcome, filled.customer_words)
    return [note(CUT)] if max(map(len, texts)) > LONGEST_TEXT else []


def _offline(offers: Offers, filled: Filled) -> list[Block]:
    if not offers.offline:
        return []
    listed, rest = offers.offline[:MOST_OFFLINE], len(offers.offline) - MOST_OFFLINE
    hint = f"{rest} more are not listed: name them as /pat @handle" if rest > 0 else None
    return [menu(BlockId.OFFLINE, "Or someone who isn’t in Slack?", listed, current=filled.offline, hint=hint)]


def _on_behalf_of(offers: Offers, filled: Filled) -> list[Block]:
    """Below what every pat holds: few are written down for somebody else."""
    if not offers.offline:
        return []
    label, hint = "Is it from someone who isn’t in Slack?", "It says that you wrote it down for them."
    current = [filled.on_behalf_of] if filled.on_behalf_of else []
    listed = offers.offline[:MOST_OFFLINE]
    return [menu(BlockId.ON_BEHALF_OF, label, listed, current=current, many=False, hint=hint)]


def _on_their_own(offers: Offers) -> list[Block]:
    if not offers.decisions:
        return []
    choice = "They did: ask whether they’d like to keep it as a decision"
    return [checkbox(BlockId.ON_THEIR_OWN, "Did they decide this on their own?", choice)]


def _values(offers: Offers, filled: Filled) -> list[Block]:
    if not offers.values:
        return []
    label, optional = "Which of our values does it show?", not offers.values_required
    return [menu(BlockId.VALUES, label, offers.values, current=filled.values, optional=optional)]


def _where(place: Place, offers: Offers) -> list[Block]:
    """Where it will be seen; in private, whether the channel for pats may see it too."""
    if place.channel_id is None:
        return _channel(offers)
    where = "in that message’s thread" if place.thread_ts else f"in {channel(place.channel_id)}"
    seen: list[Block] = [ContextBlock(elements=[mrkdwn(f"Will be posted {where}, for everyone there to see.")])]
    if place.kind == ChannelKind.PRIVATE and offers.kudos_channel:
        seen.append(checkbox(BlockId.COPY, "And in the channel for pats?", "Yes, everyone may read these words"))
    return seen


def _channel(offers: Offers) -> list[Block]:
    """Which channel. Slack’s menu can't offer some of them only, so they are named beside it."""
    allowed = offers.kudos_channel in offers.channels or not offers.channels
    select = ChannelSelectElement(action_id=BlockId.CHANNEL, initial_channel=offers.kudos_channel if allowed else None)
    named = in_words([channel(one) for one in offers.channels])
    hint = [note(f"Pats are given in {named} here: an admin set that.")] if named else []
    return [input_field(BlockId.CHANNEL, "Where shall it be seen?", select), *hint]
