"""Limits as Slack shows them: the answer while a customer waits, what changed, how a limit came to be."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block, Option, OverflowMenuElement, PlainTextObject, SectionBlock

from bot.ids import ActionId, ViewId
from bot.replies import limits as replies
from bot.surfaces.message import Message, button, mrkdwn
from bot.surfaces.text import SECTION, person, section, sections
from bot.surfaces.views import note, view
from models import words
from models.limits import Category
from models.limits.reading import LimitCard, Theirs, Unwritten
from models.people.persons import Person

ANY = "any"
"""In place of a category, where none fits."""
IN_A_MESSAGE = 12
"""Limits that one message names."""
IN_A_FORM = 40
MOST_OPTION_LABEL = 70

TITLE = "What you may decide"


def found(theirs: Theirs, lead: Person | None, reader: Person) -> Message:
    """The answer to `/pat limits …`: one line each."""
    if not theirs.limits and not theirs.unwritten:
        return _unwritten(None, lead)
    if not theirs.limits and len(theirs.unwritten) == 1:
        return _unwritten(theirs.unwritten[0], lead)
    lines = [replies.line(card, reader) for card in theirs.limits[:IN_A_MESSAGE]]
    more = len(theirs.limits) > IN_A_MESSAGE
    lines += [f"_and {len(theirs.limits) - IN_A_MESSAGE} more: add a word, `/pat limits refunds`_"] if more else []
    names = [words.from_plain(one.name) for one in theirs.unwritten]
    lines += [f"_Not written down yet: {', '.join(names[:IN_A_MESSAGE])}._"] if names else []
    text = "\n".join(lines)
    return Message(words.cut(text, SECTION), tuple(sections(lines)) if len(lines) > 1 else ())


def _unwritten(about: Unwritten | None, lead: Person | None) -> Message:
    subject = f"*{words.from_plain(about.name)}*: nobody" if about else "Nobody"
    text = f"{subject} has written this down yet."
    if lead is None:
        return Message(f"{text} And I know of nobody who leads you: ask an admin.")
    ask = button(_ask(lead), ActionId.LIMIT_WANTED, str(about.id) if about else ANY)
    return Message(text, (section(text), ActionsBlock(elements=[ask]), note(replies.UNWRITTEN_NOTE)))


def everything(theirs: Theirs, lead: Person | None, reader: Person) -> dict[str, Any]:
    """All that is theirs to decide, as a form that only shows it."""
    blocks: list[Block] = [own(card, reader, str(n)) for n, card in enumerate(theirs.limits[:IN_A_FORM])]
    if not blocks:
        blocks.append(section(replies.NONE_HERE))
    for n, one in enumerate(theirs.unwritten[:IN_A_FORM]):
        text = f"*{words.from_plain(one.name)}*: nobody has written this down yet."
        said = section(text)
        if lead:
            spoken = f"{_ask(lead)}: {one.name}"
            said.accessory = button(_ask(lead), ActionId.LIMIT_WANTED, str(one.id), part=str(n), spoken=spoken)
        blocks.append(said)
    return view(ViewId.MESSAGE, TITLE, blocks)


def own(card: LimitCard, reader: Person, part: str) -> SectionBlock:
    """One that holds for its reader: asked more of, and its history, which has the date and the author."""
    actions = [("Ask for more room", ActionId.ROOM_ASK), ("History", ActionId.LIMIT_HISTORY)]
    text = mrkdwn(words.cut(replies.line(card, reader, dated=False), SECTION))
    return SectionBlock(text=text, accessory=menu(actions, str(card.id), part))


def managed(cards: Sequence[LimitCard], used: Sequence[Category], *, admin: bool) -> dict[str, Any]:
    """The limits that somebody may change."""
    actions = [("Change…", ActionId.LIMIT_CHANGE), ("History", ActionId.LIMIT_HISTORY)]
    blocks: list[Block] = [ActionsBlock(elements=_adding(bool(cards), admin=admin and bool(used)))]
    for n, card in enumerate(cards[:IN_A_FORM]):
        text = words.cut(f"*For {replies.whose(card.whose)}*\n{replies.line(card)}", SECTION)
        blocks.append(SectionBlock(text=mrkdwn(text), accessory=menu(actions, str(card.id), str(n))))
    if not cards:
        said = "No limit is set yet. Begin with five that you can adapt, or write the first."
        blocks.insert(0, section(said))
    return view(ViewId.MESSAGE, "Limits you set", blocks)


def _adding(some: bool, *, admin: bool) -> list[Any]:
    add = button("Add a limit", ActionId.LIMIT_ADD, ANY, style="primary" if some else None)
    start = button("Use the starter set", ActionId.LIMITS_STARTER, ANY, style=None if some else "primary")
    named = [button("Categories", ActionId.CATEGORIES, ANY)] if admin else []
    return [add, start, *named]


def history(versions: Sequence[LimitCard]) -> dict[str, Any]:
    """How a limit came to be what it is, the newest first."""
    older: dict[UUID, LimitCard] = {one.id: two for one, two in pairwise(versions)}
    first = versions[0]
    head = section(f"*{words.from_plain(first.category)}*, for {replies.whose(first.whose)}")
    said = sections([replies.version(one, _replaced(one, older)) for one in versions])
    left = note("A decision is read against the version that was in force on its own day.")
    return view(ViewId.MESSAGE, "History of a limit", [head, *said, left])


def _replaced(one: LimitCard, older: Mapping[UUID, LimitCard]) -> LimitCard | None:
    before = older.get(one.id)
    return before if before and before.ends_at == one.starts_at else None


def changed(lines: Sequence[str], by: str = "") -> Message:
    """To one whom it concerns: what is new; `by`: who changed it."""
    text = "*What is yours to decide has changed*"
    row = ActionsBlock(elements=[button("All that is mine to decide", ActionId.LIMITS_SHOW, ANY)])
    why = note(" ".join(filter(None, (by, "You hear of this at most once a day. Only you see this message."))))
    return Message(f"{text}: {words.cut(lines[0], 200)}", (section(text), *sections(lines), row, why))


def changed_in_channel(team: str, names: Sequence[str], lines: Sequence[str]) -> Message:
    """To a team, where it works: what it is about; the amounts only where they may be told."""
    text = f"*What is yours to decide has changed* for {words.from_plain(team)}: {', '.join(names)}."
    row = ActionsBlock(elements=[button("What is mine to decide", ActionId.LIMITS_SHOW, ANY)])
    return Message(text, (section(words.cut(text, SECTION)), *sections(lines), row))


def wanted(asker: Person, category: str | None, about: str) -> Message:
    """To a lead: somebody would like it written down."""
    what = f" for *{words.from_plain(category)}*" if category else ""
    text = f"*{person(asker)}* looked up what is theirs to decide{what}, and nobody has written it down yet."
    write = button("Write it down", ActionId.LIMIT_ADD, about, style="primary")
    kept = note("What they typed was neither kept nor passed on. Seen by you and them.")
    return Message(text, (section(text), ActionsBlock(elements=[write]), kept))


def written(asker: Person, category: str) -> Message:
    """The same, once somebody has."""
    return Message(f"✓ {words.from_plain(category)} is written down now, as {person(asker)} wished.")


def menu(actions: Sequence[tuple[str, ActionId]], value: str, part: str) -> OverflowMenuElement:
    """Behind "…": each option names its own action."""
    options = [
        Option(text=PlainTextObject(text=label[:MOST_OPTION_LABEL]), value=f"{action.value}:{value}")
        for label, action in actions
    ]
    return OverflowMenuElement(action_id=f"{ActionId.MORE}.limit{part}", options=options)


def _ask(lead: Person) -> str:
    return words.cut_plain(f"Ask {lead.name}", MOST_OPTION_LABEL)
