"""Root causes: the messages about one, and the list of them. How often, what it cost, whose it is; never who met it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.ids import ActionId
from bot.surfaces.message import Message, button, menu
from bot.surfaces.text import in_words, person, quoted, section, times, when
from bot.surfaces.views import note
from models import words
from models.improving.cause_cards import CauseCard, Tally
from models.people.persons import Person

SEEN_BY = "Seen by leads and admins. Who met it is said to nobody."


def seen(card: CauseCard, reader: UUID | None, *, why: str = "", by: Person | None = None) -> Message:
    """To a lead or its owner: it keeps coming back; by `why` it seems to be "fixed", or was "handed" on by someone."""
    head = _heads(card, by).get(why, f"*{_named(card)} keeps coming back*: {_recently(card)}.")
    if card.closed_at:
        return Message(f"{_named(card)} is closed.", (section(head), *_closed(card)))
    blocks: list[Block] = [section(f"{head}\n{_state(card)}"), ActionsBlock(elements=_buttons(card, reader))]
    return Message(head, (*blocks, note(SEEN_BY)))


def thanks(card: CauseCard) -> Message:
    """To everyone who logged a decision with it."""
    head = f"*Thanks to you, {_named(card)} is fixed.* You logged a decision with it; that is how it was noticed."
    return Message(head, (section(head), *_closed(card)))


def entry(card: CauseCard, *, reader: UUID, admin: bool) -> SectionBlock:
    """As one of a list, with what the reader may do about it behind "…"."""
    said = section(line(card))
    may = _actions(card, mine=card.owner is not None and card.owner.id == reader, admin=admin)
    said.accessory = menu(may, str(card.id), part=card.id.hex) if may else None
    return said


def line(card: CauseCard) -> str:
    """What there is to say of it: how often, what it cost, since when, whose it is."""
    return f"*{words.from_plain(card.name)}*: {_recently(card)}\n{_state(card)}"


def ended(card: CauseCard) -> str:
    """A closed one, in a line."""
    by = f" by {person(card.closed_by)}" if card.closed_by else ""
    changed = words.cut(words.mrkdwn(card.what_changed or "").replace("\n", " "), 300)
    closed = when(card.closed_at) if card.closed_at else ""
    return f"*{words.from_plain(card.name)}*, closed{by} {closed}: {changed}"


def _heads(card: CauseCard, by: Person | None) -> dict[str, str]:
    who = person(by) if by else "A colleague"
    return {
        "fixed": f"*A decision says that {_named(card)} is fixed now.* Is it? Close it, and whoever met it is thanked.",
        "handed": f"*{who} asks you to look after {_named(card)}*: {_recently(card)}.",
    }


def _named(card: CauseCard) -> str:
    return f"“{words.from_plain(card.name)}”"


def _recently(card: CauseCard) -> str:
    if not card.recent.times:
        return "not seen in the last 30 days"
    return f"seen {_tally(card.recent)} in 30 days"


def _tally(tally: Tally) -> str:
    return ", ".join([times(tally.times), *([in_words([str(one) for one in tally.cost])] if tally.cost else [])])


def _state(card: CauseCard) -> str:
    """In all, whose it is, whether it was closed before."""
    more = card.since is not None and card.ever.times > card.recent.times
    parts = [f"In all {_tally(card.ever)}, since {when(card.since)}."] if more and card.since else []
    parts += [f"{person(card.owner)} has taken it." if card.owner else "Nobody has taken it yet."]
    parts += [f"It is back: closed {when(card.closed_before)}, seen again."] if card.closed_before else []
    parts += [f"A decision of {when(card.fixed_at)} says that it is fixed."] if card.fixed_at else []
    return " ".join(parts)


def _closed(card: CauseCard) -> list[Block]:
    by = f" by {person(card.closed_by)}" if card.closed_by else ""
    when_closed = f", {when(card.closed_at)}" if card.closed_at else ""
    return [section("What changed:"), *quoted(card.what_changed or ""), note(f"Closed{by}{when_closed}.")]


def _buttons(card: CauseCard, reader: UUID | None) -> list[Any]:
    mine = card.owner is not None and card.owner.id == reader
    taken = [] if card.owner else [button("I’ll take it", ActionId.CAUSE_TAKE, str(card.id), style="primary")]
    own = [button("Give it back", ActionId.CAUSE_GIVE_BACK, str(card.id))] if mine else []
    close = [button("Close it…", ActionId.CAUSE_CLOSE, str(card.id))] if mine or not card.owner else []
    return [*taken, *close, *own, button("All causes", ActionId.CAUSES, "message")]


def _actions(card: CauseCard, *, mine: bool, admin: bool) -> Sequence[tuple[str, ActionId]]:
    take = [] if card.owner else [("I’ll take it", ActionId.CAUSE_TAKE)]
    close = [("Close it…", ActionId.CAUSE_CLOSE)] if mine or admin or not card.owner else []
    change = [("Rename, merge, hand on…", ActionId.CAUSE_CHANGE)] if mine or admin else []
    back = [("Give it back", ActionId.CAUSE_GIVE_BACK)] if card.owner and (mine or admin) else []
    return [*take, *close, *change, *back]
