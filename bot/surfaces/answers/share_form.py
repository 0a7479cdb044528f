"""Sharing a pat for a decision: exactly what will be read, by whom, and where."""

from typing import Any

from slack_sdk.models.blocks import Block, ChannelSelectElement

from bot.ids import BlockId, ViewId
from bot.surfaces.text import SECTION, channel, in_words, person, quoted, section
from bot.surfaces.views import field, note, radio, view
from models import words
from models.answers.sharing import Preview
from models.people.members import Circle

TITLE = "Share this pat"
MOST_SHOWN = 12
"""Blocks of what is shared."""
CIRCLES = (
    (Circle.EVERYONE, "Everyone: posted in a channel"),
    (Circle.TEAM, "My team, on their Home tab"),
    (Circle.LEAD, "Me and my lead, on their Home tab"),
)
NARROW = "Your pats are for fewer than everyone, so nothing is posted in a channel unless you choose it here."
AMOUNTS = (
    "Amounts stay out of channels here, and the words above name one. "
    "Say it without the amount: *Edit* the decision first, then share it."
)


def share(preview: Preview) -> dict[str, Any]:
    """To whoever decided."""
    metadata = str(preview.card.id)
    if preview.names_amounts:
        return view(ViewId.SHARE_PAT, TITLE, [*_told(preview), section(AMOUNTS)], metadata=metadata)
    if preview.shared:
        same = note("It stays where you shared it, and says this from now on.")
        return view(ViewId.SHARE_PAT, TITLE, [*_told(preview), same], submit="Share it so", metadata=metadata)
    blocks = [*_told(preview), *_whom(preview), *_where(preview)]
    return view(ViewId.SHARE_PAT, TITLE, blocks, submit="Share", metadata=metadata)


def _told(preview: Preview) -> list[Block]:
    """As it will be read; you first, who backed it second."""
    card, answer = preview.card, preview.card.answer
    by = person(answer.by) if answer else ""
    blocks: list[Block] = [
        section(f"*This is what others read, and nothing else:*\n:clap: *{person(card.person)}*, a pat from {by}"),
        *quoted(preview.choice),
        *(quoted(card.outcome) if card.outcome else []),
    ]
    said = [f"{by}: “{words.mrkdwn(preview.line)}”"] if preview.line else []
    said += [f":speech_balloon: “{words.mrkdwn(card.customer_words)}” (the customer)"] if card.customer_words else []
    blocks += [section(piece) for text in said for piece in words.pieces(text.replace("\n", " "), SECTION)]
    return blocks[:MOST_SHOWN]


def _whom(preview: Preview) -> list[Block]:
    choices = [(str(circle), label) for circle, label in CIRCLES]
    chosen = radio(BlockId.CIRCLE, "Who may see it?", choices, str(preview.circle))
    return [chosen, *([note(NARROW)] if preview.circle != Circle.EVERYONE else [])]


def _where(preview: Preview) -> list[Block]:
    only = f"Pats are given in {in_words([channel(one) for one in preview.channels])} here." if preview.channels else ""
    picked = ChannelSelectElement(action_id=BlockId.CHANNEL)
    asked = field(BlockId.CHANNEL, "In which channel, if everyone may see it?", picked, optional=True)
    return [asked, *([note(only)] if only else [])]
