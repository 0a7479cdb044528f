"""App Home: what one was given, what one gave, how to give; for admins, what did not arrive."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ContextBlock, DividerBlock, HeaderBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.ids import ActionId
from bot.replies.help import HELP
from bot.surfaces.kudos import button, mrkdwn, story
from bot.surfaces.text import channel, count, people, person, section, when
from models.cards import Card, Page
from models.outbox import Delivery, Status

PAGE = 5
LONGEST_STORY = 4
"""Blocks of one kudos shown on Home; a view holds 100 in all."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """What one person's Home shows. `troubled` is for admins, and empty for everyone else."""

    received: Page
    given: Page
    received_offset: int
    given_offset: int
    receipts: bool
    troubled: tuple[Delivery, ...] = ()


def home(page: HomePage) -> dict[str, Any]:
    blocks: list[Block] = [
        _header("Pats on the back"),
        section(f"You were given *{_pats(page.received.total)}* and gave *{_pats(page.given.total)}*."),
        ActionsBlock(elements=[button("Give a pat", ActionId.OPEN_FORM, "home", style="primary"), _messages(page)]),
        *_list("Given to you", page.received, page.received_offset, page, ActionId.HOME_RECEIVED),
        *_list("Given by you", page.given, page.given_offset, page, ActionId.HOME_GIVEN),
        DividerBlock(),
        section(HELP),
        *_troubles(page.troubled),
    ]
    return dict(View(type="home", blocks=blocks[:100]).to_dict())


def _list(title: str, shown: Page, offset: int, page: HomePage, action: ActionId) -> list[Block]:
    blocks: list[Block] = [_header(title)]
    if not shown.cards:
        blocks.append(section("_Nothing yet._" if not offset else "_No more._"))
    for card in shown.cards:
        mine = action == ActionId.HOME_RECEIVED
        blocks += [section(_line(card, mine)), *story(card)[:LONGEST_STORY]]
    return blocks + _pager(shown, offset, page, action)


def _line(card: Card, received: bool) -> str:
    who = f"From {person(card.giver)}" if received else f"To {people(card.receivers)}"
    where = f" in {channel(card.channel_id)}" if card.channel_id else ""
    star = ":star: " if received and card.kept_by else ""
    return f"{star}*{who}*{where}, {when(card.given_at)}"


def _pager(shown: Page, offset: int, page: HomePage, action: ActionId) -> list[Block]:
    """Older and newer. The value holds both lists' offsets, so that turning one leaves the other where it is."""
    steps = []
    if offset > 0:
        steps.append(("Newer", max(0, offset - PAGE)))
    if offset + len(shown.cards) < shown.total:
        steps.append(("Older", offset + PAGE))
    if not steps:
        return []
    elements = [_turn(label, target, page, action) for label, target in steps]
    return [ActionsBlock(elements=elements)]


def _turn(label: str, target: int, page: HomePage, action: ActionId) -> Any:
    received = target if action == ActionId.HOME_RECEIVED else page.received_offset
    given = target if action == ActionId.HOME_GIVEN else page.given_offset
    return button(label, action, f"{received},{given}", part=label.casefold())


def _messages(page: HomePage) -> Any:
    if page.receipts:
        return button("Fewer messages", ActionId.FEWER_MESSAGES, "home")
    return button("Tell me when I get a pat", ActionId.MORE_MESSAGES, "home")


def _troubles(rows: tuple[Delivery, ...]) -> list[Block]:
    if not rows:
        return []
    blocks: list[Block] = [DividerBlock(), _header("What did not arrive")]
    for row in rows:
        blocks += [
            section(f"{row.purpose.replace('_', ' ').capitalize()} for {_target(row)}: {_state(row)}"),
            ActionsBlock(elements=[button("Send again", ActionId.SEND_AGAIN, str(row.id), part=row.id.hex)]),
        ]
    hint = "“In doubt” means that Slack may have it: look there first. Only admins see this."
    return [*blocks, ContextBlock(elements=[mrkdwn(hint)])]


def _target(row: Delivery) -> str:
    return f"<@{row.channel_id}>" if row.channel_id[0] in "UW" else channel(row.channel_id)


def _state(row: Delivery) -> str:
    return f"in doubt ({row.failure})" if row.status == Status.IN_DOUBT else f"failed ({row.failure})"


def _header(text: str) -> HeaderBlock:
    return HeaderBlock(text=PlainTextObject(text=text))


def _pats(number: int) -> str:
    return count(number, "pat", "pats")
