"""Codes into kind sentences: what happened, what was kept, what to do next. Their words come back to them."""

from typing import Any

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.surfaces.kudos import Message, button
from bot.surfaces.text import channel, count, in_words, kept_words, mention, section
from models.giving import LONGEST, MOST_RECEIVERS
from models.members import Circle
from models.requests import Outcome

NOTHING = "Nothing was posted."

REASONS = {
    "self": "is you",
    "bot": "is a bot, and bots have no back to pat",
    "external": "is in another company’s workspace",
    "deactivated": "has left",
}

HELP = """*A pat on the back, in the open*
• `/pat @ana for refunding the late parcel on the spot` – everyone here sees it, and Ana is told
• `/pat @ana @bo for …` – several people at once
• `/pat` – a form: what they decided, what came of it, what the customer said
• `/pat undo` – takes back your newest pat (for a day)
• `/pat gaps` – for leads: whom nobody has thanked lately
Your Home tab here holds what you were given and what you gave."""


def given(outcome: Outcome) -> Message:
    """To the giver, once it is stored."""
    names = in_words([mention(slack_id) for slack_id in outcome["receivers"]])
    text = f"{_whereto(outcome, names)} {_left_out(outcome)}".strip()
    return Message(text, _with_undo(text, outcome["kudos"]))


def _with_undo(text: str, kudos_id: str) -> tuple[dict[str, Any], ...]:
    """As plain dictionaries: this is the answer to every `/pat`, and the SDK's own take longer than all the rest."""
    label = {"type": "plain_text", "text": "Undo"}
    undo = {"type": "button", "action_id": ActionId.UNDO.value, "text": label, "value": kudos_id}
    said = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
    return said, {"type": "actions", "elements": [undo]}


def _whereto(outcome: Outcome, names: str) -> str:
    if outcome["announced"]:
        return f"Your pat on the back for {names} is stored and will be posted."
    if outcome["circle"] != Circle.EVERYONE:
        return f"Your pat on the back for {names} is stored, and they are told. As they asked, it isn’t posted."
    return f"Your pat on the back for {names} is stored, and they are told."


def refused(outcome: Outcome, words: str) -> Message:
    """To the giver: nothing was stored, why, and what to do next."""
    text = "\n".join(part for part in (_why(outcome), _left_out(outcome), NOTHING, kept_words(words)) if part)
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
        "too_many": f"More than {MOST_RECEIVERS} people at once is a crowd. Give it to fewer.",
    }.get(outcome["code"], "That didn’t work.")


def _left_out(outcome: Outcome) -> str:
    if outcome["code"] == "only_self":
        return ""
    pairs = outcome.get("left_out", [])
    parts = [f"{mention(slack_id)} {REASONS.get(reason, 'can’t receive it')}" for slack_id, reason in pairs]
    return f"Left out: {in_words(parts)}." if parts else ""


def raw_names(names: tuple[str, ...], words: str) -> Message:
    """Slack handed over `@name` as text."""
    said = in_words([f"“{name}”" for name in names])
    text = f"I can’t tell who {said} is: Slack sent me only the text."
    text += " Pick the person from the list that opens when you type @."
    return Message(f"{text}\n{NOTHING}\n{kept_words(words)}")


def groups(names: tuple[str, ...], words: str) -> Message:
    """`@channel` and the like, where people were expected."""
    called = "A user group" if "subteam" in names else f"@{names[0]}"
    text = f"{called} isn’t one person’s back. Name the people: `/pat @ana @bo for …`."
    return Message(f"{text}\n{NOTHING}\n{kept_words(words)}")


def again(outcome: Outcome, words: str) -> Message:
    """The same words for the same people, a moment ago."""
    text = f"You gave exactly this a moment ago, and it is stored once. Give it again?\n{kept_words(words)}"
    buttons = ActionsBlock(elements=[button("Give it again", ActionId.GIVE_AGAIN, outcome["draft"])])
    return Message(text, (section(text[:2900]), buttons))


def undone(outcome: Outcome) -> Message:
    """To the giver, after `/pat undo` or the button."""
    if outcome["code"] == "undone":
        names = in_words([mention(slack_id) for slack_id in outcome["receivers"] if slack_id])
        return Message(f"Taken back: your pat for {names}. Its messages go as well.")
    if outcome["code"] == "too_old":
        return Message("That pat is more than a day old, so it stays. Nothing was changed.")
    return Message("There is no pat of yours to take back. Nothing was changed.")


def too_late(words: str) -> Message:
    """Slack has told the person that it failed before the write could start."""
    return Message(f"I was too busy to take that in time, and stored nothing. Try again, please.\n{kept_words(words)}")


def failed(words: str) -> Message:
    """Something unexpected."""
    return Message(
        f"Something went wrong on my side. Nothing was posted; try again in a minute. If it happens again, tell the "
        f"person who runs Backpat here.\n{kept_words(words)}"
    )


def form_failed() -> Message:
    return Message("Slack didn’t open the form in time. Type `/pat` again, please.")


DRAFT_GONE = "That was given already, or is more than a day old. Nothing was posted."
NOT_YOURS = Message("That pat isn’t yours, or was taken back. Nothing was changed.")
OLD_BUTTON = Message("This button is from an older version of Backpat and does nothing any more. Nothing was changed.")
RECEIPTS_OFF = Message("No more messages when you get a pat. Pats wait on your Home tab, where you turn this back on.")


def field_error(outcome: Outcome) -> str:
    """Under a field of the form, which shows plain text only."""
    return {
        "nobody": "Whom is it for?",
        "only_self": "You can’t pat your own back. Choose a colleague.",
        "no_message": "What did they decide? A few words make it worth keeping.",
        "too_long": f"That is {outcome.get('length', 0):,} characters; {LONGEST:,} fit.",
        "too_many": f"More than {MOST_RECEIVERS} people at once is a crowd.",
    }.get(outcome["code"]) or f"Not everyone here can receive a pat: one of them {_first_reason(outcome)}."


def _first_reason(outcome: Outcome) -> str:
    reasons = [REASONS.get(reason, "can’t receive it") for _, reason in outcome.get("left_out", [])]
    return in_words(list(dict.fromkeys(reasons))).replace(" and is", ", another is")


def boosted(outcome: Outcome) -> Message:
    return Message(
        {
            "boosted": "You joined in.",
            "already": "You have joined in already.",
            "own": "This pat is yours already. Others can join in.",
            "receiver": "This pat is for you, so you can’t join in. You can say thanks from your receipt.",
            "cannot": "People from other companies can’t join in.",
        }.get(outcome["code"], "This pat was taken back, or is no longer for everyone.")
    )


def thanked(outcome: Outcome) -> Message:
    if outcome["code"] != "thanked":
        return NOT_YOURS
    return Message(f"Said thanks to {mention(outcome['giver'])}." if outcome["giver"] else "Said thanks.")


def kept(outcome: Outcome) -> Message:
    return Message("Kept. It has a star on your Home tab.") if outcome["code"] == "kept" else NOT_YOURS


def circle_chosen(outcome: Outcome) -> str:
    if outcome["code"] != "circle":
        return NOT_YOURS.text
    messages = count(outcome["messages"], "message is", "messages are")
    out = f" {messages} brought in step, within a minute." if outcome["messages"] else ""
    return f"Saved.{out} What was read was read."


def announced_again(outcome: Outcome) -> Message:
    if outcome["code"] == "announced_again":
        return Message(f"Posting it in {channel(outcome['channel'])} now.")
    return Message("There is nothing left to post: it is out already, or was taken back.")
