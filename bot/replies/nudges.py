"""What is said about nudges."""

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.surfaces.message import Message, button
from bot.surfaces.text import section

ON = Message("They come again: seldom, at most one a day, and once for each person.")


def off(*, changed: bool) -> Message:
    text = "No more of these." if changed else "These were off already."
    text += " `/pat gaps` stays, for whenever you want to look. Nobody else sees this choice."
    again = button("Let them come again", ActionId.NUDGES_ON, "nudge")
    return Message(text, (section(text), ActionsBlock(elements=[again])))
