"""Answers to decisions as their two people read them. Of guidance they say that it is there, and nothing of it."""

from datetime import date
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.ids import ActionId
from bot.surfaces.decisions import decision
from bot.surfaces.message import Message, button
from bot.surfaces.text import day, mention, person, quoted, section, when_in
from bot.surfaces.views import note
from models import words
from models.answers import Kind
from models.answers.talking import OTHER, YES
from models.decisions.reading import Answered, DecisionCard
from models.people.persons import Person
from models.pledge.reading import InForce

LONGEST_LABEL = 75
WEEK = 7
EDITED = "_Edited after your answer._"


def buttons_for_decider(card: DecisionCard, part: str | None = None) -> list[ButtonElement]:
    """What who decided can do with the answer. `part` tells buttons of several decisions apart."""
    answer = card.answer
    if answer is None:
        return []
    made = [_read(f"Read {answer.by.name}’s thought", card, part)] if answer.thought else []
    if answer.patted_at is not None and card.shared_kudos_id is None:
        made.append(button("Share this pat…", ActionId.SHARE_PAT, str(card.id), part=part))
    if card.shared_kudos_id is not None:
        if answer.edited_since is not None:
            made.append(button("Share it as it is now…", ActionId.SHARE_PAT, str(card.id), part=part))
        made.append(button("Stop sharing it", ActionId.UNSHARE_PAT, str(card.id), part=part))
    return made


def buttons_for_answerer(card: DecisionCard, part: str | None = None) -> list[ButtonElement]:
    """What the one who answers can do, once they answered too."""
    answer, value = card.answer, str(card.id)
    pat = button("Pat", ActionId.ANSWER_PAT, value, style="primary", part=part, spoken=_spoken("Pat", card, part))
    label = "Pat and a thought"
    thought = button(label, ActionId.OPEN_THOUGHT, value, part=part, spoken=_spoken(label, card, part))
    if answer is None:
        spoken = _spoken("Let’s talk", card, part)
        return [pat, thought, button("Let’s talk", ActionId.OPEN_TALK, value, part=part, spoken=spoken)]
    if answer.patted_at is None:
        return [pat, thought]
    made = [_read("Read what you wrote", card, part)] if answer.thought else []
    line = answer.words is None and card.shared_kudos_id is None
    if line or not answer.thought:
        label = "Add a line…" if answer.thought else "Add a line or a thought…" if line else "Add a thought…"
        made.append(button(label, ActionId.OPEN_THOUGHT, value, part=part))
    return made


def asked(card: DecisionCard, reader: Person, pledge: InForce | None, due: date | None) -> Message:
    """To the one who answers. `due`: by when; None: nobody counts days here."""
    head = f"*{person(card.person)} decided something on the spot* ({_decided(card)}). {_whose_turn(card)}"
    status = [note(line) for line in _status(card)]
    text = f"{card.person.name} decided something on the spot. You are the one who answers."
    blocks: list[Block] = [section(head), *decision.story(card), section(_cover(card, reader, pledge)), *status]
    buttons = buttons_for_answerer(card)
    blocks += [ActionsBlock(elements=list(buttons))] if buttons else []
    return Message(text, (*blocks, note(_seen(card, due))))


def handed_on(card: DecisionCard) -> Message:
    """To whoever answered it before: nothing of it is left there."""
    who = f"{person(card.answerer)} answers it now" if card.answerer else "Somebody else answers it now"
    return Message(f"A decision of {person(card.person)} waited for you. {who}: nothing is left to do for you.")


def answered(card: DecisionCard, answer: Answered, part: str, pledge: InForce | None) -> Message:
    """To who decided. `part` is what is new: a talk, a pat, or a thought."""
    talk = part == Kind.TALK and answer.patted_at is None
    text = _invitation(answer) if talk else _pat(card, answer)
    blocks: list[Block] = [section(text), *quoted(card.choice)]
    if not talk and answer.words:
        blocks += [section(f"{person(answer.by)} adds:"), *quoted(answer.words)]
    if answer.thought and not talk:
        blocks.append(section(f"And {person(answer.by)} has a thought for you, which only you two can read."))
    blocks += [section(line) for line in _said_to_talk(answer, talk)]
    buttons = _talk_buttons(card, answer) if talk else buttons_for_decider(card)
    blocks += [ActionsBlock(elements=list(buttons))] if buttons else []
    return Message(text, (*blocks, note(_covered(pledge)), note(_seen_by_two(card, answer))))


def talk_answered(card: DecisionCard, answer: Answered) -> Message:
    """To the one who would like to talk."""
    who = person(card.person)
    if answer.talk_answer == YES:
        time = f" {when_in(int(answer.talk_at.timestamp()))} suits." if answer.talk_at else " Any time soon is fine."
        return Message(f"{who} is glad to talk.{time}")
    return Message(f"{who} is glad to talk, and another time would be better. Write to {who}, and find one together.")


def replied(card: DecisionCard) -> Message:
    """To who gave guidance: nothing of the reply."""
    text = f"{person(card.person)} read your thought, and says what they need from you. Only you two can read it."
    return Message(text, (section(text), ActionsBlock(elements=[_read("Read it", card, None)])))


