"""What the answer clock says: to the one who answers, to who decided, and to the lead above."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.ids import ActionId, BlockId, ViewId
from bot.surfaces.answers import answer
from bot.surfaces.message import Message, button
from bot.surfaces.text import count, day, person, section
from bot.surfaces.views import menu, note, view
from models import words
from models.answers.asking_another import Askable
from models.answers.counting import Count
from models.decisions import Decision
from models.decisions.reading import DecisionCard
from models.people.members import Member
from models.people.persons import Person

MOST = 8
"""Decisions that one message shows; the others are on Home."""
QUOTED = 200


def reminder(cards: Sequence[DecisionCard]) -> Message:
    """To the one who answers, of everything that has waited for two working days, oldest first."""
    one = cards[0]
    head = f"*{person(one.person)}’s decision waits for your answer.*"
    if len(cards) > 1:
        head = f"*{len(cards)} decisions wait for your answer.*"
    blocks: list[Block] = [section(head)]
    for place, card in enumerate(cards[:MOST]):
        blocks.append(section(f"{person(card.person)}, {day(card.logged_at)}:\n{quote(card.choice)}"))
        blocks.append(ActionsBlock(elements=list(answer.buttons_for_answerer(card, str(place)))))
    blocks += _more(cards)
    return Message(head.strip("*"), (*blocks, note("One line is plenty. Nobody else sees this reminder.")))


def covered(cards: Sequence[DecisionCard]) -> Message:
    """To who decided, of everything without an answer for five working days."""
    head = "You stand covered."
    blocks: list[Block] = [section(f"*{head}* No answer yet takes nothing away from that.")]
    for place, card in enumerate(cards[:MOST]):
        said = section(f"{_silent(card)}\n{quote(card.choice)}")
        said.accessory = _ask(card, str(place))
        blocks.append(said)
    blocks += _more(cards)
    return Message(f"{head} Ask another lead?", (*blocks, note("Nobody else sees this.")))


def waiting(counts: Sequence[Count]) -> Message:
    """To a lead's own lead."""
    lines = [f"*{_waited(one)} five working days or more for an answer.*" for one in counts]
    said = "That is all I tell: nothing of what they are about, nor whose they are. At most once a week."
    return Message(lines[0].strip("*"), (*(section(line) for line in lines[:40]), note(said)))


def standing(it: Askable) -> Block:
    """On Home of who decided: it may go to another lead."""
    who = person(_person(it.answerer)) if it.answerer else ""
    silent = f"{who} hasn’t answered yet, day {it.day}." if who else "There is nobody here yet who can answer."
    said = section(f"*You stand covered.* {silent}\n{quote(it.decision.choice)}")
    if it.answerer:
        said.accessory = _ask(it.decision, str(it.decision.id)[-12:])
    return said


def another(it: Askable, leads: Sequence[Member]) -> dict[str, Any]:
    """The form: which lead?"""
    choices = [(str(one.id), one.label) for one in leads]
    seen = "Whom you choose reads your decision and answers it; you two are the only ones who see it."
    if it.answerer:
        seen += f" {person(_person(it.answerer))} no longer does, and reads that somebody else answers."
    blocks = [
        section(quote(it.decision.choice)),
        menu(BlockId.OTHER_LEAD, "Which lead?", choices, many=False, optional=False),
        note(seen),
    ]
    return view(ViewId.ASK_ANOTHER, "Ask another lead", blocks, submit="Ask", metadata=str(it.decision.id))


def quote(stored: str) -> str:
    return words.quote(words.cut(stored, QUOTED))


def _silent(card: DecisionCard) -> str:
    who = person(card.answerer) if card.answerer else "Nobody"
    verb = "hasn’t" if card.answerer else "has"
    return f"{who} {verb} answered yet what you logged on {day(card.logged_at)}:"


def _waited(one: Count) -> str:
    have = "has" if one.waiting == 1 else "have"
    return f"{count(one.waiting, 'decision', 'decisions')} under {person(_person(one.lead))} {have} waited"


def _ask(decision: Decision | DecisionCard, part: str) -> Any:
    label, value = "Ask another lead…", str(decision.id)
    spoken = f"{label}: your decision of {decision.decided_on:%-d %B}"
    return button(label, ActionId.ASK_ANOTHER, value, part=part, spoken=spoken)


def _more(cards: Sequence[DecisionCard]) -> list[Block]:
    return [note(f"{count(len(cards) - MOST, 'more is', 'more are')} on Home.")] if len(cards) > MOST else []


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label)
