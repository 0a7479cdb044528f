"""What is said about what admins set about decisions."""

from bot.surfaces.text import count, mention
from models.decisions.governing import Standing

CHANGED = "Somebody else saved these meanwhile, so I saved nothing. Open them again to see what is set now."
ERRORS = {
    "last_resort_unfit": "They can’t answer decisions here: a guest, an app, or one who has left. Choose a colleague.",
    "criteria_long": "That is longer than I can show: at most 2,000 characters.",
    "currency": "Which currency?",
}
MISSING = (
    ":warning: *Nobody is the last resort for decisions.* Where somebody’s leads can’t answer, one of the admins is "
    "asked. Better name somebody."
)


def home(standing: Standing) -> str:
    """In a line or two what is set."""
    last = standing.last_resort
    named = f"{mention(last.slack_user_id)} answers when nobody else can" if last and last.slack_user_id else ""
    clock = "the answer clock is on" if standing.rules.clock else "the answer clock is off"
    amounts = "amounts are shown in channels" if standing.rules.amounts_in_channels else "no amounts in channels"
    said = ", ".join(filter(None, (named, clock, amounts, f"in {standing.rules.currency}")))
    lines = [f"*Decisions*: {said}."]
    if standing.without:
        lines.append(f":warning: {count(standing.without, 'decision has', 'decisions have')} nobody here to answer.")
    return "\n".join([*lines, *([] if last else [MISSING])])
