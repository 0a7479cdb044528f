"""What somebody is told in private about a message or a reaction of theirs that gave nothing, or not to everyone."""

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.replies import refusals
from bot.surfaces.message import Message, button
from bot.surfaces.text import SECTION, kept_words, section
from models import words
from models.storage.requests import Outcome

NOT_SURE = (
    "That looks like a pat, but I can’t tell for sure who and what for it is. Nothing was posted: the form holds your "
    "words, to be put right."
)
LONGEST_SAID = 1500
"""Characters of what they said, which escaping and quoting lengthen."""
WORDS_ASKED = "Here a pat needs words, and an emoji has none. Nothing was posted: the form opens about that message."


def doubtful(outcome: Outcome, said: str) -> Message:
    """It can't be told for sure who is meant: the form asks."""
    return _with_form(f"{NOT_SURE}\n{kept_words(_in_short(said))}", outcome)


def refused(outcome: Outcome, said: str) -> Message:
    """Why not, their words, and the form where it helps."""
    return _with_form(refusals.refused(outcome, _in_short(said)).text, outcome)


def call(calls: tuple[str, ...], said: str) -> Message:
    """It calls everyone, whom nobody can thank by name."""
    return refusals.call(calls, _in_short(said))


def _in_short(said: str) -> str:
    """As much as fits beside the reason; the message itself stands where it was written."""
    return words.cut(said, LONGEST_SAID)


def reaction_refused(outcome: Outcome) -> Message:
    """A reaction holds no words to be given back."""
    return _with_form(WORDS_ASKED if "draft" in outcome else refusals.refused(outcome, "").text, outcome)


def _with_form(text: str, outcome: Outcome) -> Message:
    text = words.cut(text, SECTION)
    if "draft" not in outcome:
        return Message(text)
    ask = ActionsBlock(elements=[button("Open the form", ActionId.CHANGE_DRAFT, outcome["draft"])])
    return Message(text, (section(text), ask))
