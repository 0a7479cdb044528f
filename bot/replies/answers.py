"""What is said to whoever answers a decision, and to whoever reads the answer."""

from bot.surfaces.message import Message
from bot.surfaces.text import mention, person
from models.answers import Kind
from models.people.persons import Person
from models.storage.requests import Outcome

NOT_YOURS = Message("Somebody else answers this one, or it was deleted. Nothing was sent.")
DELETED = Message(
    "That decision isn’t here any more: whoever logged it deleted it, or it is older than what is kept. "
    "Nothing is left to do for you."
)
NOT_FOR_YOU = Message("That isn’t open to you any more, or was deleted. Nothing was changed.")
WRONG_KEY = Message(
    "It is kept, encrypted, and I can’t open it: BACKPAT_SECRET_KEY is missing or was changed. "
    "An admin can put back the one that it was written with. Nothing of it is lost until then."
)
PAST = "That time has passed. Another one?"
NOTHING_TYPED = "Write a line or a thought, or close this and press Pat: that needs no words."
NO_KEY = "Guidance can’t be kept here until an admin sets BACKPAT_SECRET_KEY. Pat and Let’s talk work as ever."


def answered_by(by: Person) -> Message:
    """To somebody who was to answer it once."""
    return Message(f"{person(by)} answered that one meanwhile. Nothing is left to do for you.")


def moved_to(answerer: Person | None) -> Message:
    who = f"{person(answerer)} answers" if answerer else "Somebody else answers"
    return Message(f"{who} that one now. Nothing is left to do for you.")


def answered(outcome: Outcome) -> Message:
    """To the one who answers."""
    if outcome["code"] == "already":
        return Message(_already(outcome))
    if outcome["code"] != "answered":
        return NOT_YOURS
    who = mention(outcome["to"]) if outcome["to"] else "They"
    parts = outcome["parts"]
    if "talk" in parts:
        return Message(f"{who} reads that they are covered, and that you would like to talk. You will hear back here.")
    if "thought" in parts:
        pat = "your pat, and that there is a thought" if "pat" in parts else "that there is a thought"
        return Message(f"{who} hears of {pat}. The thought is for {who} and you alone.")
    if "pat" in parts:
        more = "" if "line" in parts else " A line to go with it is welcome, and never needed."
        return Message(f"{who} hears of your pat, for you two to see until they share it.{more}")
    return Message(f"Added. {who} sees your line with the pat.")


def _already(outcome: Outcome) -> str:
    said = {
        Kind.PAT: "You gave a pat for this already.",
        Kind.THOUGHT: "You gave a pat and a thought for this already.",
        Kind.TALK: "You said already that you would like to talk.",
    }[Kind(outcome["kind"])]
    return f"{said} It stays as it was{', and is shared by now' if outcome['shared'] else ''}."


def talk_replied(outcome: Outcome) -> Message:
    """To who decided."""
    if outcome["code"] == "not_yours":
        return NOT_FOR_YOU
    if outcome["code"] == "already":
        return Message("You said so already. They know.")
    who = mention(outcome["to"]) if outcome["to"] else "They"
    return Message(f"{who} knows." if outcome["suits"] else f"{who} knows, and will find another time with you.")


def replied(outcome: Outcome) -> str:
    """To whom guidance was given."""
    if outcome["code"] == "replied":
        who = mention(outcome["to"]) if outcome["to"] else "They"
        return f"{who} is told that you wrote back. Only the two of you can read it."
    if outcome["code"] == "already":
        return "You wrote back already, and that stays as it was. Talk to them if there is more."
    return NOT_FOR_YOU.text


def not_shared_there(outcome: Outcome) -> str | None:
    """Under the form's channel; None: it was shared, or it is not about that."""
    if outcome["code"] == "channel":
        return "Pats are given in other channels here: the form names them."
    return {
        "no_channel": "Which channel? Or choose who may see it without one.",
        "amounts": "Amounts stay out of channels here. Edit the decision first, then share it.",
    }.get(outcome["code"])


def shared(outcome: Outcome) -> str:
    """To who decided."""
    if outcome["code"] == "shared":
        if outcome["channel"]:
            return f"Shared. It stands in <#{outcome['channel']}>, and others can add their pat."
        return "Shared. It was posted in no channel: those you chose find it on their Home tab."
    return {
        "removed": "An admin removed this pat from view, so it can’t be shared. Its words are still yours on Home.",
        "no_pat": "There is no pat to share yet.",
    }.get(outcome["code"], NOT_FOR_YOU.text)


def unshared(outcome: Outcome) -> Message:
    if outcome["code"] == "unshared":
        return Message(
            "No longer shared: its words are gone from the channel. The pat stays yours. What was read was read."
        )
    if outcome["code"] == "not_shared":
        return Message("You don’t share this one. Nothing was changed.")
    return NOT_FOR_YOU
