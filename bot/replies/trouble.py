"""When something went wrong, or a button leads nowhere: what happened, what was kept, what to do next."""

from bot.surfaces.message import Message
from bot.surfaces.text import kept_words

OLD_BUTTON = Message("This button is from an older version of Backpat and does nothing any more. Nothing was changed.")
NOT_ADMIN = Message(
    "That is for the admins of Backpat: whoever installed it, this workspace’s owners and admins, and whom they named. "
    "Nothing was changed."
)


def too_late(words: str) -> Message:
    """Slack has told the person that it failed before the write could start."""
    return Message(f"I was too busy to take that in time, and stored nothing. Try again, please.\n{kept_words(words)}")


def failed(words: str) -> Message:
    """Something unexpected."""
    return Message(
        f"Something went wrong on my side. Nothing was posted; try again in a minute. If it happens again, tell the "
        f"person who runs Backpat here.\n{kept_words(words)}"
    )


def form_failed(words: str) -> Message:
    said = "Slack didn’t open the form in time, and nothing was posted. Type `/pat` again, please."
    return Message(f"{said}\n{kept_words(words)}".strip())
