"""Giving kudos, once for each request: `give`, `give_asked` for several people at the same moment, and `give_draft`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.giving import drafts
from models.giving.deciding import Verdict, decide, unsuitable
from models.giving.gifts import LONGEST, MOST_RECEIVERS, Gift
from models.giving.together import Ask, give_each
from models.people import members
from models.storage import requests
from models.storage.requests import Outcome, once

__all__ = [
    "LONGEST",
    "MOST_RECEIVERS",
    "Asked",
    "Gift",
    "Verdict",
    "decide",
    "give",
    "give_asked",
    "give_draft",
    "give_now",
    "unsuitable",
]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to give: of one giver, all gifts or none, once per `key`.

    In a `form`, one receiver who can't receive it refuses the whole, and a refusal does not settle the key: a form is
    mended and sent again under the same key.
    """

    workspace_id: int
    gifts: Sequence[Gift]
    key: str
    now: datetime
    form: bool = False

    def is_settled_by(self, outcome: Outcome) -> bool:
        return not self.form or outcome["code"] in {"given", "again"}


def give(
    session: Session,
    *,
    workspace_id: int,
    gifts: Sequence[Gift],
    key: str,
    now: datetime,
    form: bool = False,
) -> Outcome:
    """Store these gifts of one giver, and what is owed to people, once per `key` (`Asked`).

    The outcome's `code` is "given" (with `gifts`, one for each), "again" or "sensitive" (with a `draft`, to be
    confirmed), or a refusal.
    """
    return give_asked(session, [Asked(workspace_id, gifts, key, now, form)])[0]


def give_asked(session: Session, asked: Sequence[Asked]) -> list[Outcome]:
    """`give` for each of these, together. A second copy of a request is given the outcome of the first."""
    outcomes: dict[tuple[int, str], Outcome] = {}
    for workspace_id in sorted({one.workspace_id for one in asked}):
        mine = {one.key: one for one in asked if one.workspace_id == workspace_id}
        for key, outcome in _give_in(session, workspace_id, mine).items():
            outcomes[workspace_id, key] = outcome
    return [outcomes[one.workspace_id, one.key] for one in asked]


def _give_in(session: Session, workspace_id: int, asked: dict[str, Asked]) -> dict[str, Outcome]:
    of: dict[str, Any] = {"workspace_id": workspace_id}
    fresh = requests.claim_each(session, **of, keys={one.key: one.now for one in asked.values()})
    found = {key: requests.outcome(session, **of, key=key) for key in asked if key not in fresh}
    if fresh:
        asks = [Ask(one.gifts, one.now, strict=one.form) for key, one in asked.items() if key in fresh]
        outcomes = give_each(session, **of, asks=asks)
        new = dict(zip((key for key in asked if key in fresh), outcomes, strict=True))
        settled = {key: outcome for key, outcome in new.items() if asked[key].is_settled_by(outcome)}
        requests.settle(session, **of, outcomes=settled)
        requests.free(session, **of, keys=new.keys() - settled.keys())
        found |= new
    return found


def give_draft(session: Session, *, workspace_id: int, draft_id: UUID, giver: str, now: datetime) -> Outcome:
    """The giver (a Slack id) has confirmed what was kept in a draft. `code` as of `give`, or "gone".

    A refusal keeps the draft, so that the words can be given back.
    """

    def act() -> Outcome:
        member = members.parties(session, workspace_id=workspace_id, slack_ids=[giver], now=now)[giver]
        mine: dict[str, Any] = {"workspace_id": workspace_id, "draft_id": draft_id, "giver_id": member.id}
        gifts = gifts_of(drafts.look(session, **mine))
        if not gifts:
            return {"code": "gone"}
        outcome = give_now(session, workspace_id=workspace_id, gifts=gifts, now=now, confirmed=True)
        if outcome["code"] == "given":
            drafts.drop(session, **mine)
        return outcome

    return once(session, workspace_id=workspace_id, key=f"draft:{draft_id}:{giver}", now=now, act=act)


def gifts_of(fields: dict[str, Any] | None) -> list[Gift]:
    """The gifts that a draft holds."""
    return [Gift.from_fields(one) for one in (fields or {}).get("gifts", [])]


def give_now(
    session: Session, *, workspace_id: int, gifts: Sequence[Gift], now: datetime, confirmed: bool = False
) -> Outcome:
    """`give` without a key, for a write that has one of its own."""
    return give_each(session, workspace_id=workspace_id, asks=[Ask(gifts, now, confirmed=confirmed)])[0]
