"""A decision as whoever made it sees it: the receipt, and how it stands."""

from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.ids import ActionId
from bot.surfaces.answers import answer
from bot.surfaces.decisions import pledge
from bot.surfaces.decisions.decision import story
from bot.surfaces.message import Message, button
from bot.surfaces.text import person, section
from bot.surfaces.views import note
from models.answers import Kind, clock, due
from models.decisions.reading import DecisionCard
from models.people.persons import Person
from models.pledge.reading import InForce

HEAD = "Logged. You are covered."
NOBODY = "Nobody here can answer yet, and an admin is to name someone. You are covered all the same."
ALONE = "Nobody else sees this until you share it."


def receipt(card: DecisionCard, promise: InForce | None, lead: Person | None, remark: str = "") -> Message:
    """At once, after it was logged; `lead` is their own who stands by the pledge."""
    quote = pledge.quoted(promise, lead) if promise else []
    said = " ".join(filter(None, (state(card), "" if card.shared_kudos_id else ALONE)))
    blocks: list[Block] = [section(f"*{HEAD}*"), *quote, *story(card, reader=card.person.id), section(said)]
    blocks += [note(line) for line in (remark, edited(card)) if line]
    return Message(HEAD, (*blocks, ActionsBlock(elements=list(buttons(card, promise)))))


def buttons(card: DecisionCard, promise: InForce | None, part: str | None = None) -> list[ButtonElement]:
    """What they can do with it; `part` tells those of several decisions apart."""
    value, whose = str(card.id), card.person.id
    idea = button("This keeps happening because…", ActionId.IDEA_FROM_DECISION, value, part=part)
    before = [button("What it said before", ActionId.DECISION_BEFORE, value, part=part)] if card.edited_at else []
    made = [
        *answer.buttons_for_decider(card, part),
        button("Edit", ActionId.DECISION_EDIT, value, part=part),
        button("Delete…", ActionId.DECISION_DELETE, value, part=part),
        idea,
        *before,
    ]
    return [*made, *([pledge.not_kept(promise, card.id)] if promise and promise.signer.id != whose else [])]


def state(card: DecisionCard, now: datetime | None = None, *, counts: bool = True) -> str:
    """Who answers by when, or what they answered. With `now`, which day it is; `counts`: days are counted here."""
    if card.answer is not None:
        return _answered(card)
    if card.answerer is None:
        return NOBODY
    who = person(card.answerer)
    if now is not None and (waited := clock.day_of(card, now)) > due.SOON:
        return f"{who} hasn’t answered yet, day {waited}. You are covered."
    if not counts or card.asked_at is None:
        return f"{who} answers."
    return f"{who} answers by {due.by(card.asked_at, card.zone, card.calendar):%A}."


def edited(card: DecisionCard) -> str:
    if card.answer is not None and card.answer.edited_since is not None:
        return f"Edited after the answer: {person(card.answer.by)} sees that, and what it said before."
    return "Edited. What it said before stays readable for you and the one who answers." if card.edited_at else ""


def _answered(card: DecisionCard) -> str:
    assert card.answer is not None
    who, shared = person(card.answer.by), " You shared it." if card.shared_kudos_id else ""
    if card.answer.patted_at is None:
        return f"{who} would like to talk it through. You are covered."
    thought = ", and a thought for you alone" if card.answer.kind == Kind.THOUGHT else ""
    return f"{who} gave you a pat{thought}.{shared}"
