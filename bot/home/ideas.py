"""Ideas on Home: one's own, those one answers; and the list of everyone's, which is a form."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId, ViewId
from bot.surfaces.improving import ideas
from bot.surfaces.message import button
from bot.surfaces.text import count, section
from bot.surfaces.views import note, view
from models.answers import clock
from models.decisions import rules
from models.improving import idea_cards, voicing
from models.improving.idea_cards import IdeaCard
from models.workspace import calendars

TITLE = "Ideas"
MINE, KEPT, PAGE = 2, 2, 8
LONG = 10
"""Working days without an answer that are pointed out to whoever answers."""
EMPTY = "_Nobody has shared one yet. Small ones count: what would save a customer a second call?_"


def section_of(session: Session, visitor: Visitor) -> Sequence[Block]:
    """Those that the visitor answers, then their own."""
    if visitor.member is None or not voicing.takes_part(visitor.member):
        return []
    of = (session, visitor.workspace_id, visitor.member.id)
    kept, mine = idea_cards.kept_by(*of), idea_cards.voiced_by(*of, most=MINE)
    share = button("Share an idea", ActionId.IDEA_OPEN, "home")
    buttons = ActionsBlock(elements=[share, button("See all ideas", ActionId.IDEA_LIST, "home")])
    days = waiting(session, visitor, [*kept, *mine])
    told = [*_kept(kept, days), *(_own(card, days.get(card.id)) for card in mine)]
    return [header(TITLE), *told, buttons]


def form(session: Session, visitor: Visitor) -> dict[str, Any]:
    """The list, a page of it."""
    if visitor.member is None or not voicing.takes_part(visitor.member):
        return view(ViewId.IDEAS, TITLE, [section("Ideas are for the people of this company.")])
    offset = visitor.number(ActionId.IDEA_PAGE)
    found = idea_cards.page(session, visitor.workspace_id, visitor.member.id, most=PAGE, offset=offset)
    told = rules.current(session, visitor.workspace_id).clock
    blocks: list[Block] = [note("Everyone here can read these. Each is answered, and a no comes with its reason.")]
    # How long others have left it waiting is a figure about them, and not said with the clock off.
    days = waiting(session, visitor, [card for card in found.cards if told or card.mine])
    for card in found.cards:
        blocks += _entry(card, visitor, days.get(card.id))
    blocks += [] if found.cards else [section("_No more._" if offset else EMPTY)]
    share = button("Share an idea", ActionId.IDEA_OPEN, "list", style="primary")
    blocks.append(ActionsBlock(elements=[share, *_pager(offset, more=found.more)]))
    return view(ViewId.IDEAS, TITLE, blocks, metadata=json.dumps(visitor.shown))


def waiting(session: Session, visitor: Visitor, cards: Sequence[IdeaCard]) -> dict[UUID, int]:
    """Of those that wait for an answer: working days since each was voiced, on the reader's calendar."""
    open_ = [card for card in cards if card.waits]
    if not open_ or visitor.member is None:
        return {}
    zone, whose = visitor.member.zone, visitor.member.id
    calendar = calendars.read(session, visitor.workspace_id, visitor.now, [whose]).of(whose)
    return {card.id: clock.days(card.at, visitor.now, zone, calendar) for card in open_}


def _kept(cards: Sequence[IdeaCard], days: Mapping[UUID, int]) -> list[Block]:
    """A block for each: Home holds few. Handing over is in the list."""
    if not cards:
        return []
    long = sum(days.get(card.id, 0) > LONG for card in cards)
    said = [f"*You answer {count(len(cards), 'idea', 'ideas')}.*"]
    said += [f"{long} of them for more than {LONG} working days: a line is plenty."] if long else []
    said += [f"{len(cards) - KEPT} more under _See all ideas_."] if len(cards) > KEPT else []
    blocks: list[Block] = [section(" ".join(said))]
    for card in cards[:KEPT]:
        told = section(ideas.entry(card, days.get(card.id)))
        told.accessory = ideas.answer_button(card)
        blocks.append(told)
    return blocks


def _entry(card: IdeaCard, visitor: Visitor, days: int | None) -> list[Block]:
    """In the list."""
    if card.mine:
        return [_own(card, days), *([ideas.keeping(card)] if card.kept_by_me else [])]
    told = section(ideas.entry(card, days))
    if card.step in idea_cards.OPEN:
        told.accessory = ideas.me_too(card)
    if card.kept_by_me:
        return [told, ideas.keeping(card)]
    of = {"value": str(card.id), "part": card.id.hex}
    hand = button("Hand to…", ActionId.IDEA_HAND, **of, spoken=f"Hand over the idea of {card.at:%-d %B}")
    return [told, *([ActionsBlock(elements=[hand])] if visitor.admin and card.waits else [])]


def _own(card: IdeaCard, days: int | None) -> Block:
    told = section(ideas.entry(card, days))
    spoken = f"Withdraw your idea of {card.at:%-d %B}"
    told.accessory = button("Withdraw", ActionId.IDEA_WITHDRAW, str(card.id), part=card.id.hex, spoken=spoken)
    return told


def _pager(offset: int, *, more: bool) -> list[Any]:
    steps = [("Newer", max(0, offset - PAGE))] if offset else []
    steps += [("Older", offset + PAGE)] if more else []
    return [
        button(label, ActionId.IDEA_PAGE, str(target), part=label.casefold(), spoken=f"{label} ideas")
        for label, target in steps
    ]
