"""An idea as Slack shows it: one entry of a list, and the messages to its keeper, its author and who joined it."""

from slack_sdk.models.blocks import ActionsBlock, Block, InteractiveElement

from bot.ids import ActionId
from bot.surfaces.message import Message, button
from bot.surfaces.text import count, person, quoted, section, when
from bot.surfaces.views import note
from models import words
from models.improving.idea_cards import IdeaCard
from models.improving.ideas import IdeaStep, Step
from models.people.persons import Person

LONGEST = 700
"""Characters of an idea in a list, and of what was said of it."""

STATES = {
    Step.HEARD: "heard",
    Step.CONSIDERING: "being considered",
    Step.DOING: "being done",
    Step.DONE: "done",
    Step.NO: "no",
}
CHOICES = {
    Step.CONSIDERING: "We are considering it",
    Step.DOING: "We are doing it",
    Step.DONE: "It is done",
    Step.NO: "No, and here is why",
}
BECAME = {
    Step.CONSIDERING: "is being considered",
    Step.DOING: "is being done",
    Step.DONE: "is done",
    Step.NO: "won’t be done, and here is why",
}


def head(card: IdeaCard) -> str:
    """Whose it is, as far as the reader may know, and when it was voiced."""
    whose = "In confidence" if card.author is None else person(card.author)
    if card.mine:
        whose = "You, in confidence" if card.confidential else "You"
    return f"*{whose}*, {when(card.at)}"


def entry(card: IdeaCard, waiting: int | None = None) -> str:
    """`waiting`: working days without an answer; None where that isn't said."""
    said = f"{_name(card.by)}:\n{_quote(card.said)}" if card.said else ""
    return "\n".join(filter(None, (head(card), _quote(card.words), f"_{_state(card, waiting)}_", said)))


def me_too(card: IdeaCard) -> InteractiveElement:
    """What somebody else can do about it."""
    spoken = f"the idea of {card.at:%-d %B}: {words.plain(card.words)}"
    if card.joined:
        label, action = "✓ Me too", ActionId.IDEA_NOT_ME_TOO
        return button(label, action, str(card.id), part=card.id.hex, spoken=f"Take back your me too: {spoken}")
    return button("Me too", ActionId.IDEA_ME_TOO, str(card.id), part=card.id.hex, spoken=f"Me too: {spoken}")


def keeping(card: IdeaCard) -> ActionsBlock:
    """What its keeper can do about it."""
    spoken = f"Hand over the idea of {card.at:%-d %B}"
    hand = button("Hand to…", ActionId.IDEA_HAND, str(card.id), part=card.id.hex, spoken=spoken)
    return ActionsBlock(elements=[answer_button(card), hand])


def answer_button(card: IdeaCard) -> InteractiveElement:
    of = {"part": card.id.hex, "spoken": f"Answer the idea of {card.at:%-d %B}"}
    return button("Answer…", ActionId.IDEA_ANSWER, str(card.id), style="primary", **of)


def told(card: IdeaCard) -> Message:
    """To whoever answers it, or did."""
    whose = f"{person(card.author)} has an idea" if card.author else "Somebody has an idea, in confidence"
    if not card.kept_by_me:
        text = f"{whose}. {_name(card.keeper)} answers it now."
        return Message(text, (section(text),))
    hears = person(card.author) if card.author else "Whoever it is"
    foot = f"Everyone here can read it. {hears} hears each step; a no comes with its reason."
    secret = "" if card.author else " Nobody is told whose it is, you neither."
    text = f"{whose}, and you are the one who answers."
    state = [] if card.waits else [section(f"_{_state(card, None)}_")]
    blocks: list[Block] = [section(f"*{text}*"), *quoted(card.words), *state, keeping(card), note(foot + secret)]
    return Message(f"{text} {words.cut(words.mrkdwn(card.words), 300)}", tuple(blocks))


def step(card: IdeaCard, taken: IdeaStep, by: Person | None) -> Message:
    """To its author, and to those who joined it, what became of it then."""
    whose = "Your idea" if card.mine else "An idea that you joined"
    text = f"{whose} {BECAME[Step(taken.step)]}."
    said = [section(f"{_name(by)}:"), *quoted(taken.words)] if taken.words else [section(f"_Says {_name(by)}._")]
    thanks = [note(_joined(card))] if taken.step == Step.DONE and card.mine and card.supports else []
    cheer = ":tada: " if taken.step == Step.DONE else ""
    see = ActionsBlock(elements=[button("See all ideas", ActionId.IDEA_LIST, "message")])
    return Message(text, (section(f"{cheer}*{text}*"), *quoted(words.cut(card.words, LONGEST)), *said, *thanks, see))


def _quote(stored: str) -> str:
    """In a list: of many empty lines, too, at most half of a section."""
    return words.quotes(words.cut(stored, LONGEST), 2 * LONGEST)[0]


def _state(card: IdeaCard, waiting: int | None) -> str:
    parts = [STATES[card.step].capitalize()]
    if card.waits:
        who = _name(card.keeper) if card.keeper else "Nobody yet"
        parts = [f"Heard, {who} answers" if card.keeper else "Heard, nobody can answer it yet"]
        parts += [f"waiting {count(waiting, 'working day', 'working days')}"] if waiting else []
    return " · ".join([*parts, *([_joined(card)] if card.supports else [])])


def _joined(card: IdeaCard) -> str:
    return count(card.supports, "other wants it too", "others want it too")


def _name(someone: Person | None) -> str:
    return person(someone) if someone else "Backpat"
