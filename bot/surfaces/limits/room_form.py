"""Asking for more room, and answering it: the forms and messages."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.ids import ActionId, BlockId, ViewId
from bot.parsing import amounts
from bot.replies import limits, room
from bot.surfaces.limits.limit_form import LONGEST_AMOUNT, LONGEST_WORDS
from bot.surfaces.message import Message, button
from bot.surfaces.text import person, quoted, section, when
from bot.surfaces.views import checkbox, note, radio, text_field, view
from models import words
from models.limits.reading import LimitCard
from models.limits.record import Record
from models.limits.room_cards import RoomCard
from models.limits.scopes import MEMBER, Named
from models.money import Money
from models.people.persons import Person


def ask(
    category: tuple[str, str],
    now: LimitCard | None,
    record: Record,
    lead: Person | None,
    absent: Person | None,
    criteria: str | None,
) -> dict[str, Any]:
    """`category` is (id, name). The criteria first, then one's own figures, then what one asks for.

    `lead` answers, in place of `absent` where there is one.
    """
    id_, name = category
    has = limits.line(now) if now else f"*{words.from_plain(name)}*: nothing is written down for you."
    who = room.answering(lead, absent)
    who = f"{who[0].upper()}{who[1:]}"
    example = str(Money(2 * now.amount.minor, now.amount.currency)) if now and now.amount else "100"
    blocks: list[Block] = [
        section(words.cut(has, 2900)),
        section(room.criteria(criteria)),
        section(room.record(record)),
        text_field(
            BlockId.ROOM_AMOUNT,
            "Up to how much would you like to decide?",
            example,
            longest=LONGEST_AMOUNT,
            optional=True,
            multiline=False,
        ),
        text_field(
            BlockId.ROOM_WORDS,
            "Why?",
            "Half of the late parcels cost a little more than my limit.",
            longest=LONGEST_WORDS,
            optional=True,
        ),
        checkbox(BlockId.ROOM_ANNOUNCE, "If the answer is yes", "My team may hear of it"),
        note(f"{who} sees this, with the record above, and answers. Nobody else does, unless you tick the box."),
    ]
    return view(ViewId.ROOM_ASK, "Ask for more room", blocks, submit="Ask", metadata=id_)


def yes(card: RoomCard, choices: Sequence[Named]) -> dict[str, Any]:
    """For whom, and how much."""
    offered = [(str(one.scope), _for(one)) for one in choices]
    wanted = card.amount or (card.now.amount if card.now else None)
    conditions = words.unescape((card.now.conditions or "") if card.now else "")
    blocks: list[Block] = [
        section(room.asks(card.asker, card.category, card.now, card.amount)),
        radio(BlockId.ROOM_SCOPE, "For whom?", offered, offered[0][0]),
        text_field(
            BlockId.ROOM_AMOUNT,
            "Up to how much, per case?",
            "100",
            initial=amounts.written(wanted) if wanted else "",
            longest=LONGEST_AMOUNT,
            optional=True,
            multiline=False,
        ),
        text_field(
            BlockId.ROOM_CONDITIONS,
            "When?",
            "It came late, wrong or damaged.",
            initial=conditions,
            longest=LONGEST_WORDS,
            optional=True,
        ),
        note("It holds from now on, with your name and today’s date. Those whom it concerns hear of it."),
    ]
    return view(ViewId.ROOM_YES, "Yes, more room", blocks, submit="Say yes", metadata=str(card.id))


def no(card: RoomCard) -> dict[str, Any]:
    """Why not; it can't be saved without."""
    blocks: list[Block] = [
        section(room.asks(card.asker, card.category, card.now, card.amount)),
        text_field(
            BlockId.ROOM_REASON,
            "Why not now, and what would change it?",
            "Let’s see three more of these together first; ask again in May.",
            longest=LONGEST_WORDS,
        ),
        note(f"{person(card.asker)} reads this, with your name. Nobody else does."),
    ]
    return view(ViewId.ROOM_NO, "Not now", blocks, submit="Send", metadata=str(card.id))


def asked(card: RoomCard, reader: Person, criteria: str | None) -> Message:
    """To the lead: what is asked, and the record behind it."""
    if card.resolution is None and card.lead is not None and card.lead.id != reader.id:
        return Message(f"{person(card.asker)}’s request for more room is answered by {person(card.lead)} now.")
    if card.resolution is not None and card.resolved_at is not None:
        head = f"*{person(card.asker)} asked for more room: {words.from_plain(card.category)}*"
        said = room.closed(card.resolution, card.by, when(card.resolved_at))
        return Message(f"{head}\n{said}")
    head = room.asks(card.asker, card.category, card.now, card.amount)
    told: list[Block] = [*quoted(card.words)] if card.words else []
    said_record = section(room.record(card.record, "their"))
    covers = [note(room.covers(card.in_place_of))] if card.in_place_of else []
    seen = note(f"Seen by you and {person(card.asker)}. A no needs a reason; yes to less is fine too.")
    blocks = (section(head), *covers, *told, said_record, section(room.criteria(criteria)), _decide(card), seen)
    return Message(head, blocks)


def waits(card: RoomCard) -> list[Block]:
    """The same on the lead's Home, in short."""
    said = f"{room.asks(card.asker, card.category, card.now, card.amount)}\n{room.record(card.record, 'their')}"
    return [section(said), _decide(card)]


def _decide(card: RoomCard) -> ActionsBlock:
    part, about = str(card.id), f"{card.asker.name}, {words.unescape(card.category)}"
    yes = button("Yes…", ActionId.ROOM_YES, part, part=part, style="primary", spoken=f"Yes to more room: {about}")
    return ActionsBlock(
        elements=[yes, button("Not now…", ActionId.ROOM_NO, part, part=part, spoken=f"Not now: {about}")]
    )


def answered(card: RoomCard) -> Message | None:
    """To whoever asked."""
    if card.resolution == "yes" and card.granted is not None:
        alone = card.granted.whose.scope.kind == MEMBER
        return Message(room.yes(card.by, limits.line(card.granted, card.asker), alone=alone))
    if card.resolution == "no" and card.reason is not None:
        text = room.no(card.by, card.category, card.reason)
        what = "Seen by you and them. You can ask again whenever you like."
        return Message(words.cut(text, 300), (section(words.cut(text, 2900)), note(what)))
    return None


def _for(named: Named) -> str:
    said = limits.plainly(named)
    return f"{said} alone" if named.scope.kind == MEMBER else said
