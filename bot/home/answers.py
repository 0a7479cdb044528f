"""On Home: decisions that wait for one's answer, and guidance to open again."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.surfaces.answers.answer import buttons_for_answerer
from bot.surfaces.decisions import decision
from bot.surfaces.message import button
from bot.surfaces.text import person, section, when
from bot.surfaces.views import note
from models import words
from models.answers import guiding, waiting
from models.answers.guiding import Mention
from models.decisions import reading
from models.decisions.reading import DecisionCard

MOST = 2
"""Decisions on a page; a view holds 100 blocks in all."""
LONGEST = 450
"""Characters of each of its texts, so that a decision is one block: the forms of the buttons show it whole."""
MOST_THOUGHTS = 2


def waiting_for_you(session: Session, visitor: Visitor) -> Sequence[Block]:
    """Oldest first, each with its three buttons."""
    if visitor.member is None:
        return []
    whose: dict[str, Any] = {"workspace_id": visitor.workspace_id, "member_id": visitor.member.id}
    offset = visitor.number(ActionId.ANSWERS_PAGE)
    ids, total = waiting.waiting_for(session, **whose, most=MOST, offset=offset)
    if total and not ids:  # the last page was answered meanwhile
        offset = (total - 1) // MOST * MOST
        ids, total = waiting.waiting_for(session, **whose, most=MOST, offset=offset)
    if not total:
        return []
    found = reading.cards(session, visitor.workspace_id, ids).values()
    blocks: list[Block] = [header("Waiting for you"), note(WHO_SEES)]
    blocks += [block for card in found for block in _one(card)]
    return [*blocks, *_pager(ActionId.ANSWERS_PAGE, offset, total, MOST)]


WHO_SEES = "You are the one who answers these. Each is seen by you and whoever decided. One line is plenty."


def _one(card: DecisionCard) -> list[Block]:
    head = f"*{person(card.person)} decided something on the spot* ({card.decided_on:%A, %-d %B})"
    said = [("What happened", card.situation), ("What they decided", card.choice), ("What came of it", card.outcome)]
    told = [words.quote(f"*{label}:* {words.cut(text, LONGEST)}") for label, text in said if text]
    if card.customer_words:
        told.append(f":speech_balloon: “{words.mrkdwn(words.cut(card.customer_words, LONGEST))}” (the customer)")
    text = "\n".join([head, *told, *filter(None, [decision.measured(card)])])
    return [section(text), ActionsBlock(elements=list(buttons_for_answerer(card, card.id.hex)))]


def thoughts(session: Session, visitor: Visitor) -> Sequence[Block]:
    """That there is guidance, newest first: its words are in the form that its button opens."""
    if visitor.member is None:
        return []
    whose: dict[str, Any] = {"workspace_id": visitor.workspace_id, "member_id": visitor.member.id}
    total = guiding.number(session, **whose)
    offset = min(visitor.number(ActionId.THOUGHTS_PAGE), max(0, total - 1) // MOST_THOUGHTS * MOST_THOUGHTS)
    found = guiding.mentions(session, **whose, most=MOST_THOUGHTS, offset=offset) if total else []
    if not found:
        return []
    lines = [_mention(one) for one in found]
    pager = _pager(ActionId.THOUGHTS_PAGE, offset, total, MOST_THOUGHTS)
    return [header("Thoughts that only you two can read"), *lines, *pager]


def _mention(one: Mention) -> Block:
    other = person(one.other)
    text = f"*From you to {other}*, {when(one.at)}" if one.mine else f"*From {other}*, {when(one.at)}"
    text += ". They wrote back" if one.mine and one.replied else ""
    text += " · *new*" if one.unread else ""
    block = section(text)
    spoken = words.cut_plain(f"Read the thought {'for' if one.mine else 'from'} {one.other.name}", 75)
    block.accessory = button(
        "Read the thought", ActionId.READ_THOUGHT, str(one.decision_id), part=one.decision_id.hex, spoken=spoken
    )
    return block


def _pager(action: ActionId, offset: int, total: int, most: int) -> list[Block]:
    made: list[ButtonElement] = []
    if offset > 0:
        made.append(button("Earlier", action, str(max(0, offset - most)), part="before"))
    if offset + most < total:
        made.append(button(f"{total - offset - most} more", action, str(offset + most), part="after"))
    return [ActionsBlock(elements=list(made))] if made else []
