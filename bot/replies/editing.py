"""Answers to an edit: what was not saved, and why."""

from bot.replies import refusals
from models.storage.requests import Outcome

WHY_NOT = {
    "not_yours": "Only who gave a pat can edit it.",
    "too_old": "That pat is more than a day old, so its words stay.",
    "taken_back": "That pat was taken back, so there is nothing to edit.",
    "removed": "An admin removed that pat, so there is nothing to edit.",
    "beside": "That pat stands by a message and has no words of its own: edit the message, and the pat follows.",
    "gone": "That was saved already, or waited for more than a day.",
    "unwieldy": "Its words are longer than Slack’s form can hold. Take it back and give it anew, a little shorter.",
}
NOTHING = "Nothing was changed."
NO_HISTORY = "What a pat said before is for whoever gave it, whoever was given it, and the admins."


def why_not(outcome: Outcome) -> str:
    """Why it can't be edited, or wasn't."""
    return f"{WHY_NOT.get(outcome['code']) or refusals.field_error(outcome, {})} {NOTHING}"
