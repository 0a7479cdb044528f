"""What the first hour says: to whoever installs Backpat, to the channel for pats, to leads."""

from collections.abc import Sequence

from models.storage.requests import Outcome

WELCOME = (
    "*Backpat is here, and works already*: `/pat @name for …` in any channel, seen by everyone there.\n"
    "Three choices make it yours. Each can wait, and can be changed."
)
WELCOME_NOTE = "Only you got this message. The same choices, and more, are on my *Home* tab."

CHANNEL = (
    "*Which channel is for pats?* A pat is posted where it was said; a copy goes there, and the week’s stories. "
    "I introduce myself there, once."
)
LEADS = (
    "*Who leads whom?* Leads hear on Mondays whom nobody has thanked lately. "
    "For everyone at once: `backpat import people FILE.csv`."
)
DIGEST = "*When does the digest come?* To the channel for pats, and to each lead in their own zone."

NO_GROUPS = "There is no user group in this workspace, or I have not read them yet. Nothing was changed."
NOT_A_LEAD = (
    "Who is in a team is said by the lead of that team, or by an admin, and neither is you. Nothing was changed. "
    "If you lead people, ask an admin to name you as a lead."
)
NOT_YOUR_PERSON = "Only an admin, or their lead, can change that person. Nothing was changed."

READING_ON = "✓ Reading is on: `@name ++` and emoji in messages give, in the channels I am in."
READING_OFF = (
    "• Reading messages is off: `@name ++` in a message does nothing. `backpat manifest --with reading` turns it on."
)
PROFILES_ON = "✓ Leads and start dates are read from Slack’s profile fields, once a day."
PROFILES_OFF = (
    "• Leads and start dates can come from Slack’s profile fields: `backpat manifest --with profiles` allows that."
)


def objections(outcome: Outcome, lead: str) -> str:
    """Under a field of a form, in plain text: why these people can't be in that team."""
    return " ".join(_objection(reason, name, other, lead) for reason, name, other in outcome["why"])[:1900]


def _objection(reason: str, name: str, other: str, lead: str) -> str:
    return {
        "self": f"{name} can’t be in their own team.",
        "bot": f"{name} is a bot.",
        "external": f"{name} is in another company’s workspace.",
        "deactivated": f"{name} has left.",
        "led": f"{name} reports to {other}: ask {other} or an admin.",
        "circle": f"{name} can’t report to {lead}: they would lead each other in a circle, {other}.",
        "too_many": f"That is {name} people at once; {other} fit. A list of people does it for all: "
        "backpat import people.",
    }.get(reason, "One of them is not in my directory yet: try again in a minute.")


def offline_error(outcome: Outcome) -> str:
    """Under the field of the handle."""
    return {
        "no_handle": "I can’t make a handle from that name: type one, such as lee-wong.",
        "bad_handle": "A handle begins with a letter and has letters, digits, hyphens and dots: lee-wong.",
        "taken": f"{outcome.get('by')} is typed so already. Choose another.",
    }.get(outcome["code"], NOT_YOUR_PERSON)


def offline_saved(outcome: Outcome, name: str) -> str:
    """`name` is in its stored form."""
    if outcome["code"] == "gone":
        return f"{name} is no longer offered. What they were given stays."
    kept = "is here now" if outcome["code"] == "added" else "is saved"
    return f"{name} {kept}: `/pat @{outcome['handle']} for …`, or choose them in the form of `/pat`."


def names(some: Sequence[str], most: int = 20) -> str:
    """A list in one line."""
    return ", ".join(some[:most]) + (f" and {len(some) - most} more" if len(some) > most else "")
