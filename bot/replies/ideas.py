"""Answers to whoever voices, joins, withdraws, answers or hands over an idea."""

from bot.replies.giving import DETAILS
from bot.surfaces.improving.ideas import STATES
from bot.surfaces.text import in_words, kept_words, mention
from models.improving.ideas import Step
from models.improving.voicing import LONGEST
from models.storage.requests import Outcome

GONE = "That idea was withdrawn meanwhile. Nothing was changed."
NOT_KEEPER = "Somebody else answers that idea now. Nothing was changed."
CANNOT = "Ideas are for the people of this company. Tell a colleague, who can share it for you."
NOT_YOUR_DECISION = "That decision isn’t yours, or was deleted. You can share the idea by itself: `/pat idea …`"


def heard(outcome: Outcome) -> str:
    """To its author, at once."""
    keeper = outcome["keeper"]
    who = f"{mention(keeper)} answers it" if keeper else "Nobody but you could answer it yet; whoever can is told"
    return (
        f"*Heard.* {who}, and you hear each step. Everyone here can read it under _See all ideas_; it is yours to "
        "withdraw, on your Home tab."
    )


def field_error(outcome: Outcome) -> str | None:
    """Under the field with the words; None: it isn't about them."""
    return {
        "no_words": "What would make it better? A line is plenty.",
        "too_long": f"That is {outcome.get('length', 0):,} characters; {LONGEST:,} fit.",
        "no_reason": "What changed? They wait to hear it."
        if outcome.get("step") == Step.DONE
        else "Why not? The reason is the answer.",
    }.get(outcome["code"])


def warning(outcome: Outcome) -> str:
    """It seems to hold a customer's details."""
    what = in_words([DETAILS[one] for one in outcome["details"]])
    return f"This seems to hold {what}. Everyone here can read it, so better leave that out. Nothing is stored yet."


def not_voiced(outcome: Outcome, stored: str) -> str:
    """Nothing was stored; with their words."""
    why = {
        "cannot": CANNOT,
        "not_yours": NOT_YOUR_DECISION,
        "nobody": "Nobody but you could answer an idea in confidence here. Share it with your name, or name a last "
        "resort first.",
    }.get(outcome["code"], "That didn’t work.")
    return "\n".join(filter(None, (why, "Nothing was stored.", kept_words(stored))))


def withdrawn(outcome: Outcome, stored: str) -> str:
    if outcome["code"] != "withdrawn":
        return "That idea isn’t yours. Nothing was changed." if outcome["code"] == "not_yours" else GONE
    said = "Withdrawn. Its words are deleted, and the messages that tell of it go within a minute."
    return "\n".join(filter(None, (said, kept_words(stored))))


def joined(outcome: Outcome) -> str:
    """To whoever said "me too", or took it back, when that changed nothing."""
    return {"own": "That idea is yours already. Others can join in.", "cannot": CANNOT}.get(outcome["code"], GONE)


def answered(outcome: Outcome, stored: str) -> str:
    """To its keeper."""
    if outcome["code"] == "answered":
        others = " So do those who said “me too”." if outcome["step"] in (Step.DONE, Step.NO) else ""
        return f"Said: _{STATES[Step(outcome['step'])]}_. Whoever had the idea hears it.{others}"
    why = {
        "not_yours": NOT_KEEPER,
        "same": "It is there already. Nothing was changed.",
        "meanwhile": f"Somebody was quicker: it is _{STATES[Step(outcome.get('step', Step.HEARD))]}_ now. Nothing was "
        "changed by this. Open it again to go on from there.",
    }.get(outcome["code"], GONE)
    return "\n".join(filter(None, (why, kept_words(stored))))


def handed(outcome: Outcome) -> str:
    """To whoever hands it over."""
    if outcome["code"] == "handed":
        return f"{mention(outcome['to'])} answers it from now on, and is told."
    return NOT_KEEPER if outcome["code"] == "not_yours" else GONE


def hand_error(outcome: Outcome) -> str | None:
    """Under the field with the person."""
    return {
        "not_lead": "Ideas are answered by leads and admins, and this isn’t one. Choose somebody else.",
        "author": "It is their own idea. Choose somebody else.",
        "same": "They answer it already.",
    }.get(outcome["code"])
