"""What the form of a limit holds, and what of it can't be read. Pure."""

from dataclasses import dataclass, replace
from typing import Any

from bot.ids import BlockId
from bot.listeners.fields import chosen, id_of, picked, typed_plain
from bot.parsing import amounts
from bot.parsing.amounts import Refused
from bot.replies import amounts as amount_replies
from bot.surfaces.limits.limit_form import PERSON, Filled
from models import words
from models.limits.reading import LimitCard
from models.limits.setting import Terms, Wanted
from models.money import Money
from models.people.members import Member


@dataclass(frozen=True, slots=True)
class Filling:
    """What is wanted, and by field what is to be mended."""

    wanted: Wanted
    errors: dict[str, str]


def filled_in(view: dict[str, Any], preview: str = "") -> Filled:
    """What stands in the form now."""
    return Filled(
        category=picked(view, BlockId.LIMIT_CATEGORY),
        new_category=typed_plain(view, BlockId.LIMIT_NEW_CATEGORY),
        scope=picked(view, BlockId.LIMIT_SCOPE),
        person=str(chosen(view, BlockId.LIMIT_PERSON).get("selected_user") or ""),
        amount=typed_plain(view, BlockId.LIMIT_AMOUNT),
        conditions=typed_plain(view, BlockId.LIMIT_CONDITIONS),
        example=typed_plain(view, BlockId.LIMIT_EXAMPLE),
        training=typed_plain(view, BlockId.LIMIT_TRAINING),
        ask=str(chosen(view, BlockId.LIMIT_ASK).get("selected_user") or ""),
        ask_amount=typed_plain(view, BlockId.LIMIT_ASK_AMOUNT),
        preview=preview,
    )


def read(filled: Filled, currency: str, changed: LimitCard | None = None) -> Filling:
    """The limit that the form describes; of one that is changed, whose and what it is about stay as they were.

    An amount without a currency is in `currency`; that of the one to ask in the limit's own. Of one person's limit the
    scope has to be that person's by now (`for_person`).
    """
    errors: dict[str, str] = {}
    amount = _amount(filled.amount, currency, BlockId.LIMIT_AMOUNT, errors)
    beyond = _amount(filled.ask_amount, amount.currency if amount else currency, BlockId.LIMIT_ASK_AMOUNT, errors)
    terms = Terms(
        amount=amount,
        conditions=words.from_plain(filled.conditions) or None,
        example=words.from_plain(filled.example) or None,
        training_url=filled.training or None,
        ask_amount=beyond,
    )
    scope = str(changed.whose.scope) if changed else filled.scope
    category = str(changed.category_id) if changed else filled.category
    if scope == PERSON:
        errors[BlockId.LIMIT_PERSON.value] = "Who is it? Choose them."
    about = id_of(category) if category else None
    return Filling(Wanted(scope, about, terms, filled.ask or None, filled.new_category or None), errors)


def for_person(filled: Filled, member: Member | None) -> Filled:
    """The same, with one person's limit being that of `member`."""
    return replace(filled, scope=f"member:{member.id}") if filled.scope == PERSON and member else filled


def _amount(text: str, currency: str, block: BlockId, errors: dict[str, str]) -> Money | None:
    if not text:
        return None
    found = amounts.read(text, currency)
    if isinstance(found, Refused):
        errors[block.value] = amount_replies.refused(found)
        return None
    return found