def _spoken(label: str, card: DecisionCard, part: str | None) -> str | None:
    """What a screen reader says of a button that stands beside others like it."""
    return f"{label}: {card.person.name}’s decision of {card.decided_on:%-d %B}" if part else None


def _decided(card: DecisionCard) -> str:
    """The weekday; with the date, where it was logged so much later that the weekday would mislead."""
    late = (card.logged_at.date() - card.decided_on).days > WEEK - 1
    return f"{card.decided_on:%A, %-d %B}" if late else f"{card.decided_on:%A}"


def _whose_turn(card: DecisionCard) -> str:
    if card.answer is None:
        return "You are the one who answers."
    if card.answer.patted_at is None:
        return "You would like to talk it through."
    return f"You gave {mention(card.person.slack_user_id)} a pat." if card.person.slack_user_id else "You gave a pat."


def _status(card: DecisionCard) -> list[str]:
    answer = card.answer
    if answer is None:
        return []
    lines = [f"Your line: {words.mrkdwn(words.cut(answer.words, 500))}"] if answer.words else []
    if answer.kind == Kind.TALK:
        lines.append(_talk_status(card, answer))
    if card.shared_kudos_id is not None:
        lines.append(f"{person(card.person)} shared your pat.")
    return [*lines, *([EDITED] if answer.edited_since else [])]


def _talk_status(card: DecisionCard, answer: Answered) -> str:
    time = f" {when_in(int(answer.talk_at.timestamp()))}" if answer.talk_at else ""
    said = {YES: "Glad to.", OTHER: "Another time would be better."}.get(answer.talk_answer or "", "No answer yet.")
    return f"You asked to talk{time}. {person(card.person)}: {said}"


def _cover(card: DecisionCard, reader: Person, pledge: InForce | None) -> str:
    """Never more than is true."""
    if pledge is None:
        return f"{person(card.person)} is covered by the pledge."
    if reader.id == pledge.signer.id:
        return f"{person(card.person)} is covered by the pledge that you signed."
    if reader.id in pledge.co_signers:
        return f"{person(card.person)} is covered by the pledge that you co-signed."
    return f"{person(card.person)} is covered by the pledge that {person(pledge.signer)} signed."


def _seen(card: DecisionCard, due: date | None) -> str:
    if card.answer is not None:
        return f"_Seen by you and {person(card.person)}._"
    wanted = f"By {due:%A}, please; one line is plenty." if due else "One line is plenty."
    return f"_Seen by you and {person(card.person)}. {wanted}_"


def _pat(card: DecisionCard, answer: Answered) -> str:
    return (
        f":clap: *{person(answer.by)} gives you a pat on the back* "
        f"for what you decided on {card.decided_on:%A, %-d %B}:"
    )


def _invitation(answer: Answered) -> str:
    time = f"{when_in(int(answer.talk_at.timestamp()))}?" if answer.talk_at else "When does it suit you?"
    return f"*You are covered.* {person(answer.by)} would like to talk it through. {time}"


def _talk_buttons(card: DecisionCard, answer: Answered) -> list[ButtonElement]:
    value = str(card.id)
    if answer.talk_at is None:
        return [] if answer.talk_answer else [button("Gladly", ActionId.TALK_SUITS, value)]
    yes, other = (
        button("Yes", ActionId.TALK_SUITS, value),
        button("Another time would be better", ActionId.TALK_OTHER, value),
    )
    return {YES: [other], OTHER: [yes]}.get(answer.talk_answer or "", [yes, other])


def _said_to_talk(answer: Answered, talk: bool) -> list[str]:
    if not talk or answer.talk_answer is None:
        return []
    if answer.talk_answer == YES:
        return [f"You said yes. {person(answer.by)} knows."]
    return [f"You said that another time would be better. {person(answer.by)} knows, and will find one with you."]


def _covered(pledge: InForce | None) -> str:
    if pledge is None:
        return "You stand covered by the pledge."
    signed = f"{person(pledge.signer)}, {day(pledge.signed_at)}"
    return f"You stand covered: “{words.mrkdwn(words.cut(pledge.text, 500))}” {signed}"


def _seen_by_two(card: DecisionCard, answer: Answered) -> str:
    """Whether it was shared, and what an edit does to that."""
    edited = " You edited it after the answer." if answer.edited_since else ""
    if card.shared_kudos_id is None:
        return f"Seen by you and {person(answer.by)}, until you share it.{edited}"
    kept = " What you shared stays as it was, until you share it as it is now." if answer.edited_since else ""
    return f"You shared this pat.{edited}{kept}"


def _read(label: str, card: DecisionCard, part: str | None) -> ButtonElement:
    return button(words.cut_plain(label, LONGEST_LABEL), ActionId.READ_THOUGHT, str(card.id), part=part)


def reader_of(card: DecisionCard, member_id: UUID) -> Person | None:
    """The member of the two whom a message is to."""
    two = (card.person, card.answerer, card.answer.by if card.answer else None)
    return next((one for one in two if one and one.id == member_id), None)
