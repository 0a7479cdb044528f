"""Who reads the leadership's digest, and whether one's own month comes."""

from collections.abc import Sequence

from bot.surfaces.message import Message
from bot.surfaces.text import in_words, mention
from models.people.members import Member
from models.storage.requests import Outcome

TITLE = "*The week across the company*"
WHAT = (
    "Each of them gets it in a message, weekly: who of all was thanked, and by team; whether managers answer; what "
    "keeps going wrong; ideas without an answer. No figure in it is about fewer than five people."
)
STOPPED = "Stopped: no more message about your month. What was said stays on your Home tab, under “Your pats”."
STARTED = "On: once a month you get what was said about you, alone. The first one comes when this month is over."
NOT_ON = Message("That comes to people of this workspace only. Nothing was changed.")


def read_by(named: Sequence[Member]) -> str:
    """For an admin's Home."""
    readers = [mention(one.slack_user_id) for one in named if one.slack_user_id]
    return f"{TITLE}\n" + (f"Read by {in_words(readers)}." if readers else "Off: nobody is named to read it.")


def objections(outcome: Outcome) -> str:
    """Under the field, in plain text: why these people can't read it."""
    return " ".join(_objection(reason, name) for reason, name in outcome["why"])[:1900]


def _objection(reason: str, name: str) -> str:
    return {
        "guest": f"{name} is a guest: it is for people of this company.",
        "bot": f"{name} is a bot.",
        "external": f"{name} is in another company’s workspace.",
        "deactivated": f"{name} has left.",
        "too_many": f"At most {name} people at once.",
    }.get(reason, "One of them is not in my directory yet: try again in a minute.")
