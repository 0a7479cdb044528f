"""A kudos as one entry of a list: who, when and where, and the words, the customer's on top; in one block."""

import json

from slack_sdk.models.blocks import Block

from bot.surfaces.kudos.card import seen_by, story
from bot.surfaces.text import channel, people, person, section, when
from models import words
from models.kudos import Source
from models.kudos.cards import Card

LONGEST = 1500
"""Characters of the words of one entry; the rest is behind a button. Ten entries have to fit into a view's 250 kB."""
MOST_NAMED = 8
MOST_PIECES = 90
MOST_BYTES = 200_000
"""Of the words of one kudos, shown whole: a view holds 250 kB."""


def received(card: Card, *, longest: int = LONGEST) -> str:
    star = ":star: " if card.kept_by else ""
    return _entry(f"{star}*From {_giver(card)}*{_beside(card)}", card, longest)


def given(card: Card, *, longest: int = LONGEST) -> str:
    return _entry(f"*To {people(card.receivers, MOST_NAMED)}*", card, longest)


def between(card: Card, *, longest: int = LONGEST) -> str:
    """As others see it."""
    return _entry(f"*{people(card.receivers, MOST_NAMED)}*, from {_giver(card)}", card, longest)


def is_cut(card: Card, *, longest: int = LONGEST) -> bool:
    return _words(card, longest)[1]


def whole(card: Card) -> list[Block]:
    """All of its words, as far as they fit into a view."""
    blocks: list[Block] = [section(between(card, longest=0))]
    size = 0
    for block in story(card):
        size += len(json.dumps(block.to_dict()))
        if size > MOST_BYTES or len(blocks) >= MOST_PIECES:
            return [*blocks, section("_… and more than fits here._")]
        blocks.append(block)
    return blocks


def _entry(head: str, card: Card, longest: int) -> str:
    lines = [f"{head}{_where(card)}, {when(card.given_at)}", _words(card, longest)[0] if longest else "", _foot(card)]
    return "\n".join(line for line in lines if line)


def _giver(card: Card) -> str:
    through = f" (written down by {person(card.entered_by)})" if card.entered_by else ""
    return f"{person(card.giver)}{through}"


def _beside(card: Card) -> str:
    """Who else it was for."""
    return f" to {people(card.receivers, MOST_NAMED)}" if len(card.receivers) > 1 else ""


def _where(card: Card) -> str:
    where = f" in {channel(card.channel_id)}" if card.channel_id else ""
    link = card.announcement if card.announcement and not card.not_announced else card.link
    return f"{where} (<{link}|see it there>)" if link else where


def _words(card: Card, longest: int) -> tuple[str, bool]:
    """The customer's words first, then what they did and what came of it; and whether something had to go."""
    if card.source == Source.DECISION and not card.said:
        return "_For a decision made on the spot._", False
    said = [text for text in (card.decision, _line(card), card.outcome) if text]
    parts: list[str] = []
    left, cut = longest, False
    if card.customer_words:
        customer = words.mrkdwn(card.customer_words).replace("\n", " ")
        parts.append(f":speech_balloon: “{words.cut(customer, left)}” (the customer)")
        cut, left = len(customer) > left, left - len(customer)
    for text in said:
        pieces = words.quotes(text, left) if left > 20 else []
        parts += pieces[:1]
        cut, left = cut or len(pieces) != 1, left - len(pieces[0] if pieces else "")
    return "\n".join(parts) + (" …" if cut and parts else ""), cut


def _line(card: Card) -> str | None:
    """What was said of it; beside the words of whoever decided it is the giver's, and says so."""
    backed = card.source == Source.DECISION and card.message
    return f"{person(card.giver)}: “{card.message}”" if backed else card.message


def _foot(card: Card) -> str:
    parts = [words.from_plain(value) for value in card.values[:5]]
    parts += [f"{people(card.boosters, 5)} joined in"] if card.boosters else []
    parts += [f"seen by {seen_by(card)}"]
    return f"_{words.cut(' · '.join(parts), 500)}_"
