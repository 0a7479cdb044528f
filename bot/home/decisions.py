"""One's own decisions: the newest on Home, all of them in a form, one of them whole."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId, ViewId
from bot.surfaces.decisions import decision_receipt as surface
from bot.surfaces.decisions.decision import story
from bot.surfaces.message import button, mrkdwn
from bot.surfaces.text import section
from bot.surfaces.views import note, view
from models import words
from models.decisions import checking, listing, reading, rules
from models.decisions.listing import Page
from models.decisions.reading import DecisionCard
from models.pledge import reading as pledges

NEWEST, PAGE = 3, 8
LONGEST = 200
TITLE = "Your decisions"
FIRST = "Decide on the spot, then log it in ten seconds: one person answers, and you are covered by the pledge."
NONE = "There are none yet. What you log stands here, for you alone."


def section_of(session: Session, visitor: Visitor) -> Sequence[Block]:
    """The newest few; to someone without any, as long as a pledge is in force, one line and the button."""
    member = visitor.member
    if member is None:
        return []
    on = checking.why_not(member) is None and pledges.in_force(session, visitor.workspace_id) is not None
    page = listing.of(session, workspace_id=visitor.workspace_id, member_id=member.id, most=NEWEST)
    if not on and not page.cards:
        return []
    log = [button("Log a decision", ActionId.DECISION_OPEN, "home")] if on else []
    entries = _entries(session, visitor, page) or [section(FIRST)]
    rest = page.in_all > len(page.cards)
    more = [button(f"All {page.in_all}", ActionId.DECISIONS, "0")] if rest else []
    buttons = [ActionsBlock(elements=[*log, *more])] if log or more else []
    return [header(TITLE), *entries, *buttons]


def form(session: Session, visitor: Visitor) -> dict[str, Any]:
    """A page of them, or the one that is to be shown, when it is theirs."""
    member = visitor.member
    if member is None:
        return view(ViewId.DECISIONS, TITLE, [section(NONE)])
    offset = visitor.number(ActionId.DECISIONS)
    if shown := visitor.shown.get(ActionId.DECISION_SHOW):
        blocks: Sequence[Block] = _whole(session, visitor, shown, offset)
    else:
        of: dict[str, Any] = {"workspace_id": visitor.workspace_id, "member_id": member.id}
        page = listing.of(session, **of, most=PAGE, offset=offset)
        pager = _pager(offset, page)
        blocks = [
            note("What you log is yours: you and the one who answers read it."),
            *(_entries(session, visitor, page) or [section(NONE)]),
            *([ActionsBlock(elements=list(pager))] if pager else []),
        ]
    return view(ViewId.DECISIONS, TITLE, blocks, metadata=json.dumps(visitor.shown))


def _entries(session: Session, visitor: Visitor, page: Page) -> list[Block]:
    counts = rules.current(session, visitor.workspace_id).clock
    return [_entry(card, visitor, counts=counts) for card in page.cards]


def _entry(card: DecisionCard, visitor: Visitor, *, counts: bool) -> Block:
    said = words.quote(words.cut(card.choice, LONGEST))
    state = surface.state(card, visitor.now, counts=counts)
    spoken = f"Open: {words.plain(card.choice)}"
    whole = button("Open", ActionId.DECISION_SHOW, str(card.id), part=card.id.hex, spoken=spoken)
    text = f"*{card.decided_on:%A, %-d %B}*\n{said}\n{state}"
    return SectionBlock(text=mrkdwn(text), accessory=whole)


def _whole(session: Session, visitor: Visitor, shown: str, offset: int) -> list[Block]:
    """With all that can be done with it."""
    found = reading.cards(session, visitor.workspace_id, [UUID(shown)])
    back = ActionsBlock(elements=[button("All of them", ActionId.DECISIONS, str(offset), part="back")])
    card = next((one for one in found.values() if visitor.member and one.is_of(visitor.member.id)), None)
    if card is None:
        return [section("It is not here any more."), back]
    promise = pledges.signed(session, visitor.workspace_id, card.pledge_id)
    state = surface.state(card, visitor.now, counts=rules.current(session, visitor.workspace_id).clock)
    lines = [note(line) for line in (surface.edited(card),) if line]
    buttons = ActionsBlock(elements=list(surface.buttons(card, promise)))
    head = section(f"*{card.decided_on:%A, %-d %B}*. {state}")
    return [head, *story(card, reader=card.person.id), *lines, buttons, back]


def _pager(offset: int, page: Page) -> list[ButtonElement]:
    newer = [button("Newer", ActionId.DECISIONS, str(max(0, offset - PAGE)), part="newer")] if offset else []
    rest = page.in_all > offset + len(page.cards)
    return [*newer, *([button("Older", ActionId.DECISIONS, str(offset + PAGE), part="older")] if rest else [])]
