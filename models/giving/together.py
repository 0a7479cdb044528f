"""Giving kudos: find who is meant, decide (pure), and store what was decided.

What several people ask for at the same moment is given together: a dozen statements serve for all of them. Each ask is
decided on its own, in their order, and sees what those before it came to.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import wording
from models.decisions import offering
from models.giving import drafts
from models.giving.addressing import Addressed, address
from models.giving.allowances import Allowance, allowance
from models.giving.deciding import Verdict, decide, enough, says_what
from models.giving.gifts import Gift
from models.giving.ledger import Ledger
from models.giving.storing import fingerprint, store
from models.kudos import Source
from models.people.members import Party
from models.storage.requests import Outcome
from models.workspace import policies, values
from models.workspace.policies import Policy

ASKED_FIRST = frozenset({Source.COMMAND, Source.MODAL})
"""Ways to give in which the giver still sits before it, and can be asked before anybody sees the words."""
AGAIN_WINDOW = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Ask:
    """Gifts of one giver: all of them or none.

    `strict`: one receiver who can't receive it refuses the whole. `confirmed`: the giver was asked already.
    """

    gifts: Sequence[Gift]
    now: datetime
    strict: bool = False
    confirmed: bool = False

    @property
    def is_asked_first(self) -> bool:
        return not self.confirmed and self.gifts[0].source in ASKED_FIRST


def give_each(session: Session, *, workspace_id: int, asks: Sequence[Ask]) -> list[Outcome]:
    """What becomes of each: `code` and figures, as of `models.giving.give`."""
    policy = policies.current(session, workspace_id)
    asks = [replace(ask, gifts=[_with_values(session, workspace_id, gift) for gift in ask.gifts]) for ask in asks]
    gifts = [gift for ask in asks for gift in ask.gifts]
    addressed = address(session, workspace_id=workspace_id, gifts=gifts, now=asks[0].now)
    ledger = Ledger(session, workspace_id, [party for one in addressed for party in one.receivers])
    if doubtful := [ask for ask in asks if ask.is_asked_first]:
        ledger.look_back({one.giver.id for one in addressed}, min(ask.now for ask in doubtful) - AGAIN_WINDOW)
    table, given = Table(session, workspace_id, policy, ledger), iter(addressed)
    outcomes = [table.give(ask, [next(given) for _ in ask.gifts]) for ask in asks]
    ledger.store()
    return outcomes


@dataclass(frozen=True, slots=True)
class Table:
    """What all who ask together share."""

    session: Session
    workspace_id: int
    policy: Policy
    ledger: Ledger

    def give(self, ask: Ask, addressed: Sequence[Addressed]) -> Outcome:
        verdicts = [decide(gift, one, self.policy) for gift, one in zip(ask.gifts, addressed, strict=True)]
        author = addressed[0].author
        left = self._allowance(author, ask.now)
        refusal = next((one for one in verdicts if not one.accepted), None) or enough(verdicts, left)
        left_out = [list(pair) for verdict in verdicts for pair in verdict.left_out]
        if refusal or (ask.strict and left_out):
            why = refusal or Verdict("some_left_out")
            offered = self._offered(why.code, ask, author)
            return {"code": why.code, "left_out": left_out, **why.figures, **offered}
        details = _details(ask.gifts)
        if ask.is_asked_first and (doubt := self._doubt(ask, addressed, verdicts, details)):
            return {"left_out": left_out, "draft": self._draft(ask, author), **doubt}
        stored = [
            store(
                self.session,
                self.ledger,
                workspace_id=self.workspace_id,
                gift=gift,
                addressed=one,
                receivers=verdict.receivers,
                kudos_channel=self.policy.kudos_channel,
                now=ask.now,
            )
            for gift, one, verdict in zip(ask.gifts, addressed, verdicts, strict=True)
        ]
        remarks = _remarks(ask.gifts, left, stored)
        return {"code": "given", "left_out": left_out, "gifts": stored, "details": details, **remarks}

    def _allowance(self, author: Party, now: datetime) -> Allowance | None:
        if self.policy.allowance is not None:
            self.ledger.store()
        return allowance(self.session, workspace_id=self.workspace_id, policy=self.policy, author=author, now=now)

    def _offered(self, code: str, ask: Ask, author: Party) -> dict[str, Any]:
        """What a refusal offers instead: the values that there are, or to log a pat for oneself as a decision."""
        if code == "value":
            return {"tags": values.tags(self.session, self.workspace_id)}
        words = "\n".join(text for gift in ask.gifts for text in gift.texts)
        if code != "only_self" or not words or ask.gifts[0].source != Source.COMMAND:
            return {}
        return offering.invite(self.session, workspace_id=self.workspace_id, author=author, words=words, now=ask.now)

    def _doubt(
        self, ask: Ask, addressed: Sequence[Addressed], verdicts: Sequence[Verdict], details: list[str]
    ) -> Outcome | None:
        """What the giver is asked before it is given: the same again, or details of a customer in it."""
        for gift, one, verdict in zip(ask.gifts, addressed, verdicts, strict=True):
            last = self.ledger.last_said(one.giver.id, fingerprint(one, verdict.receivers, gift))
            if last is not None and last > ask.now - AGAIN_WINDOW:
                return {"code": "again"}
        return {"code": "sensitive", "details": details} if details else None

    def _draft(self, ask: Ask, author: Party) -> str:
        fields = {"gifts": [asdict(gift) for gift in ask.gifts]}
        draft = drafts.keep(
            self.session, workspace_id=self.workspace_id, giver_id=author.id, fields=fields, now=ask.now
        )
        return str(draft)


def _with_values(session: Session, workspace_id: int, gift: Gift) -> Gift:
    """With the values that its tags name; other tags are words like any."""
    if not gift.tags:
        return gift
    tagged = values.tagged(session, workspace_id, gift.tags)
    return replace(gift, value_ids=tuple(dict.fromkeys([*gift.value_ids, *map(str, tagged)])))


def _remarks(gifts: Sequence[Gift], left: Allowance | None, stored: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What is worth saying to the giver besides: how their words might be better, and what they have left."""
    remarks: dict[str, Any] = {"vague": any(gift.texts and not says_what(gift) for gift in gifts)}
    if left:
        spent = sum(len(one["receivers"]) + len(one["offline"]) for one in stored)
        remarks["allowance"] = {"left": left.left - spent, "most": left.most, "period": str(left.period)}
    return remarks


def _details(gifts: Sequence[Gift]) -> list[str]:
    return sorted({found for gift in gifts for text in gift.texts for found in wording.details(text)})
