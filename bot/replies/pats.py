"""What becomes of a pat: taken back, joined, thanked for, kept, shown to fewer people."""

from slack_sdk.models.blocks import ActionsBlock

from bot.surfaces.message import Message, button
from bot.surfaces.text import channel, count, kept_words, mention, people, section
from digests.actions import DigestAction
from models.kudos.cards import Card
from models.storage.requests import Outcome

NOT_YOURS = Message("That pat isn’t yours, or was taken back. Nothing was changed.")
RECEIPTS_OFF = Message("No more messages when you get a pat. Pats wait on your Home tab, where you turn this back on.")
NOTHING_TO_UNDO = "There is no pat of yours to take back."
NOT_UNDONE = {
    "too_old": "That pat is more than a day old, so it stays.",
    "not_yours": "Only who gave a pat can take it back.",
    "already": "That pat was taken back before.",
}


def undone(outcome: Outcome, card: Card | None) -> Message:
    """To the giver, after `/pat undo` or the button. The words come back: it may have been a slip."""
    if card is not None:
        text = f"Taken back: your pat for {people(card.receivers)}. Its messages go as well."
        return Message("\n".join(filter(None, (text, kept_words(card.said)))))
    return Message(f"{NOT_UNDONE.get(outcome['code'], NOTHING_TO_UNDO)} Nothing was changed.")


UNSEEN = (
    "You joined in. That thank-you was imported, so there is no message that shows it to them: "
    "a line of your own would reach them."
)


def boosted(outcome: Outcome) -> Message:
    if outcome["code"] == "boosted" and "receiver" in outcome:
        give = button("Give a pat", DigestAction.GIVE, outcome["receiver"])
        return Message(UNSEEN, (section(UNSEEN), ActionsBlock(elements=[give])))
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
