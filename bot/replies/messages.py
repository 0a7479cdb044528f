"""What somebody is told in private about a message or a reaction of theirs that gave nothing, or not to everyone."""

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.replies import refusals
from bot.surfaces.message import Message, button
from bot.surfaces.text import kept_words, section
from models.storage.requests import Outcome

NOT_SURE = (
    "That looks like a pat, but I can’t tell for sure who and what for it is. Nothing was posted: the form holds your "
    "words, to be put right."
)
WORDS_ASKED = "Here a pat needs words, and an emoji has none. Nothing was posted: the form opens about that message."


def doubtful(outcome: Outcome, words: str) -> Message:
    """It can't be told for sure who is meant: the form asks."""
    return _with_form(f"{NOT_SURE}\n{kept_words(words)}", outcome)


def refused(outcome: Outcome, words: str) -> Message:
    """Why not, their words, and the form where it helps."""
    return _with_form(refusals.refused(outcome, words).text, outcome)


def reaction_refused(outcome: Outcome) -> Message:
    """A reaction holds no words to be given back."""
    return _with_form(WORDS_ASKED if "draft" in outcome else refusals.refused(outcome, "").text, outcome)


def _with_form(text: str, outcome: Outcome) -> Message:
    if "draft" not in outcome:
        return Message(text)
    ask = ActionsBlock(elements=[button("Open the form", ActionId.CHANGE_DRAFT, outcome["draft"])])
    return Message(text, (section(text[:2900]), ask))
