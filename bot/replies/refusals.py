"""Why a gift was not given: what happened, that nothing was posted, their words, and what to do next."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.surfaces.message import Message, button
from bot.surfaces.text import channel, count, in_words, kept_words, mention, sections, when_in
from models import words as wording
from models.giving import LONGEST, MOST_RECEIVERS
from models.storage.requests import Outcome

NOTHING = "Nothing was posted."
DEACTIVATED = "Slack says that your account is deactivated. If it has just come back, try again in a minute."
TIMES = {"day": "today", "week": "this week", "month": "this month"}
RESETS = {"day": "tomorrow", "week": "on Monday", "month": "on the 1st"}
"""When an allowance begins anew, on the giver's own calendar."""

REASONS = {
    "self": "is you",
    "bot": "is a bot, and bots have no back to pat",
    "external": "is in another company’s workspace",
    "guest": "is a guest, and guests don’t take part here",
    "deactivated": "has left",
}


def refused(outcome: Outcome, words: str) -> Message:
    """To the giver: nothing was stored, why, and what to do next."""
    text = "\n".join(part for part in (_why(outcome), left_out(outcome), NOTHING, kept_words(words)) if part)
    if outcome["code"] == "only_self" and "draft" in outcome:
        log = button("Log my decision", ActionId.DECISION_DRAFT, outcome["draft"], style="primary")
        return Message(text, (*sections(text.splitlines()), ActionsBlock(elements=[log])))
    return Message(text)


def _why(outcome: Outcome) -> str:
    return {
        "nobody": "Whom is it for? Start with a name and pick it from Slack’s list: `/pat @ana for …`, "
        "or type `/pat` alone for the form.",
        "only_self": _own_back(outcome),
        "nobody_left": "There is nobody left to give it to.",
        "no_message": "What did they do? A few words make it worth keeping: "
        "`/pat @ana for refunding the parcel on the spot`.",
        "too_long": f"That is {outcome.get('length', 0):,} characters; {LONGEST:,} fit. Shorten it a little.",
        "too_many": f"That is {outcome.get('people', 0)} people, and {MOST_RECEIVERS} fit: more is a crowd. "
        "Give it to fewer.",
        "unknown": unknown(outcome.get("unknown", ())),
        "group": _group(outcome),
        "empty_group": f"Besides you, nobody is in {in_words([f'<!subteam^{one}>' for one in _ids(outcome)])}. "
        "Name the people.",
        "left": DEACTIVATED,
        "guests": _guests(outcome),
        "channel": f"Pats are given in {in_words([channel(one) for one in outcome.get('channels', [])])} here: an "
        "admin set that. Type it there, or type `/pat` for the form, which asks where.",
        "what": "Here a pat says what they did: an admin set that. Add it: "
        "`/pat @ana for refunding the parcel on the spot`, or type `/pat` for the form.",
        "value": _value(outcome),
        "allowance": _allowance(outcome) if outcome["code"] == "allowance" else "",
    }.get(outcome["code"], "That didn’t work.")


def unknown(names: Sequence[str]) -> str:
    """Names that nobody here has; plain, as they were typed."""
    said = in_words([f"“{wording.from_plain(name)}”" for name in names])
    return (
        f"I can’t tell who {said} is: Slack sent me only the text, and nobody without Slack has that name here. "
        "Pick the person from the list that opens when you type @."
    )


def _own_back(outcome: Outcome) -> str:
    said = "You can’t pat your own back, but a good call shouldn’t go unseen."
    if "draft" not in outcome:
        return f"{said} Tell a colleague, or your lead."
    who = outcome.get("answerer")
    return f"{said} Log it, and {mention(who)} will answer." if who else f"{said} Log it: you are covered."


def _group(outcome: Outcome) -> str:
    """A user group without people to give to. (As a mention that Slack shows by its name, and that calls nobody.)"""
    why = {"off": "is switched off in Slack", "new": "is new to me: try again in a minute"}
    pairs = outcome.get("groups", []) if outcome["code"] == "group" else []
    said = [f"<!subteam^{group}> {why.get(reason, why['new'])}" for group, reason in pairs]
    return f"{in_words(said)}. Or name the people."


def _ids(outcome: Outcome) -> list[str]:
    return list(outcome.get("groups", [])) if outcome["code"] == "empty_group" else []


