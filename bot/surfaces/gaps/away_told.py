"""To somebody of whom their lead said that they are away: until when, by whom, and how to say otherwise."""

from datetime import date

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.replies.standing_in import day_in_words
from bot.surfaces.message import Message, button
from bot.surfaces.text import person, section
from bot.surfaces.views import note
from models.people.persons import Person

WHY = "So that no figure counts days on which you weren’t here. No reason was asked for. Seen by you and your lead."


def away_told(lead: Person, back_on: date) -> Message:
    text = f"{person(lead)} set you as away until {day_in_words(back_on)}."
    here = button("I’m here", ActionId.BACK_AGAIN, "told")
    return Message(text, (section(text), ActionsBlock(elements=[here]), note(WHY)))


def over(lead: Person) -> Message:
    """It doesn't hold any more."""
    text = f"{person(lead)} had set you as away. That is over: you count as here."
    return Message(text, (section(text),))
