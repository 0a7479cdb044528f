"""Answers to what is done about a root cause."""

from bot.ids import BlockId
from bot.surfaces.message import Message
from bot.surfaces.text import count
from models.storage.requests import Outcome

NOT_FOR_YOU = Message(
    "Causes are looked after by leads and admins, and by whom they asked. Nothing was changed. "
    "An idea how to stop one is welcome from everyone: `/pat idea`"
)
NOT_YOURS = "Whoever has taken this cause decides about it, or an admin. Nothing was changed."
GONE = "That cause was closed, or made one with another, meanwhile. Nothing was changed."


def done(outcome: Outcome) -> Message:
    """After it was taken, or given back."""
    return Message(
        {
            "taken": "It is yours now. When you know what stops it, close it, and whoever met it is thanked.",
            "yours": "You have taken it already.",
            "others": "Somebody else was first and has taken it. Nothing was changed.",
            "given_back": "Given back: any lead can take it now.",
            "not_lead": NOT_FOR_YOU.text,
            "not_yours": NOT_YOURS,
        }.get(outcome["code"], GONE)
    )


def closed(outcome: Outcome) -> str:
    if outcome["code"] == "closed":  # how many it was would say that it was one person
        return "Closed. Whoever met it is thanked, in their own hours." if outcome["thanked"] else "Closed."
    if outcome["code"] == "already":
        return "It is closed already, and whoever met it was thanked. Nothing was changed."
    return NOT_YOURS if outcome["code"] == "not_yours" else GONE


def problem(outcome: Outcome) -> dict[str, str]:
    """What the form has against it, by field."""
    found = {
        "no_words": (BlockId.WHAT_CHANGED, "A line will do: what is different now?"),
        "no_name": (BlockId.CAUSE_NAME, "What is it called?"),
        "name_taken": (BlockId.CAUSE_NAME, "There is one of that name. Choose it below to make them one."),
        "cannot": (BlockId.CAUSE_OWNER, "That has to be somebody who works here, is in Slack and is no guest."),
        "not_a_lead": (BlockId.CAUSE_OWNER, "They lead nobody. An admin can name them all the same."),
    }.get(outcome["code"])
    return {found[0].value: found[1]} if found else {}


def changed(outcome: Outcome) -> str:
    if outcome["code"] == "merged":
        moved = count(outcome["moved"], "decision has", "decisions have")
        return f"They are one now: {moved} gone over."
    if outcome["code"] == "changed":
        return "Saved."
    return NOT_YOURS if outcome["code"] == "not_yours" else GONE
