"""What is said about who answers: being away, peer leads, asking another lead."""

from datetime import date

AWAY_ERRORS = {
    "past": "That day has begun already. Choose a later one.",
    "too_far": "That is more than a year ahead. Choose an earlier day.",
    "self": "That is you. Choose a colleague, or nobody.",
    "stand_in_unfit": "They can’t answer decisions here: a guest, an app, or someone who has left. Choose a colleague.",
    "stand_in_away": "They are away themselves. Choose somebody else, or nobody.",
    "unknown": "I don’t know you yet here. Try again in a minute.",
}
NOT_A_COLLEAGUE = "They are not in your team any more. Choose somebody else."
NOT_A_LEAD = "They don’t lead anybody here now, or are away. Choose another lead."
NO_OTHER_LEAD = "There is no other lead here who could answer. Yours still can, and you stand covered."
NOT_NOW = (
    "This one can’t go to another lead: it is answered already, or its answer has five working days first. "
    "You are covered either way."
)
ALREADY = "They answer it already: nothing else to do."
NO_TEAM = "You have no team with a lead here yet, so there is nobody to choose."


def day_in_words(day: date) -> str:
    """ "Monday, 16 March"."""
    return f"{day:%A}, {day.day} {day:%B}"
