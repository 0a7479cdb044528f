"""What is said about the pledge."""

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.surfaces.kudos import Message, button
from bot.surfaces.text import kept_words, sections

NONE_YET = "Nobody has signed the pledge here yet, so I can’t promise you cover. I stored nothing."


def none_yet(words: str = "") -> Message:
    """Decisions are off. `words`, in their stored form, are given back; anyone can ask for the pledge."""
    text = "\n".join(filter(None, (NONE_YET, kept_words(words))))
    ask = button("Ask for the pledge", ActionId.PLEDGE_ASK, "pledge", style="primary")
    return Message(text, (*sections(text.splitlines()), ActionsBlock(elements=[ask])))
