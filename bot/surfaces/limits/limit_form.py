"""The forms of those who set limits: one limit, the starter set, the categories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, UserSelectElement

from bot.ids import ActionId, BlockId, ViewId
from bot.parsing import amounts
from bot.replies import limits as replies
from bot.surfaces.message import button
from bot.surfaces.text import section
from bot.surfaces.views import checkbox, menu, note, text_field, view
from bot.surfaces.views import field as asked
from models import words
from models.limits import Category
from models.limits.categories import LONGEST_LINK, LONGEST_NAME
from models.limits.reading import LimitCard
from models.limits.scopes import Named
from models.limits.starting import SUGGESTIONS, Starter, suggested
from models.people.persons import Person

LONGEST_AMOUNT = 40
LONGEST_WORDS = 1000
PERSON = "person"
"""In the menu of whose it is: the one chosen below."""
STARTERS = {
    Starter.REFUNDS: BlockId.STARTER_REFUNDS,
    Starter.REPLACEMENTS: BlockId.STARTER_REPLACEMENTS,
    Starter.DISCOUNTS: BlockId.STARTER_DISCOUNTS,
    Starter.GIFTS: BlockId.STARTER_GIFTS,
    Starter.DEADLINES: BlockId.STARTER_DEADLINES,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form offers to whoever sets a limit."""

    categories: Sequence[Category]
    whose: Sequence[Named]
    reader: Person
    currency: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form: plain text, as typed; people by Slack id."""

    category: str = ""
    new_category: str = ""
    scope: str = ""
    person: str = ""
    amount: str = ""
    conditions: str = ""
    example: str = ""
    training: str = ""
    ask: str = ""
    ask_amount: str = ""
    preview: str = field(default="", compare=False)


def of(card: LimitCard) -> Filled:
    """A version, as the form that changes it holds it."""
    return Filled(
        category=str(card.category_id),
        scope=str(card.whose.scope),
        amount=amounts.written(card.amount) if card.amount else "",
        conditions=words.unescape(card.conditions or ""),
        example=words.unescape(card.example or ""),
        training=card.training_url or "",
        ask=(card.ask.slack_user_id or "") if card.ask else "",
        ask_amount=amounts.written(card.ask_amount) if card.ask_amount else "",
    )


def limit(offer: Offer, filled: Filled, changed: LimitCard | None) -> dict[str, Any]:
    """One limit; its metadata is the version that is changed, or nothing."""
    head = _about(changed) if changed else _whose(offer, filled)
    gone = [checkbox(BlockId.LIMIT_GONE, "Withdraw it?", "It no longer holds, from now on")] if changed else []
    blocks: list[Block] = [*_preview(filled), *head, *_terms(offer, filled), *gone, note(_seen(changed))]
    title = "Change a limit" if changed else "Add a limit"
    return view(ViewId.LIMIT, title, blocks, submit="Save", metadata=str(changed.id) if changed else "")


def starter(offer: Offer, scope: str) -> dict[str, Any]:
    """Five limits to adapt: an amount left empty leaves that one out."""
    blocks: list[Block] = [note("Each can be changed later. An empty amount leaves that one out.")]
    choices = [(str(one.scope), replies.plainly(one, offer.reader)) for one in offer.whose]
    blocks.append(menu(BlockId.LIMIT_SCOPE, "Whose are they?", choices, current=[scope], many=False, optional=False))
    for one, block in STARTERS.items():
        said = SUGGESTIONS[one]
        amount = suggested(one, offer.currency)
        if amount is None:
            blocks.append(checkbox(block, one.value, "Theirs to decide", checked=True))
        else:
            written = amounts.written(amount)
            blocks.append(_amount(block, f"{one.value}: up to, per case", written, written))
        blocks.append(note(f"{said.conditions} _{said.example}_"))
    return view(ViewId.LIMITS_STARTER, "The starter set", blocks, submit="Set them")


def categories(used: Sequence[Category]) -> dict[str, Any]:
    """All categories, to be changed by an admin."""
    blocks: list[Block] = [note("A new one is named where a limit is added.")]
    for n, one in enumerate(used[:90]):
        link = f" · <{words.from_plain(one.training_url)}|training>" if one.training_url else ""
        said = section(f"*{words.from_plain(one.name)}*{link}")
        said.accessory = button("Change…", ActionId.CATEGORY_CHANGE, str(one.id), part=str(n), spoken=one.name)
        blocks.append(said)
    return view(ViewId.MESSAGE, "Categories", blocks)


def category(one: Category) -> dict[str, Any]:
    """Its name, what one can read about it, and whether it is still used."""
    theirs = "Shown with each of its limits that has no link of its own."
    blocks: list[Block] = [
        text_field(BlockId.CATEGORY_NAME, "Name", "Refunds", initial=one.name, longest=LONGEST_NAME, multiline=False),
        _link(BlockId.CATEGORY_TRAINING, one.training_url or "", hint=theirs),
        checkbox(BlockId.CATEGORY_GONE, "Still used?", "Retire it: its limits are no longer shown"),
        note("Decisions that were logged with it keep it, and the limit of their day."),
    ]
    return view(ViewId.CATEGORY, "Change a category", blocks, submit="Save", metadata=str(one.id))


def not_saved(said: str, now: LimitCard | None) -> dict[str, Any]:
    """In place of the form, when somebody else was faster: what they wanted comes back."""
    block = section(words.cut(said, 2900))
    block.accessory = button("See what it is now", ActionId.LIMIT_CHANGE, str(now.id)) if now else None
    return view(ViewId.MESSAGE, "Not saved", [block])


def _about(card: LimitCard) -> list[Block]:
    text = f"*{words.from_plain(card.category)}*, for {replies.whose(card.whose)}"
    return [section(text)]


def _whose(offer: Offer, filled: Filled) -> list[Block]:
    named = [(str(one.id), one.name) for one in offer.categories]
    scopes = [*((str(one.scope), replies.plainly(one, offer.reader)) for one in offer.whose), (PERSON, "One person")]
    found: list[Block] = []
    if named:
        one: Mapping[str, Any] = {"current": [filled.category], "many": False}
        found.append(menu(BlockId.LIMIT_CATEGORY, "What is it about?", named, **one))
    new: dict[str, Any] = {"initial": filled.new_category, "longest": LONGEST_NAME, "multiline": False}
    label = "Or a new category" if named else "What is it about?"
    found.append(text_field(BlockId.LIMIT_NEW_CATEGORY, label, "Refunds", optional=bool(named), **new))
    found.append(menu(BlockId.LIMIT_SCOPE, "Whose is it?", scopes, current=[filled.scope], many=False, optional=False))
    found.append(_person(BlockId.LIMIT_PERSON, "Who, if it is one person’s?", filled.person))
    return found


def _terms(offer: Offer, filled: Filled) -> list[Block]:
    costly = "Empty: it is theirs whatever it costs, or it is no matter of money."
    late, example = "It came late, wrong or damaged.", f"50 {offer.currency}"
    parcel = "A parcel was six days late: what the delivery cost is paid back at once."
    return [
        _amount(BlockId.LIMIT_AMOUNT, "Up to how much, per case?", example, filled.amount, hint=costly),
        _words(BlockId.LIMIT_CONDITIONS, "When?", late, filled.conditions),
        _words(BlockId.LIMIT_EXAMPLE, "An example", parcel, filled.example),
        _person(BlockId.LIMIT_ASK, "Whom do they ask beyond it?", filled.ask),
        _amount(
            BlockId.LIMIT_ASK_AMOUNT,
            "Up to how much can that person say yes?",
            f"250 {offer.currency}",
            filled.ask_amount,
        ),
        _link(BlockId.LIMIT_TRAINING, filled.training),
    ]


def _amount(block: BlockId, label: str, example: str, said: str, *, hint: str | None = None) -> Block:
    what: dict[str, Any] = {"optional": True, "multiline": False, "longest": LONGEST_AMOUNT}
    return text_field(block, label, example, initial=said, hint=hint, **what)


def _words(block: BlockId, label: str, example: str, said: str) -> Block:
    return text_field(block, label, example, initial=said, longest=LONGEST_WORDS, optional=True)


def _person(block: BlockId, label: str, slack_id: str) -> Block:
    return asked(block, label, UserSelectElement(action_id=block, initial_user=slack_id or None), optional=True)


def _link(block: BlockId, said: str, *, hint: str | None = None) -> Block:
    what: dict[str, Any] = {"optional": True, "multiline": False, "longest": LONGEST_LINK}
    return text_field(block, "Link to training", "https://…", initial=said, hint=hint, **what)


def _preview(filled: Filled) -> list[Block]:
    shown = [section(words.cut(f"*People read:*\n{filled.preview}", 2900))] if filled.preview else []
    return [*shown, ActionsBlock(elements=[button("See how it reads", ActionId.LIMIT_PREVIEW, "limit")])]


def _seen(changed: LimitCard | None) -> str:
    whom = "Seen by those it holds for, and by whoever sets it."
    kept = " What it says now stays readable in its history." if changed else ""
    return f"{whom}{kept}"
