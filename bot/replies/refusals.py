"""Why a gift was not given: what happened, that nothing was posted, their words, and what to do next."""

from bot.surfaces.kudos import Message
from bot.surfaces.text import channel, count, in_words, kept_words, mention, when_in
from models import words as wording
from models.giving import LONGEST, MOST_RECEIVERS
from models.requests import Outcome

NOTHING = "Nothing was posted."

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
    return Message(text)


def _why(outcome: Outcome) -> str:
    return {
        "nobody": "Whom is it for? Start with a name and pick it from Slack’s list: `/pat @ana for …`, "
        "or type `/pat` alone for the form.",
        "only_self": "You can’t pat your own back, but a good call shouldn’t go unseen. "
        "Tell a colleague, or your lead.",
        "nobody_left": "There is nobody left to give it to.",
        "no_message": "What did they do? A few words make it worth keeping: "
        "`/pat @ana for refunding the parcel on the spot`.",
        "too_long": f"That is {outcome.get('length', 0):,} characters; {LONGEST:,} fit. Shorten it a little.",
        "too_many": f"That is {outcome.get('people', 0)} people, and {MOST_RECEIVERS} fit: more is a crowd. "
        "Give it to fewer.",
        "unknown": _unknown(outcome),
        "guests": "Guests, and people of other companies, can’t give pats here: an admin decided that.",
        "channel": f"Pats are given in {in_words([channel(one) for one in outcome.get('channels', [])])} here, "
        "an admin decided. Type it there, or use the form: `/pat`.",
        "what": "Here a pat says what they did: an admin asks for that. Add it: "
        "`/pat @ana for refunding the parcel on the spot`, or type `/pat` for the form.",
        "value": "Here a pat names one of your company’s values: an admin asks for that. Add it as `#tag`, or type "
        "`/pat` for the form, which lists them.",
        "allowance": _allowance(outcome),
    }.get(outcome["code"], "That didn’t work.")


def _unknown(outcome: Outcome) -> str:
    said = in_words([f"“{wording.from_plain(name)}”" for name in outcome.get("unknown", [])])
    return (
        f"I can’t tell who {said} is: Slack sent me only the text, and nobody without Slack has that name here. "
        "Pick the person from the list that opens when you type @."
    )


def _allowance(outcome: Outcome) -> str:
    left, most = outcome.get("left", 0), outcome.get("most", 0)
    return (
        f"It needs {count(outcome.get('needs', 0), 'pat', 'pats')}, and you have {left} of {most} left this "
        f"{outcome.get('period')}. You have {most} again from {when_in(outcome.get('resets_at', 0))}."
    )


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


def field_error(outcome: Outcome) -> str:
    """Under a field of the form, which shows plain text only."""
    return {
        "nobody": "Whom is it for?",
        "only_self": "You can’t pat your own back. Choose a colleague.",
        "no_message": "What did they decide? A few words make it worth keeping.",
        "too_long": f"That is {outcome.get('length', 0):,} characters; {LONGEST:,} fit.",
        "too_many": f"That is {outcome.get('people', 0)} people; {MOST_RECEIVERS} fit.",
        "guests": "Guests, and people of other companies, can’t give pats here: an admin decided that.",
        "channel": "Pats aren’t given in that channel here: an admin decided that. Choose another.",
        "what": "What did they decide? Here a pat says that.",
        "value": "Here a pat names one of your company’s values. Choose one.",
        "unknown": "Somebody you named is not here any more. Choose again.",
        "allowance": f"It needs {outcome.get('needs', 0)}, and you have {outcome.get('left', 0)} of "
        f"{outcome.get('most', 0)} left this {outcome.get('period')}.",
    }.get(outcome["code"]) or f"Not everyone here can receive a pat: one of them {_first_reason(outcome)}."


def _first_reason(outcome: Outcome) -> str:
    reasons = [REASONS.get(reason, "can’t receive it") for _, reason in outcome.get("left_out", [])]
    return in_words(list(dict.fromkeys(reasons))).replace(" and is", ", another is")
