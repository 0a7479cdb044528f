"""Giving a kudos: decide, then store what was decided, its announcement and its receipts in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, insert, select
from sqlalchemy.orm import Session

from models import drafts, members, outbox, receipts, words
from models.ids import uuid7
from models.kudos import ChannelKind, Kudos, KudosReceiver, KudosValue, Retraction, Source
from models.members import Circle, Kind, Member, Party, strictest
from models.orm import table_of
from models.requests import Outcome, once

LONGEST = 3000
"""Characters of one text, as a person counts them; four code points each, at most."""
MOST_RECEIVERS = 50
AGAIN_WINDOW = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Gift:
    """A kudos as its giver put it; people by their Slack ids, words in their stored form."""

    giver: str
    receivers: tuple[str, ...]
    source: Source
    channel_id: str | None
    channel_kind: ChannelKind
    message: str | None = None
    decision: str | None = None
    outcome: str | None = None
    customer_words: str | None = None
    value_ids: tuple[str, ...] = ()

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "Gift":
        """From a draft, whose lists were tuples."""
        tuples: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()}
        return cls(**tuples)

    @property
    def texts(self) -> list[str]:
        return [text for text in (self.message, self.decision, self.outcome, self.customer_words) if text]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gift comes to. `code` "given" or why not; `left_out` are (Slack id, reason)."""

    code: str
    receivers: tuple[Party, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    length: int = field(default=0)

    @property
    def accepted(self) -> bool:
        return self.code == "given"


def give(
    session: Session,
    *,
    workspace_id: int,
    gift: Gift,
    key: str,
    now: datetime,
    form: bool = False,
) -> Outcome:
    """Store the kudos, its receivers and what is owed to people, once per `key`.

    Returns an outcome whose `code` is "given", "again" or a refusal. With `form`, one receiver who can't receive it
    refuses the whole, and a refusal does not settle the key: a form is mended and sent again under the same key.
    """

    def act() -> Outcome:
        return _give(session, workspace_id, gift, now, strict=form)

    def keep(outcome: Outcome) -> bool:
        return not form or outcome["code"] in {"given", "again"}

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=keep)


def give_draft(session: Session, *, workspace_id: int, draft_id: UUID, giver: str, now: datetime) -> Outcome:
    """The giver (a Slack id) has said that the same words are meant twice. `code` as of `give`, or "gone".

    A refusal keeps the draft, so that the words can be given back.
    """

    def act() -> Outcome:
        member = members.parties(session, workspace_id=workspace_id, slack_ids=[giver], now=now)[giver]
        mine: dict[str, Any] = {"workspace_id": workspace_id, "draft_id": draft_id, "giver_id": member.id}
        fields = drafts.look(session, **mine)
        if fields is None:
            return {"code": "gone"}
        outcome = _give(session, workspace_id, Gift.from_fields(fields), now, again=True)
        if outcome["code"] == "given":
            drafts.drop(session, **mine)
        return outcome

    return once(session, workspace_id=workspace_id, key=f"draft:{draft_id}:{giver}", now=now, act=act)


