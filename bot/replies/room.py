"""Asking for more room: the criteria, the record, what is asked, what became of it."""

from bot.ids import BlockId
from bot.surfaces.text import SECTION, count, person
from models import words
from models.limits.reading import LimitCard
from models.limits.record import DAYS, Record
from models.money import Money
from models.people.persons import Person
from models.storage.requests import Outcome

CRITERIA = (
    f"• about five decisions or more logged in this category within the last {DAYS} days\n"
    "• most of them answered, so that you both know how they went\n"
    "• made in good faith, for the customer\n"
    "They are no test: whoever answers may say yes to less, and a no always comes with a reason."
)
"""Until an admin writes their own."""
NOT_YOURS = "That request is answered by somebody else, or is gone. Nothing was changed."
CLOSED = "That request has been answered already, or was taken back. Nothing was changed."


def criteria(set_by_admin: str | None) -> str:
    """When more room is given, for everyone to read."""
    said = words.mrkdwn(set_by_admin) if set_by_admin else CRITERIA
    return f"*When more room is given here*\n{words.cut(said, SECTION - 100)}"


def record(found: Record, whose: str = "your") -> str:
    """The figures behind it."""
    if not found.decisions:
        return f"No decisions logged in this category in the last {DAYS} days."
    made = f"{count(found.decisions, 'decision', 'decisions')} in the last {DAYS} days, {found.answered} answered"
    half = f", half of them up to {found.typical}" if found.typical != found.largest else ""
    amounts = f"; the largest {found.largest}{half}" if found.largest else ""
    others = f"; {found.others} in another currency, not counted in" if found.others else ""
    return f"*The record*, {whose} own decisions in this category: {made}{amounts}{others}."


def asks(person_: Person, category: str, now: LimitCard | None, amount: Money | None) -> str:
    """What is asked for."""
    has = _has(now)
    wants = f" and ask for *up to {amount}*" if amount else " and ask for more"
    return f"*{person(person_)} asks for more room: {words.from_plain(category)}.* They have {has}{wants}."


def answering(lead: Person | None, absent: Person | None) -> str:
    """Who answers, and for whom, within a sentence."""
    who = person(lead) if lead else "whoever answers for your team"
    return f"{who}, in place of {person(absent)}, who is away," if absent else who


def covers(absent: Person) -> str:
    """To whoever answers in place of another lead."""
    return f"{person(absent)} was away, so it came to you."


def asked(lead: Person | None, absent: Person | None) -> str:
    """To whoever asked: `lead` answers, in place of `absent` where there is one."""
    who = answering(lead, absent)
    read = "reads your request with the record that you saw, and answers yes, or not now with a reason."
    return f"Asked. {who[0].upper()}{who[1:]} {read} Nobody else sees it. You can take it back on Home until then."


def not_asked(outcome: Outcome, currency: str) -> tuple[BlockId | None, str]:
    """Under which field (None: in place of the form), and what would fit; plain text."""
    return {
        "nothing": (BlockId.ROOM_WORDS, "Say what you would like: an amount above, or a few words."),
        "currency": (BlockId.ROOM_AMOUNT, f"The limit is in {currency}, and I don’t convert: the same, please."),
        "amount": (BlockId.ROOM_AMOUNT, "So much is yours already. A higher amount, please, or none and a few words."),
        "unbounded": (BlockId.ROOM_AMOUNT, "It is yours whatever it costs: leave the amount out."),
        "waiting": (None, "You have asked for more room here already, and it waits. Nothing was sent twice."),
        "nobody": (None, "I know of nobody who can answer, so nothing was sent. An admin can name a last resort."),
    }.get(outcome["code"], (None, "That category is gone, and nothing was sent."))


def granted_to(person_: Person, by: Person | None, card: LimitCard) -> str:
    """To colleagues, as the person agreed."""
    gave = f"{person(by)} gave" if by else "A lead gave"
    name = words.from_plain(card.category)
    room = f": up to {card.amount} are theirs" if card.amount and card.amount.minor else ""
    return f"• {gave} *{person(person_)} more room* for {name}{room}. They are happy for you to know."


def yes(by: Person | None, line: str, *, alone: bool) -> str:
    """To whoever asked."""
    said = f"{person(by)} said yes" if by else "The answer is yes"
    whom = "for you" if alone else "for all your team"
    return f":tada: *{said}: more room, {whom}.*\n{line}"


def no(by: Person | None, category: str, reason: str) -> str:
    said = f"{person(by)} says: not now" if by else "Not now"
    return f"*{said}* to more room for {words.from_plain(category)}. Why:\n{words.quote(reason)}"


def not_granted(outcome: Outcome, currency: str) -> tuple[BlockId | None, str]:
    """Why a yes could not be saved; plain text."""
    return {
        "amount": (BlockId.ROOM_AMOUNT, "That is no more than what they have. A higher amount, or answer “not now”."),
        "currency": (BlockId.ROOM_AMOUNT, f"Their limit is in {currency}, and I don’t convert: the same, please."),
        "no_amount": (BlockId.ROOM_AMOUNT, "They asked for an amount: up to how much may they decide?"),
        "closed": (None, CLOSED),
    }.get(outcome["code"], (None, NOT_YOURS))


def waits(category: str, amount: Money | None, lead: Person | None, absent: Person | None, asked_at: str) -> str:
    """On the Home of whoever asked."""
    what = f"up to {amount}" if amount else "more room"
    who = person(lead) if lead else "whoever answers"
    said = f":hourglass_flowing_sand: You asked {who} for {what}: {words.from_plain(category)}, {asked_at}."
    return f"{said} {person(absent)} was away." if absent else said


def closed(resolution: str, by: Person | None, when_: str) -> str:
    """Under what the lead was asked, once it is answered."""
    return {
        "yes": f"✓ {person(by)} said yes, {when_}." if by else f"✓ Yes, {when_}.",
        "no": f"✓ {person(by)} said not now, with a reason, {when_}." if by else f"✓ Not now, {when_}.",
    }.get(resolution, f"✓ Taken back by whoever asked, {when_}.")


def _has(now: LimitCard | None) -> str:
    if now is None:
        return "nothing written down"
    if now.amount is None:
        return "no amount set"
    return f"up to {now.amount}"
