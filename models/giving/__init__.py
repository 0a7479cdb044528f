"""Giving kudos: find who is meant, decide (pure), and store what was decided, in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models import wording
from models.decisions import offering
from models.giving import drafts
from models.giving.addressing import Addressed, address
from models.giving.allowances import Allowance, allowance
from models.giving.deciding import Verdict, decide, enough, says_what, unsuitable
from models.giving.gifts import LONGEST, MOST_RECEIVERS, Gift
from models.giving.storing import fingerprint, given_just_now, store
from models.kudos import Source
from models.people import members
from models.people.members import Party
from models.storage.requests import Outcome, once
from models.workspace import policies, values

__all__ = ["LONGEST", "MOST_RECEIVERS", "Gift", "Verdict", "decide", "give", "give_draft", "give_now", "unsuitable"]

ASKED_FIRST = frozenset({Source.COMMAND, Source.MODAL})
"""Ways to give in which the giver still sits before it, and can be asked before anybody sees the words."""


def give(
    session: Session,
    *,
    workspace_id: int,
    gifts: Sequence[Gift],
    key: str,
    now: datetime,
    form: bool = False,
) -> Outcome:
    """Store these gifts of one giver, and what is owed to people, once per `key`: all of them or none.

    The outcome's `code` is "given" (with `gifts`, one for each), "again" or "sensitive" (with a `draft`, to be
    confirmed), or a refusal. With `form`, one receiver who can't receive it refuses the whole, and a refusal does not
    settle the key: a form is mended and sent again under the same key.
    """

    def act() -> Outcome:
        return give_now(session, workspace_id=workspace_id, gifts=gifts, now=now, strict=form)

    def keep(outcome: Outcome) -> bool:
        return not form or outcome["code"] in {"given", "again"}

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=keep)


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
    session: Session,
    *,
    workspace_id: int,
    gifts: Sequence[Gift],
    now: datetime,
    strict: bool = False,
    confirmed: bool = False,
) -> Outcome:
    """`give` without a key, for a write that has one of its own."""
    policy = policies.current(session, workspace_id)
    gifts = [_with_values(session, workspace_id, gift) for gift in gifts]
    addressed = address(session, workspace_id=workspace_id, gifts=gifts, now=now)
    verdicts = [decide(gift, one, policy) for gift, one in zip(gifts, addressed, strict=True)]
    author = addressed[0].author
    left = allowance(session, workspace_id=workspace_id, policy=policy, author=author, now=now)
    refusal = next((one for one in verdicts if not one.accepted), None) or enough(verdicts, left)
    left_out = [list(pair) for verdict in verdicts for pair in verdict.left_out]
    if refusal or (strict and left_out):
        why = refusal or Verdict("some_left_out")
        offered = _offered(session, workspace_id, why.code, gifts, author, now)
        return {"code": why.code, "left_out": left_out, **why.figures, **offered}
    doubt = None if confirmed else _doubt(session, workspace_id, gifts, addressed, verdicts, now)
    if doubt:
        fields = {"gifts": [asdict(gift) for gift in gifts]}
        draft = drafts.keep(session, workspace_id=workspace_id, giver_id=author.id, fields=fields, now=now)
        return {"left_out": left_out, "draft": str(draft), **doubt}
    in_all: dict[str, Any] = {"workspace_id": workspace_id, "kudos_channel": policy.kudos_channel, "now": now}
    stored = [
        store(session, gift=gift, addressed=one, receivers=verdict.receivers, **in_all)
        for gift, one, verdict in zip(gifts, addressed, verdicts, strict=True)
    ]
    return {"code": "given", "left_out": left_out, "gifts": stored, **_remarks(gifts, left, stored)}


def _offered(
    session: Session, workspace_id: int, code: str, gifts: Sequence[Gift], author: Party, now: datetime
) -> dict[str, Any]:
    """What a refusal offers instead: the values that there are, or to log a pat for oneself as a decision."""
    if code == "value":
        return {"tags": values.tags(session, workspace_id)}
    words = "\n".join(text for gift in gifts for text in gift.texts)
    if code != "only_self" or not words or gifts[0].source != Source.COMMAND:
        return {}
    return offering.invite(session, workspace_id=workspace_id, author=author, words=words, now=now)


def _with_values(session: Session, workspace_id: int, gift: Gift) -> Gift:
    """With the values that its tags name; other tags are words like any."""
    if not gift.tags:
        return gift
    tagged = values.tagged(session, workspace_id, gift.tags)
    return replace(gift, value_ids=tuple(dict.fromkeys([*gift.value_ids, *map(str, tagged)])))


def _doubt(
    session: Session,
    workspace_id: int,
    gifts: Sequence[Gift],
    addressed: Sequence[Addressed],
    verdicts: Sequence[Verdict],
    now: datetime,
) -> Outcome | None:
    """What the giver is asked before it is given: the same again, or details of a customer in it."""
    for gift, one, verdict in zip(gifts, addressed, verdicts, strict=True):
        said = fingerprint(one, verdict.receivers, gift)
        if gift.source in ASKED_FIRST and given_just_now(session, workspace_id, one.giver.id, said, now):
            return {"code": "again"}
    found = _details(gift for gift in gifts if gift.source in ASKED_FIRST)
    return {"code": "sensitive", "details": found} if found else None


def _remarks(gifts: Sequence[Gift], left: Allowance | None, stored: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What is worth saying to the giver besides: how their words might be better, and what they have left."""
    remarks: dict[str, Any] = {"details": _details(gifts)}
    remarks["vague"] = any(gift.texts and not says_what(gift) for gift in gifts)
    if left:
        spent = sum(len(one["receivers"]) + len(one["offline"]) for one in stored)
        remarks["allowance"] = {"left": left.left - spent, "most": left.most, "period": str(left.period)}
    return remarks


def _details(gifts: Any) -> list[str]:
    return sorted({found for gift in gifts for text in gift.texts for found in wording.details(text)})
