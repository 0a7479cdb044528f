"""What is said about the pledge."""

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.replies.trouble import NOT_ADMIN
from bot.surfaces.message import Message, button
from bot.surfaces.text import count, day, kept_words, mention, person, sections
from models.pledge.promises import Told
from models.pledge.standing import Own, Standing
from models.storage.requests import Outcome

DEFAULT = "A decision made in good faith for a customer will not cost you your job or your money."
"""What an admin is offered as its text."""

NONE_YET = "Nobody has signed the pledge here yet, so I can’t promise you cover. I stored nothing."
NOT_FOR_YOU = "Only the leader who was asked to sign this pledge can do that. Nothing was changed."
NOT_CO_SIGNED = "You lead people here, and have not co-signed it. Only you see this line."
NOBODY_TO_TELL = "Nobody who signed the pledge is here any more, so there is nobody to tell. I stored nothing."


def none_yet(words: str = "") -> Message:
    """Decisions are off. `words`, in their stored form, are given back; anyone can ask for the pledge."""
    text = "\n".join(filter(None, (NONE_YET, kept_words(words))))
    ask = button("Ask for the pledge", ActionId.PLEDGE_ASK, "pledge", style="primary")
    return Message(text, (*sections(text.splitlines()), ActionsBlock(elements=[ask])))


def shown(pledge: Message, words: str) -> Message:
    """`/pat pledge`; `words` that were typed after it are given back."""
    kept = kept_words(words)
    return Message(f"{pledge.text}\n{kept}".strip(), (*pledge.blocks, *sections(kept.splitlines())))


def off(*, waits: bool) -> str:
    """To anyone, where none holds."""
    written = " One is written down, and waits for a leader to sign it." if waits else ""
    return f"Nobody has signed the pledge here yet, so decisions are off.{written}"


def beside(own: Own) -> list[str]:
    """Below the pledge that holds: who sees it, and what only its reader sees."""
    said = ["Everyone here can read it. It is quoted on the receipt of every decision."]
    if own.asked:
        said.append(NOT_CO_SIGNED)
    if own.co_signed:
        said.append("✓ You co-signed it. Your people read so on their receipts.")
    return said


def told_before(one: Told) -> str:
    """To whoever told a signer; their words follow."""
    read = f"✓ {person(one.to)} read it on {day(one.read_at)}." if one.read_at else "Not marked as read yet."
    return f"You told {person(one.to)} on {day(one.at)} that it wasn’t kept. {read} Only you two see this:"


def home(standing: Standing) -> str:
    """To admins: how it stands."""
    if standing.holds:
        on = f"signed by {person(standing.holds.signer)} on {day(standing.holds.signed_at)}. Decisions are on."
        return f"*The pledge*: {on}{_leads(standing)}{_next(standing)}"
    if standing.waiting:
        return f"*The pledge*: none holds yet, so decisions are off.{_next(standing)}{_wanted(standing)}"
    if standing.left:
        left = f"{person(standing.left.signer)}, who signed it, has left, so it no longer holds and decisions are off."
        return f"*The pledge*: {left} What was logged stays covered. Ask another leader to sign.{_wanted(standing)}"
    why = "a leader promises that a decision in good faith costs nobody their job or money."
    return f"*The pledge*: {why} Decisions are off until then.{_wanted(standing)}"


def _leads(standing: Standing) -> str:
    if standing.leads is None:
        return " Each lead is asked, alone, to stand by it."
    some, of = standing.leads
    return f" {some} of {count(of, 'lead', 'leads')} stand by it; who they are, only each of them knows."


def _next(standing: Standing) -> str:
    waits = standing.waiting
    if waits is None:
        return ""
    if waits.proposed:
        return f"\n{person(waits.signer)} would sign it with another text: look at it, and send it again."
    if not waits.can_sign:
        return f"\n{person(waits.signer)}, who was asked to sign, can’t any more. Ask another leader."
    return f"\nIt waits for {person(waits.signer)} to sign, since {day(waits.set_at)}."


def _wanted(standing: Standing) -> str:
    return f"\n{count(standing.wanted, 'person has', 'people have')} asked for it." if standing.wanted else ""


