"""Answers to a gift: stored, refused, or asked about first. Their words come back to them."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.replies import refusals
from bot.surfaces.message import Message, button
from bot.surfaces.text import count, in_words, kept_words, mention, section
from models import words as wording
from models.kudos import BESIDE_THE_WORDS
from models.people.members import Circle
from models.storage.requests import Outcome

Names = Mapping[str, str]
"""Names of people who are not in Slack, by member id."""

DETAILS = {
    "account": "a bank account’s number",
    "card": "a card number",
    "email": "an e-mail address",
    "order": "an order number",
    "phone": "a phone number",
}
DRAFT_GONE = "That was given already, or is more than a day old. Nothing was posted."


def given(outcome: Outcome, names: Names | None = None) -> Message:
    """To the giver, once it is stored."""
    lines = [_whereto(gift, names or {}) for gift in outcome["gifts"]]
    text = " ".join(part for part in (*lines, refusals.left_out(outcome)) if part)
    return Message("\n".join([text, *_remarks(outcome)]), _with_buttons("\n".join([text, *_remarks(outcome)]), outcome))


def _with_buttons(text: str, outcome: Outcome) -> tuple[dict[str, Any], ...]:
    """As plain dictionaries: this is the answer to every `/pat`, and the SDK's own take longer than all the rest."""
    gifts = outcome["gifts"][:12]
    elements = [
        _button(label, action, gift["kudos"], place if len(gifts) > 1 else None)
        for place, gift in enumerate(gifts, 1)
        for label, action in _choices(gift)
    ]
    said = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
    return said, {"type": "actions", "elements": elements}


def _choices(gift: Mapping[str, Any]) -> list[tuple[str, ActionId]]:
    """What a message gave is edited in the message."""
    edit = [] if gift["source"] in BESIDE_THE_WORDS else [("Edit", ActionId.EDIT)]
    return [("Undo", ActionId.UNDO), *edit]


def _button(label: str, action: ActionId, value: str, place: int | None) -> dict[str, Any]:
    shown, action_id = (f"{label} {place}", f"{action.value}.{place}") if place else (label, action.value)
    return {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": shown},
        "value": value,
    }


def _whereto(gift: Mapping[str, Any], names: Names) -> str:
    people = [mention(slack_id) for slack_id in gift["receivers"]]
    people += [wording.from_plain(names.get(member_id, "someone")) for member_id in gift["offline"]]
    stored = f"Your pat on the back for {in_words(people)} is stored"
    if gift["announced"]:
        return f"{stored} and will be posted{' in the thread' if gift['thread'] else ''}."
    told = ", and they are told" if gift["receivers"] else ""
    return f"{stored}{told}.{_unposted(gift)}"


def _unposted(gift: Mapping[str, Any]) -> str:
    return " As they asked, it isn’t posted." if gift["circle"] != Circle.EVERYONE else ""


def _remarks(outcome: Outcome) -> list[str]:
    """What might make the next one better, gently; and what is left of an allowance."""
    said = []
    if outcome.get("vague"):
        said.append("_It will mean more with a word on what they did. *Edit* adds it._")
    if details := outcome.get("details"):
        what = in_words([DETAILS[one] for one in details])
        said.append(f"_It seems to hold {what}. Customers’ details don’t belong in a pat: *Edit* takes them out._")
    if left := outcome.get("allowance"):
        said.append(
            f"_You have {count(left['left'], 'pat', 'pats')} left of {left['most']} {refusals.TIMES[left['period']]}._"
        )
    return said


def again(outcome: Outcome, words: str) -> Message:
    """The same words for the same people, a moment ago."""
    text = f"You gave exactly this a moment ago, and it is stored once. Give it again?\n{kept_words(words)}"
    return _confirm(text, "Give it again", outcome)


def sensitive(outcome: Outcome, words: str) -> Message:
    """It seems to hold a customer's details: asked before anybody sees them."""
    return _confirm(f"{details_in(outcome)} Nothing is posted yet.\n{kept_words(words)}", "Give it as it is", outcome)


def details_in(outcome: Outcome) -> str:
    """The warning, in plain text."""
    what = in_words([DETAILS[one] for one in outcome["details"]])
    return f"This seems to hold {what}. Customers’ details don’t belong in a pat, where everyone reads them."


def _confirm(text: str, label: str, outcome: Outcome) -> Message:
    buttons = [
        button(label, ActionId.GIVE_AGAIN, outcome["draft"]),
        button("Change it", ActionId.CHANGE_DRAFT, outcome["draft"]),
    ]
    return Message(text, (section(text[:2900]), ActionsBlock(elements=buttons)))
