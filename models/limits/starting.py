"""A starter set: five limits to adapt, so that nobody begins with an empty page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from babel.numbers import get_currency_precision
from sqlalchemy.orm import Session

from models.limits import categories, scopes, setting
from models.limits.setting import Terms
from models.money import Money
from models.people import members
from models.storage.requests import Outcome, once


class Starter(StrEnum):
    """Each is the name of its category."""

    REFUNDS = "Refunds"
    REPLACEMENTS = "Replacements"
    DISCOUNTS = "Discounts"
    GIFTS = "Goodwill gifts"
    DEADLINES = "Deadlines and exceptions"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`amount` in whole euros or dollars; None: it is no matter of money."""

    amount: int | None
    conditions: str
    example: str


SUGGESTIONS = {
    Starter.REFUNDS: Suggestion(
        50,
        "It came late, wrong or damaged, and it was not the customer’s doing.",
        "A parcel was six days late: what the delivery cost is paid back at once.",
    ),
    Starter.REPLACEMENTS: Suggestion(
        80,
        "It arrived broken or never arrived, and a photo or the tracking shows it.",
        "A cracked mug: a new one leaves today, and the old one need not come back.",
    ),
    Starter.DISCOUNTS: Suggestion(
        20,
        "Somebody who comes back to us was let down by us.",
        "The third late delivery in a row: the next order costs a little less.",
    ),
    Starter.GIFTS: Suggestion(
        15,
        "We made somebody’s day harder, and a small gesture says more than an apology.",
        "A birthday present came a day late: flowers, with a card from the team.",
    ),
    Starter.DEADLINES: Suggestion(
        None,
        "By up to five working days, where nobody else is kept waiting.",
        "A return that comes two days after the period ended is taken back.",
    ),
}


def suggested(starter: Starter, currency: str) -> Money | None:
    """The amount to begin with; in currencies without small coins a hundred times as many."""
    amount = SUGGESTIONS[starter].amount
    if amount is None:
        return None
    precision = get_currency_precision(currency)
    return Money(amount * 10 ** (precision or 2), currency)


def use(
    session: Session,
    *,
    workspace_id: int,
    chosen: Mapping[Starter, Money | None],
    scope: str,
    actor: str,
    key: str,
    now: datetime,
) -> Outcome:
    """Set those chosen for the scope, with these amounts, once per `key`; what is set there already stays as it is.

    `code`: "used" (with how many were `set` and `kept`), "not_yours", or a problem of `categories.add`.
    """

    def act() -> Outcome:
        return _use(session, workspace_id, chosen, scope, actor, now)

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda o: o["code"] == "used")


def _use(
    session: Session, workspace_id: int, chosen: Mapping[Starter, Money | None], scope: str, actor: str, now: datetime
) -> Outcome:
    author = members.by_slack_user(session, workspace_id, actor)
    whose = scopes.parse(scope)
    if author is None or whose is None or not scopes.may_set(session, author, whose, now=now):
        return {"code": "not_yours"}
    kept = 0
    for starter, amount in chosen.items():
        added = categories.add(session, workspace_id=workspace_id, name=starter.value, actor=actor, now=now)
        if added["code"] != "added":
            return added
        category_id = UUID(added["category"])
        categories.get(session, workspace_id, category_id, lock=True)
        if setting.in_force(session, workspace_id, category_id, whose) is not None:
            kept += 1
            continue
        said = SUGGESTIONS[starter]
        terms = Terms(amount, said.conditions, said.example)
        setting.write(
            session,
            workspace_id=workspace_id,
            category_id=category_id,
            scope=whose,
            terms=terms,
            author=author,
            now=now,
        )
    return {"code": "used", "set": len(chosen) - kept, "kept": kept}
