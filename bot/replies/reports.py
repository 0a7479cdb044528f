"""Answers to a report, and to what an admin does about it."""

from bot.surfaces.message import Message
from bot.surfaces.text import count
from models.storage.requests import Outcome

GONE = Message("That pat was taken back or removed, or isn’t for everyone any more. Nothing was changed.")


def reported(outcome: Outcome) -> str:
    """To whoever reported it."""
    return {
        "reported": "Thank you. The admins are told, and you will hear what they decide. Whoever gave it is not told.",
        "already": "You have reported this pat already. You will hear what the admins decide.",
        "own": "That pat is yours: you can take it back, or edit it.",
        "cannot": "Guests and people of other companies can’t report pats here. Tell a colleague, who can.",
        "nobody": "Nobody but its giver looks after Backpat here, so I stored nothing. Talk to your lead.",
    }.get(outcome["code"], GONE.text)


def left(outcome: Outcome) -> Message:
    """To the admin who leaves it as it is."""
    if outcome["code"] == "left":
        told = count(outcome["reports"], "person who reported it is", "people who reported it are")
        return Message(f"The pat stays as it is. The {told} told so.")
    if outcome["code"] == "own":
        return Message("That pat is yours: another admin decides about it. Nothing was changed.")
    return Message("There is nothing left to decide: somebody has looked already, or it was taken back.")


def removed(outcome: Outcome) -> str:
    """To the admin who removed it."""
    if outcome["code"] != "removed":
        return GONE.text
    out = count(outcome["messages"], "message goes", "messages go")
    return f"Removed. {out} within a minute; what was read was read. Whoever gave it is told by whom, and why."
