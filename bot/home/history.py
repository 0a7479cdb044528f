"""One's own history: what one was given, gave and kept, with words to search for. On Home, and as a form of its own."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId, BlockId
from bot.replies import history as replies
from bot.surfaces.kudos import entries
from bot.surfaces.message import button
from bot.surfaces.text import section
from bot.surfaces.views import note
from models.kudos import histories
from models.kudos.cards import Card, Page
from models.kudos.histories import Which

ON_HOME = 5
IN_A_FORM = 10
LONGEST_SEARCH = 100
NONE = Page((), 0)


def history(session: Session, visitor: Visitor) -> Sequence[Block]:
    """The newest, with everything to page and search."""
    return drawn(*read(session, visitor, ON_HOME), visitor, ON_HOME)


def read(session: Session, visitor: Visitor, most: int) -> tuple[Page, int]:
    """The page that the visitor turned to, and how many pats there are of theirs in all."""
    if visitor.member is None:
        return NONE, 0
    whose: dict[str, Any] = {"workspace_id": visitor.workspace_id, "member_id": visitor.member.id}
    page = histories.history(
        session,
        **whose,
        which=which(visitor),
        search=visitor.search,
        most=most,
        offset=visitor.number(ActionId.HISTORY_PAGE),
    )
    return page, sum(histories.totals(session, **whose).values())


def which(visitor: Visitor) -> Which:
    said = visitor.shown.get(ActionId.HISTORY_SHOW, "")
    return Which(said) if said in set(Which) else Which.RECEIVED


def drawn(page: Page, in_all: int, visitor: Visitor, most: int) -> list[Block]:
    """`in_all` 0: a first line that helps, and nothing to page. The form has its title already."""
    title = [header(replies.TITLE)] if most == ON_HOME else []
    if not in_all:
        return [*title, section(replies.NOTHING_YET), *_first(most)]
    found = [block for card in page.cards for block in _entry(card, visitor)]
    said = [note(replies.range_of(page, which(visitor), visitor.search))] if page.cards else []
    empty = [] if found else [section(replies.empty(which(visitor), visitor.search))]
    return [*title, *_search(visitor, most), _lists(visitor), *said, *empty, *found, *_pager(page, most)]


def _first(most: int) -> list[Block]:
    """Home has such a button above."""
    first = button("Give the first one", ActionId.OPEN_FORM, "history", part="history")
    return [] if most == ON_HOME else [ActionsBlock(elements=[first])]


def _search(visitor: Visitor, most: int) -> list[Block]:
    """On Home it searches at Enter, in the form at its button. Cleared, it is another field: Slack keeps the text."""
    element = PlainTextInputElement(
        action_id=ActionId.HISTORY_SEARCH,
        initial_value=visitor.search or None,
        max_length=LONGEST_SEARCH,
        placeholder=PlainTextObject(text=replies.SEARCH_HINT),
        dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_enter_pressed"]),
    )
    label, block_id = PlainTextObject(text=replies.SEARCH), f"{BlockId.SEARCH}.{visitor.number(BlockId.SEARCH)}"
    on_home = most == ON_HOME
    return [InputBlock(block_id=block_id, label=label, element=element, optional=True, dispatch_action=on_home)]


def _lists(visitor: Visitor) -> ActionsBlock:
    elements = []
    for one, label in replies.LISTS.items():
        shown = one == which(visitor)
        spoken = f"{label}, shown now" if shown else f"Show: {label}"
        style = "primary" if shown else None
        elements.append(button(label, ActionId.HISTORY_SHOW, one, part=one, style=style, spoken=spoken))
    if visitor.search:
        elements.append(button("Clear the search", ActionId.HISTORY_CLEAR, "search"))
    return ActionsBlock(elements=elements)


def _entry(card: Card, visitor: Visitor) -> list[Block]:
    """One block of words, and one of buttons."""
    mine = visitor.member is not None and visitor.member.id in {one.id for one in card.receivers}
    elements = _receivers_buttons(card, visitor) if mine else []
    elements += [read_it_all(card, "")] if entries.is_cut(card) else []
    text = entries.received(card) if mine else entries.given(card)
    return [section(text), *([ActionsBlock(elements=elements)] if elements else [])]


def _receivers_buttons(card: Card, visitor: Visitor) -> list[ButtonElement]:
    kept = visitor.member is not None and visitor.member.id in card.kept_by
    label, action = ("Don’t keep", ActionId.HISTORY_DROP) if kept else ("Keep", ActionId.HISTORY_KEEP)
    share = _button("Share with my lead", ActionId.HISTORY_SHARE, card)
    share.confirm = ConfirmObject(title="Share it?", text=replies.SHARE, confirm="Share", deny="Not now")
    return [_button(label, action, card), share, _button("Change who sees it", ActionId.CHOOSE_CIRCLE, card)]


def read_it_all(card: Card, where: str) -> ButtonElement:
    """`where` it stands in the view."""
    return _button("Read it all", ActionId.HISTORY_READ, card, where)


def _button(label: str, action: ActionId, card: Card, where: str = "") -> ButtonElement:
    spoken = f"{label}: the pat of {card.given_at:%-d %B} from {card.giver.name}"
    return button(label, action, str(card.id), part=f"{where}{card.id.hex}", spoken=spoken)


def _pager(page: Page, most: int) -> list[Block]:
    steps = [("Newer", page.offset - most)] if page.offset > 0 else []
    steps += [("Older", page.offset + most)] if page.offset + len(page.cards) < page.total else []
    elements = [
        button(label, ActionId.HISTORY_PAGE, str(max(0, target)), part=label.casefold(), spoken=f"{label} pats")
        for label, target in steps
    ]
    return [ActionsBlock(elements=elements)] if elements else []