def decide(gift: Gift, giver: Party, people: Mapping[str, Party]) -> Verdict:
    """Who receives it, who is left out and why; pure."""
    wanted = list(dict.fromkeys(gift.receivers))
    left_out = [(slack_id, reason) for slack_id in wanted if (reason := cannot_receive(people[slack_id], giver))]
    receivers = [people[slack_id] for slack_id in wanted if not cannot_receive(people[slack_id], giver)]
    longest = max((max(words.length(text), len(words.plain(text)) // 4) for text in gift.texts), default=0)
    code = _refusal(wanted, receivers, left_out, gift, longest) or "given"
    return Verdict(code, tuple(receivers), tuple(left_out), longest)


def cannot_receive(member: Party | Member, giver: Party | Member) -> str | None:
    """Why this member can't be given a kudos by `giver`: "self", "bot", "external" or "deactivated"; None: they can."""
    if member.slack_user_id == giver.slack_user_id:
        return "self"
    if member.kind in {Kind.BOT, Kind.EXTERNAL}:
        return str(member.kind)
    return None if member.active else "deactivated"


def _refusal(
    wanted: Sequence[str], receivers: Sequence[Party], left_out: Sequence[tuple[str, str]], gift: Gift, longest: int
) -> str | None:
    if not wanted:
        return "nobody"
    if len(wanted) > MOST_RECEIVERS:
        return "too_many"
    if not receivers:
        return "only_self" if {reason for _, reason in left_out} == {"self"} else "nobody_left"
    if not (gift.message or gift.decision):
        return "no_message"
    return "too_long" if longest > LONGEST else None


def _give(
    session: Session, workspace_id: int, gift: Gift, now: datetime, *, strict: bool = False, again: bool = False
) -> Outcome:
    people = members.parties(session, workspace_id=workspace_id, slack_ids=[gift.giver, *gift.receivers], now=now)
    giver = people[gift.giver]
    verdict = decide(gift, giver, people)
    answer: Outcome = {"code": verdict.code, "left_out": [list(pair) for pair in verdict.left_out]}
    if not verdict.accepted or (strict and verdict.left_out):
        code = "some_left_out" if verdict.accepted else verdict.code
        return answer | {"code": code, "length": verdict.length}
    fingerprint = _fingerprint(giver, verdict.receivers, gift)
    if not again and _given_just_now(session, workspace_id, giver, fingerprint, now):
        draft = drafts.keep(session, workspace_id=workspace_id, giver_id=giver.id, fields=asdict(gift), now=now)
        return answer | {"code": "again", "draft": str(draft)}
    kudos_id = _store(session, workspace_id, gift, giver, verdict.receivers, fingerprint, now)
    circle = strictest(member.circle for member in verdict.receivers)
    announced = _announce(session, workspace_id, kudos_id, gift, circle, now)
    names = [receiver.slack_user_id for receiver in verdict.receivers]
    return answer | {"kudos": str(kudos_id), "receivers": names, "circle": str(circle), "announced": announced}


def _store(
    session: Session,
    workspace_id: int,
    gift: Gift,
    giver: Party,
    receivers: Sequence[Party],
    fingerprint: str,
    now: datetime,
) -> UUID:
    kudos_id = uuid7()
    of = {"workspace_id": workspace_id, "kudos_id": kudos_id}
    kudos = {"workspace_id": workspace_id, "id": kudos_id, "giver_id": giver.id, "given_at": now}
    words_said = {name: getattr(gift, name) for name in ("message", "decision", "outcome", "customer_words")}
    said = {"source": gift.source, "channel_id": gift.channel_id, "channel_kind": gift.channel_kind}
    connection = session.connection()
    connection.execute(_KUDOS, {**kudos, **words_said, **said, "fingerprint": fingerprint})
    connection.execute(_RECEIVERS, [_received(session, of, member, i, now) for i, member in enumerate(receivers)])
    if gift.value_ids:
        connection.execute(_VALUES, [{**of, "value_id": UUID(value)} for value in gift.value_ids])
    return kudos_id


def _received(session: Session, of: dict[str, Any], member: Party, position: int, now: datetime) -> dict[str, Any]:
    receipt = receipts.owe(session, **of, member=member, now=now)
    row = {"receiver_id": member.id, "position": position, "given_at": now, "circle": member.circle}
    return {**of, **row, "receipt_id": receipt}


def _announce(session: Session, workspace_id: int, kudos_id: UUID, gift: Gift, circle: Circle, now: datetime) -> bool:
    """Owe the announcement where it was said; below *everyone* nothing is posted in a channel."""
    if circle != Circle.EVERYONE or gift.channel_id is None or gift.channel_kind == ChannelKind.DIRECT:
        return False
    outbox.post(
        session,
        workspace_id=workspace_id,
        purpose=outbox.Purpose.ANNOUNCEMENT,
        key=f"announcement:{kudos_id}",
        channel_id=gift.channel_id,
        priority=outbox.Priority.ANNOUNCEMENT,
        subject_id=kudos_id,
        now=now,
    )
    return True


def _fingerprint(giver: Party, receivers: Sequence[Party], gift: Gift) -> str:
    parts = [str(giver.id), *sorted(str(receiver.id) for receiver in receivers), *gift.texts]
    return sha256("\x00".join(parts).encode()).hexdigest()


def _given_just_now(session: Session, workspace_id: int, giver: Party, fingerprint: str, now: datetime) -> bool:
    same = {"of_workspace": workspace_id, "giver": giver.id, "since": now - AGAIN_WINDOW, "said": fingerprint}
    return session.connection().scalar(_SAME_WORDS, same) is not None


def _same_words() -> Select[UUID]:
    kudos, taken_back = table_of(Kudos).c, table_of(Retraction).c
    return (
        select(kudos.id)
        .where(
            kudos.workspace_id == bindparam("of_workspace"),
            kudos.giver_id == bindparam("giver"),
            kudos.given_at > bindparam("since"),
            kudos.fingerprint == bindparam("said"),
            ~exists().where(taken_back.workspace_id == kudos.workspace_id, taken_back.kudos_id == kudos.id),
        )
        .limit(1)
    )


_SAME_WORDS = _same_words()
_KUDOS = insert(table_of(Kudos))
_RECEIVERS = insert(table_of(KudosReceiver))
_VALUES = insert(table_of(KudosValue))