def unfit(why: str) -> str:
    """Under the field, in plain text: why this person can’t sign."""
    return {
        "guest": "A guest can’t promise that for the company. Who leads here?",
        "external": "They work for another company, and can’t promise that for yours. Who leads here?",
        "bot": "A bot can’t promise anything. Who leads here?",
        "deactivated": "They have left. Who leads here now?",
    }.get(why, "I don’t know them yet: choose somebody of your company, or try again in a minute.")


def set_up(outcome: Outcome, signer: str) -> str:
    """To the admin; `signer` is a mention."""
    if outcome["code"] == "not_admin":
        return NOT_ADMIN.text
    if outcome["code"] == "already":
        return f"That is how it stands already: the same text, for {signer} to sign or signed. Nothing was changed."
    asked = f"{signer} is asked to sign it, in their own hours."
    if outcome["holds"]:
        return f"{asked} What was signed before holds until they have, and each lead is then asked anew."
    return f"{asked} Decisions are on from then, and each lead is asked, alone, to stand by it."


def signed(outcome: Outcome) -> str:
    return {
        "signed": "Thank you. It holds, and decisions are on, from now on. Each lead is asked, alone, to co-sign.",
        "already": "You have signed it already. Nothing was changed.",
        "proposed": "The admins look at your text first; then you get it to sign.",
        "gone": "Another text took its place, or it was taken back. Nothing was signed.",
    }.get(outcome["code"], NOT_FOR_YOU)


def proposed(outcome: Outcome) -> str:
    return {
        "proposed": "Passed on. Nothing is signed: you get it once more, as the admins then write it.",
        "gone": "Another text took its place meanwhile, or it was signed or taken back. I stored nothing.",
    }.get(outcome["code"], NOT_FOR_YOU)


def withdrawn(outcome: Outcome) -> str:
    if outcome["code"] == "withdrawn":
        off = "Taken back. Decisions are off until a leader signs one. What was logged stays covered."
        return off if outcome["held"] else "Taken back: they are no longer asked to sign it."
    return {
        "already": "It was taken back before. Nothing was changed.",
    }.get(outcome["code"], "Only an admin, or the leader it is for, can take the pledge back. Nothing was changed.")


def co_signed(outcome: Outcome) -> str:
    return {
        "co_signed": "Thank you. Your people read on their receipts that you, their lead, stand by it.",
        "already": "You have co-signed it already. Nothing was changed.",
        "signer": "You signed it yourself: that says it. Nothing was changed.",
        "gone": "That pledge does not hold any more. Nothing was changed.",
    }.get(outcome["code"], "Co-signing is for those who lead people here. Nothing was changed.")


def asked(outcome: Outcome) -> str:
    return {
        "asked": "The admins are told how many have asked for the pledge, and not who. Nothing else was stored.",
        "again": "You have asked already: it counts once. The admins know how many have asked, and not who.",
        "holds": "It is signed: `/pat pledge` shows it, and decisions are on.",
        "admin": "You are an admin: you can set it up on my Home tab.",
        "nobody": "There is no admin of Backpat here to tell. I stored nothing; talk to your lead.",
    }.get(outcome["code"], "Only people of this company can ask for it. I stored nothing.")


def broken(outcome: Outcome, words: str = "") -> str:
    """To whoever said that it was not kept; where nobody was told their `words` come back."""
    if outcome["code"] == "told":
        signer = mention(outcome["signer"])
        return f"{signer} gets your words, and nobody else does. `/pat pledge` shows you when they are read."
    why = {
        "own": "You signed the pledge yourself: nobody else is told. I stored nothing.",
        "cannot": "Only people of this company can do that. I stored nothing.",
    }.get(outcome["code"], NOBODY_TO_TELL)
    return f"{why}\n{kept_words(words)}".strip()


def read(outcome: Outcome) -> str:
    return {
        "read": "Whoever wrote it sees that you read it. The next step is yours: talk to them.",
        "already": "You have said so already. Nothing was changed.",
    }.get(outcome["code"], "That is for whoever it was written to. Nothing was changed.")
