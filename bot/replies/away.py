"""What is said about being away, when a lead says it of one of their people."""

from datetime import date

from bot.replies.standing_in import AWAY_ERRORS, day_in_words
from models import words
from models.storage.requests import Outcome

ERRORS = {code: AWAY_ERRORS[code] for code in ("past", "too_far")}
NOT_YOURS = "You don’t lead them now, so I changed nothing. Only their own lead can say this of them."
BACK = "They count again from now on."
NOT_BACK = {
    "not_yours": NOT_YOURS,
    "theirs": "They said themselves until when they are away, so I left it: they can say that they are here.",
    "not_away": "They weren’t away any more: they count already.",
}


def saved(outcome: Outcome, name: str, back_on: date, *, on_slack: bool) -> str:
    """`name` as it is stored of people; `on_slack`: whether they can be told."""
    who = words.from_plain(name)
    if outcome["code"] == "theirs":
        day = day_in_words(date.fromisoformat(outcome["back_on"]))
        return f"{who} has already said that they are away until {day}. I left it as they said it."
    if outcome["code"] == "not_yours":
        return NOT_YOURS
    if outcome["code"] == "already":
        return f"It stands so already: {who} is away until {day_in_words(back_on)}. I told nobody again."
    told = "They are told." if on_slack else "They have no Slack, so tell them yourself."
    return f"{who} is away until {day_in_words(back_on)}, and no report of yours counts them until then. {told}"
