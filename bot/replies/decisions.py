"""What is said about a decision of one's own: what was stored, why it could not be, what to do next."""

from bot.replies import pledge
from bot.replies.giving import DETAILS
from bot.surfaces.message import Message
from bot.surfaces.text import in_words, kept_words
from models.storage.requests import Outcome

NOT_YOURS = "There is no decision of yours here any more: it was deleted, or it is somebody else’s. Nothing changed."
NOT_STORED = "I stored nothing."
DRAFT_GONE = "That was logged already, or is more than a day old. Nothing was stored now."
FIELDS = {
    "situation": "What happened",
    "choice": "What you decided",
    "outcome": "What came of it",
    "customer_words": "What the customer said",
    "cause": "The cause",
}
DECLINED = "Just a thank-you, then. Nothing was stored as a decision, and nobody is told."
DELETED = "Deleted, with every message about it. Nothing of it is kept."


def cannot(code: str, words: str = "") -> Message:
    """Why nothing is logged at all, with their words, in their stored form."""
    if code == "none_yet":
        return pledge.none_yet(words)
    return Message("\n".join(filter(None, (f"{_why(code)} {NOT_STORED}", kept_words(words)))))


def _why(code: str) -> str:
    return {
        "kind": "Decisions are logged by the people of this company, who are covered by its pledge. "
        "A colleague can give you a pat for yours.",
        "left": "Slack says that your account is deactivated. If it has just come back, try again in a minute.",
        "gone": DRAFT_GONE,
        "not_yours": NOT_YOURS,
        "kept": "You have kept this one as a decision already: it stands on your Home.",
        "no_offer": "That pat was taken back meanwhile, so there is nothing to keep.",
    }.get(code, "That didn’t work.")


def field_error(outcome: Outcome) -> str:
    """Under a field, in plain text; what was typed stays."""
    code = outcome["code"]
    if code == "too_long":
        name = FIELDS[outcome["field"]]
        return f"{name}: {outcome['length']:,} characters, and {outcome['most']:,} fit. Shorten it a little."
    return {
        "no_situation": "What happened? One line is plenty.",
        "no_choice": "What did you decide? One line is plenty.",
        "future": "That day is still to come. Choose today, or a day before.",
        "too_old": f"Choose a day of the last {outcome.get('days', 90)}: older ones are not kept.",
        "no_category": "That is not on the list any more. Choose another, or none.",
        "no_fix": "Choose one of these, or none.",
        "no_peer": "Your team has another peer lead by now. Choose again, or nobody: then your lead answers.",
    }[code]


def details_in(outcome: Outcome) -> str:
    """The warning, in plain text."""
    what = in_words([DETAILS[one] for one in outcome["details"]])
    return f"This seems to hold {what}. Customers’ details don’t belong here, though few read it."