def _guests(outcome: Outcome) -> str:
    """Why this person can't give; in plain text."""
    if outcome.get("kind") == "guest":
        part = "can be given pats here, and give none" if outcome.get("guests") == "receive" else "take no part here"
        return f"Guests {part}: an admin set that. A colleague who isn’t a guest can give it for you."
    if outcome.get("kind") == "external":
        return "Pats are given here by the people of this workspace only. One of them can give it for you."
    return "Bots give no pats."


def _value(outcome: Outcome) -> str:
    tags = in_words([f"`#{tag}`" for tag in outcome.get("tags", [])])
    add = f"Add one of these to your words: {tags}. Or type" if tags else "Type"
    return (
        f"Here a pat names one of your company’s values: an admin set that. {add} `/pat` for the form: it lists them."
    )


def _allowance(outcome: Outcome) -> str:
    most, again = outcome.get("most", 0), when_in(outcome.get("resets_at", 0))
    return f"{_needs(outcome)} You have {most} again from {again}.{_instead(outcome)}"


def _needs(outcome: Outcome) -> str:
    """The numbers; in plain text."""
    needs, left, most = (outcome.get(name, 0) for name in ("needs", "left", "most"))
    has = f"{left or 'none'} of {most} left {TIMES[outcome['period']]}"
    each = ", one for each person" if needs > 1 else ""
    return f"It needs {count(needs, 'pat', 'pats')}{each}, and you have {has}: an admin set that."


def _instead(outcome: Outcome) -> str:
    needs, left, most = (outcome.get(name, 0) for name in ("needs", "left", "most"))
    if needs > most:
        return " For all of them at once that would not be enough either: name fewer people."
    return " Name fewer people now, or all of them then." if left else " What you wrote can be given then."


def left_out(outcome: Outcome) -> str:
    """Who was named and does not receive it, and why."""
    if outcome["code"] == "only_self":
        return ""
    pairs = outcome.get("left_out", [])
    parts = [f"{mention(who) if who else 'the giver'} {REASONS.get(why, 'can’t receive it')}" for who, why in pairs]
    return f"Left out: {in_words(parts)}." if parts else ""


def call(names: tuple[str, ...], words: str) -> Message:
    """`@channel` and the like, where people were expected."""
    text = f"@{names[0]} isn’t one person’s back. Name the people, or a user group: `/pat @ana @bo for …`."
    return Message(f"{text}\n{NOTHING}\n{kept_words(words)}")


def field_error(outcome: Outcome, names: Mapping[str, str]) -> str:
    """Under a field of the form, which shows plain text only; `names` by Slack id, of those who are left out."""
    return {
        "nobody": "Whom is it for?",
        "only_self": "You can’t pat your own back. Choose a colleague.",
        "no_message": "What did they decide? A few words make it worth keeping.",
        "too_long": f"That is {outcome.get('length', 0):,} characters; {LONGEST:,} fit.",
        "too_many": f"That is {outcome.get('people', 0)} people; {MOST_RECEIVERS} fit.",
        "left": DEACTIVATED,
        "guests": _guests(outcome),
        "channel": "Pats aren’t given in that channel here: an admin set that. Choose another.",
        "what": "What did they decide? Here a pat says that: an admin set it.",
        "value": "Here a pat names one of your company’s values: an admin set that. Choose one.",
        "unknown": "Somebody you named is not here any more. Choose again.",
        "allowance": _allowance_in_form(outcome) if outcome["code"] == "allowance" else "",
    }.get(outcome["code"]) or _cannot_receive(outcome, names)


def _allowance_in_form(outcome: Outcome) -> str:
    return f"{_needs(outcome)} You have {outcome['most']} again {RESETS[outcome['period']]}.{_instead(outcome)}"


def _cannot_receive(outcome: Outcome, names: Mapping[str, str]) -> str:
    """Who can't receive it, by name, so that they can be taken out."""
    parts = [_cannot(names.get(who or "", "one of them"), why) for who, why in outcome.get("left_out", [])]
    return f"Choose again, without some: {in_words(parts)}."


def _cannot(name: str, why: str) -> str:
    return "you can’t pat your own back" if why == "self" else f"{name} {REASONS.get(why, 'can’t receive it')}"
